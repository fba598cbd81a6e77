import type { Instant } from '../domain/account.ts';
import { eventTime } from '../domain/event-time.ts';
import { isShallow } from '../shared/depth.ts';
import { readTimestamp } from '../shared/timestamp.ts';
import { RowReader } from './import-rows.ts';
import type { ReceivedEvent } from './event-store.ts';

/** The columns of an `events` file (CONTRACT section 6). */
export const EVENT_COLUMNS = {
  required: ['account_id', 'event', 'timestamp'],
  optional: ['user_id', 'message_id', 'email', 'properties'],
} as const;

/** The source that imported events belong to. */
export const IMPORT_SOURCE = 'import';

export type EventReading =
  | {
      readonly kind: 'read';
      /** Without an id where the row has none. */
      readonly event: Omit<ReceivedEvent, 'messageId'> & {
        readonly accountId: string;
        readonly messageId: string | null;
      };
      /** The instant that the row says: a time ahead counts as now, which is another one each time the file is read. */
      readonly writtenAt: Instant;
      readonly email: string | null;
    }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Reads one row of an `events` file. It counts as received when it happened, so that an as-of judgement of a past day knows
 * what was known then. The future is treated as for events that come over HTTP.
 */
export function readEventRow(values: ReadonlyMap<string, unknown>, now: Instant): EventReading {
  const row = new RowReader(values);
  const accountId = row.required('account_id');
  const name = row.required('event');
  const userId = row.name('user_id');
  const messageId = row.name('message_id');
  const email = row.email('email');
  const properties = propertiesOf(row);
  const time = timeOf(row, now);
  if (row.wrong.length > 0 || time === null) return { kind: 'refused', why: row.wrong.join('; ') };
  const { writtenAt, at, minute } = time;
  const event = { at, minute, receivedAt: at, source: IMPORT_SOURCE, accountId, userId, name, messageId, properties };
  return { kind: 'read', event, writtenAt, email };
}

interface RowTime {
  readonly writtenAt: Instant;
  readonly at: Instant;
  readonly minute: number;
}

function timeOf(row: RowReader, now: Instant): RowTime | null {
  const written = readTimestamp(row.raw('timestamp'));
  if (written.kind === 'none') return row.complain('timestamp', 'is missing');
  if (written.kind === 'wrong') {
    row.wrong.push(written.why);
    return null;
  }
  const time = eventTime({ timestamp: written.at, sentAt: null }, now);
  if (time.kind === 'at') return { writtenAt: written.at, at: time.at, minute: time.minute };
  row.wrong.push(time.why);
  return null;
}

const NO_PROPERTIES: ReceivedEvent['properties'] = {};
const LARGEST_PROPERTIES = 32 * 1024;

/** An object, or its JSON as text. */
function propertiesOf(row: RowReader): ReceivedEvent['properties'] {
  const given = row.raw('properties');
  if (given === null || given === '') return NO_PROPERTIES;
  const value = typeof given === 'string' ? parsed(given) : given;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    row.complain('properties', 'is no JSON object: write it as {"plan":"pro"}');
    return NO_PROPERTIES;
  }
  if (!isShallow(value)) row.complain('properties', 'is nested too deeply');
  else if (JSON.stringify(value).length > LARGEST_PROPERTIES)
    row.complain('properties', `is larger than ${LARGEST_PROPERTIES / 1024} kB`);
  return value as Record<string, unknown>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
