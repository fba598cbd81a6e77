import type { AccountHints, SenderTimes, UsageCall } from '../../domain/event-call.ts';
import { contextMarks } from '../../domain/qualified.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { readTimestamp } from '../../shared/timestamp.ts';
import { accountHints, firstOf, groupOf } from '../account-hints.ts';
import { idOf, isObject, type JsonObject, LONGEST_NAME, own } from '../json-fields.ts';
import { callOr, type ItemReading, nameOf, type Place, tooLong } from './dialect.ts';

/** Segment's calls, as its own SDKs, RudderStack's, Jitsu's and people with curl send them. */

export const SEGMENT_TYPES = ['track', 'identify', 'group', 'page', 'screen', 'alias'] as const;
export type SegmentType = (typeof SEGMENT_TYPES)[number];

/** The calls of a request that holds one, an array of them, or `{ batch: […] }`, `{ events: […] }`; null: none of these. */
export function segmentItems(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return null;
  const items = own(body, 'batch') ?? own(body, 'events');
  return Array.isArray(items) ? items : [body];
}

/** Reads one item. The route's kind counts where the item names none. */
export function readSegmentCall(item: JsonObject, { index, route, envelope }: Place): ItemReading {
  const times = timesOf(item, envelope);
  if (typeof times === 'string') return { kind: 'refused', why: times };
  const byRoute = isSegmentType(route) ? route : undefined;
  const named = own(item, 'type') ?? byRoute ?? (own(item, 'event') === undefined ? undefined : 'track');
  if (isSegmentType(named)) return callOr(READERS[named](item, { index, times }));
  const what = named === undefined ? 'missing' : 'unknown';
  return { kind: 'refused', why: `type is ${what}: send one of ${SEGMENT_TYPES.join(', ')}` };
}

function isSegmentType(name: unknown): name is SegmentType {
  return SEGMENT_TYPES.some((type) => type === name);
}

/** Where in its batch a call stands, and when it happened. */
type Base = Pick<UsageCall, 'index' | 'times'>;
/** Makes the call, or says why it cannot. */
type Reader = (item: JsonObject, base: Base) => UsageCall | string;

const READERS: Readonly<Record<SegmentType, Reader>> = {
  track: (item, base) => readEvent(item, base, own(item, 'event')),
  page: (item, base) => readEvent(item, base, `Viewed ${viewOf(item)}Page`),
  screen: (item, base) => readEvent(item, base, `Viewed ${viewOf(item)}Screen`),
  group(item, base) {
    const accountId = firstOf([idOf(own(item, 'groupId')), idOf(own(own(item, 'context'), 'groupId'))]);
    const userId = personOf(item);
    if (accountId === null) return `groupId is missing, or longer than ${LONGEST_NAME} characters`;
    if (userId === null) return NOBODY;
    return { kind: 'group', ...base, userId, accountId, accountName: nameOfGroup(item) };
  },
  identify(item, base) {
    const userId = personOf(item);
    const traits = own(item, 'traits') ?? {};
    if (userId === null) return NOBODY;
    if (!isObject(traits)) return 'traits is no object';
    const anonymousId = idOf(own(item, 'anonymousId'));
    return { kind: 'identify', ...base, userId, anonymousId, traits, hints: hintsOf(item, {}, traits) };
  },
  alias(item, base) {
    const userId = personOf(item);
    const previousId = idOf(own(item, 'previousId'));
    if (userId === null) return NOBODY;
    return previousId === null ? 'previousId is missing' : { kind: 'alias', ...base, userId, previousId };
  },
};

const NOBODY = `userId is missing, or longer than ${LONGEST_NAME} characters`;

function readEvent(item: JsonObject, base: Base, happened: unknown): UsageCall | string {
  const properties = own(item, 'properties') ?? {};
  const messageId = cleanText(own(item, 'messageId'));
  const userId = cleanText(own(item, 'userId'));
  const reading = nameOf(happened, 'event');
  if (reading.kind === 'refused') return reading.why;
  const { name } = reading;
  if (userId !== null && userId.length > LONGEST_NAME) return tooLong('userId');
  if (!isObject(properties)) return 'properties is no object';
  const anonymousId = idOf(own(item, 'anonymousId'));
  const hints = hintsOf(item, properties, own(own(item, 'context'), 'traits'));
  // Whether it counts may be said in the context alone: of that, and only of that, something is kept.
  const context = own(properties, 'context') === undefined ? contextMarks(own(item, 'context')) : null;
  const kept = context === null ? properties : { ...properties, context };
  return { kind: 'event', ...base, messageId, name, userId, anonymousId, hints, properties: kept };
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

const nameOfGroup = (item: JsonObject): string | null => idOf(own(own(item, 'traits'), 'name'));

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
