import { undocumented } from '../world/refusal.ts';

/** Reading of query parameters. Lists need the literal `[]` behind their name; without it they filter nothing, as at ClickUp. */

/** True only for the word `true`. */
export function flag(query: URLSearchParams, name: string): boolean {
  return query.get(name) === 'true';
}

/** A whole number, or null when the parameter is absent. */
export function whole(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw undocumented(400, `${name} must be a whole number`);
  return value;
}

/** All values of a list parameter, named without its `[]`; null when none is given. */
export function listed(query: URLSearchParams, name: string): readonly string[] | null {
  const values = query.getAll(`${name}[]`);
  return values.length > 0 ? values : null;
}

/** The query as the request log shows it. */
export function queryRecord(query: URLSearchParams): Record<string, readonly string[]> {
  return Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key)]));
}
