import type { AccountHints, SenderTimes, UsageCall } from '../domain/event-call.ts';
import { contextMarks } from '../domain/qualified.ts';
import { cleanText } from '../shared/clean-text.ts';
import { isShallow } from '../shared/depth.ts';
import { readTimestamp } from '../shared/timestamp.ts';
import { accountHints, firstOf, groupOf } from './account-hints.ts';
import { idOf, isObject, type JsonObject, LONGEST_NAME, own } from './json-fields.ts';

/** Segment's calls, as its own SDKs, RudderStack's, Jitsu's and people with curl send them. */

export const SEGMENT_TYPES = ['track', 'identify', 'group', 'page', 'screen', 'alias'] as const;
export type SegmentType = (typeof SEGMENT_TYPES)[number];

/** One item of a request, read: a call, or why it is none. */
export type CallReading =
  | { readonly kind: 'call'; readonly call: UsageCall }
  | { readonly kind: 'refused'; readonly index: number; readonly why: string };

/** The calls of a request that holds one, an array of them, or `{ batch: […] }`, `{ events: […] }`; null: none of these. */
export function segmentItems(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return null;
  const items = own(body, 'batch') ?? own(body, 'events');
  return Array.isArray(items) ? items : [body];
}

/**
 * Reads one item. `type` is the route's, which counts where the item names none; `sentAt` is that of the envelope, which is
 * nearer to the moment of sending than the item's own.
 */
export function readSegmentCall(
  item: unknown,
  index: number,
  type: SegmentType | null,
  envelope: unknown,
): CallReading {
  const refuse = (why: string): CallReading => ({ kind: 'refused', index, why });
  if (!isObject(item)) return refuse('the event is no JSON object');
  if (!isShallow(item)) return refuse('the event is nested too deeply');
  const times = timesOf(item, envelope);
  if (typeof times === 'string') return refuse(times);
  const named = own(item, 'type') ?? type ?? (own(item, 'event') === undefined ? undefined : 'track');
  const read = isSegmentType(named) ? READERS[named] : null;
  if (read === null)
    return refuse(`type is ${named === undefined ? 'missing' : 'unknown'}: send one of ${SEGMENT_TYPES.join(', ')}`);
  const call = read(item, { index, times });
  return typeof call === 'string' ? refuse(call) : { kind: 'call', call };
}

function isSegmentType(name: unknown): name is SegmentType {
  return SEGMENT_TYPES.some((type) => type === name);
}

/** Where in its batch a call stands, and when it happened. */
type Place = Pick<UsageCall, 'index' | 'times'>;
/** Makes the call, or says why it cannot. */
type Reader = (item: JsonObject, place: Place) => UsageCall | string;

const READERS: Readonly<Record<SegmentType, Reader>> = {
  track: (item, place) => readEvent(item, place, cleanText(own(item, 'event'))),
  page: (item, place) => readEvent(item, place, `Viewed ${viewOf(item)}Page`),
  screen: (item, place) => readEvent(item, place, `Viewed ${viewOf(item)}Screen`),
  group(item, place) {
    const accountId = firstOf([idOf(own(item, 'groupId')), idOf(own(own(item, 'context'), 'groupId'))]);
    const userId = personOf(item);
    if (accountId === null) return `groupId is missing, or longer than ${LONGEST_NAME} characters`;
    return userId === null ? NOBODY : { kind: 'group', ...place, userId, accountId };
  },
  identify(item, place) {
    const userId = personOf(item);
    const traits = own(item, 'traits') ?? {};
    if (userId === null) return NOBODY;
    if (!isObject(traits)) return 'traits is no object';
    return { kind: 'identify', ...place, userId, traits, hints: hintsOf(item, {}, traits) };
  },
  alias(item, place) {
    const userId = personOf(item);
    const previousId = idOf(own(item, 'previousId'));
    if (userId === null) return NOBODY;
    return previousId === null ? 'previousId is missing' : { kind: 'alias', ...place, userId, previousId };
  },
};

const NOBODY = `userId is missing, or longer than ${LONGEST_NAME} characters`;

function readEvent(item: JsonObject, place: Place, name: string | null): UsageCall | string {
  const properties = own(item, 'properties') ?? {};
  const messageId = cleanText(own(item, 'messageId'));
  const userId = cleanText(own(item, 'userId'));
  if (name === null) return 'event is missing: name what happened';
  if (name.length > LONGEST_NAME) return `event is longer than ${LONGEST_NAME} characters`;
  if (userId !== null && userId.length > LONGEST_NAME) return `userId is longer than ${LONGEST_NAME} characters`;
  if (!isObject(properties)) return 'properties is no object';
  const anonymousId = idOf(own(item, 'anonymousId'));
  const hints = hintsOf(item, properties, own(own(item, 'context'), 'traits'));
  // Whether it counts may be said in the context alone: of that, and only of that, something is kept.
  const context = own(properties, 'context') === undefined ? contextMarks(own(item, 'context')) : null;
  const kept = context === null ? properties : { ...properties, context };
  return { kind: 'event', ...place, messageId, name, userId, anonymousId, hints, properties: kept };
}

function hintsOf(item: JsonObject, properties: JsonObject, traits: unknown): AccountHints {
  const context = own(item, 'context');
  const groupId = firstOf([
    idOf(own(context, 'groupId')),
    idOf(own(item, 'groupId')),
    groupOf(own(properties, '$groups')),
    groupOf(own(item, 'groups') ?? own(context, 'groups')),
  ]);
  return accountHints(groupId, traits, properties);
}

/** Who a fact is about: a person who has not signed in can be tied to an account too. */
function personOf(item: JsonObject): string | null {
  return firstOf([idOf(own(item, 'userId')), idOf(own(item, 'anonymousId'))]);
}

function viewOf(item: JsonObject): string {
  const name = cleanText(own(item, 'name')) ?? cleanText(own(own(item, 'properties'), 'name'));
  return name === null ? '' : `${name} `;
}

/** The sender's times; the reason where its own time of the event cannot be read. A wrong `sentAt` only costs the skew. */
function timesOf(item: JsonObject, envelope: unknown): SenderTimes | string {
  const written = readTimestamp(own(item, 'timestamp'));
  const timestamp = written.kind === 'none' ? readTimestamp(own(item, 'originalTimestamp')) : written;
  if (timestamp.kind === 'wrong') return timestamp.why;
  const sent = [own(envelope, 'sentAt'), own(item, 'sentAt')]
    .map(readTimestamp)
    .find((reading) => reading.kind === 'at');
  return { timestamp: timestamp.kind === 'at' ? timestamp.at : null, sentAt: sent?.at ?? null };
}
