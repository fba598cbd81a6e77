import { isObject, own } from '../json-fields.ts';
import { type Answer, countsOf, type Dialect, type Kept, LARGEST_BODY } from './dialect.ts';
import { readPostHogEvent } from './posthog-events.ts';

const SHARED = {
  limits: { accepted: LARGEST_BODY, read: LARGEST_BODY },
  itemsOf,
  read: readPostHogEvent,
} satisfies Partial<Dialect>;

/**
 * PostHog's SDKs as most run them. They take any 2xx for success, split a batch that is answered 413, and drop it on any other 4xx,
 * so what one event lacks never fails the rest.
 */
export const posthog: Dialect = {
  ...SHARED,
  routes: ['/batch', '/capture', '/e', '/i/v0/e'],
  kept: (outcome) => ({ status: 200, body: { status: 1, ...countsOf(outcome) } }),
  refused: ({ why }) => ({ status: 0, error: why }),
};

/** Their newer way (`POSTHOG_CAPTURE_MODE=v1`): the answer tells of each event by its uuid, and `drop` reaches the caller. */
export const posthogV1: Dialect = {
  ...SHARED,
  routes: ['/i/v1/analytics/events'],
  kept: keptV1,
  refused: ({ why }) => ({ error: why }),
};

function keptV1(outcome: Kept): Answer {
  const results: [string, { result: 'drop'; details: string }][] = outcome.refused.flatMap(({ index, why }) => {
    const uuid = own(outcome.items[index], 'uuid');
    return typeof uuid === 'string' ? [[uuid, { result: 'drop', details: why }]] : [];
  });
  return { status: 200, body: { results: Object.fromEntries(results), ...countsOf(outcome) } };
}

/** A batch, a bare list (browsers), or one event. */
function itemsOf(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return null;
  const items = own(body, 'batch') ?? own(body, 'data');
  return Array.isArray(items) ? items : [body];
}
