import type { Notebook, Sighting } from '../monitor/observations.ts';

type Headers = Readonly<Record<string, unknown>>;

const MILLISECONDS_FROM = 1e12;
const UNIX_SECONDS_FROM = 1e9;

/** What an answer shows of ClickUp's rate limit: its size, and what the reset is written in. Nothing where headers are missing. */
export function rateTraits(headers: Headers): readonly Sighting[] {
  const limit = numberIn(headers['x-ratelimit-limit']);
  const reset = numberIn(headers['x-ratelimit-reset']);
  if (limit === null || limit < 1 || reset === null) return [];
  const way = reset >= MILLISECONDS_FROM ? 'milliseconds' : reset >= UNIX_SECONDS_FROM ? 'seconds' : 'seconds from now';
  return [
    { topic: 'rate_limit', way: String(limit) },
    { topic: 'rate_reset', way },
  ];
}

const numberIn = (header: unknown): number | null =>
  typeof header === 'string' && /^\d+(\.\d+)?$/.test(header) ? Number(header) : null;

/** Notes what the answers show whenever it changes: every answer has these headers. */
export function createHeaderWatch(note: Notebook['note']): (headers: Headers) => void {
  let last = '';
  return (headers) => {
    const traits = rateTraits(headers);
    const shown = JSON.stringify(traits);
    if (traits.length === 0 || shown === last) return;
    last = shown;
    note(...traits);
  };
}
