import fc from 'fast-check';
import { digestOf } from '../../src/clickup/digest.ts';
import { createDeliveryReader } from '../../src/clickup/receive.ts';
import { UNUSABLE } from '../../src/domain/board-act.ts';
import { createBoardChangeRecorder } from '../../src/monitor/record-board-changes.ts';
import type { Store } from '../../src/monitor/store.ts';
import { HOOK, NOW, SECRET, sign } from '../clickup/support/deliveries.ts';
import { type AppServer, type Reply, startApp } from '../http/app-server.ts';
import { emptyStore } from '../monitor/store.ts';
import { expectCleanPrototypes, hostileJson, hostileObject, hostileText, tries } from './tries.ts';

let store: Store;
let server: AppServer;
let looks: (() => void)[];
beforeAll(async () => {
  store = await emptyStore();
  looks = [];
  const record = createBoardChangeRecorder(store, () => NOW);
  server = await startApp({
    webhook: {
      readDelivery: createDeliveryReader({
        secrets: async () => new Map([[HOOK, SECRET]]),
        agentId: async () => 70_000_001,
        note: () => undefined,
        now: () => NOW,
        after: (_ms, run) => void looks.push(run),
      }),
      recordBoardChanges: ({ changes }) => record(changes),
    },
  });
});
afterAll(async () => {
  await server.close();
  await store.close();
});
afterEach(() => {
  for (const look of looks.splice(0)) look();
  expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expectCleanPrototypes();
});

const deliver = (body: Buffer, headers: Readonly<Record<string, string>>): Promise<Reply> =>
  server.ask('/webhooks/clickup', { method: 'POST', body, headers });
const signed = (body: Buffer): Promise<Reply> => deliver(body, { 'x-signature': sign(body) });
const asBody = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const EVENTS = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskMoved',
  'taskCommentPosted',
  'taskCommentUpdated',
  'listDeleted',
  'spaceUpdated',
];
const historyItem = hostileObject([
  'id',
  'type',
  'date',
  'field',
  'parent_id',
  'data',
  'source',
  'user',
  'before',
  'after',
  'comment',
  'comment_id',
]);
/** What ClickUp sends, with anything at all in its places. */
const delivery = fc.record(
  {
    webhook_id: fc.oneof({ weight: 9, arbitrary: fc.constant<unknown>(HOOK) }, { weight: 1, arbitrary: hostileJson }),
    event: fc.oneof(fc.constantFrom(...EVENTS), hostileText),
    task_id: fc.oneof(hostileText, hostileJson),
    history_items: fc.oneof(fc.array(historyItem, { maxLength: 3 }), hostileJson),
    list_id: hostileJson,
    team_id: hostileJson,
  },
  { requiredKeys: ['webhook_id', 'event'] },
);

describe('whatever is delivered', () => {
  it('without a right signature is refused, and nothing of it is kept', async () => {
    const signature = fc.oneof(
      fc.constant(''),
      fc.stringMatching(/^[0-9a-f]{64}$/),
      fc.stringMatching(/^[!-~]{1,80}$/),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(delivery.map(asBody), fc.uint8Array({ maxLength: 500 })),
        signature,
        async (body, x) => {
          expect((await deliver(Buffer.from(body), { 'x-signature': x })).status).toBe(403);
        },
      ),
      tries(80),
    );
    expect(await store.inbox.waiting()).toBe(0);
  });

  it('and is signed is taken in as it is, or refused as unreadable; a repeat brings nothing new', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 4, arbitrary: delivery.map(asBody) }, hostileJson.map(asBody)),
        async (body) => {
          const first = await signed(body);
          expect(first.status).toBe(200);
          expect((await signed(body)).json()).toMatchObject({ stored: 0 });
        },
      ),
      tries(150),
    );
  });

  it('and is signed and of no use is kept once, by its digest alone', async () => {
    const body = asBody({ company: 'Hush Hush GmbH' });
    const answers = [await signed(body), await signed(body)].map((reply) => [reply.status, reply.json()]);
    expect(answers).toEqual([
      [200, { stored: 1, known: 0 }],
      [200, { stored: 0, known: 1 }],
    ]);
    const kept = (await store.inbox.claim(NOW, 1_000, 10_000)).filter(({ key }) => key.includes(digestOf(body)));
    expect(kept).toMatchObject([{ event: UNUSABLE, taskId: null }]);
    expect(JSON.stringify(kept)).not.toContain('Hush');
  });

  it('as signed bytes that are no JSON is answered 400', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect([200, 400]).toContain((await signed(Buffer.from(bytes))).status);
      }),
      tries(60),
    );
    expect((await signed(Buffer.from('{"event":'))).status).toBe(400);
    expect((await signed(Buffer.from([0xff, 0xfe, 0x7b, 0x7d]))).status).toBe(400);
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"event":', '}'],
    ['history items', '{"history_items":[', ']}'],
  ])('in %s nested without end does no harm', async (_what, open, close) => {
    const levels = Math.floor((1024 * 1024 - 100) / (open.length + close.length));
    const inner = `${open.repeat(levels)}1${close.repeat(levels)}`;
    expect([200, 400]).toContain((await signed(Buffer.from(inner))).status);
    const nested = Buffer.from(
      `{"webhook_id":"${HOOK}","event":"taskUpdated","task_id":"86a","history_items":[${open.repeat(9_000)}1${close.repeat(9_000)}]}`,
    );
    expect([200, 400]).toContain((await signed(nested)).status);
    expect((await signed(asBody({ webhook_id: HOOK, event: 'taskUpdated', task_id: '86after' }))).status).toBe(200);
  });
});
