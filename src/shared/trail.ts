import { AsyncLocalStorage } from 'node:async_hooks';

/** What is being worked at: ids only. Every line logged meanwhile carries them, so that one delivery can be followed to ClickUp's answer. */
export interface Trail {
  /** The key of the change that a delivery from ClickUp told of. */
  readonly delivery?: string | undefined;
  /** The key of a write to ClickUp. */
  readonly write?: string;
  readonly alert?: string | null;
  readonly account?: string | null;
}

const trails = new AsyncLocalStorage<Trail>();

/** Does a piece of work, and all that it begins, under these ids; those it stands in already stay. */
export function onTrail<T>(trail: Trail, work: () => T): T {
  return trails.run({ ...trails.getStore(), ...trail }, work);
}

/** The ids of what is being worked at, in an object of its own; empty outside. */
export const currentTrail = (): Trail => ({ ...trails.getStore() });
