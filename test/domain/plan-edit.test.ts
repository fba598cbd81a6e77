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

describe('edit by lines', () => {
  it('changes what a line names and leaves the rest', () => {
    expect(edited('Count: 3\nusers: 1')).toEqual({ ...plan, signal: { ...signal, count: 3, distinctUsers: 1 } });
  });

  it.each([
    ['as a list', '- count: 3\n* users: 1'],
    ['in a block of code, with Windows line ends', '```yaml\r\nCount: 3\r\nUSERS:1\r\n```'],
  ])('reads lines that are written %s', (_, body) => {
    expect(edited(body)).toEqual({ ...plan, signal: { ...signal, count: 3, distinctUsers: 1 } });
  });

  it.each([
    ['a line', `statement: ${'x'.repeat(501)}`, 'longer than 500'],
    ['a list', 'count: 1\n'.repeat(61), 'more than 60 lines'],
  ])('refuses %s too long to be read in a comment', (_, body, why) => {
    const outcome = editPlan(plan, body);
    expect(
      outcome.kind === 'refused' && outcome.complaints.join(' ').length < 1_000 && outcome.complaints.join(' '),
    ).toContain(why);
  });

  it('starts a new signal with an event line, wherever it stands', () => {
    expect(edited('count: 2\nevent: Sprint Completed').signal).toEqual({
      event: ['Sprint Completed'],
      count: 2,
      distinctUsers: 1,
      withinDays: null,
      where: {},
      actor: 'any',
    });
  });

  it('counts the new milestone event as use', () => {
    expect(edited('event: Sprint Completed').coreEvents).toEqual([
      'Sprint Completed',
      'Task Completed',
      'Comment Added',
    ]);
  });

  it('scales the steps to fit before a new target day', () => {
    expect(edited('by day: 10').steps.map(({ byDay }) => byDay)).toEqual([3, 5]);
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

  it.each([
    ['where: plan = pro', { test: false, plan: 'pro' }],
    ['where: test = true', { test: true }],
    ['where: seats >= 10', { test: false, seats: { gte: 10 } }],
    ['where: code = "200"', { test: false, code: '200' }],
    ['where: code = 200', { test: false, code: 200 }],
    ['where: plan != free', { test: false, plan: { ne: 'free' } }],
  ])('reads %s', (line, where) => {
    expect(edited(line).signal.where).toEqual(where);
  });

  it.each([
    ['', 'there is no line to apply'],
    ['make it better', '“make it better” is no line I know'],
    ['count: many', 'write a whole number'],
    ['count: 0', 'write a whole number'],
    ['actor: everybody', 'write one of any, external'],
    ['where: plan', 'write it as where: plan = pro'],
    ['where: __proto__ = 1', 'write it as where'],
    ['step: Board set up', 'write it as step: Backlog filled | Task Created | 10 | 5'],
    ['by day: 10\nstep: Late | Task Created | 1 | 30', 'step “Late” is due on day 30, after the milestone on day 10'],
    ['event:', '“event:” says nothing'],
  ])('refuses %j and changes nothing', (body, complaint) => {
    expect(editPlan(plan, body)).toEqual({ kind: 'refused', complaints: [expect.stringContaining(complaint)] });
  });
});
