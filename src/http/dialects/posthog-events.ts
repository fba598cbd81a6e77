import type { SenderTimes, UsageCall } from '../../domain/event-call.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { readTimestamp } from '../../shared/timestamp.ts';
import { accountHints, firstOf, groupOf } from '../account-hints.ts';
import { idOf, isObject, type JsonObject, LONGEST_NAME, own } from '../json-fields.ts';
import { callOr, type ItemReading, nameOf, type Place, tooLong } from './dialect.ts';

/** An event of PostHog with its parts at hand: browsers put into the properties what servers put beside them. */
interface Parts {
  readonly event: JsonObject;
  readonly properties: JsonObject;
  readonly person: string | null;
  readonly base: Pick<UsageCall, 'index' | 'times'>;
}
/** Makes the call, or says why it cannot. */
type Reader = (parts: Parts) => UsageCall | string;

const NOBODY = `distinct_id is missing, or longer than ${LONGEST_NAME} characters`;

export function readPostHogEvent(event: JsonObject, place: Place): ItemReading {
  const properties = own(event, 'properties') ?? {};
  if (!isObject(properties)) return { kind: 'refused', why: 'properties is no object' };
  const name = nameOf(own(event, 'event'), 'event');
  if (name.kind === 'refused') return name;
  const times = timesOf(event, properties, place);
  if (typeof times === 'string') return { kind: 'refused', why: times };
  const person = firstOf([idOf(own(event, 'distinct_id')), idOf(own(properties, 'distinct_id'))]);
  const parts = { event, properties, person, base: { index: place.index, times } };
  const readFact = FACTS.get(name.name) ?? readAside;
  return callOr(name.name.startsWith('$') ? readFact(parts) : readUse(parts, name.name));
}

/** The system events that say something of people and accounts; all others, `$pageview` too, are the SDK's own and no use. */
const FACTS: ReadonlyMap<string, Reader> = new Map([
  ['$identify', readPerson],
  ['$set', readPerson],
  ['$create_alias', readAlias],
  ['$merge_dangerously', readAlias],
  ['$groupidentify', readGroup],
]);

const readAside: Reader = ({ base }) => ({ kind: 'aside', ...base });

function readPerson({ event, properties, person, base }: Parts): UsageCall | string {
  if (person === null) return NOBODY;
  const traits = traitsOf(event, properties);
  const anonymousId = idOf(own(properties, '$anon_distinct_id'));
  const hints = accountHints(groupOf(own(properties, '$groups')), traits, {});
  return { kind: 'identify', ...base, userId: person, anonymousId, traits, hints };
}

function readAlias({ properties, person, base }: Parts): UsageCall | string {
  const previousId = idOf(own(properties, 'alias'));
  if (person === null) return NOBODY;
  return previousId === null ? 'properties.alias is missing' : { kind: 'alias', ...base, userId: person, previousId };
}

/** Servers send it under a made-up person, `$<type>_<key>`, who must not become one; browsers under the person at the screen. */
function readGroup({ properties, person, base }: Parts): UsageCall | string {
  const [type, key] = [own(properties, '$group_type'), own(properties, '$group_key')].map(idOf);
  const accountId = key ?? null;
  if (accountId === null) return `$group_key is missing, or longer than ${LONGEST_NAME} characters`;
  const accountName = idOf(own(own(properties, '$group_set'), 'name'));
  const isMadeUp = person === null || person === `$${type}_${accountId}`;
  const fact = { ...base, accountId, accountName };
  return isMadeUp ? { kind: 'account', ...fact } : { kind: 'group', ...fact, userId: person };
}

function readUse({ event, properties, person, base }: Parts, name: string): UsageCall | string {
  const messageId = cleanText(own(event, 'uuid')) ?? cleanText(own(properties, '$insert_id'));
  const written = cleanText(own(event, 'distinct_id')) ?? cleanText(own(properties, 'distinct_id'));
  if (person === null && written !== null) return tooLong('distinct_id');
  const hints = accountHints(groupOf(own(properties, '$groups')), traitsOf(event, properties), properties);
  return {
    kind: 'event',
    ...base,
    messageId,
    name,
    userId: person,
    anonymousId: null,
    hints,
    properties: ownWords(properties),
  };
}

function traitsOf(event: JsonObject, properties: JsonObject): JsonObject {
  const said = ['$set_once', '$set'].map((name) => own(properties, name) ?? own(event, name));
  const [once, always] = said.map((traits) => (isObject(traits) ? traits : {}));
  return { ...once, ...always };
}

/** Without what the SDK adds on its own: names with `$`, and in browsers the key and the person. */
function ownWords(properties: JsonObject): JsonObject {
  const own = Object.entries(properties).filter(
    ([name]) => !name.startsWith('$') && name !== 'token' && name !== 'distinct_id',
  );
  return Object.fromEntries(own);
}

/** A wrong time of sending only costs the skew; a wrong time of the event is the reason why it is refused. */
function timesOf(event: JsonObject, properties: JsonObject, { envelope, headers }: Place): SenderTimes | string {
  const timestamp = readTimestamp(own(event, 'timestamp') ?? own(properties, '$timestamp'));
  if (timestamp.kind === 'wrong') return timestamp.why;
  const offset = own(event, 'offset');
  const age = typeof offset === 'number' && offset > 0 ? { ageMs: offset } : {};
  if (timestamp.kind === 'at')
    return { timestamp: timestamp.at, sentAt: sentAtOf(event, properties, envelope, headers) };
  return { timestamp: null, sentAt: sentAtOf(event, properties, envelope, headers), ...age };
}

function sentAtOf(
  event: JsonObject,
  properties: JsonObject,
  envelope: JsonObject | null,
  headers: Place['headers'],
): number | null {
  const keepsItsTime = own(own(event, 'options'), 'disable_skew_correction') ?? own(properties, '$ignore_sent_at');
  if (keepsItsTime === true) return null;
  // The header is that of this very attempt; `created_at` stays what it was at the first one.
  const candidates = [headers['posthog-request-timestamp'], own(envelope, 'sent_at'), own(envelope, 'created_at')];
  const sent = candidates.map(readTimestamp).find((reading) => reading.kind === 'at');
  return sent?.at ?? null;
}
