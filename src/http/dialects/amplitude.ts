import { isObject, own } from '../json-fields.ts';
import { readAmplitudeEvent } from './amplitude-events.ts';
import { type Answer, countsOf, type Dialect, type Kept, LARGEST_BODY, type Refused } from './dialect.ts';

/**
 * Amplitude's SDKs. They read `code` in the body, not the status. Of a 400 they drop the events that it lists and send the others
 * again, which are known by then; a 400 that lists none they would repeat as it was.
 */
export const amplitude: Dialect = {
  routes: ['/2/httpapi', '/2/batch'],
  limits: { accepted: LARGEST_BODY, read: LARGEST_BODY },
  itemsOf,
  read: readAmplitudeEvent,
  kept,
  refused,
};

function itemsOf(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body;
  const events = own(body, 'events');
  if (Array.isArray(events)) return events;
  return isObject(events) ? [events] : null;
}

function kept(outcome: Kept): Answer {
  if (outcome.refused.length > 0) {
    const error = 'some events cannot be used; the others were kept';
    const body = { code: 400, error, events_with_invalid_fields: byReason(outcome.refused), ...countsOf(outcome) };
    return { status: 400, body };
  }
  const counts = { events_ingested: outcome.items.length, payload_size_bytes: outcome.size };
  return { status: 200, body: { code: 200, ...counts, server_upload_time: outcome.receivedAt, ...countsOf(outcome) } };
}

/** Amplitude writes a field's name to the left; the reason says more, and its SDKs read only what stands to the right. */
function byReason(refused: Kept['refused']): Readonly<Record<string, readonly number[]>> {
  const reasons = Map.groupBy(refused, ({ why }) => why);
  return Object.fromEntries([...reasons].map(([why, all]) => [why, all.map(({ index }) => index)]));
}

function refused({ status, why, events }: Refused): Answer['body'] {
  // With these words, and with a missing field, an SDK gives up at once and tells its caller.
  if (status === 401) return { code: 401, error: `Invalid API key: ${why}` };
  if (status === 400 || status === 415) return { code: 400, error: why, missing_field: 'events' };
  // Throttled ones are held for half a minute: others would be sent again at once, a few times, and then dropped.
  if (status === 429) return { code: 429, error: why, throttled_events: Array.from({ length: events }, (_, at) => at) };
  return { code: status, error: why };
}
