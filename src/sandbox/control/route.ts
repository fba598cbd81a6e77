import type { Sandbox } from '../sandbox.ts';

/** One call of the control surface. */
export interface ControlCall {
  readonly sandbox: Sandbox;
  readonly body: unknown;
  /** The `:id` of the path; empty when it has none. */
  readonly id: string;
}

export interface ControlRoute {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Behind `/sandbox`. */
  readonly path: string;
  /** What is answered, as JSON. */
  readonly handle: (call: ControlCall) => unknown;
}
