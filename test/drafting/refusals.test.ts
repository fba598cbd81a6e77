import type { Plan } from '../../src/domain/plan.ts';
import { isRefused, readRefusals } from '../../src/drafting/refusals.ts';

const NOTHING = { count: null, distinctUsers: null, byDay: null, actor: null };
const amendmentIn = (...reasons: readonly string[]) =>
  readRefusals(reasons.map((reason) => ({ statement: 'A task is finished', reason }))).amendment;

const aPlan = (parts: Partial<Plan> = {}): Plan => ({
  statement: 'A task is finished',
  signal: { event: ['Task Completed'], count: 1, distinctUsers: 1, withinDays: null, where: {}, actor: 'any' },
  byDay: 14,
  coreEvents: [],
  steps: [],
  ...parts,
});

describe('the reason of a refusal', () => {
  it.each([
    ['Make it 10 tasks', { count: 10 }],
    ['at least twelve, please', { count: 12 }],
    ['it should be 3 people', { distinctUsers: 3 }],
    ['needs two different users', { distinctUsers: 2 }],
    ['make it 20 by five colleagues', { count: 20, distinctUsers: 5 }],
    ['by day 30', { byDay: 30 }],
    ['within three weeks', { byDay: 21 }],
    ['in 45 days', { byDay: 45 }],
    ['by someone else than the author', { actor: 'not_creator' }],
    ['by a non-admin', { actor: 'not_admin' }],
    ['only an external person counts', { actor: 'external' }],
    ['they use sprints', {}],
    ['one task says nothing', {}],
    ['too early', {}],
    ['', {}],
  ])('“%s” amends %j', (reason, amendment) => {
    expect(amendmentIn(reason)).toEqual({ ...NOTHING, ...amendment });
  });

  it('counts the latest figure and keeps the earlier others', () => {
    expect(amendmentIn('make it 10', 'by day 20', 'make it 15')).toEqual({ ...NOTHING, count: 15, byDay: 20 });
  });

  it('parts what is asked for from what is turned down', () => {
    const { wanted, unwanted } = readRefusals([{ statement: 'x', reason: 'sprints, not single tasks' }]);
    expect(wanted.has('sprint')).toBe(true);
    expect(wanted.has('task')).toBe(false);
    expect(unwanted.has('task')).toBe(true);
  });
});

describe('a refused plan', () => {
  it.each([
    ['the same statement', aPlan({ byDay: 20 }), { reason: 'No' }, true],
    ['another statement', aPlan({ statement: 'Other', byDay: 20 }), { reason: 'No' }, false],
    ['the same rule in other words', aPlan({ statement: 'Other' }), { reason: 'No', plan: aPlan() }, true],
    ['the figures that were asked for', aPlan({ byDay: 30 }), { reason: 'by day 30', plan: aPlan() }, false],
    ['the old rule after figures were asked for', aPlan(), { reason: 'by day 30', plan: aPlan() }, true],
  ])('is recognised by %s', (_, plan, refusal, refused) => {
    const refusals = readRefusals([{ statement: 'A task is finished', ...refusal }]);
    expect(isRefused(plan, refusals)).toBe(refused);
  });

  it('is not offered a third time with figures that were refused too', () => {
    const statement = 'A task is finished';
    const refusals = readRefusals([
      { statement, reason: 'by day 30' },
      { statement, reason: 'No' },
    ]);
    expect(isRefused(aPlan({ byDay: 30 }), refusals)).toBe(true);
  });
});
