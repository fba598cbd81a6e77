import type { Account } from '../../src/domain/account.ts';
import type { DraftOutcome } from '../../src/domain/drafting.ts';
import { isoToDay } from '../../src/domain/local-date.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { draftWaiting, releaseMark } from '../../src/monitor/draft-waiting.ts';
import type { DraftDeps } from '../../src/monitor/draft-deps.ts';
import type { Crew } from '../../src/monitor/keep-accounts.ts';
import { plainText } from '../../src/monitor/message.ts';
import type { Rules } from '../../src/monitor/rules.ts';
import type { Store } from '../../src/monitor/store.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { emptyStore } from './store.ts';

const NOW = Date.UTC(2026, 10, 23, 10);
const TODAY = isoToDay('2026-11-23') ?? 0;
const LENA = { id: 3, name: 'Lena', email: null, role: 'member' } as const;
const plan: Plan = {
  statement: 'First real ticket resolved',
  signal: { event: ['Ticket Resolved'], count: 1, distinctUsers: 1, withinDays: null, where: {}, actor: 'any' },
  byDay: 14,
  coreEvents: ['Ticket Resolved'],
  steps: [],
};

const DRAFTED = {
  kind: 'plan',
  plan,
  playbook: 'support',
  origin: 'support/first@1',
  rationale: 'real work',
  runnerUp: null,
} as const;

const rulesWith = (given: Partial<Rules> = {}): Rules =>
  ({
    product: { name: 'P', promise: 'p' },
    fields: { workspace: 'Onboarding list' },
    health: { fields: new Map(), seats: null },
    lists: { accounts: 'L1', alerts: 'L2', alertsByCsm: new Map() },
    approval: { standard: 'required', byTier: new Map(), approvers: [] },
    drafts: { maxAgeDays: 120, perLeadPerDay: 40 },
    owners: { deputies: new Map(), lead: 3, fallback: null },
    policyOf: () => ({
      earlyDays: 30,
      stallFloorDays: 10,
      freshnessHours: 72,
      stuckInWorkingDays: false,
      catalogueCore: new Set(),
    }),
    ...given,
  }) as Rules;

describe('drafting for accounts without a plan', () => {
  let store: Store;
  beforeEach(async () => {
    store = await emptyStore();
  });
  afterEach(() => store.close());

  const addAccounts = async (count: number, given: (index: number) => Partial<Account> = () => ({})): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      const id = `t${String(index).padStart(3, '0')}`;
      const account = {
        key: `task:${id}`,
        accountId: id,
        name: `Account ${index}`,
        taskId: id,
        taskUrl: `https://app.clickup.com/t/${id}`,
        tier: null,
        useCase: null,
        goals: null,
        startedOn: TODAY - 1,
        startedFrom: 'field',
        trialEndsOn: null,
        renewsOn: null,
        annualValue: null,
        zone: 'UTC',
        domains: [],
        country: null,
        csm: null,
        lead: { id: 3, name: 'Lena', email: null },
        assignee: null,
        status: 'open',
        leftAt: null,
        pauses: [],
        ...given(index),
      } as Account;
      await store.accounts.put(account, NOW, NOW);
    }
  };
  const run = (
    rules = rulesWith(),
    outcome: Awaited<ReturnType<DraftDeps['drafter']>>['outcome'] = DRAFTED,
    part: Partial<DraftDeps> = {},
    isTimeUp?: () => boolean,
  ) =>
    draftWaiting(
      {
        store,
        rules,
        exclusion: { emailDomains: [], userIds: new Set(), eventNames: new Set() },
        catalogue: [],
        drafter: async () => ({ outcome, author: 'template' }),
        crew: async () =>
          ({ seat: { id: 1, name: 'agent', email: null, zone: null }, zone: 'UTC', people: [LENA] }) as Crew,
        log: createLogger('silent'),
        ...part,
      },
      NOW,
      isTimeUp,
    );

  it('drafts once for each, youngest and trials first', async () => {
    await addAccounts(3, (index) => ({ startedOn: TODAY - 10 + index, trialEndsOn: index === 0 ? TODAY + 5 : null }));
    const first = await run();
    expect(first.writes.map(({ accountKey }) => accountKey)).toEqual(['task:t000', 'task:t002', 'task:t001']);
    expect((await run()).writes).toEqual([]);
  });

  it.each([
    ['First real ticket resolved', /Why this is value and not setup: real work/, /look again/],
    ['The mailbox is connected', /Please look again: by its words this is set-up, not value/, /Why this is value/],
  ])('says of “%s” only what the linter says of it', async (statement, says, keepsBack) => {
    await addAccounts(1);
    const outcome = { ...DRAFTED, plan: { ...plan, statement } };
    const [write] = (await run(rulesWith(), outcome)).writes;
    const words = plainText(write !== undefined && 'body' in write ? (write.body ?? []) : []);
    expect(words).toMatch(says);
    expect(words).not.toMatch(keepsBack);
  });

  it('writes nothing on a first start that would ask for more than twenty answers', async () => {
    await addAccounts(21);
    expect(await run()).toMatchObject({ drafted: 0, guarded: 21, writes: [] });
    await store.meta.set(releaseMark('L1'), 'setup');
    expect(await run()).toMatchObject({ drafted: 21, guarded: null });
  });

  it('needs no release where nobody has to answer', async () => {
    await addAccounts(21);
    expect(await run(rulesWith({ approval: { standard: 'auto', byTier: new Map(), approvers: [] } }))).toMatchObject({
      drafted: 21,
    });
    expect((await store.plans.inForce(['task:t000'], NOW)).size).toBe(1);
  });

  it('asks no lead for more than the day’s share', async () => {
    await addAccounts(5);
    const rules = rulesWith({ drafts: { maxAgeDays: 120, perLeadPerDay: 2 } });
    expect(await run(rules)).toMatchObject({ drafted: 2, postponed: 3 });
    expect(await run(rules)).toMatchObject({ drafted: 0, postponed: 3 });
  });

  const outcome: DraftOutcome = {
    kind: 'plan',
    plan,
    playbook: 'support',
    origin: 'support/model@1',
    rationale: 'real work',
    runnerUp: null,
  };

  it('thinks of so many drafts at a time, and of each once', async () => {
    await addAccounts(5);
    let open = 0;
    let most = 0;
    const asked: string[] = [];
    const drafter: DraftDeps['drafter'] = async ({ account }) => {
      asked.push(account.name);
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return { outcome, author: 'model', prompt: 'draft-plan@1' };
    };
    expect(await run(rulesWith(), outcome, { drafter, draftsAtOnce: 2 })).toMatchObject({ drafted: 5 });
    expect(most).toBe(2);
    expect(asked.sort()).toEqual([0, 1, 2, 3, 4].map((n) => `Account ${n}`));
  });

  it('does not think of drafts that a lead will not be asked about today', async () => {
    const rules = rulesWith({ drafts: { maxAgeDays: 120, perLeadPerDay: 1 } });
    await addAccounts(1);
    await run(rules);
    const kim = { id: 4, name: 'Kim', email: null };
    await addAccounts(4, (index) => (index === 2 ? { lead: kim } : {}));
    const crew = async () =>
      ({
        seat: { id: 1, name: 'agent', email: null, zone: null },
        zone: 'UTC',
        people: [LENA, { ...kim, role: 'member' }],
      }) as Crew;
    const asked: string[] = [];
    const drafter: DraftDeps['drafter'] = async ({ account }) => {
      asked.push(account.name);
      return { outcome, author: 'model' };
    };
    expect(await run(rules, outcome, { drafter, crew, draftsAtOnce: 2 })).toMatchObject({ drafted: 1, postponed: 2 });
    expect(asked).toEqual(['Account 2']);
  });

  it('leaves the rest for later when time is up', async () => {
    await addAccounts(3);
    let turns = 0;
    const isTimeUp = (): boolean => {
      turns += 1;
      return turns > 2;
    };
    expect(await run(rulesWith(), outcome, {}, isTimeUp)).toMatchObject({ drafted: 2, left: 1 });
    expect(await run()).toMatchObject({ drafted: 1, left: 0 });
  });

  it('keeps the prompt that a model wrote a draft by, with the draft and in the audit', async () => {
    await addAccounts(1);
    await run(rulesWith(), outcome, {
      drafter: async () => ({ outcome, author: 'model', prompt: 'draft-plan@4f2c9a1b' }),
    });
    expect(await store.plans.versions('task:t000')).toMatchObject([{ author: 'model', prompt: 'draft-plan@4f2c9a1b' }]);
    const [entry] = await store.audit.page({ accountKey: 'task:t000', before: null, limit: 1 });
    expect(entry?.detail).toMatchObject({ prompt: 'draft-plan@4f2c9a1b' });
  });

  it('leaves old accounts alone until somebody asks', async () => {
    await addAccounts(1, () => ({ startedOn: TODAY - 121 }));
    expect(await run()).toMatchObject({ drafted: 0 });
  });

  it('asks its question once, and again only when the account says something else', async () => {
    await addAccounts(1);
    const question = { kind: 'question', question: 'What for?', because: 'thin' } as const;
    const first = await run(rulesWith(), question);
    expect(
      first.writes.flatMap((write) => ('body' in write && write.body ? [plainText(write.body)] : [])).join(),
    ).toContain('What for?');
    expect(await run(rulesWith(), question)).toMatchObject({ asked: 0, writes: [] });
    await addAccounts(1, () => ({ useCase: 'Support desk' }));
    expect(await run(rulesWith(), question)).toMatchObject({ asked: 1 });
  });

  it('asks for more where the rule was true already, and says since when', async () => {
    await addAccounts(1);
    await store.events.append([
      {
        minute: 1,
        source: 's',
        messageId: 'm',
        accountId: 't000',
        userId: 'u',
        name: 'Ticket Resolved',
        at: NOW - 3_600_000,
        receivedAt: NOW,
        properties: {},
      },
    ]);
    const { writes } = await run();
    const text = writes.flatMap((write) => ('body' in write && write.body ? [plainText(write.body)] : [])).join();
    expect(text).toContain('has been true since 23 Nov 2026, so this draft asks for more');
    expect(text).toContain('“Ticket Resolved” 3 times');
  });
});
