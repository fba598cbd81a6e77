import { startOfDay } from '../../src/domain/local-date.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { PlanEntry } from '../../src/domain/plan-choice.ts';
import { importAccounts } from '../../src/monitor/import-accounts.ts';
import { importPlans } from '../../src/monitor/import-plans.ts';
import type { Store } from '../../src/monitor/store.ts';
import { planHash } from '../../src/shared/plan-hash.ts';
import { anAccount } from '../http/ingest-server.ts';
import { listener, NOW, rowsOf } from './import-builders.ts';
import { emptyStore } from './store.ts';

let store: Store;
beforeEach(async () => {
  store = await emptyStore();
});
afterEach(() => store.close());

const aPlan = (statement: string): Plan => ({
  statement,
  signal: { event: ['Task Completed'], count: 1, distinctUsers: 1, withinDays: null, where: {}, actor: 'any' },
  byDay: 21,
  coreEvents: [],
  steps: [],
});
const anEntry = (statement: string, match: Partial<PlanEntry['match']> = {}): PlanEntry => ({
  match: { tier: null, useCase: null, accountId: null, ...match },
  plan: aPlan(statement),
});
const take = (entries: readonly PlanEntry[], now = NOW) => importPlans({ store, now, fileName: 'plans.yaml' }, entries);

const FILE_KEY = 'file:acme';
const addFileAccount = (given: Parameters<typeof anAccount>[0] = {}) =>
  store.accounts.put(anAccount({ key: FILE_KEY, taskId: null, startedFrom: 'file', ...given }), null, NOW);
const statementOf = async (key: string, at = NOW) => (await store.plans.inForce([key], at)).get(key)?.plan.statement;

describe('importing plans', () => {
  it('brings the plan of a file account into force from its own start on', async () => {
    await addFileAccount({ startedOn: 20_000, zone: 'America/New_York' });
    expect(await take([anEntry('First')])).toEqual({ stored: 1, known: 0, unmatched: 0 });
    const start = startOfDay(20_000, 'America/New_York');
    expect([await statementOf(FILE_KEY, start - 1), await statementOf(FILE_KEY, start)]).toEqual([undefined, 'First']);
  });

  describe('of a file account with several lives', () => {
    const row = { account_id: 'acme', name: 'Acme', tier: 'professional' };
    const first = { ...row, started_on: '2026-08-01', ended_on: '2026-09-01' };
    const second = { ...row, started_on: '2026-10-01' };
    const know = (...rows: readonly (typeof second)[]) =>
      importAccounts({ store, now: NOW, zone: 'UTC', resolveTier: (tier) => tier }, rowsOf(rows), listener());
    const plan = (statement = 'First') => take([anEntry(statement)]);

    it.each<[string, readonly (() => Promise<unknown>)[]]>([
      ['after both', [() => know(first, second), plan]],
      ['after both, the later first', [() => know(second, first), plan]],
      ['between them', [() => know(first), plan, () => know(second)]],
      ['between them, the later first', [() => know(second), plan, () => know(first)]],
      ['in two versions, the earlier life last', [() => know(second), plan, () => plan('Two'), () => know(first)]],
    ])('is in force from the first of them on when it comes %s', async (_order, steps) => {
      for (const step of steps) await step();
      const start = Date.UTC(2026, 7, 1);
      const found = [await statementOf(FILE_KEY, start - 1), await statementOf(FILE_KEY, start)];
      expect(found).toEqual([undefined, await statementOf(FILE_KEY)]);
      expect(found[1]).toBeDefined();
      expect(await take([anEntry(found[1] ?? '')])).toEqual({ stored: 0, known: 1, unmatched: 0 });
    });

    it('reaches back in a database where it was in force from a later life on', async () => {
      await know(first, second);
      const draft = { accountKey: FILE_KEY, plan: aPlan('First'), hash: planHash(aPlan('First')), rationale: '' };
      await store.plans.add({ ...draft, author: 'import', origin: 'import/plans.yaml#1' }, NOW - 9);
      const at = Date.UTC(2026, 9, 1);
      await store.plans.approve(FILE_KEY, 1, { by: null, at, how: 'import', commentId: null, digest: null });
      expect(await plan()).toMatchObject({ stored: 1 });
      expect(await plan()).toMatchObject({ known: 1 });
      expect(await statementOf(FILE_KEY, Date.UTC(2026, 7, 1))).toBe('First');
    });

    it('leaves alone what a person approved', async () => {
      await know(second);
      const own = aPlan('By the lead');
      const draft = { accountKey: FILE_KEY, plan: own, hash: planHash(own), origin: 'edit', rationale: '' };
      await store.plans.add({ ...draft, author: 'lead' }, NOW - 9);
      await store.plans.approve(FILE_KEY, 1, { by: 7, at: NOW - 5, how: 'comment', commentId: 'c1', digest: null });
      await know(first);
      expect([await statementOf(FILE_KEY, NOW - 6), await statementOf(FILE_KEY)]).toEqual([undefined, 'By the lead']);
    });
  });

  it('brings the plan of an account in ClickUp into force now, and replaces what was approved', async () => {
    await store.accounts.put(anAccount({ key: 'task:t1' }), null, NOW);
    const own = aPlan('By the lead');
    await store.plans.add(
      { accountKey: 'task:t1', plan: own, hash: planHash(own), author: 'lead', origin: 'edit', rationale: '' },
      NOW - 10,
    );
    await store.plans.approve('task:t1', 1, { by: 7, at: NOW - 5, how: 'comment', commentId: 'c1', digest: null });
    await take([anEntry('First')]);
    expect([await statementOf('task:t1', NOW - 1), await statementOf('task:t1')]).toEqual(['By the lead', 'First']);
  });

  it('never lets a plan begin later than now', async () => {
    await addFileAccount({ startedOn: Math.floor(NOW / 86_400_000) + 30 });
    await take([anEntry('First')]);
    expect(await statementOf(FILE_KEY)).toBe('First');
  });

  it.each<[string, Partial<PlanEntry['match']>, boolean]>([
    ['everything', {}, true],
    ['the tier in any case', { tier: 'PROFESSIONAL' }, true],
    ['another tier', { tier: 'enterprise' }, false],
    ['the use case in any case', { useCase: 'Sprints' }, true],
    ['tier and use case', { tier: 'professional', useCase: 'tickets' }, false],
    ['the account id', { accountId: 'acme' }, true],
    ['the account id in another case', { accountId: 'ACME' }, false],
  ])('matches %s: %s', async (_case, match, isMatch) => {
    await addFileAccount({ tier: 'professional', useCase: 'sprints' });
    expect(await take([anEntry('First', match)])).toMatchObject(isMatch ? { stored: 1 } : { unmatched: 1 });
  });

  it('takes the first entry that matches', async () => {
    await addFileAccount({ tier: 'professional' });
    await take([anEntry('Never', { tier: 'enterprise' }), anEntry('First', { tier: 'professional' }), anEntry('Rest')]);
    expect(await statementOf(FILE_KEY)).toBe('First');
  });

  it('changes nothing when repeated, and adds a version when the plan changes', async () => {
    await addFileAccount();
    await take([anEntry('First')]);
    expect(await take([anEntry('First')], NOW + 1)).toEqual({ stored: 0, known: 1, unmatched: 0 });
    expect(await take([anEntry('Second')])).toMatchObject({ stored: 1 });
    expect((await store.plans.versions(FILE_KEY)).map(({ status }) => status)).toEqual(['superseded', 'approved']);
    expect(await statementOf(FILE_KEY)).toBe('Second');
  });

  it.each([
    ['puts the same text that waits as a draft into force', false, { stored: 1 }],
    ['leaves the same text alone that was rejected', true, { known: 1 }],
  ])('%s', async (_case, isRejected, outcome) => {
    await addFileAccount();
    const plan = aPlan('First');
    await store.plans.add(
      { accountKey: FILE_KEY, plan, hash: planHash(plan), author: 'template', origin: 'x', rationale: '' },
      NOW,
    );
    if (isRejected) await store.plans.reject(FILE_KEY, 1, 7, 'no', NOW);
    expect(await take([anEntry('First')])).toMatchObject(outcome);
    expect(await store.plans.versions(FILE_KEY)).toHaveLength(1);
  });

  it('is audited as by import, once for each plan', async () => {
    await addFileAccount();
    await take([anEntry('First')]);
    await take([anEntry('First')]);
    const entries = await store.audit.page({ accountKey: FILE_KEY, before: null, limit: 10 });
    expect(entries).toMatchObject([
      {
        what: 'plan_approved',
        actor: { kind: 'import', id: null },
        at: NOW,
        detail: { version: 1, origin: 'import/plans.yaml#1' },
      },
    ]);
    expect((await store.plans.newest([FILE_KEY])).get(FILE_KEY)).toMatchObject({
      author: 'import',
      approvedHow: 'import',
      approvedBy: null,
    });
  });

  it('reaches accounts beyond one page', async () => {
    for (let at = 0; at < 510; at += 1) await addFileAccount({ key: `file:a${at}`, accountId: `a${at}` });
    expect(await take([anEntry('First')])).toMatchObject({ stored: 510 });
  });
});
