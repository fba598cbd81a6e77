import type { Account } from '../../src/domain/account.ts';
import { inLives } from '../../src/domain/life.ts';
import { ActivationJson } from '../../src/monitor/activation-json.ts';
import { anEvent, aPlan, aSignal, aStep, onDay, START } from '../domain/builders.ts';
import { addAccount, hear, type Lived } from '../monitor/read-world.ts';
import { type AppServer, startApp } from './app-server.ts';

let server: AppServer;
beforeEach(async () => {
  server = await startApp();
});
afterEach(() => server.close());

/** A task finished, then a sprint. */
const PLAN = aPlan({ steps: [aStep({ name: 'First task', signal: aSignal({ event: ['Task Completed'] }) })] });
const STEP = 'First task';

interface Journey extends Partial<Lived> {
  /** The account starts so many days after START; step and value come so many days after that. */
  readonly start?: number;
  readonly step?: number | null;
  readonly value?: number | null;
}

let made = 0;
function addJourney({ start = 0, step = null, value = null, ...part }: Journey = {}): Promise<Account> {
  made += 1;
  const acts = [
    step === null ? [] : anEvent({ on: start + step }),
    value === null ? [] : anEvent({ on: start + value, hour: 13, name: 'Sprint Completed' }),
  ];
  return addAccount(server.world, {
    id: `a${made}`,
    startedOn: START + start,
    plan: PLAN,
    events: acts.flat(),
    ...part,
  });
}

async function ask(query = ''): Promise<ActivationJson> {
  const reply = await server.ask(`/api/activation?${query}`);
  expect({ status: reply.status, text: reply.text }).toMatchObject({ status: 200 });
  return ActivationJson.parse(reply.json());
}

/** Day 35: eight that started on day 0 and two that started on day 30, one of them there already. */
async function addFleet(): Promise<void> {
  for (const value of [2, 4, 6, 9, 20]) await addJourney({ step: 1, value });
  await addJourney({ step: 3 });
  await addJourney();
  await addJourney({ step: 2, status: 'left', leftAt: onDay(15) });
  await addJourney({ start: 30, step: 0, value: 3 });
  await addJourney({ start: 30 });
}

/** Reached first value on its second day, left on day 10, came back with a new start date twenty days later; now it waits. */
async function addReturning(): Promise<void> {
  const back = START + 30;
  const account = await addJourney({ value: 1, step: 1 });
  const ended: Account = { ...account, status: 'left', leftAt: onDay(10) };
  const lives = inLives([ended, { ...account, startedOn: back }], () => onDay(30));
  const [first, second] = lives;
  if (first === undefined || second === undefined) throw new Error('two lives were made');
  await server.world.store.accounts.put(second, onDay(30), onDay(30));
  await server.world.store.accounts.keepEndedLives(account.key, [first]);
}

describe('the answer', () => {
  it('counts each life of an account that came back in its own cohort', async () => {
    await addReturning();
    const { cohorts, overall } = await ask();
    expect(overall).toMatchObject({ n: 2, reached: 1, waiting: 1 });
    expect(cohorts).toMatchObject([
      { cohort: '2026-09', n: 1, reached: 1 },
      { cohort: '2026-10', n: 1, waiting: 1 },
    ]);
    expect((await ask('as_of=2026-10-01')).overall).toMatchObject({ n: 1, reached: 1 });
  });

  it('takes a later step for an earlier one where the plan says that its order is binding', async () => {
    const steps = PLAN.steps;
    for (const ordered of [false, true]) await addJourney({ value: 5, plan: { ...PLAN, ordered, steps } });
    const [, first] = (await ask()).funnel;
    expect(first).toMatchObject({ step: STEP, in: 1 });
  });

  it('counts accounts, and gives days to value over all of them', async () => {
    await addFleet();
    const { as_of: asOf, watermark, overall } = await ask();
    expect({ asOf, watermark }).toEqual({ asOf: '2026-10-12', watermark: '2026-10-12T12:00:00Z' });
    expect(overall).toMatchObject({ n: 10, reached: 6, waiting: 3, left: 1, before_data: 0 });
    // One of ten at risk on day 2, of nine on 3, of eight on 4; then the young one is gone: of six on 6, of five on 9 …
    expect(overall.ttv).toMatchObject({ p25: 4, p50: 9, p75: null, p90: null, naive_median: 5, suppressed: false });
  });

  it('rates only what is mature, on both sides, and says how many are pending', async () => {
    await addFleet();
    const { rates } = (await ask()).overall;
    expect(rates['7']).toMatchObject({ mature: 8, hits: 3, rate: 0.375, pending: 2, paused: 0 });
    expect(rates['30']).toMatchObject({ mature: 8, hits: 5, rate: 0.625, pending: 2 });
    expect(rates['7'].low).toBeCloseTo(0.1368, 4);
    expect(rates['7'].high).toBeCloseTo(0.6943, 4);
  });

  it('has a cohort a month, and suppresses what is too small', async () => {
    await addFleet();
    const { cohorts } = await ask();
    expect(cohorts.map(({ cohort, n, reached }) => ({ cohort, n, reached }))).toEqual([
      { cohort: '2026-09', n: 8, reached: 5 },
      { cohort: '2026-10', n: 2, reached: 1 },
    ]);
    expect(cohorts[1]?.ttv).toEqual({
      p25: null,
      p50: null,
      p75: null,
      p90: null,
      p50_low: null,
      p50_high: null,
      naive_median: null,
      suppressed: true,
    });
    expect(cohorts[1]?.rates['7']).toMatchObject({ mature: 0, hits: 0, rate: null, low: null, high: null, pending: 2 });
  });

  it('draws the histogram with one bar for those not yet there, and the curve', async () => {
    await addFleet();
    const { histogram, curve } = await ask();
    expect(histogram.bins.map(({ from, to, count }) => [from, to, count]).filter(([, , count]) => count !== 0)).toEqual(
      [
        [2, 4, 2],
        [4, 6, 1],
        [6, 8, 1],
        [8, 10, 1],
        [20, 22, 1],
      ],
    );
    expect(histogram.not_yet).toEqual({ count: 4, longest_so_far: 35 });
    expect(curve.map(({ day, reached, at_risk: atRisk }) => [day, reached, atRisk])).toEqual([
      [2, 0.1, 10],
      [3, 0.2, 9],
      [4, 0.3, 8],
      [6, 0.4167, 6],
      [9, 0.5333, 5],
      [20, 0.65, 4],
    ]);
  });

  it('draws the funnel, in which nobody is lost from sight, and names its leak', async () => {
    await addFleet();
    const { funnel, leak, funnel_others: others } = await ask();
    expect(funnel).toMatchObject([
      { step: 'Start', in: 10, advanced: 8, left: 0, overdue: 0, waiting: 2, skipped: 0, median_days: 1 },
      { step: STEP, in: 8, advanced: 6, left: 1, overdue: 0, waiting: 1, skipped: 0, median_days: 5 },
    ]);
    for (const row of funnel) expect(row.in).toBe(row.advanced + row.left + row.overdue + row.waiting);
    expect({ leak, others }).toEqual({ leak: { largest: STEP, slowest: STEP }, others: 0 });
  });

  it('is whole where nothing is known', async () => {
    expect(await ask()).toMatchObject({
      overall: { n: 0, ttv: { suppressed: true } },
      cohorts: [],
      curve: [],
      funnel: [],
      leak: { largest: null, slowest: null },
    });
  });
});

describe('who counts', () => {
  it('is who has a plan in force and has started; the others are counted apart', async () => {
    await addJourney({ value: 3 });
    await addJourney({ plan: null });
    await addJourney({ status: 'excluded', value: 3 });
    await addJourney({ start: 40 });
    await addJourney({ start: 40, plan: null });
    expect(await ask()).toMatchObject({ overall: { n: 1 }, without_plan: 1, excluded: 1, cohorts: [{ n: 1 }] });
  });

  it('is only the first of two accounts with one id', async () => {
    await addJourney({ accountId: 'same', seenAt: onDay(1) });
    await addJourney({ accountId: 'same', seenAt: onDay(2) });
    expect((await ask()).overall.n).toBe(1);
  });

  it('is no one whose clock stood still less than others, but how many were paused is said', async () => {
    for (const value of [1, 2, 3, 4]) await addJourney({ value });
    const { key } = await addJourney({ value: 10 });
    const pause = { accountKey: key, kind: 'pause', source: 'comment', reason: 'holidays', byId: 70000002 } as const;
    await server.world.store.accounts.openHold({ ...pause, from: START + 5, until: START + 9 }, onDay(5));
    const { ttv, rates } = (await ask()).overall;
    expect(rates['14']).toMatchObject({ mature: 5, hits: 5, paused: 1 });
    expect(ttv.p90).toBe(10);
  });

  it('is in no time to value where it may have come before our data begin', async () => {
    for (const value of [16, 17, 18]) await addJourney({ value });
    expect((await ask()).overall).toMatchObject({ n: 3, reached: 3, before_data: 3 });
    // A sender that delivers what happened earlier brings the history along.
    const account = await addJourney();
    await hear(server.world, account.accountId ?? '', [anEvent({ on: 1 })], onDay(16));
    expect((await ask()).overall).toMatchObject({ n: 4, before_data: 0 });
  });
});

describe('the question', () => {
  it('can be for a tier, a use case, and start dates, both included', async () => {
    await addJourney({ tier: 'enterprise', start: 1 });
    await addJourney({ useCase: 'Help Desk', start: 2 });
    await addJourney({ start: 3, status: 'excluded' });
    const found = async (query: string) => {
      const { overall, excluded } = await ask(query);
      return [overall.n, excluded];
    };
    expect(await found('')).toEqual([2, 1]);
    expect(await found('tier=Enterprise')).toEqual([1, 0]);
    expect(await found('use_case=help%20desk')).toEqual([1, 0]);
    expect(await found('from=2026-09-08&to=2026-09-09')).toEqual([2, 0]);
    expect(await found('from=2026-09-09')).toEqual([1, 1]);
    expect(await found('to=2026-09-07')).toEqual([0, 0]);
  });

  it('can be for cohorts by ISO week', async () => {
    await addJourney({ start: 6 });
    await addJourney({ start: 7 });
    expect((await ask('cohort=week')).cohorts.map(({ cohort }) => cohort)).toEqual(['2026-W37', '2026-W38']);
  });

  it('can be for an earlier date, with what was known then', async () => {
    await addFleet();
    const then = await ask('as_of=2026-09-11');
    expect(then).toMatchObject({ as_of: '2026-09-11', watermark: '2026-09-11T23:59:59.999Z', without_plan: 0 });
    expect(then.overall).toMatchObject({ n: 8, reached: 2, waiting: 6, left: 0 });
    expect(then.overall.rates['7']).toMatchObject({ mature: 0, hits: 0, pending: 8 });
  });

  it('chooses by plan whose steps the funnel shows', async () => {
    await addJourney();
    await addJourney();
    await addJourney({ plan: aPlan({ statement: 'Another value', steps: [] }) });
    const byDefault = await ask();
    expect(byDefault.plans.map(({ statement, n }) => [statement, n])).toEqual([
      [PLAN.statement, 2],
      ['Another value', 1],
    ]);
    expect(byDefault).toMatchObject({ funnel: [{ in: 2 }, { in: 0 }], funnel_others: 1 });
    const other = byDefault.plans[1]?.plan ?? '';
    for (const plan of [other, 'another%20VALUE'])
      expect(await ask(`plan=${plan}`)).toMatchObject({ funnel: [{ in: 1 }], funnel_others: 2, funnel_plan: other });
  });

  it('takes plans for the same where only their words differ', async () => {
    await addJourney();
    await addJourney({ plan: { ...PLAN, statement: 'In other words', byDay: 90 } });
    expect((await ask()).plans).toMatchObject([{ n: 2 }]);
  });

  it.each([
    ['cohort=year', 'cohort: "year": write one of month week'],
    ['from=soon', 'from: "soon": write a date'],
    ['from=2026-02-30', 'from: "2026-02-30" is no date'],
    ['to=2026-13-01', 'to: "2026-13-01" is no date'],
    ['from=2026-09-02&to=2026-09-01', 'from: 2026-09-02 is after to: 2026-09-01'],
    ['as_of=2026-02-30', 'as_of: "2026-02-30" is no date'],
    ['as_of=2027-01-01', 'as_of: 2027-01-01 lies in the future'],
    ['plan=nonsense', 'plan: "nonsense" is no plan of these accounts'],
    ['tier=a&tier=b', 'tier: given 2 times: give it once'],
    ['csm=1', 'csm: there is no such parameter: use cohort, tier, use_case, from, to, as_of, plan'],
  ])('is refused for %s, with the way out', async (query, message) => {
    const reply = await server.ask(`/api/activation?${query}`);
    expect({ status: reply.status, ...(reply.json() as object) }).toMatchObject({
      status: 400,
      error: { code: 'bad_input', message: expect.stringContaining(message) },
    });
  });
});
