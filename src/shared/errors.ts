/** Every error that a door may have to explain; `http/errors.ts` and the command line turn codes into statuses. */
export type ErrorCode =
  | 'bad_settings'
  | 'bad_usage'
  | 'bad_input'
  | 'not_found'
  | 'conflict'
  | 'unauthorized'
  | 'unavailable'
  | 'too_large'
  | 'schema_too_new';

/** An error whose message is written for the person who must act on it: the thing, the value, the way out. */
export class MonitorError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'MonitorError';
    this.code = code;
  }
}

/** Several mistakes found at once in settings or files: one line each. */
export class ConfigError extends MonitorError {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super('bad_settings', lines.join('\n'));
    this.name = 'ConfigError';
    this.lines = lines;
  }
}

/** The message of whatever was thrown, for logs and for people. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
