import type { Kit } from '../../src/cli/kit.ts';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { createDeliveryReader } from '../../src/clickup/receive.ts';
import { createBoardChangeRecorder } from '../../src/monitor/record-board-changes.ts';
import { createUsageEventRecorder } from '../../src/monitor/record-usage-events.ts';
import { ALERTS_AT_ONCE, WRITE_KEY } from '../end-to-end/world.ts';
import type { Received } from '../sandbox/lab.ts';
import type { Life } from './life.ts';
import { addAccount, buildStage, settle, type Stage, withHands } from './stage.ts';

/** One of the things that the service does, as a life that may end at any of its steps. */
export interface Flow {
  readonly name: Life['flow'];
  /** What comes in through its doors is answered between its steps. */
  readonly hasDoors: boolean;
  /** Everything up to it, on a stage of its own. */
  prepare(): Promise<Stage>;
  /** What comes in through its doors, in order; each is sent again after the death as its sender would. */
  readonly senders: (stage: Stage) => readonly Sender[];
  /** The keys of all that the agent writes, sorted, once everything is over; `reply.` stands for one answer to somebody. */
  readonly written: readonly string[];
  /** How often each of these stands in the audit. */
  readonly audited?: Readonly<Record<string, number>>;
}

/** Sends one thing; what the answer says of it, or null where there was none. */
export type Sender = (url: string) => Promise<Kept | null>;
export interface Kept {
  readonly stored: number;
  readonly known: number;
}

const post = async (url: string, headers: Record<string, string>, body: string): Promise<Kept | null> => {
  const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
  return answer?.status === 200 ? ((await answer.json()) as Kept) : null;
};

const BATCHES = 4;
const EVENTS_A_BATCH = 3;

function sendBatch(batch: number): Sender {
  const events = Array.from({ length: EVENTS_A_BATCH }, (_, at) => ({
    type: 'track',
    event: 'Task Completed',
    userId: `user-${at}`,
    messageId: `m-${batch}-${at}`,
    timestamp: '2026-11-22T10:00:00Z',
    context: { groupId: `acc-${batch}` },
  }));
  const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
  const headers = { Authorization, 'Content-Type': 'application/json' };
  return (url) => post(`${url}/v1/batch`, headers, JSON.stringify({ batch: events }));
}

const ingest: Flow = {
  name: 'ingest',
  hasDoors: true,
  prepare: () => buildStage(),
  senders: () => Array.from({ length: BATCHES }, (_, batch) => sendBatch(batch)),
  written: [],
};

const handOn =
  ({ raw, headers }: Received): Sender =>
  (url) =>
    post(`${url}/webhooks/clickup`, headersOf(headers), raw);

const headersOf = (headers: Received['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && /^(x-|content-type)/.test(name) ? [[name, value]] : [],
    ),
  );

const receive: Flow = {
  name: 'receive',
  hasDoors: true,
  async prepare() {
    const stage = await buildStage();
    await withHands(stage, (kit) => kit.monitor().keepWebhook());
    const task = await addAccount(stage, 'one', 5);
    await addAccount(stage, 'two', 5);
    const comment = [{ type: 'tag', user: { id: PEOPLE.agent.id } }, { text: ' status' }];
    const lena = stage.world.standIn.as(stage.world.workspace.tokens.lena);
    await lena.post(`/v2/task/${task}/comment`, { comment, notify_all: false });
    await stage.world.standIn.get('/idle');
    return stage;
  },
  senders: ({ letters }) => letters.received.map(handOn),
  written: ['one.draft.v1', 'reply.', 'two.draft.v1'],
};

const approve: Flow = {
  name: 'approve',
  hasDoors: false,
  async prepare() {
    const stage = await buildStage();
    const { standIn } = stage.world;
    await addAccount(stage, 'one', 5);
    await withHands(stage, async (kit) => {
      await kit.monitor().keepWebhook();
      await settle(kit);
    });
    await standIn.get('/idle');
    const heard = stage.letters.received.length;
    const { comments } = stage.world.sandbox.state() as unknown as { comments: readonly { readonly id: string }[] };
    await stage.world.reply('lena', comments[0]?.id ?? '', 'approve');
    await standIn.get('/idle');
    await withHands(stage, (kit) => takeIn(kit, stage.letters.received.slice(heard)));
    return stage;
  },
  senders: () => [],
  written: ['one.draft.v1', 'reply.'],
  audited: { plan_approved: 1 },
};

/** What the doors do with deliveries, here without a door. */
async function takeIn({ monitor, store, clock }: Kit, letters: readonly Received[]): Promise<void> {
  const read = createDeliveryReader({
    secrets: () => monitor().webhookSecrets(),
    agentId: async () => PEOPLE.agent.id,
    note: () => undefined,
    now: clock.now,
    after: () => undefined,
  });
  const record = createBoardChangeRecorder(store, clock.now);
  for (const { raw, headers } of letters) {
    const delivery = await read(Buffer.from(raw), headers);
    if (delivery.kind === 'accepted') await record(delivery.changes);
  }
}

/** Two accounts that stall, with drafts written; nobody has judged them since their users were heard of. */
async function stalled(): Promise<Stage> {
  const stage = await buildStage({ monitor: ALERTS_AT_ONCE });
  for (const id of ['one', 'two']) await addAccount(stage, id, 35);
  await withHands(stage, async (kit) => {
    await settle(kit);
    await signIn(kit, ['one', 'two']);
  });
  return stage;
}

async function signIn({ store, clock }: Kit, accounts: readonly string[]): Promise<void> {
  const now = clock.now();
  const calls = accounts.map((groupId, index) => ({
    kind: 'event' as const,
    index,
    times: { timestamp: now, sentAt: now },
    messageId: `sign-in-${groupId}`,
    name: 'Signed In',
    userId: `user-${groupId}`,
    anonymousId: null,
    hints: { groupId, traitAccountId: null, email: null, propertyAccountId: null },
    properties: {},
  }));
  await createUsageEventRecorder(store)(calls, 'test', now);
}

const ALERTED = ['one', 'two'].flatMap((id) => [`${id}.a1.mention`, `${id}.a1.task`, `${id}.draft.v1`]);

const sweep: Flow = {
  name: 'sweep',
  hasDoors: false,
  prepare: stalled,
  senders: () => [],
  written: ALERTED,
  audited: { alert_opened: 2 },
};

const deliver: Flow = {
  name: 'deliver',
  hasDoors: false,
  async prepare() {
    const stage = await stalled();
    await withHands(stage, (kit) => kit.monitor().sweepDue());
    return stage;
  },
  senders: () => [],
  written: ALERTED,
  audited: { clickup_create_task: 2 },
};

export const FLOWS: readonly Flow[] = [receive, ingest, approve, sweep, deliver];

/** Sends everything, one after the other; gives back what was answered. */
export async function sendAll(senders: readonly Sender[], url: string): Promise<readonly (Kept | null)[]> {
  const kept: (Kept | null)[] = [];
  for (const send of senders) kept.push(await send(url));
  return kept;
}

/** As ClickUp delivers: five times at most. */
const TRIES = 5;

/** The same once more, each until it is taken. */
export async function sendAllAgain(senders: readonly Sender[], url: string): Promise<readonly (Kept | null)[]> {
  const kept: (Kept | null)[] = [];
  for (const send of senders) {
    let answer = await send(url);
    for (let tries = 1; answer === null && tries < TRIES; tries += 1) answer = await send(url);
    kept.push(answer);
  }
  return kept;
}
