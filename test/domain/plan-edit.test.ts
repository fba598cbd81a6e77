import { editPlan } from '../../src/domain/plan-edit.ts';
import type { Plan } from '../../src/domain/plan.ts';

const signal = {
  event: ['Task Completed'],
  count: 5,
  distinctUsers: 2,
  withinDays: 7,
  where: { test: false },
  actor: 'not_creator',
} as const;
const plan: Plan = {
  statement: 'Colleagues finish tasks',
  signal,
  byDay: 20,
  coreEvents: ['Task Completed', 'Comment Added'],
  steps: [
    { name: 'Backlog filled', signal: { ...signal, event: ['Task Created'] }, byDay: 5 },
    { name: 'First task finished', signal: { ...signal, count: 1 }, byDay: 10 },
  ],
};

const edited = (body: string): Plan => {
  const outcome = editPlan(plan, body);
  if (outcome.kind === 'refused') throw new Error(outcome.complaints.join('; '));
  return outcome.plan;
};

function refused(body: string): readonly string[] {
  const outcome = editPlan(plan, body);
  if (outcome.kind !== 'refused') throw new Error('the plan was edited');
  return outcome.complaints;
}

describe('edit by lines', () => {
  it('changes what a line names and leaves the rest', () => {
    expect(edited('Count: 3\nusers: 1')).toEqual({ ...plan, signal: { ...signal, count: 3, distinctUsers: 1 } });
  });

  it.each([
    ['as a list', '- count: 3\n* users: 1'],
    ['as a list with dots, indented', '  •   count: 3\n\n   •  users: 1'],
    ['with more space than needed', 'count  :   3  \n  users :1'],
    ['in a block of code, with Windows line ends', '```yaml\r\nCount: 3\r\nUSERS:1\r\n```'],
  ])('reads lines that are written %s', (_, body) => {
    expect(edited(body)).toEqual({ ...plan, signal: { ...signal, count: 3, distinctUsers: 1 } });
  });

  it.each([
    ['a line', `statement: ${'x'.repeat(490)}`, /^“statement: x{29}…” is longer than 500 characters$/],
    ['a list', 'count: 1\n'.repeat(61), /^there are more than 60 lines$/],
  ])('refuses %s too long to be read in a comment, without repeating it', (_, body, why) => {
    expect(refused(body)).toEqual([expect.stringMatching(why)]);
  });

  it.each([
    ['a line of 500 characters', `statement: ${'x'.repeat(489)}`],
    ['sixty lines', 'count: 1\n'.repeat(60)],
  ])('takes %s', (_, body) => {
    expect(editPlan(plan, body).kind).toBe('edited');
  });

  it.each([
    ['event: Sprint Completed', ['Sprint Completed'], 1],
    ['count: 2\nevent: Sprint Completed', ['Sprint Completed'], 2],
    ['count: 2\nEVENT : Sprint Completed', ['Sprint Completed'], 2],
    ['event: Task Created, , Task Closed,Task Created', ['Task Created', 'Task Closed'], 1],
    ['event: Status: event: done', ['Status: event: done'], 1],
  ])('starts a new signal with an event line, wherever it stands: %j', (body, event, count) => {
    expect(edited(body).signal).toEqual({
      event,
      count,
      distinctUsers: 1,
      withinDays: null,
      where: {},
      actor: 'any',
    });
  });

  it('lets a statement speak of an event: without taking it for the line', () => {
    const body = 'statement: Nothing yet\nstatement: The big event: a sprint';
    expect(edited(body)).toEqual({ ...plan, statement: 'The big event: a sprint' });
  });

  it.each([
    ['within: 14', { withinDays: 14 }],
    ['within: 14 days', { withinDays: 14 }],
    ['within: 1 Day', { withinDays: 1 }],
    ['within: 3days', { withinDays: 3 }],
    ['actor: external', { actor: 'external' }],
    ['actor: Not Admin', { actor: 'not_admin' }],
    ['actor: not  admin', { actor: 'not_admin' }],
    ['actor: not-creator', { actor: 'not_creator' }],
    ['actor: any', { actor: 'any' }],
    ['count: 1', { count: 1 }],
    ['count: 1000000', { count: 1_000_000 }],
  ])('changes the signal by %j alone', (line, change) => {
    expect(edited(line)).toEqual({ ...plan, signal: { ...signal, ...change } });
  });

  it('keeps a binding order of the steps binding', () => {
    const outcome = editPlan({ ...plan, ordered: true }, 'count: 3');
    expect(outcome).toMatchObject({ kind: 'edited', plan: { ordered: true } });
  });

  it('counts the new milestone event as use', () => {
    expect(edited('event: Sprint Completed').coreEvents).toEqual([
      'Sprint Completed',
      'Task Completed',
      'Comment Added',
    ]);
  });

  it('counts what a core line names instead of what counted before, besides the milestone’s own events', () => {
    expect(edited('core: Report Sent, Task Completed').coreEvents).toEqual(['Task Completed', 'Report Sent']);
  });

  it.each([
    ['by day: 10', 10, [3, 5]],
    ['by  day: 40', 40, [10, 20]],
    ['by day: 20', 20, [5, 10]],
    ['by day: 1', 1, [1, 1]],
  ])('scales the steps to fit before a new target day: %j', (line, byDay, days) => {
    const { steps, ...rest } = edited(line);
    expect(rest).toEqual({ ...plan, byDay, steps: undefined });
    expect(steps).toEqual(plan.steps.map((step, at) => ({ ...step, byDay: days[at] })));
  });

  it('moves a step that was due after the milestone before it, whatever a line changes', () => {
    const late = { ...plan, steps: plan.steps.map((step) => ({ ...step, byDay: 30 })) };
    const outcome = editPlan(late, 'count: 3');
    expect(outcome.kind === 'edited' && outcome.plan.steps.map(({ byDay }) => byDay)).toEqual([20, 20]);
  });

  it('lets no step fall after the milestone, wherever the old plan had it', () => {
    const late = { ...plan, steps: plan.steps.map((step) => ({ ...step, byDay: 30 })) };
    const outcome = editPlan(late, 'by day: 10');
    expect(outcome.kind === 'edited' && outcome.plan.steps.map(({ byDay }) => byDay)).toEqual([10, 10]);
  });

  it('replaces all steps by step lines', () => {
    expect(edited('step: Board set up | Board Created, Board Copied | 1 | 3').steps).toEqual([
      {
        name: 'Board set up',
        byDay: 3,
        signal: {
          event: ['Board Created', 'Board Copied'],
          count: 1,
          distinctUsers: 1,
          withinDays: null,
          where: {},
          actor: 'any',
        },
      },
    ]);
  });

  it('takes several steps in their order, up to the day of the milestone', () => {
    const { steps } = edited('step: One | A | 1 | 3\nstep: Two | B | 2 | 20');
    expect(steps.map(({ name, byDay, signal: { event, count } }) => [name, byDay, event, count])).toEqual([
      ['One', 3, ['A'], 1],
      ['Two', 20, ['B'], 2],
    ]);
  });

  it.each([
    ['where: plan = pro', { test: false, plan: 'pro' }],
    ['where: test = true', { test: true }],
    ['where: seats >= 10', { test: false, seats: { gte: 10 } }],
    ['where: code = "200"', { test: false, code: '200' }],
    ['where: code = 200', { test: false, code: 200 }],
    ['where: plan != free', { test: false, plan: { ne: 'free' } }],
    ['where: seats>10', { test: false, seats: { gt: 10 } }],
    ['where: seats < 10', { test: false, seats: { lt: 10 } }],
    ['where: seats <= 1.5', { test: false, seats: { lte: 1.5 } }],
    ['where: seats = -3', { test: false, seats: -3 }],
    ['where: live = false', { test: false, live: false }],
    ['where: live != true', { test: false, live: { ne: true } }],
    ['where: plan = very pro', { test: false, plan: 'very pro' }],
    ['where: kind of plan = pro', { test: false, 'kind of plan': 'pro' }],
    ['where: size = Infinity', { test: false, size: 'Infinity' }],
    ['where: live = “true”', { test: false, live: 'true' }],
    ["where: code = '200'", { test: false, code: '200' }],
    ['where: code = ""', { test: false, code: '' }],
    ['where: code = 5"', { test: false, code: '5"' }],
    ['where: size = 5"x"', { test: false, size: '5"x"' }],
    ['where: size = "5"x', { test: false, size: '"5"x' }],
    ['where: code = "5', { test: false, code: '"5' }],
  ])('reads %s', (line, where) => {
    expect(edited(line).signal.where).toEqual(where);
  });

  const [whole, condition, aStep] = [
    'write a whole number, 1 or more',
    'write it as where: plan = pro',
    'write it as step: Backlog filled | Task Created | 10 | 5',
  ];
  it.each([
    ['', 'there is no line to apply'],
    ['```\n \n```', 'there is no line to apply'],
    ['make it better', '“make it better” is no line I know'],
    ['budget: 3', '“budget: 3” is no line I know'],
    ['constructor: 3', '“constructor: 3” is no line I know'],
    ['__proto__: 3', '“__proto__: 3” is no line I know'],
    ['count: many', `“count: many”: ${whole}`],
    ['count: 0', `“count: 0”: ${whole}`],
    ['count: 1.5', `“count: 1.5”: ${whole}`],
    ['count: -1', `“count: -1”: ${whole}`],
    ['count: 3 tasks', `“count: 3 tasks”: ${whole}`],
    ['count: 1000001', `“count: 1000001”: ${whole}`],
    ['users: all', `“users: all”: ${whole}`],
    ['within: a week', `“within: a week”: ${whole}`],
    ['within: days 3', `“within: days 3”: ${whole}`],
    ['by day: soon', '“by day: soon”: write a whole number of days, 1 or more'],
    ['actor: everybody', '“actor: everybody”: write one of any, external, not_admin, not_creator'],
    ['where: plan', `“where: plan”: ${condition}`],
    ['where: plan =', `“where: plan =”: ${condition}`],
    ['where: = pro', `“where: = pro”: ${condition}`],
    ['where: = plan = pro', `“where: = plan = pro”: ${condition}`],
    ['where: seats > many', `“where: seats > many”: ${condition}`],
    ['where: __proto__ = 1', `“where: __proto__ = 1”: ${condition}`],
    ['step: Board set up', `“step: Board set up”: ${aStep}`],
    ['step: | Task Created | 1 | 3', `“step: | Task Created | 1 | 3”: ${aStep}`],
    ['step: Board | | 1 | 3', `“step: Board | | 1 | 3”: ${aStep}`],
    ['step: Board | Task Created | some | 3', `“step: Board | Task Created | some | 3”: ${aStep}`],
    ['step: Board | Task Created | 1 | 0', `“step: Board | Task Created | 1 | 0”: ${aStep}`],
    ['by day: 10\nstep: Late | Task Created | 1 | 30', 'step “Late” is due on day 30, after the milestone on day 10'],
    ['event:', '“event:” says nothing'],
    ['By  Day:', '“by day:” says nothing'],
  ])('refuses %j and changes nothing', (body, complaint) => {
    expect(refused(body)).toEqual([complaint]);
  });

  it('names everything that it did not understand at once', () => {
    expect(refused('count: many\nstatement: Fine\nby day: soon')).toEqual([
      `“count: many”: ${whole}`,
      '“by day: soon”: write a whole number of days, 1 or more',
    ]);
  });
});
