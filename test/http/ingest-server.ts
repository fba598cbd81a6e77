import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Account } from '../../src/domain/account.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import { type UsageEventDeps, usageEventRoutes } from '../../src/http/usage-events.ts';
import { createUsageEventRecorder, type RecordUsageEvents } from '../../src/monitor/record-usage-events.ts';
import type { Store } from '../../src/monitor/store.ts';
import { readWriteKeys } from '../../src/shared/write-keys.ts';
import { createStore } from '../../src/storage/store.ts';
import { anAccount as someAccount } from '../domain/builders.ts';
import { inMemory } from '../storage/in-memory.ts';

export const NOW = Date.UTC(2026, 10, 22, 14, 40);
export const KEY = 'test-write-key';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly success: boolean;
    readonly error?: string;
    readonly stored?: number;
    readonly known?: number;
    readonly refused?: readonly { readonly index: number; readonly why: string }[];
    /** What else a dialect says. */
    readonly [field: string]: unknown;
  };
}

export interface IngestServer {
  readonly url: string;
  readonly store: Store;
  /** What was logged as an error, newest last. */
  readonly errors: readonly string[];
  /** How many requests were handed on to be stored so far. */
  reached(): number;
  /** Sends bytes as they are, with the right key unless other headers are given. */
  send(path: string, body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a value as JSON, with the right key. */
  post(path: string, value: unknown): Promise<Answer>;
  /** The events of one account, by their time. */
  eventsOf(accountId: string): Promise<readonly UsageEvent[]>;
  addAccount(account: Partial<Account>): Promise<void>;
  close(): Promise<void>;
}

export interface IngestOptions {
  /** As INGEST_WRITE_KEYS has it. */
  readonly writeKeys?: string;
  readonly now?: () => number;
  readonly record?: RecordUsageEvents;
  readonly rate?: UsageEventDeps['rate'];
  readonly room?: UsageEventDeps['room'];
}

export const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

/** The real routes over a real database in memory, on a free port. */
export async function startIngest({
  writeKeys = KEY,
  now = () => NOW,
  record,
  rate = {},
  room,
}: IngestOptions = {}): Promise<IngestServer> {
  const database = await inMemory();
  const store = createStore(database.db);
  const errors: string[] = [];
  const log = { error: (_fields: object, sentence: string) => void errors.push(sentence) };
  const app = express();
  const keep = record ?? createUsageEventRecorder(store);
  let reached = 0;
  const counted: RecordUsageEvents = (...given) => {
    reached += 1;
    return keep(...given);
  };
  app.use(
    usageEventRoutes({
      writeKeys: readWriteKeys(writeKeys),
      record: counted,
      now,
      log,
      rate,
      ...(room === undefined ? {} : { room }),
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send: IngestServer['send'] = async (path, body, headers = { authorization: basic(KEY) }) => {
    const response = await fetch(`${url}${path}`, { method: 'POST', body, headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  };
  return {
    url,
    store,
    errors,
    reached: () => reached,
    send,
    post: (path, value) => send(path, JSON.stringify(value)),
    eventsOf: async (accountId) =>
      (await store.events.ofAccounts([accountId], Number.MAX_SAFE_INTEGER)).get(accountId) ?? [],
    addAccount: (account) => store.accounts.put(anAccount(account), null, NOW),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

export const anAccount = (given: Partial<Account> = {}): Account =>
  someAccount({ key: `task:${given.accountId ?? 't1'}`, taskId: `t-${given.accountId ?? 'acme'}`, ...given });

/** A `track` call as Segment's SDK makes it. */
export const aTrack = (given: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  type: 'track',
  event: 'Task Completed',
  userId: 'u1',
  messageId: 'm1',
  timestamp: '2026-11-22T14:38:14.352Z',
  properties: {},
  context: { groupId: 'acme' },
  ...given,
});
