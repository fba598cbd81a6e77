import type { Plan } from '../../src/domain/plan.ts';
import { planHash } from '../../src/shared/plan-hash.ts';

const signal = {
  event: ['Task Completed'],
  count: 1,
  distinctUsers: 1,
  withinDays: null,
  where: { pro: true },
  actor: 'any',
} as const;
const plan: Plan = { statement: 'A task is done', signal, byDay: 21, coreEvents: ['Task Completed'], steps: [] };

describe('the hash of a plan', () => {
  it('is the same whatever the order in which its members were written', () => {
    const { statement, steps, ...others } = plan;
    const turned: Plan = {
      steps,
      ...others,
      signal: { ...Object.fromEntries(Object.entries(signal).toReversed()), ...signal },
      statement,
    };
    expect(planHash(turned)).toBe(planHash(plan));
    expect(planHash(plan)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Partial<Plan>]>([
    ['statement', { statement: 'Another' }],
    ['day', { byDay: 22 }],
    ['condition', { signal: { ...signal, where: { pro: false } } }],
    ['step', { steps: [{ name: 'First', signal, byDay: 3 }] }],
  ])('changes with its %s', (_what, change) => {
    expect(planHash({ ...plan, ...change })).not.toBe(planHash(plan));
  });
});
