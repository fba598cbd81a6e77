import nock from 'nock';
import { type ClickUpClient, type ClickUpClientOptions, createClickUpClient } from '../../../src/clickup/client.ts';
import type { RateAnswer } from '../../../src/clickup/rate-budget.ts';
import type { RateLimiter } from '../../../src/clickup/rate-limiter.ts';

export const API_URL = 'https://clickup.test/api';
export const TOKEN = 'pk_70000001_SECRETSECRET';

/** The v2 API as nock plays it. */
export const clickUp = (): nock.Scope => nock(API_URL);

/** Shuts the network for a file of tests, and fails a test that leaves an expected call unmade. */
export function withNetworkShut(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.abortPendingRequests();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => {
    nock.enableNetConnect();
    // Jest loads nock anew for each file of tests, but Node's http module is the same: one left in place would answer for all.
    nock.restore();
  });
}

export interface Connection {
  readonly client: ClickUpClient;
  /** Milliseconds of each wait before a repeat. */
  readonly waits: number[];
  /** What the limiter was told of each call. */
  readonly answers: RateAnswer[];
  /** The lane of each call. */
  readonly lanes: string[];
  readonly logged: string[];
}

/** A client whose limiter lets everything go and whose waits pass at once. */
export function aConnection(options: Partial<ClickUpClientOptions> = {}): Connection {
  const waits: number[] = [];
  const answers: RateAnswer[] = [];
  const lanes: string[] = [];
  const logged: string[] = [];
  const limiter: RateLimiter = {
    async turn(lane) {
      lanes.push(lane);
      return { done: (answer) => void answers.push(answer) };
    },
    close() {},
  };
  const write = (fields: object, sentence: string): void => void logged.push(JSON.stringify({ ...fields, sentence }));
  const log = { debug: write, info: write, warn: write, error: write, child: () => log };
  const timers = {
    now: () => Date.UTC(2026, 10, 23, 9),
    after(ms: number, ring: () => void) {
      waits.push(ms);
      queueMicrotask(ring);
      return () => undefined;
    },
  };
  const client = createClickUpClient({
    apiUrl: API_URL,
    token: TOKEN,
    limiter,
    log,
    timers,
    random: () => 1,
    ...options,
  });
  return { client, waits, answers, lanes, logged };
}
