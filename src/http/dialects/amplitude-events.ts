import type { SenderTimes, UsageCall } from '../../domain/event-call.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { readTimestamp } from '../../shared/timestamp.ts';
import { accountHints, groupOf } from '../account-hints.ts';
import { idOf, isObject, type JsonObject, LONGEST_NAME, own } from '../json-fields.ts';
import { callOr, type ItemReading, nameOf, type Place, tooLong } from './dialect.ts';

type Base = Pick<UsageCall, 'index' | 'times'>;

export function readAmplitudeEvent(event: JsonObject, place: Place): ItemReading {
  const name = nameOf(own(event, 'event_type'), 'event_type');
  if (name.kind === 'refused') return name;
  const times = timesOf(event, place);
  if (typeof times === 'string') return { kind: 'refused', why: times };
  const base = { index: place.index, times };
  if (name.name === '$identify') return callOr(readPerson(event, base));
  if (name.name === '$groupidentify') return callOr(readGroup(event, base));
  return callOr(name.name.startsWith('$') ? { kind: 'aside', ...base } : readUse(event, base, name.name));
}

function readPerson(event: JsonObject, base: Base): UsageCall | string {
  const [userId, deviceId] = [idOf(own(event, 'user_id')), idOf(own(event, 'device_id'))];
  const person = userId ?? deviceId;
  if (person === null) return `user_id and device_id are missing, or longer than ${LONGEST_NAME} characters`;
  const traits = traitsOf(own(event, 'user_properties'));
  const hints = accountHints(groupOf(own(event, 'groups')), traits, {});
  return { kind: 'identify', ...base, userId: person, anonymousId: userId === null ? null : deviceId, traits, hints };
}

/** It names the group and mostly nobody. */
function readGroup(event: JsonObject, base: Base): UsageCall | string {
  const accountId = groupOf(own(event, 'groups'));
  if (accountId === null) return 'groups names no group';
  const accountName = idOf(own(traitsOf(own(event, 'group_properties')), 'name'));
  const userId = idOf(own(event, 'user_id'));
  const fact = { ...base, accountId, accountName };
  return userId === null ? { kind: 'account', ...fact } : { kind: 'group', ...fact, userId };
}

function readUse(event: JsonObject, base: Base, name: string): UsageCall | string {
  const properties = own(event, 'event_properties') ?? {};
  if (!isObject(properties)) return 'event_properties is no object';
  const userId = idOf(own(event, 'user_id'));
  if (userId === null && cleanText(own(event, 'user_id')) !== null) return tooLong('user_id');
  const traits = traitsOf(own(event, 'user_properties'));
  return {
    kind: 'event',
    ...base,
    messageId: cleanText(own(event, 'insert_id')),
    name,
    userId,
    anonymousId: idOf(own(event, 'device_id')),
    hints: accountHints(groupOf(own(event, 'groups')), traits, properties),
    properties,
  };
}

/** Properties of a person or a group, said by operations (`$set`, `$setOnce`, …) or plainly. */
function traitsOf(said: unknown): JsonObject {
  if (!isObject(said)) return {};
  const plain = Object.entries(said).filter(([name]) => !name.startsWith('$'));
  const [once, always] = ['$setOnce', '$set'].map((name) => own(said, name));
  return { ...Object.fromEntries(plain), ...(isObject(once) ? once : {}), ...(isObject(always) ? always : {}) };
}

/** A wrong time of sending only costs the skew; a wrong time of the event is the reason why it is refused. */
function timesOf(event: JsonObject, { envelope }: Place): SenderTimes | string {
  const time = readTimestamp(own(event, 'time'));
  if (time.kind === 'wrong') return time.why;
  const sent = readTimestamp(own(envelope, 'client_upload_time'));
  return { timestamp: time.kind === 'at' ? time.at : null, sentAt: sent.kind === 'at' ? sent.at : null };
}
