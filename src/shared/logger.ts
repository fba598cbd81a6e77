import { pino } from 'pino';
import { currentTrail } from './trail.ts';

/** What the product asks of a logger: a fixed sentence plus fields; children carry the ids of their part, and lines the ids of what is being worked at. */
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
    mixin: currentTrail,
    redact: ['token', 'authorization', '*.token', '*.authorization', '*.Authorization'],
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
