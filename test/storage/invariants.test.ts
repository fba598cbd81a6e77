import { sql } from 'kysely';
import { brokenInvariants, INVARIANTS, type Invariant } from '../../src/monitor/invariants.ts';
import { type OpenDatabase, openDatabase } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createStore } from '../../src/storage/store.ts';
import { type Facts, insert } from './insert.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

const alert = (id: string, facts: Facts = {}): string =>
  insert('alerts', {
    id,
    account_key: 'k',
    kind: 'stalled',
    strength: 'hard',
    urgent: 0,
    delivery: 'digest',
    opened_at: 1,
    text_hash: '',
    taken_over: 0,
    ...facts,
  });
const audited = (id: string): string => audit('alert_opened', `{"alert":"${id}"}`);
const audit = (what: string, detail: string): string =>
  insert('audit', { at: 1, actor_kind: 'agent', what, account_key: 'k', detail });
const plan = (version: number, facts: Facts = {}): string =>
  insert('plans', {
    account_key: 'k',
    version,
    status: 'draft',
    body: '{}',
    hash: '',
    author: 'lead',
    origin: '',
    rationale: '',
    drafted_at: 1,
    ...facts,
  });
const APPROVED = { status: 'approved', approved_at: 1, approved_how: 'auto' };
const write = (key: string, facts: Facts = {}): string =>
  insert('outbox', {
    key,
    kind: 'comment',
    body: '{}',
    status: 'waiting',
    attempts: 0,
    not_before: 0,
    lease_until: 0,
    created_at: 1,
    ...facts,
  });
const DONE = { status: 'done', done_at: 1 };
const life = (number: number): string =>
  insert('lives', { account_key: 'k', life: number, started_on: 1, left_at: 1, body: '{}' });
const standing = (state: string): string =>
  insert('standings', { account_key: 'k', state, since: 1, last_day: 1, assessed_at: 1 });
const turn = (state: string): string => insert('history', { account_key: 'k', at: 1, state });
const ACCOUNT = insert('accounts', {
  key: 'k',
  name: 'K',
  status: 'open',
  started_on: 1,
  body: '{}',
  gone: 0,
  first_seen_at: 1,
  changed_at: 1,
});

/** What each of these statements leaves behind breaks this invariant and no other one. */
const BROKEN: Readonly<Record<Invariant, readonly (readonly string[])[]>> = {
  one_open_alert: [[ACCOUNT, 'drop index alerts_one_open', alert('a'), alert('b'), audited('a'), audited('b')]],
  alert_has_account: [[alert('a'), audited('a')]],
  alert_was_written: [
    [ACCOUNT, alert('a', { delivery: 'task', delivered_at: 1 }), audited('a')],
    [ACCOUNT, alert('a', { delivery: 'comment', delivered_at: 1 }), audited('a'), write('w', { alert_id: 'b' })],
  ],
  held_alert_says_why: [[ACCOUNT, alert('a', { delivery: 'held' }), audited('a')]],
  alert_is_audited: [
    [ACCOUNT, alert('a')],
    [ACCOUNT, alert('a'), audited('ab'), audit('alert_closed', '{"alert":"a"}')],
  ],
  answer_is_kept: [
    [ACCOUNT, alert('a', { verdict: 'noise', verdict_by: 1, verdict_at: 2 }), audited('a')],
    [insert('answers', { alert_id: 'a', at: 2, verdict: 'noise', by_id: 1 })],
  ],
  write_ends_once: [[write('w', { status: 'abandoned' })], [write('w', { done_at: 1 })]],
  write_has_result: [[write('w', DONE)]],
  write_made_its_own: [
    [write('v', { ...DONE, result_id: 'c' }), write('w', { ...DONE, kind: 'reply', result_id: 'c' })],
    [
      write('v', { ...DONE, kind: 'create_task', result_id: 't' }),
      write('w', { ...DONE, kind: 'create_task', result_id: 't' }),
    ],
  ],
  write_follows_a_write: [
    [write('w', { after_key: 'v' })],
    [write('v'), write('w', { ...DONE, result_id: 'c', after_key: 'v' })],
  ],
  standing_has_account: [[standing('stalled'), turn('stalled')]],
  standing_is_history: [
    [ACCOUNT, standing('stalled')],
    [ACCOUNT, standing('stalled'), turn('stalled'), turn('on_track')],
  ],
  plan_has_account: [[plan(1)]],
  plan_versions_count_up: [
    [ACCOUNT, plan(2)],
    [ACCOUNT, plan(1), plan(3)],
  ],
  one_plan_in_force: [[ACCOUNT, plan(1, APPROVED), plan(2, APPROVED), audit('plan_approved', '{}')]],
  approval_is_recorded: [
    [ACCOUNT, plan(1, APPROVED)],
    [ACCOUNT, plan(1, { ...APPROVED, approved_at: null }), audit('plan_approved', '{}')],
  ],
  lives_count_up: [[ACCOUNT, life(2)], [life(1)], [ACCOUNT, life(1), life(3)]],
  work_has_workspace: [
    [insert('onboarding_tasks', { account_key: 'k', task_id: 't', name: '', url: '', assignees: '[]' })],
    [insert('talk_tasks', { account_key: 'k', task_id: 't', list_id: 'l', name: '', changed_at: 1 })],
  ],
  member_of_known_id: [[insert('memberships', { user_id: 'u', account_id: 'i', first_at: 1, last_at: 1 })]],
};

const WHOLE = [
  ACCOUNT,
  plan(1, { ...APPROVED, status: 'superseded' }),
  plan(2, APPROVED),
  plan(3),
  audit('plan_approved', '{}'),
  alert('a', { delivery: 'task', delivered_at: 1, closed_at: 2 }),
  audited('a'),
  alert('b', { delivery: 'held', reason: 'over_budget', verdict: 'known', verdict_by: 1, verdict_at: 2 }),
  audit('alert_held', '{"alert":"b"}'),
  insert('answers', { alert_id: 'b', at: 2, verdict: 'known', by_id: 1 }),
  write('t', { ...DONE, kind: 'create_task', alert_id: 'a', result_id: 'same' }),
  write('c', { ...DONE, alert_id: 'a', result_id: 'same', after_key: 't' }),
  write('e', { ...DONE, kind: 'edit_comment', after_key: 'c' }),
  write('w', { after_key: 'c' }),
  standing('stalled'),
  turn('on_track'),
  turn('stalled'),
  life(1),
  life(2),
];

/** What holds no more after these statements, each time on an otherwise empty database. */
async function brokenBy({ db }: OpenDatabase, statements: readonly string[]): Promise<readonly unknown[]> {
  const undo = new Error('undo');
  let broken: readonly unknown[] = [];
  const look = db.transaction().execute(async (inside) => {
    for (const statement of statements) await sql.raw(statement).execute(inside);
    broken = await brokenInvariants(createStore(inside));
    throw undo;
  });
  await expect(look).rejects.toBe(undo);
  return broken;
}

describe.each(['SQLite', 'PostgreSQL'])('invariants on %s', (engine) => {
  let server: TestPostgres | null = null;
  let database: OpenDatabase;
  beforeAll(async () => {
    if (engine === 'PostgreSQL') server = await startPostgres();
    database = openDatabase(server === null ? 'sqlite::memory:' : await server.database());
    await migrate(database);
  }, 60_000);
  afterAll(async () => {
    await database.db.destroy();
    await server?.stop();
  });

  it.each(Object.entries(BROKEN))('tell when it is not so: %s', async (invariant, ways) => {
    for (const statements of ways)
      expect(await brokenBy(database, statements)).toEqual([
        { invariant, rows: expect.any(Number), example: expect.stringMatching(/./) },
      ]);
  });

  it('find nothing in a database in which they hold', async () => {
    expect(await brokenBy(database, WHOLE)).toEqual([]);
    expect(Object.keys(BROKEN)).toEqual(Object.keys(INVARIANTS));
  });
});
