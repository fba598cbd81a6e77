import type { Store } from '../../src/monitor/store.ts';
import { insert } from './insert.ts';

/**
 * One customer as versions of the product kept it, from the schema on that knew each row; frozen: it is what stands in files out there,
 * whatever today's version would write.
 */
interface KeptRow {
  readonly since: string;
  readonly statement: string;
}

const SEPTEMBER = 1_757_000_000_000;
const KEY = 'task:86acme';

const BODY = JSON.stringify({
  key: KEY,
  accountId: 'acme',
  name: "Acme & Söhne's",
  taskId: '86acme',
  taskUrl: 'https://app.clickup.com/t/86acme',
  tier: 'professional',
  useCase: 'project management',
  goals: null,
  startedOn: 20_336,
  startedFrom: 'field',
  trialEndsOn: null,
  renewsOn: null,
  annualValue: 12_000,
  zone: 'Europe/Berlin',
  domains: ['acme.example'],
  country: 'Germany',
  csm: { id: 70000002, name: 'Carla', email: 'carla@example.test' },
  lead: null,
  assignee: null,
  status: 'open',
  leftAt: null,
});

const PLAN = JSON.stringify({
  statement: 'Team completed its first sprint cycle',
  signal: { event: ['Sprint Completed'], count: 1, distinctUsers: 1, withinDays: null, where: {}, actor: 'any' },
  byDay: 21,
  coreEvents: ['Sprint Completed'],
  steps: [],
});

const since = (schema: string, table: string, facts: Parameters<typeof insert>[1]): KeptRow => ({
  since: schema,
  statement: insert(table, facts),
});

export const A_COMPANY: readonly KeptRow[] = [
  since('001-first', 'people', { id: 70000002, name: 'Carla', email: 'carla@example.test', role: 'member', active: 1 }),
  since('001-first', 'accounts', {
    key: KEY,
    account_id: 'acme',
    task_id: '86acme',
    name: "Acme & Söhne's",
    status: 'open',
    started_on: 20_336,
    csm_id: 70000002,
    body: BODY,
    task_updated_at: SEPTEMBER,
    gone: 0,
    first_seen_at: SEPTEMBER,
    changed_at: SEPTEMBER,
  }),
  since('001-first', 'holds', {
    account_key: KEY,
    kind: 'pause',
    from_day: 20_340,
    until_day: 20_345,
    source: 'comment',
    reason: 'holidays',
    by_id: 70000002,
    at: SEPTEMBER,
  }),
  since('001-first', 'plans', {
    account_key: KEY,
    version: 1,
    status: 'approved',
    body: PLAN,
    hash: 'h1',
    author: 'template',
    origin: 'project-management@1',
    rationale: 'a sprint is work done',
    drafted_at: SEPTEMBER,
    approved_by: 70000003,
    approved_at: SEPTEMBER + 1,
    approved_how: 'comment',
    approved_comment: 'c1',
    approved_digest: 'd1',
  }),
  since('001-first', 'events', {
    minute: 29_283_333,
    source: 'key-1',
    message_id: 'm1',
    account_id: 'acme',
    user_id: 'ada',
    name: 'Task Completed',
    at: SEPTEMBER,
    received_at: SEPTEMBER,
    properties: '{"size":"L"}',
  }),
  since('001-first', 'group_ids', { account_id: 'acme', first_at: SEPTEMBER, last_at: SEPTEMBER }),
  since('001-first', 'users', {
    user_id: 'ada',
    email: 'ada@acme.example',
    admin: 1,
    traits: '{"role":"admin"}',
    seen_at: SEPTEMBER,
  }),
  since('001-first', 'memberships', { user_id: 'ada', account_id: 'acme', first_at: SEPTEMBER, last_at: SEPTEMBER }),
  since('001-first', 'standings', {
    account_key: KEY,
    state: 'stalled',
    strength: 'hard',
    since: SEPTEMBER,
    soft_from: 20_350,
    hard_from: 20_351,
    last_day: 20_352,
    assessed_at: SEPTEMBER,
  }),
  since('001-first', 'history', { account_key: KEY, at: SEPTEMBER, state: 'stalled', strength: 'hard' }),
  since('001-first', 'alerts', {
    id: '86acme.a1',
    account_key: KEY,
    kind: 'stalled',
    strength: 'hard',
    urgent: 0,
    step: 'Backlog filled',
    delivery: 'task',
    opened_at: SEPTEMBER,
    delivered_at: SEPTEMBER,
    csm_id: 70000002,
    list_id: '901200000002',
    text_hash: 'x',
    taken_over: 1,
    verdict: 'useful',
    verdict_by: 70000002,
    verdict_at: SEPTEMBER + 2,
  }),
  since('001-first', 'outbox', {
    key: '86acme.a1',
    account_key: KEY,
    alert_id: '86acme.a1',
    kind: 'create_task',
    body: '{}',
    status: 'done',
    attempts: 1,
    not_before: 0,
    lease_until: 0,
    created_at: SEPTEMBER,
    done_at: SEPTEMBER,
    result: '{"taskId":"86task","url":"https://app.clickup.com/t/86task"}',
    result_id: '86task',
  }),
  since('001-first', 'comments', {
    comment_id: 'c1',
    digest: 'd1',
    task_id: '86acme',
    author_id: 70000003,
    at: SEPTEMBER,
    heard_at: SEPTEMBER,
    said: 'approve',
  }),
  ...['plan_approved', 'alert_opened'].map((what) =>
    since('001-first', 'audit', {
      at: SEPTEMBER,
      actor_kind: 'person',
      actor_id: 70000003,
      what,
      account_key: KEY,
      detail: '{"alert":"86acme.a1"}',
    }),
  ),
  since('002-what-people-said', 'values_by_hand', {
    account_key: KEY,
    said_at: SEPTEMBER,
    comment_id: 'c2',
    reached_at: SEPTEMBER,
    by_id: 70000002,
  }),
  since('003-lives', 'lives', { account_key: KEY, life: 1, started_on: 20_000, left_at: SEPTEMBER - 1, body: BODY }),
  since('006-onboarding-work', 'workspaces', { account_key: KEY, place_id: '901', place_kind: 'list' }),
  since('006-onboarding-work', 'onboarding_tasks', {
    account_key: KEY,
    task_id: '86work',
    name: 'Invite the team',
    url: 'https://app.clickup.com/t/86work',
    assignees: '[]',
  }),
  since('012-answers-to-alerts', 'answers', {
    alert_id: '86acme.a1',
    at: SEPTEMBER + 2,
    verdict: 'useful',
    by_id: 70000002,
  }),
];

/** What the newest version says of it: what each table of the schema it comes from held is there, and is what it was. */
export async function expectTheCompany(store: Store, schema: string): Promise<void> {
  const [account] = await store.accounts.page(null, 10);
  expect(account).toMatchObject({ name: "Acme & Söhne's", zone: 'Europe/Berlin', annualValue: 12_000 });
  expect(account?.pauses).toMatchObject([{ from: 20_340, until: 20_345 }]);
  const plan = (await store.plans.inForce([KEY], SEPTEMBER + 1)).get(KEY);
  expect(plan).toMatchObject({ version: 1, approvedBy: 70000003, plan: { byDay: 21 } });
  expect((await store.events.ofAccounts(['acme'], SEPTEMBER)).get('acme')).toMatchObject([
    { name: 'Task Completed', userId: 'ada', properties: { size: 'L' } },
  ]);
  expect(await store.events.user('ada')).toMatchObject({ email: 'ada@acme.example', admin: true });
  expect(await store.events.membershipsOf('ada')).toEqual([
    { accountId: 'acme', firstAt: SEPTEMBER, lastAt: SEPTEMBER },
  ]);
  expect((await store.standings.of([KEY])).get(KEY)).toMatchObject({ state: 'stalled', hardFrom: 20_351, dueAt: null });
  expect(await store.standings.history(KEY)).toMatchObject([{ state: 'stalled' }]);
  expect(await store.alerts.ofAccount(KEY)).toMatchObject([
    { id: '86acme.a1', takenOver: true, answers: [{ verdict: 'useful', at: SEPTEMBER + 2 }] },
  ]);
  expect(await store.outbox.result('86acme.a1')).toMatchObject({ taskId: '86task' });
  expect(await store.comments.heard('c1')).toMatchObject([{ said: 'approve', parentId: null }]);
  expect(await store.people.all()).toMatchObject([{ name: 'Carla', active: true }]);
  expect(await store.audit.page({ accountKey: KEY, before: null, limit: 9 })).toHaveLength(2);
  const has = (since: string): boolean => since <= schema;
  const said = (await store.corrections.wordsOf([KEY], SEPTEMBER)).get(KEY) ?? [];
  expect(said).toHaveLength(has('002-what-people-said') ? 1 : 0);
  expect((await store.accounts.endedLives([KEY])).get(KEY) ?? []).toHaveLength(has('003-lives') ? 1 : 0);
  const work = (await store.onboarding.of([KEY])).get(KEY);
  expect(work?.tasks.map(({ name }) => name)).toEqual(has('006-onboarding-work') ? ['Invite the team'] : undefined);
}
