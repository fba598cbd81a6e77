import { createInstance, Identify } from '@amplitude/analytics-node';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import { join } from 'node:path';
import { PostHog } from 'posthog-node';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import { openDatabase } from '../../src/storage/engine.ts';
import { createStore } from '../../src/storage/store.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../http/fault-proxy.ts';
import { buildWorld, eventually, type ServiceProcess, type World, WRITE_KEY } from '../end-to-end/world.ts';

const EVENTS = 2_000;
const USERS = 20;
const ACCOUNTS = 5;
/**
 * What is held while the service starts again looks like a slow clock and is moved by as much; so far do two events lie apart that
 * a time which is right to half of it is that event's and no other's.
 */
const APART_MS = 10 * 60_000;
const NAME = 'Task Completed';

/** One event of the load, as every sender is told to send it. */
interface Act {
  readonly n: number;
  readonly userId: string;
  readonly accountId: string;
  readonly at: Date;
  /** Every other event names its account itself; the others are explained by a call that comes last. */
  readonly namesAccount: boolean;
}

type Send = (url: string, acts: readonly Act[], people: readonly Pick<Act, 'userId' | 'accountId'>[]) => Promise<void>;

const COMPANY = 'company';
/** What its SDK sends at a time. */
const RUDDER_BATCH = 20;
const property = ({ n }: Act) => ({ n });

const segment: Send = async (host, acts, people) => {
  const analytics = new Analytics({ writeKey: WRITE_KEY, host, maxRetries: 5, httpRequestTimeout: 60_000 });
  for (const act of acts) {
    const context = act.namesAccount ? { groupId: act.accountId } : {};
    const { userId, at: timestamp } = act;
    analytics.track({ userId, event: NAME, timestamp, properties: property(act), context });
  }
  for (const { userId, accountId } of people) analytics.group({ userId, groupId: accountId });
  await analytics.flush({ close: true, timeout: 90_000 });
};

const rudderstack: Send = async (dataPlaneUrl, acts, people) => {
  const analytics = new RudderAnalytics(WRITE_KEY, { dataPlaneUrl, logLevel: 'none' });
  for (const act of acts) {
    const context = act.namesAccount ? { groupId: act.accountId } : {};
    const { userId, at: timestamp } = act;
    analytics.track({ userId, event: NAME, timestamp, properties: property(act), context });
    // It counts the bytes of its whole queue at each call, so thousands at once would hold the first request for half a minute.
    if (act.n % RUDDER_BATCH === 0) await analytics.flush();
  }
  for (const { userId, accountId } of people) analytics.group({ userId, groupId: accountId });
  for (let batch = 0; batch <= USERS / RUDDER_BATCH + 1; batch += 1) await analytics.flush();
};

const posthog =
  (captureMode: 'v0' | 'v1'): Send =>
  async (host, acts, people) => {
    const before = process.env.POSTHOG_CAPTURE_MODE;
    process.env.POSTHOG_CAPTURE_MODE = captureMode;
    const client = new PostHog(WRITE_KEY, { host, maxQueueSize: 10_000, fetchRetryCount: 5, requestTimeout: 60_000 });
    process.env.POSTHOG_CAPTURE_MODE = before;
    for (const act of acts) {
      const groups = act.namesAccount ? { groups: { [COMPANY]: act.accountId } } : {};
      const { userId: distinctId, at: timestamp } = act;
      client.capture({ distinctId, event: NAME, timestamp, properties: property(act), ...groups });
    }
    for (const { userId: distinctId, accountId: groupKey } of people)
      client.groupIdentify({ groupType: COMPANY, groupKey, distinctId });
    await client.shutdown(90_000);
  };

const amplitude: Send = async (host, acts, people) => {
  const client = createInstance();
  const options = { serverUrl: `${host}/2/httpapi`, flushIntervalMillis: 200, flushQueueSize: 100, logLevel: 0 };
  await client.init(WRITE_KEY, { ...options, requestTimeoutMillis: 60_000 }).promise;
  const sent = acts.map((act) => {
    const groups = act.namesAccount ? { groups: { [COMPANY]: act.accountId } } : {};
    return client.track(NAME, property(act), { user_id: act.userId, time: act.at.getTime(), ...groups }).promise;
  });
  await Promise.all(sent);
  const told = people.map(
    ({ userId, accountId }) =>
      client.identify(new Identify(), { user_id: userId, groups: { [COMPANY]: accountId } }).promise,
  );
  await Promise.all(told);
};

const FAULTS = new Map<number, Fault>([
  [2, { status: 500 }],
  [4, { status: 429 }],
  [7, 'answer lost'],
  [10, 'service killed'],
]);

describe.each<[string, Send]>([
  ['Segment', segment],
  ['RudderStack', rudderstack],
  ['PostHog', posthog('v0')],
  ['PostHog in its newer mode', posthog('v1')],
  ['Amplitude', amplitude],
])('the SDK of %s', (_sdk, send) => {
  let world: World;
  let service: ServiceProcess;
  let proxy: FaultProxy;
  const looked = watchLookUps();
  beforeAll(async () => {
    looked.begin();
    world = await buildWorld();
    const given = { DATABASE_URL: `sqlite:${join(world.folder, 'events.db')}` };
    service = await world.serve(given);
    const restart = async (): Promise<void> => {
      await service.kill();
      service = await world.serve(given);
    };
    proxy = await startFaultProxy({ target: () => service.url, faults: FAULTS, restart });
  }, 60_000);
  afterAll(async () => {
    looked.end();
    await proxy?.close();
    await world?.close();
  });

  it('has each of 2,000 events stored once, where and when it belongs, through errors, lost answers and a killed service', async () => {
    const { acts, people } = theLoad(Date.now());
    await send(proxy.url, acts, people);
    const stored = await eventually(async () => {
      const found = await storedIn(world);
      return found.length >= EVENTS ? found : null;
    }, 60_000);
    expect(stored.map(({ n }) => n).sort((a, b) => a - b)).toEqual(acts.map(({ n }) => n));
    expect(stored.filter((event) => !isRight(event, acts))).toEqual([]);
    expect(Object.fromEntries(proxy.seen)).toMatchObject({ '429': 1, '500': 1, 'answer lost': 1, 'service killed': 1 });
    expect(looked.up).toEqual([]);
  }, 180_000);
});

function theLoad(now: number): { acts: readonly Act[]; people: readonly Pick<Act, 'userId' | 'accountId'>[] } {
  const acts = Array.from({ length: EVENTS }, (_, n) => ({
    n,
    userId: `u-${n % USERS}`,
    accountId: `account-${(n % USERS) % ACCOUNTS}`,
    at: new Date(now - (EVENTS - n) * APART_MS),
    namesAccount: Math.floor(n / USERS) % 2 === 0,
  }));
  return { acts, people: acts.slice(0, USERS) };
}

/** Everything here is at 127.0.0.1: whoever looks up a name wants to talk to somebody else. */
function watchLookUps(): { readonly up: readonly string[]; begin(): void; end(): void } {
  const up: string[] = [];
  const watch = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    socket.once('lookup', (_err, _address, _family, host) => void up.push(host));
  };
  return {
    up,
    begin: () => subscribe('net.client.socket', watch),
    end: () => void unsubscribe('net.client.socket', watch),
  };
}

interface StoredAct {
  readonly n: number;
  readonly accountId: string;
  readonly userId: string | null;
  readonly at: number;
}

async function storedIn(world: World): Promise<readonly StoredAct[]> {
  const store = createStore(openDatabase(`sqlite:${join(world.folder, 'events.db')}`).db);
  try {
    const ids = Array.from({ length: ACCOUNTS }, (_, at) => `account-${at}`);
    const found = await store.events.ofAccounts(ids, Number.MAX_SAFE_INTEGER);
    return [...found].flatMap(([accountId, events]) => events.map((event) => actOf(accountId, event)));
  } finally {
    await store.close();
  }
}

const actOf = (accountId: string, { properties, userId, at }: UsageEvent): StoredAct => ({
  n: Number(properties.n),
  accountId,
  userId,
  at,
});

function isRight({ n, accountId, userId, at }: StoredAct, acts: readonly Act[]): boolean {
  const act = acts[n];
  if (act === undefined) return false;
  return accountId === act.accountId && userId === act.userId && Math.abs(at - act.at.getTime()) < APART_MS / 2;
}
