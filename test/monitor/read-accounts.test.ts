import { AccountDetailJson, AccountJson } from '../../src/monitor/account-json.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import { type AccountsQuery, readAccounts } from '../../src/monitor/read-accounts.ts';
import { remembering } from '../../src/monitor/remembering.ts';
import { readAudit } from '../../src/monitor/read-audit.ts';
import { anEvent, aPlan, aStep, eventsOn, onDay, START } from '../domain/builders.ts';
import {
  addAccount,
  approvePlan,
  draftPlan,
  hear,
  NOW,
  openAlert,
  openWorld,
  type ReadWorld,
  taskMade,
  usedOn,
} from './read-world.ts';

let world: ReadWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.store.close());

const list = async (query: AccountsQuery = {}) => (await readAccounts(world.read, query, NOW)).rows;
const ids = async (query: AccountsQuery = {}) => (await list(query)).map((row) => row.account_id);

/** Ten tasks created on this day: the first step of `aPlan`, and so the last progress. */
const stepReachedOn = (on: number) => eventsOn(Array(10).fill(on), { name: 'Task Created' });
const sprintOn = (on: number) => anEvent({ name: 'Sprint Completed', on });

describe('the account list', () => {
  it('answers every field of the contract', async () => {
    const account = await addAccount(world, { id: 'acme', name: 'Acme' });
    await taskMade(world, await openAlert(world, account), 'alert-task');

    const [row] = await list();

    expect(AccountJson.parse(row)).toEqual(row);
    expect(row).toMatchObject({
      account_id: 'acme',
      name: 'Acme',
      task_id: 't-acme',
      tier: 'professional',
      csm: { id: 70000002, name: 'Carla Ruiz' },
      started_on: '2026-09-07',
      trial_ends_on: null,
      day: 35,
      active_day: 35,
      state: 'early_alert',
      progress: 0,
      expected: 1,
      pace: 0,
      days_behind: 35,
      rank: null,
      life: 1,
      stuck_on: 'Backlog filled',
      days_stuck: 35,
      last_activity_at: null,
      benchmark: { source: 'plan', group: null, n: null },
      plan: {
        status: 'approved',
        version: 1,
        in_force: 1,
        approved_by: 70000003,
        approved_at: '2026-09-07T12:00:00Z',
        statement: aPlan().statement,
      },
      alert: {
        key: 't-acme.a1',
        kind: 'early_alert',
        strength: 'hard',
        task_id: 'alert-task',
        opened_at: '2026-10-08T12:00:00Z',
      },
      reached_at: null,
      days_to_value: null,
    });
  });

  it('has null for what needs a plan where there is none', async () => {
    await addAccount(world, { id: 'acme', plan: null, events: usedOn(34) });
    const [row] = await list();
    expect(row).toMatchObject({
      state: 'defining',
      progress: null,
      expected: null,
      stuck_on: null,
      benchmark: null,
      alert: null,
    });
    expect(row?.plan).toMatchObject({
      status: 'none',
      version: null,
      in_force: null,
      statement: null,
      approved_at: null,
    });
  });

  it('counts days stuck on both clocks', async () => {
    await addAccount(world, { id: 'acme', events: stepReachedOn(5) });
    await world.store.accounts.openHold(
      {
        accountKey: 'task:t-acme',
        kind: 'pause',
        from: START + 10,
        until: START + 14,
        source: 'comment',
        reason: null,
        byId: 1,
      },
      NOW,
    );
    expect((await list())[0]).toMatchObject({ day: 35, active_day: 31, days_stuck: 26, days_stuck_elapsed: 30 });
  });
});

describe('the order of the list', () => {
  it('is days stuck, then the nearest end, then the larger tier, then the name', async () => {
    await addAccount(world, { id: 'stuck-20', trialEndsOn: START + 40, events: stepReachedOn(15) });
    await addAccount(world, { id: 'renews-late', renewsOn: START + 90, tier: 'strategic' });
    await addAccount(world, { id: 'renews-soon', renewsOn: START + 50, tier: 'foundation' });
    await addAccount(world, { id: 'trial-ends', trialEndsOn: START + 49, renewsOn: START + 400 });
    await addAccount(world, { id: 'renewed', renewsOn: START + 1 });
    await addAccount(world, { id: 'b-name', tier: 'strategic' });
    await addAccount(world, { id: 'a-name', tier: 'strategic' });
    await addAccount(world, { id: 'no-tier', tier: null });
    expect(await ids()).toEqual([
      'trial-ends',
      'renews-soon',
      'renews-late',
      'a-name',
      'b-name',
      'renewed',
      'no-tier',
      'stuck-20',
    ]);
  });

  it('puts paused and blind accounts after all others, then those that reached value or left, and never the excluded', async () => {
    await addAccount(world, { id: 'reached', events: [sprintOn(3)] });
    await addAccount(world, { id: 'left', status: 'left', leftAt: onDay(20) });
    await addAccount(world, { id: 'paused', pauses: [] });
    await world.store.accounts.openHold(
      {
        accountKey: 'task:t-paused',
        kind: 'pause',
        from: START + 2,
        until: null,
        source: 'status',
        reason: null,
        byId: null,
      },
      NOW,
    );
    await addAccount(world, { id: 'blind', accountId: null });
    await addAccount(world, { id: 'excluded', status: 'excluded' });
    await addAccount(world, { id: 'fine', events: stepReachedOn(34) });
    expect((await list()).map((row) => row.state)).toEqual([expect.any(String), 'blind', 'paused', 'left', 'reached']);
    expect((await list())[0]).toMatchObject({ account_id: 'fine' });
  });
});

describe('the filters of the list', () => {
  beforeEach(async () => {
    await addAccount(world, { id: 'early', tier: 'Enterprise' });
    await addAccount(world, { id: 'late', events: usedOn(34), csm: { id: 70000003, name: 'Lee', email: null } });
    await addAccount(world, {
      id: 'file',
      taskId: null,
      csm: { id: null, name: 'CARLA@example.test', email: 'CARLA@example.test' },
    });
    await addAccount(world, {
      id: 'assigned',
      csm: null,
      assignee: { id: 70000003, name: 'Lee', email: null },
      events: [sprintOn(2)],
    });
    await addAccount(world, {
      id: 'stranger',
      tier: 'foundation',
      csm: { id: null, name: 'Zed', email: 'zed@example.test' },
    });
  });

  it.each<readonly [string, AccountsQuery, readonly string[]]>([
    ['a state', { states: ['early_alert'] }, ['early', 'file', 'stranger']],
    ['several states', { states: ['early_alert', 'reached'] }, ['assigned', 'early', 'file', 'stranger']],
    ['a CSM’s id, also where only the e-mail is known', { csm: '70000002' }, ['early', 'file']],
    ['a CSM’s e-mail, also where only the id was written', { csm: 'Lee@Example.test' }, ['assigned', 'late']],
    ['nobody’s id', { csm: 'null' }, []],
    ['a tier in any case', { tier: 'enterprise' }, ['early']],
    ['several at once', { tier: 'professional', csm: '70000003', states: ['reached'] }, ['assigned']],
    ['the excluded', { states: ['excluded'] }, []],
  ])('let through %s', async (_what, query, expected) => {
    expect((await ids(query)).toSorted()).toEqual(expected);
  });

  it('are offered as the accounts have them', async () => {
    expect((await readAccounts(world.read, {}, NOW)).choices).toEqual({
      tiers: ['professional', 'foundation', 'Enterprise'],
      useCases: ['project management'],
      csms: [
        { value: '70000002', name: 'Carla Ruiz' },
        { value: '70000003', name: 'Lee Onboard' },
        { value: 'zed@example.test', name: 'Zed' },
      ],
    });
  });
});

describe('a list that is kept in memory', () => {
  const inMemory = () => remembering(world.read, world.store);
  const add = (id: string) => addAccount(world, { id, plan: null });

  it('shows every change at once', async () => {
    const reading = inMemory();
    await add('a');
    expect((await readAccounts(reading, {}, NOW)).total).toBe(1);
    await add('b');
    expect((await readAccounts(reading, {}, NOW)).rows.map((row) => row.account_id)).toEqual(['a', 'b']);
    await hear(world, 'a', [anEvent({ name: 'Task Completed', on: 30 })]);
    expect((await readAccounts(reading, { search: 'a' }, NOW)).rows[0]?.last_activity_at).not.toBeNull();
  });

  it('goes on as it began for whoever walks through it', async () => {
    const reading = inMemory();
    for (const id of ['a', 'c', 'd']) await add(id);
    const first = await readAccounts(reading, { limit: 2 }, NOW);
    await add('b');
    const second = await readAccounts(reading, { limit: 2, after: first.next ?? '' }, NOW);
    expect(second.rows.map((row) => row.account_id)).toEqual(['d']);
    expect(second.total).toBe(3);
    expect((await readAccounts(reading, {}, NOW)).total).toBe(4);
  });

  it('draws up rows that were not kept as they were, and keeps those', async () => {
    const reading = inMemory();
    for (const id of ['a', 'b', 'c']) await addAccount(world, { id, events: usedOn(3) });
    const before = await readAccounts(reading, {}, NOW);
    const index = await reading.lists?.last('now');
    index?.rows.clear();
    expect((await readAccounts(reading, {}, NOW)).rows).toEqual(before.rows);
    expect(index?.rows.size).toBe(3);
  });

  it('answers each date and each filter for itself', async () => {
    const reading = inMemory();
    await add('a');
    expect((await readAccounts(reading, { asOf: '2026-09-10' }, NOW)).rows[0]?.day).toBe(3);
    expect((await readAccounts(reading, {}, NOW)).rows[0]?.day).toBe(35);
    expect((await readAccounts(reading, { tier: 'strategic' }, NOW)).total).toBe(0);
    expect((await readAccounts(reading, { keys: new Set(['task:t-a']) }, NOW)).total).toBe(1);
    expect((await readAccounts(reading, { keys: new Set() }, NOW)).total).toBe(0);
  });
});

describe('the pages of the list', () => {
  async function walk(
    limit: number,
    between: () => Promise<void> = async () => {},
  ): Promise<readonly (string | null)[]> {
    const seen: (string | null)[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 20; pages += 1) {
      const page = await readAccounts(
        world.read,
        after === undefined ? { limit } : { limit, after },
        NOW + pages * 60_000,
      );
      seen.push(...page.rows.map((row) => row.account_id));
      expect(page.total).toBe(7);
      if (page.next === null) return seen;
      after = page.next;
      await between();
    }
    throw new Error('the walk does not end');
  }

  beforeEach(async () => {
    for (const id of ['g', 'e', 'c', 'a', 'b', 'd', 'f']) await addAccount(world, { id });
  });

  it.each([1, 2, 3, 6, 7, 8])('show every account once, in order, with %i a page', async (limit) => {
    expect(await walk(limit)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('stay as they are while accounts move', async () => {
    let moved = 0;
    const seen = await walk(2, async () => {
      moved += 1;
      await hear(world, moved === 1 ? 'g' : 'a', stepReachedOn(34), NOW + 1_000);
    });
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect((await readAccounts(world.read, {}, NOW + 3_600_000)).rows.map((row) => row.account_id)).toEqual([
      'b',
      'c',
      'd',
      'e',
      'f',
      'a',
      'g',
    ]);
  });

  it('go on after an account that is named by its id or its task', async () => {
    expect(await ids({ limit: 2, after: 'b' })).toEqual(['c', 'd']);
    expect(await ids({ after: 't-f' })).toEqual(['g']);
  });

  it('go on behind an account that the filters leave out', async () => {
    const { next } = await readAccounts(world.read, { limit: 2 }, NOW);
    expect(await ids({ after: next ?? '', search: 'f' })).toEqual(['f']);
    expect(await ids({ after: next ?? '', search: 'a' })).toEqual([]);
  });

  it.each(['nobody', Buffer.from('[1,2]').toString('base64url')])('refuse to go on after %s', async (after) => {
    await expect(list({ after })).rejects.toMatchObject({ code: 'bad_input', message: expect.stringContaining(after) });
  });

  it('are judged now at the latest, whatever a cursor says', async () => {
    const future = Buffer.from(JSON.stringify([8e15, 0, 99, null, 0, '', ''])).toString('base64url');
    expect((await readAccounts(world.read, { after: future }, NOW)).at).toBe(NOW);
  });
});

describe('two accounts with one id', () => {
  it('are both listed: the first is judged, the later one is blind and says why', async () => {
    await addAccount(world, { id: 'acme', name: 'First', taskId: 'z-first', seenAt: onDay(0), events: [sprintOn(3)] });
    await addAccount(world, { id: 'acme', name: 'Later', taskId: 'a-later', seenAt: onDay(1), events: [] });
    const rows = await list();
    expect(rows.find((row) => row.name === 'First')).toMatchObject({ state: 'reached', blind: null });
    expect(rows.find((row) => row.name === 'Later')).toMatchObject({
      account_id: 'acme',
      state: 'blind',
      last_activity_at: null,
      blind: { kind: 'shared_account_id', judged: 'First' },
    });
    expect((await readAccount(world.read, 'acme', NOW)).name).toBe('First');
    expect((await readAccount(world.read, 'a-later', NOW)).name).toBe('Later');
  });
});

describe('as of an earlier date', () => {
  it('knows only events received by the end of that date in the workspace’s zone', async () => {
    const kiritimati = { ...world.read, zone: 'Pacific/Kiritimati' };
    await addAccount(world, { id: 'acme', plan: aPlan({ steps: [] }) });
    // The 10th day ends at 10:00 UTC where the workspace is.
    await hear(world, 'acme', [anEvent({ name: 'Sprint Completed', on: 3 })], onDay(10, 10));
    expect((await readAccounts(kiritimati, { asOf: '2026-09-17' }, NOW)).rows[0]).toMatchObject({ reached_at: null });
    expect((await readAccounts(kiritimati, { asOf: '2026-09-18' }, NOW)).rows[0]).toMatchObject({
      reached_at: '2026-09-10T12:00:00Z',
    });
  });

  it('judges by the plan that was in force, and shows the newest version of then', async () => {
    const account = await addAccount(world, { id: 'acme', plan: null });
    await approvePlan(world, account, aPlan({ statement: 'First' }), onDay(2));
    await draftPlan(world, account, aPlan({ statement: 'Second' }), onDay(6));
    await draftPlan(world, account, aPlan({ statement: 'Third' }), onDay(9));
    await world.store.plans.approve(account.key, 3, {
      by: 70000003,
      at: onDay(12),
      how: 'comment',
      commentId: 'c3',
      digest: 'd3',
    });
    const planOn = async (asOf: string) => (await list({ asOf }))[0]?.plan;
    expect(await planOn('2026-09-08')).toMatchObject({ status: 'none', in_force: null });
    expect(await planOn('2026-09-10')).toMatchObject({
      status: 'approved',
      version: 1,
      statement: 'First',
      in_force: 1,
    });
    expect(await planOn('2026-09-14')).toMatchObject({
      status: 'draft',
      version: 2,
      statement: 'Second',
      in_force: 1,
      approved_at: null,
    });
    expect(await planOn('2026-09-17')).toMatchObject({
      status: 'draft',
      version: 3,
      in_force: 1,
      approved_by: null,
      approved_at: null,
    });
    expect(await planOn('2026-09-20')).toMatchObject({
      status: 'approved',
      version: 3,
      statement: 'Third',
      in_force: 3,
    });
  });

  it('shows the alert that was open then', async () => {
    const account = await addAccount(world, { id: 'acme' });
    await openAlert(world, account, { id: 'one', openedAt: onDay(3), closedAt: onDay(6), closeReason: 'progress' });
    await openAlert(world, account, { id: 'two', openedAt: onDay(10), deliveredAt: onDay(12), closedAt: onDay(14) });
    await openAlert(world, account, { id: 'three', openedAt: onDay(20) });
    const keyOn = async (asOf: string) => (await list({ asOf }))[0]?.alert?.key ?? null;
    expect(await keyOn('2026-09-09')).toBeNull();
    expect(await keyOn('2026-09-12')).toBe('one');
    expect(await keyOn('2026-09-14')).toBeNull();
    expect(await keyOn('2026-09-18')).toBe('two');
    expect(await keyOn('2026-09-24')).toBeNull();
    expect(await keyOn('2026-09-30')).toBe('three');
    await world.store.standings.addHistory(account.key, onDay(3), 'stalled', 'hard');
    await world.store.standings.addHistory(account.key, onDay(14), 'on_track', null);
    const then = await readAccount(world.read, 'acme', NOW, '2026-09-18');
    expect(then.history.map(({ state }) => state)).toEqual(['stalled']);
    expect(then.alerts).toMatchObject([
      { key: 'one', close_reason: 'progress' },
      { key: 'two', closed_at: null, delivered_at: null },
    ]);
  });

  it('is now for today, and refuses what is no date or in the future', async () => {
    expect((await readAccounts(world.read, { asOf: '2026-10-12' }, NOW)).at).toBe(NOW);
    await expect(list({ asOf: '2026-10-13' })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(list({ asOf: '2026-02-30' })).rejects.toMatchObject({ code: 'bad_input' });
  });
});

describe('one account', () => {
  it('comes with steps, evidence, history, alerts and the whole plan', async () => {
    const events = [...stepReachedOn(4), anEvent({ on: 9, by: 'ann', messageId: 'first-done' })];
    const account = await addAccount(world, { id: 'acme', events });
    await draftPlan(world, account, aPlan({ statement: 'Better', steps: [aStep()] }), onDay(30));
    await world.store.standings.addHistory(account.key, onDay(1), 'on_track', null);
    await world.store.standings.addHistory(account.key, onDay(31), 'gone_dark', 'hard');
    await openAlert(world, account, { delivery: 'held', reason: 'over_budget', deliveredAt: null });

    const detail = await readAccount(world.read, 'acme', NOW);

    expect(AccountDetailJson.parse(detail)).toEqual(detail);
    expect(detail.steps).toMatchObject([
      {
        name: 'Backlog filled',
        by_day: 5,
        signal: { event: 'Task Created', count: 10 },
        reached_at: '2026-09-11T12:00:00Z',
        count: 10,
      },
      {
        name: 'A colleague finishes a task',
        by_day: 12,
        signal: { distinct_users: 2 },
        reached_at: null,
        count: 1,
        users: 1,
      },
      { name: aPlan().statement, by_day: 21, reached_at: null, count: 0 },
    ]);
    expect(detail.evidence).toContainEqual({
      claim: 'A colleague finishes a task',
      event: 'Task Completed',
      at: '2026-09-16T12:00:00Z',
      user_id: 'ann',
      message_id: 'first-done',
    });
    expect(detail.history.map(({ state }) => state)).toEqual(['on_track', 'gone_dark']);
    expect(detail.alerts).toMatchObject([{ delivery: 'held', reason: 'over_budget', task_id: null, url: null }]);
    expect(detail.plan).toMatchObject({
      status: 'draft',
      version: 2,
      in_force: 1,
      plan: { statement: 'Better', by_day: 21, steps: [{ by_day: 5 }] },
    });
    expect(detail.plan.versions).toMatchObject([
      { version: 1, status: 'approved', approved_by_name: 'Lee Onboard' },
      { version: 2, status: 'draft', approved_by: null },
    ]);
  });

  it('is found by its task while its id is missing', async () => {
    await addAccount(world, { id: 'acme', accountId: null, name: 'Nameless' });
    expect(await readAccount(world.read, 't-acme', NOW)).toMatchObject({
      name: 'Nameless',
      blind: { kind: 'no_account_id' },
    });
  });

  it('is said not to exist when nobody knows it', async () => {
    await expect(readAccount(world.read, 'nobody', NOW)).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('nobody'),
    });
  });

  it('has no plan after a rejection', async () => {
    const account = await addAccount(world, { id: 'acme' });
    await world.store.plans.reject(account.key, 1, 70000003, 'not value', onDay(30));
    const { plan, steps, benchmark } = await readAccount(world.read, 'acme', NOW);
    expect((await readAccount(world.read, 'acme', NOW, '2026-10-06')).plan).toMatchObject({
      status: 'approved',
      in_force: 1,
    });
    expect(plan).toMatchObject({ status: 'rejected', version: 1, in_force: null });
    expect(plan.versions).toMatchObject([{ status: 'rejected', reject_reason: 'not value' }]);
    expect({ steps, benchmark }).toEqual({ steps: [], benchmark: null });
  });
});

describe('the audit', () => {
  it('names people and accounts, newest first, page by page', async () => {
    const account = await addAccount(world, { id: 'acme', name: 'Acme' });
    const entry = (n: number, accountKey: string | null) =>
      world.store.audit.add({
        at: NOW + n,
        actor: { kind: 'person', id: 70000003 },
        what: `act_${n}`,
        accountKey,
        detail: { n },
      });
    for (const n of [1, 2, 3]) await entry(n, account.key);
    await entry(4, null);

    const first = await readAudit(world.read, { account: 'acme', limit: 2 });
    expect(first.map(({ what }) => what)).toEqual(['act_3', 'act_2']);
    expect(first[0]).toMatchObject({
      actor: { id: 70000003, name: 'Lee Onboard' },
      account_id: 'acme',
      account_name: 'Acme',
      detail: { n: 3 },
    });
    const rest = await readAudit(world.read, { account: 'acme', limit: 2, before: first[1]?.id ?? 0 });
    expect(rest.map(({ what }) => what)).toEqual(['act_1']);
    expect((await readAudit(world.read, { limit: 10 })).map(({ what }) => what)).toEqual([
      'act_4',
      'act_3',
      'act_2',
      'act_1',
    ]);
  });

  it('refuses a filter on an account that nobody knows', async () => {
    await expect(readAudit(world.read, { account: 'nobody', limit: 1 })).rejects.toMatchObject({ code: 'not_found' });
  });
});
