import { cleanText } from '../shared/clean-text.ts';

/** Reading what strangers send: own members only, so that nothing a sender names reaches a prototype. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function own(object: unknown, name: string): unknown {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Longest id or event name: four bytes a character still fit into an index row of PostgreSQL. */
export const LONGEST_NAME = 200;

/** Text as the id of a user or an account; what is too long to be one is none. */
export function idOf(value: unknown): string | null {
  const text = cleanText(value);
  return text === null || text.length > LONGEST_NAME ? null : text;
}
