import fc from 'fast-check';
import { checkYaml } from '../../src/config/yaml-file.ts';
import { parsePlan, PlanNotation } from '../../src/config/signal-schema.ts';
import type { Plan, Signal } from '../../src/domain/plan.ts';
import { planToNotation } from '../../src/domain/plan-notation.ts';

const mistakes = (source: string): readonly string[] => {
  const outcome = checkYaml('plan.yaml', source, PlanNotation);
  return outcome.kind === 'read' ? [] : outcome.lines;
};

const DEFAULTS = { count: 1, distinctUsers: 1, withinDays: null, where: {}, actor: 'any' };

describe('a binding order', () => {
  const written = { statement: 'Done', signal: { event: 'Done' } };

  it.each([
    [{}, false],
    [{ ordered: false }, false],
    [{ ordered: true }, true],
  ])('is only said where it holds: %j', (part, isOrdered) => {
    const plan = parsePlan({ ...written, ...part });
    expect(Object.hasOwn(plan, 'ordered')).toBe(isOrdered);
    expect(parsePlan(planToNotation(plan))).toEqual(plan);
  });

  it('is true or false', () => {
    expect(() => parsePlan({ ...written, ordered: 'yes' })).toThrow(/order of the steps is binding/);
  });
});

describe('plan notation', () => {
  it('reads the simplest plan with every default', () => {
    expect(parsePlan({ statement: 'Value', signal: { event: 'first_value_moment' } })).toEqual({
      statement: 'Value',
      signal: { event: ['first_value_moment'], ...DEFAULTS },
      byDay: 30,
      coreEvents: [],
      steps: [],
    });
  });

  it('reads a whole plan', () => {
    const plan = parsePlan({
      statement: 'The team closes a sprint',
      signal: {
        event: ['Sprint Completed', 'Cycle Closed'],
        count: 2,
        distinct_users: 3,
        within_days: 7,
        where: { plan: 'pro', amount: { gte: 10, lt: 99 }, test: { exists: false }, kind: { in: ['a', null] } },
        actor: 'not_creator',
      },
      by_day: 21,
      core_events: ['Task Completed', 'Task Completed'],
      steps: [{ name: 'Backlog', signal: { event: 'Task Created', count: 10 }, by_day: 5 }],
    });
    expect(plan.signal).toEqual({
      event: ['Sprint Completed', 'Cycle Closed'],
      count: 2,
      distinctUsers: 3,
      withinDays: 7,
      where: { plan: 'pro', amount: { gte: 10, lt: 99 }, test: { exists: false }, kind: { in: ['a', null] } },
      actor: 'not_creator',
    });
    expect(plan).toMatchObject({ byDay: 21, coreEvents: ['Task Completed'], steps: [{ name: 'Backlog', byDay: 5 }] });
  });

  it('spreads steps without a day evenly before the milestone', () => {
    const step = (name: string) => ({ name, signal: { event: 'x' } });
    const { steps } = parsePlan({ statement: 's', signal: { event: 'x' }, by_day: 21, steps: [step('a'), step('b')] });
    expect(steps.map(({ byDay }) => byDay)).toEqual([7, 14]);
  });

  it.each([
    ['statement: s', 'plan.yaml:1: signal: missing: '],
    ['statement: s\nsignal: { event: [] }', 'plan.yaml:2: signal.event: []: name at least one event'],
    ['statement: s\nsignal: { event: x, count: 0 }', 'signal.count: 0: write a whole number of events, 1 or more'],
    [
      'statement: s\nsignal: { event: x, actor: admin }',
      'signal.actor: "admin": write any, external, not_admin or not_creator',
    ],
    ['statement: s\nsignal: { event: x, where: { a: {} } }', 'signal.where.a: {}: write at least one of eq, ne, gt'],
    ['statement: s\nsignal: { event: x, where: { a: [1] } }', 'signal.where.a: [1]: write a value, or operators'],
    ['statement: s\nsignal: { event: x, users: 2 }', 'plan.yaml:2: signal.users: unknown name'],
    ['statement: s\nsignal: { event: x }\nby_day: soon', 'plan.yaml:3: by_day: "soon": write a whole number of days'],
    ['statement: s\nsignal: { event: x }\nsteps: [{ signal: { event: x } }]', 'steps.0.name: missing: write a name'],
  ])('says what is wrong with %j', (source, line) => {
    expect(mistakes(source)).toEqual([expect.stringContaining(line)]);
  });

  it('shows the operators to whoever writes another', () => {
    expect(mistakes('statement: s\nsignal: { event: x, where: { a: { above: 3 } } }')).toEqual([
      'plan.yaml:2: signal.where.a.above: unknown name: remove it or correct its spelling',
      expect.stringContaining('write at least one of eq, ne, gt, gte, lt, lte, in, exists'),
    ]);
  });

  it('writes one event as a name, several as a list, and no limit that is not set', () => {
    const written = planToNotation(parsePlan({ statement: 's', signal: { event: ['x'] } }));
    expect(written.signal).toEqual({ event: 'x', count: 1, distinct_users: 1, where: {}, actor: 'any' });
    expect(planToNotation(parsePlan({ statement: 's', signal: { event: ['x', 'y'] } })).signal.event).toEqual([
      'x',
      'y',
    ]);
  });

  it('reads back whatever it writes, also by way of JSON', () => {
    const name = fc.string({ minLength: 1 }).map((text) => `n${text.trim()}`);
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const operators = fc
      .record(
        { gte: fc.integer(), ne: scalar, exists: fc.boolean(), in: fc.array(scalar, { minLength: 1 }) },
        { requiredKeys: [] },
      )
      .filter((each) => Object.keys(each).length > 0);
    const signal: fc.Arbitrary<Signal> = fc.record({
      event: fc.uniqueArray(name, { minLength: 1 }),
      count: fc.integer({ min: 1, max: 500 }),
      distinctUsers: fc.integer({ min: 1, max: 50 }),
      withinDays: fc.option(fc.integer({ min: 1, max: 90 })),
      where: fc.dictionary(name, fc.oneof(scalar, operators), { noNullPrototype: true }),
      actor: fc.constantFrom('any', 'external', 'not_admin', 'not_creator'),
    });
    const byDay = fc.integer({ min: 0, max: 400 });
    const plan: fc.Arbitrary<Plan> = fc.record({
      statement: name,
      signal,
      byDay,
      coreEvents: fc.uniqueArray(name),
      steps: fc.array(fc.record({ name, signal, byDay }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(plan, (each) => {
        expect(parsePlan(JSON.parse(JSON.stringify(planToNotation(each))))).toEqual(each);
      }),
    );
  });
});
