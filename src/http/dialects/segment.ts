import { type Answer, countsOf, type Dialect, type Kept, LARGEST_BODY, LARGEST_EVENT } from './dialect.ts';
import { readSegmentCall, SEGMENT_TYPES, segmentItems } from './segment-calls.ts';

/** Segment's own limits: more than 500 kB in one request, or 32 kB in one event, is answered 400. */
const LIMITS = { accepted: 500 * 1024, read: LARGEST_BODY };

/** Segment's and RudderStack's SDKs, Jitsu-like senders and people with curl: one call a request, or a batch. */
export const segment: Dialect = {
  routes: [...SEGMENT_TYPES, 'batch'].map((type) => `/v1/${type}`),
  limits: LIMITS,
  itemsOf: segmentItems,
  read: readSegmentCall,
  kept,
  refused: ({ why }) => ({ success: false, error: why }),
};

function kept(outcome: Kept): Answer {
  if (!outcome.oversize) return { status: 200, body: { success: true, ...countsOf(outcome) } };
  const error = `an event is larger than ${LARGEST_EVENT / 1024} kB; the others were kept`;
  return { status: 400, body: { success: false, error, ...countsOf(outcome) } };
}
