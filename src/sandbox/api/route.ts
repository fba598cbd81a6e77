import type { Act } from '../world/act.ts';
import type { UploadedFile } from './body.ts';

/** One call of the API, after authorisation. */
export interface Call {
  readonly act: Act;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; an empty object when nothing was sent. */
  readonly body: unknown;
  /** Of a form; elsewhere none. */
  readonly files: readonly UploadedFile[];
}

export interface Answer {
  readonly status: number;
  /** Absent for an answer without content. */
  readonly body?: unknown;
}

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Behind `/api`. */
  readonly path: string;
  readonly handle: (call: Call) => Answer;
  /** Takes a form of files: ClickUp does not fully support such bodies elsewhere, so a client that sends one has a bug. */
  readonly takesFiles?: true;
}

/** 200 with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** A path parameter that the route's own path guarantees. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
