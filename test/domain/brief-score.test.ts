import { type LabelledBrief, scoreBriefs, whyNot } from '../../src/domain/brief-score.ts';
import type { DraftOutcome } from '../../src/domain/drafting.ts';
import type { Plan, Signal } from '../../src/domain/plan.ts';
import { aRequest } from '../drafting/builders.ts';
import { aPlan } from './builders.ts';

const aBrief = (given: Partial<LabelledBrief> = {}): LabelledBrief => ({
  id: 'b1',
  request: aRequest(),
  accept: [
    {
      eventAny: ['Order Paid'],
      actor: 'external',
      where: { test: false },
      countMin: 1,
      countMax: 3,
      windowDaysMax: 21,
      distinctUsersMin: 1,
    },
  ],
  reject: ['Signed In'],
  question: false,
  ...given,
});

const drafted = (signal: Partial<Signal> = {}, given: Partial<Plan> = {}): DraftOutcome => ({
  kind: 'plan',
  plan: aPlan({
    signal: {
      event: ['Order Paid'],
      count: 1,
      distinctUsers: 1,
      withinDays: null,
      where: { test: false },
      actor: 'external',
      ...signal,
    },
    byDay: 14,
    ...given,
  }),
  playbook: 'commerce',
  origin: 'commerce/paid@1',
  rationale: 'Money came in.',
  runnerUp: null,
});
const asked: DraftOutcome = { kind: 'question', question: 'Which one?', because: 'two fit' };

describe('a draft', () => {
  it('that fits one of the right plans is accepted', () => {
    expect(whyNot(drafted(), aBrief())).toBeNull();
  });

  it.each([
    ['another event', { event: ['Order Placed'] }, {}, /none of Order Paid/],
    ['one right and one wrong event', { event: ['Order Paid', 'Order Placed'] }, {}, /none of Order Paid/],
    ['an event that is no value', { event: ['Signed In'] }, {}, /^Signed In is no value here/],
    ['anybody as actor', { actor: 'any' }, {}, /actor any, wanted external/],
    ['no guard', { where: {} }, {}, /where test is not false/],
    ['too high a count', { count: 4 }, {}, /count 4, wanted 1 to 3/],
    ['too late a day', {}, { byDay: 22 }, /by day 22, wanted 21 at most/],
  ] as const)('with %s is not', (_, signal, given, why) => {
    expect(whyNot(drafted(signal as Partial<Signal>, given), aBrief())).toMatch(why);
  });

  it('by two people stands for one by somebody other than the creator', () => {
    const accept = aBrief().accept.map((each) => ({ ...each, actor: 'not_creator' as const }));
    expect(whyNot(drafted({ actor: 'any', distinctUsers: 2, count: 2 }), aBrief({ accept }))).toBeNull();
    expect(whyNot(drafted({ actor: 'any' }), aBrief({ accept }))).toMatch(/wanted not_creator/);
  });

  it('is a guess where only a question is honest, and a question is a miss where a plan was right', () => {
    expect(whyNot(asked, aBrief({ accept: [], question: true }))).toBeNull();
    expect(whyNot(drafted(), aBrief({ accept: [], question: true }))).toMatch(/^a guess/);
    expect(whyNot(asked, aBrief())).toMatch(/^a question instead of a plan: Which one/);
  });
});

describe('the score of a drafter', () => {
  it('counts what is accepted, questions, fallbacks, milliseconds and money, and gives a reason for each miss', async () => {
    const outcomes = [drafted(), asked, drafted({ count: 9 })];
    const briefs = outcomes.map((_, at) => aBrief({ id: `b${at}` }));
    let at = 0;
    let time = 0;
    const score = await scoreBriefs(
      briefs,
      {
        name: 'model',
        draft: async () => ({
          author: at === 1 ? 'template' : 'model',
          outcome: outcomes[at++] ?? asked,
          costUsd: 0.25,
        }),
      },
      () => (time += 10 * at),
    );
    expect(score).toMatchObject({ n: 3, accepted: 1, questions: 1, costUsd: 0.75, latencyMs: { p50: 20, p95: 30 } });
    expect(score.fallbacks).toBe(1);
    expect(score.misses.map(({ id }) => id)).toEqual(['b1', 'b2']);
  });

  it('knows no cost where one draft has no price', async () => {
    const costs = [0.25, null, 0.25];
    const score = await scoreBriefs(
      costs.map(() => aBrief()),
      { name: 'model', draft: async () => ({ author: 'model', outcome: asked, costUsd: costs.pop() ?? null }) },
      () => 0,
    );
    expect(score.costUsd).toBeNull();
  });
});
