import { pino } from 'pino';

/** What the product asks of a logger: a fixed sentence plus fields; children carry the ids of their part. */
export interface Logger {
  debug(fields: object, sentence: string): void;
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
  child(fields: object): Logger;
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** JSON lines; to `stream` when given (commands keep stdout for their answer), else to stdout. */
export function createLogger(level: LogLevel, stream?: NodeJS.WritableStream): Logger {
  const options = {
    level,
    base: null,
    redact: ['token', 'authorization', '*.token', '*.authorization', '*.Authorization'],
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
