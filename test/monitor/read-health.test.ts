import type { Account } from '../../src/domain/account.ts';
import type { HealthJson } from '../../src/monitor/health-json.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import { aJudgePolicy, eventsOn, onDay } from '../domain/builders.ts';
import { addAccount, NOW, openWorld, type ReadWorld } from './read-world.ts';

/** Day 35 is Monday, 12 October: W goes from Friday the 2nd (day 25) to it, seven working days. */
describe('the health of an account', () => {
  let world: ReadWorld;
  beforeEach(async () => {
    world = await openWorld({
      policyOf: () =>
        aJudgePolicy({ catalogueCore: new Set(['Task Completed', 'Sprint Completed', 'Report Shared', 'Goal Set']) }),
    });
  });
  afterEach(() => world.store.close());

  const health = async (id: string, asOf: string | null = null): Promise<HealthJson | null> =>
    (await readAccount(world.read, id, NOW, asOf)).health;
  const inputOf = (of: HealthJson | null, name: string) => of?.inputs.find((input) => input.name === name);
  const fill = (key: string, values: Record<string, number>, at: number) =>
    world.store.healthInputs.put(key, new Map(Object.entries(values)), at);

  it('is measured from events: features used, people active, the way made, days of engagement', async () => {
    const events = [
      ...eventsOn([20, 32, 35], { by: 'ann' }),
      ...eventsOn([12], { by: 'bob' }),
      ...eventsOn([34], { by: 'cy' }),
    ];
    await addAccount(world, { id: 'acme', events });
    const found = await health('acme');
    expect(inputOf(found, 'feature_utilization')).toMatchObject({ value: 25, source: 'measured', age_days: 0 });
    expect(inputOf(found, 'user_adoption')?.value).toBeCloseTo(66.6667, 3);
    expect(inputOf(found, 'stakeholder_engagement')?.value).toBeCloseTo(42.8571, 3);
    expect(inputOf(found, 'goal_attainment')?.value).toBeCloseTo(33.3333, 3);
  });

  it('has no score while most of its inputs are missing, and says how much is known', async () => {
    await addAccount(world, { id: 'acme', events: eventsOn([35]) });
    const found = await health('acme');
    expect(found).toMatchObject({ score: null, zone: null, strategy: null, coverage: 0.33 });
    expect(found?.missing).toContain('uptime');
  });

  it('takes in what people filled in, with its age and what it was before', async () => {
    const { key } = await addAccount(world, { id: 'acme', events: eventsOn([35]) });
    await fill(key, { uptime: 90, roi: 70 }, onDay(5));
    await fill(key, { uptime: 70, roi: 70 }, onDay(30));
    const found = await health('acme');
    expect(inputOf(found, 'uptime')).toMatchObject({ value: 70, before: 90, age_days: 5, source: 'field' });
    expect(inputOf(found, 'roi')).toMatchObject({ value: 70, before: null, age_days: 30 });
    expect(found?.coverage).toBe(0.59);
    expect(found?.zone).toBe('red');
    expect(found?.warnings).toContainEqual(
      expect.objectContaining({ sign: 'performance', kind: 'falling', before: 90 }),
    );
  });

  it('measures adoption against the seats that were bought', async () => {
    const { key } = await addAccount(world, { id: 'acme', events: eventsOn([35]) });
    await fill(key, { seats: 20 }, onDay(5));
    expect(inputOf(await health('acme'), 'user_adoption')?.value).toBe(5);
  });

  it('compares what is measured with two weeks ago', async () => {
    await addAccount(world, { id: 'acme', events: eventsOn([11, 14, 15, 16, 17, 18, 21]) });
    expect(inputOf(await health('acme'), 'stakeholder_engagement')).toMatchObject({ value: 0, before: 100 });
    expect((await health('acme'))?.warnings).toContainEqual(
      expect.objectContaining({ sign: 'engagement', kind: 'falling' }),
    );
  });

  it.each<[string, Partial<Account>, boolean]>([
    ['nothing that is 0 where the account is blind', { accountId: null }, true],
    ['no more where a blind account has left', { accountId: null, status: 'left', leftAt: onDay(34) }, true],
    ['a silence that is the account’s own', {}, false],
  ])('measures %s', async (_title, part, isBlind) => {
    const { key } = await addAccount(world, { id: 'acme', ...part });
    await fill(key, { seats: 20 }, onDay(5));
    const found = await health('t-acme');
    const measured = ['feature_utilization', 'goal_attainment', 'user_adoption', 'stakeholder_engagement'];
    expect(found?.missing.filter((name) => measured.includes(name))).toEqual(isBlind ? measured : []);
    expect(found?.inputs.map(({ value, before }) => [value, before])).toEqual(isBlind ? [] : Array(4).fill([0, 0]));
    expect(found?.warnings.some(({ sign }) => sign === 'engagement')).toBe(!isBlind);
  });

  it('takes a word on first value for a blind account as the way made', async () => {
    const { key } = await addAccount(world, { id: 'acme', accountId: null });
    const word = { accountKey: key, reason: null, by: 70000002, commentId: 'c1' };
    await world.store.corrections.recordValue({ ...word, reachedAt: onDay(20), at: onDay(21) });
    expect((await health('t-acme'))?.inputs.map(({ name }) => name)).toEqual(['goal_attainment']);
  });

  it('knows of an earlier date only what was filled in by then', async () => {
    const { key } = await addAccount(world, { id: 'acme' });
    await fill(key, { uptime: 90 }, onDay(30));
    expect(inputOf(await health('acme', '2026-09-20'), 'uptime')).toBeUndefined();
  });

  it('stands beside aspirations and is absent for excluded accounts and before the start', async () => {
    await addAccount(world, { id: 'acme' });
    expect((await health('acme'))?.value_realization.map(({ month, percent }) => [month, percent])).toEqual([
      [1, 25],
      [3, 50],
      [6, 100],
      [12, 150],
    ]);
    await addAccount(world, { id: 'out', status: 'excluded' });
    expect(await health('out')).toBeNull();
    expect(await health('acme', '2026-09-01')).toBeNull();
  });
});
