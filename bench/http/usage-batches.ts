import { MINUTE_MS } from '../../src/domain/duration.ts';
import type { Load } from './messages.ts';
import { post } from './post.ts';

/** Batches of 100 events of about 500 bytes, as Segment's SDK for servers sends them. */

export const WRITE_KEY = 'bench-write-key';
export const EVENTS_A_BATCH = 100;
/** Users and accounts that the events are of; the user `u7` belongs to the account `a7 mod 500`. */
export const USERS = 5_000;
export const ACCOUNTS = 500;
export const accountOf = (user: number): string => `a${user % ACCOUNTS}`;

const NAMES = ['Signed In', 'Task Created', 'Task Completed', 'Report Viewed', 'Member Invited', 'Sprint Completed'];

export function batches({ port, path, requests, seed, kind }: Load): readonly Buffer[] {
  const basic = Buffer.from(`${WRITE_KEY}:`).toString('base64');
  const headers = `Authorization: Basic ${basic}\r\n`;
  // Known ones are sent again in the order in which they came, as an SDK repeats what was not acknowledged.
  const sent = kind === 'batch_of_known' ? Date.UTC(2026, 10, 1) : Date.now();
  return Array.from({ length: requests }, (_, batch) => {
    const at = sent - MINUTE_MS + batch;
    const events = Array.from({ length: EVENTS_A_BATCH }, (_, index) =>
      event(seed, batch * EVENTS_A_BATCH + index, at),
    );
    const body = { batch: events, sentAt: new Date(Date.now()).toISOString() };
    return post(port, path, headers, Buffer.from(JSON.stringify(body)));
  });
}

/** Every second one says its account itself, the other's is known by its user. */
function event(seed: string, index: number, at: number): unknown {
  const user = (index * 7919) % USERS;
  const timestamp = new Date(at).toISOString();
  return {
    type: 'track',
    event: NAMES[index % NAMES.length],
    userId: `u${user}`,
    messageId: messageId(seed, index),
    timestamp,
    originalTimestamp: timestamp,
    properties: {
      project: `p${index % 97}`,
      plan: 'professional',
      count: index % 11,
      via: 'web',
      board: `Board ${index % 31}`,
    },
    context: {
      library: { name: '@segment/analytics-node', version: '3.1.0' },
      ...(index % 2 === 0 ? { groupId: accountOf(user) } : { locale: 'en-GB' }),
    },
    integrations: {},
    _metadata: { nodeVersion: '24.21.0', jsRuntime: 'node' },
  };
}

/** As random as the SDK's UUID: a hash of the place, spread over the whole range. */
function messageId(seed: string, index: number): string {
  const part = (salt: number): string => (Math.imul(index ^ salt, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return `node-next-${seed}-${part(0x1b873593)}-${index.toString(36)}-${part(0x5bd1e995)}`;
}
