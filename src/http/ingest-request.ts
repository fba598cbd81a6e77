import type { Request } from 'express';
import type { UsageCall } from '../domain/event-call.ts';
import type { Refusal } from '../monitor/record-usage-events.ts';
import { isShallow } from '../shared/depth.ts';
import { type Dialect, type ItemReading, LARGEST_EVENT, type Place, type Refused } from './dialects/dialect.ts';
import { isObject } from './json-fields.ts';
import { parseBody } from './request-body.ts';
import { keyInBody, keyInHeaders, type KeyRing, sourceOf } from './write-key.ts';

export const WRONG_KEY: Refused = {
  status: 401,
  why: 'unknown write key: send one of INGEST_WRITE_KEYS as Basic user name, Bearer token, X-Write-Key or in the body',
  events: 0,
};

/** A request whose key and body are good, its items read one by one. */
export interface Given {
  readonly kind: 'given';
  readonly source: string;
  readonly items: readonly unknown[];
  readonly calls: readonly UsageCall[];
  readonly refused: readonly Refusal[];
  readonly oversize: boolean;
  readonly size: number;
}

/** The whole request, or why no event of it can be kept. */
export function readRequest(
  dialect: Dialect,
  req: Pick<Request, 'body' | 'path' | 'headers'>,
  ring: KeyRing,
): Given | ({ readonly kind: 'refused' } & Refused) {
  const body = parseBody(req.body, dialect.limits);
  if (body.kind === 'refused') return { ...body, events: 0 };
  const items = dialect.itemsOf(body.value);
  const key = keyInHeaders(req.headers) ?? keyInBody(body.value, items?.[0]);
  const source = key === null ? null : sourceOf(ring, key);
  if (source === null) return { kind: 'refused', ...WRONG_KEY };
  if (items === null) return { kind: 'refused', status: 400, why: NO_EVENTS, events: 0 };
  const envelope = isObject(body.value) ? body.value : null;
  const frame = { envelope, route: req.path.split('/').findLast((part) => part !== '') ?? '', headers: req.headers };
  return { kind: 'given', source, items, size: body.size, ...readItems(dialect, items, body.size, frame) };
}

const NO_EVENTS = 'the body holds no event: send a JSON object as your SDK does';

type Read = Pick<Given, 'calls' | 'refused' | 'oversize'>;

function readItems(dialect: Dialect, items: readonly unknown[], size: number, frame: Omit<Place, 'index'>): Read {
  const calls: UsageCall[] = [];
  const refused: Refusal[] = [];
  let oversize = false;
  for (const [index, item] of items.entries()) {
    const isDeep = !isShallow(item);
    const isLarge = size > LARGEST_EVENT && !isDeep && isOversize(item);
    const reading = isLarge ? TOO_LARGE : isDeep ? TOO_DEEP : readItem(dialect, item, { ...frame, index });
    if (reading.kind === 'refused') refused.push({ index, why: reading.why });
    else calls.push(reading.call);
    oversize ||= isLarge;
  }
  return { calls, refused, oversize };
}

/** Written out only where it may be so: that costs as much as parsing it did. */
const isOversize = (item: unknown): boolean =>
  longestAsJson(item) > LARGEST_EVENT && Buffer.byteLength(JSON.stringify(item)) > LARGEST_EVENT;

/** Bytes that a shallow value takes as JSON at most: a character takes six where it is escaped, a number fits into thirty. */
function longestAsJson(value: unknown): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value !== 'object' || value === null) return 30;
  let bytes = 2;
  const isList = Array.isArray(value);
  for (const name in value) {
    bytes += longestAsJson((value as Readonly<Record<string, unknown>>)[name]) + (isList ? 1 : 6 * name.length + 4);
  }
  return bytes;
}

const TOO_LARGE: ItemReading = { kind: 'refused', why: `the event is larger than ${LARGEST_EVENT / 1024} kB` };

const TOO_DEEP: ItemReading = { kind: 'refused', why: 'the event is nested too deeply' };

function readItem(dialect: Dialect, item: unknown, place: Place): ItemReading {
  if (!isObject(item)) return { kind: 'refused', why: 'the event is no JSON object' };
  return dialect.read(item, place);
}
