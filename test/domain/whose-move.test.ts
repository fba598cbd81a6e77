import fc from 'fast-check';
import type { EvidenceItem } from '../../src/domain/assessment.ts';
import {
  type JudgedForMove,
  type OnboardingTask,
  type OnboardingWork,
  type Side,
  whoseMove,
} from '../../src/domain/whose-move.ts';
import { onDay, START } from './builders.ts';

const TODAY = START + 40;
let made = 0;

/** Due so many days ago; negative: in so many days; null: never. */
function aTask(side: Side, overdueDays: number | null, part: Partial<OnboardingTask> = {}): OnboardingTask {
  made += 1;
  return {
    taskId: `o${made}`,
    name: `${side} task`,
    url: `https://app.clickup.com/t/o${made}`,
    dueOn: overdueDays === null ? null : TODAY - overdueDays,
    side,
    assignees: side === 'nobody' ? [] : ['Somebody'],
    ...part,
  };
}

const anEvent = (event: string, on: number): EvidenceItem => ({
  event,
  at: onDay(on),
  userId: 'ann',
  messageId: `${event}${on}`,
});

const judged = (part: Partial<JudgedForMove> = {}): JudgedForMove => ({
  state: 'stalled',
  today: TODAY,
  blind: null,
  steps: [],
  recent: [],
  lastCoreAt: null,
  ...part,
});
const read = (...tasks: readonly OnboardingTask[]): OnboardingWork => ({ kind: 'read', tasks });
const failing = (name = 'Import Failed') => [36, 37, 38].map((on) => anEvent(name, on));

describe('whose move it is', () => {
  it.each([
    ['our overdue task', judged(), read(aTask('ours', 4)), 'ours'],
    [
      'our overdue task beside a longer overdue one of theirs',
      judged(),
      read(aTask('customer', 9), aTask('ours', 1)),
      'ours',
    ],
    ['an overdue task that nobody has', judged(), read(aTask('nobody', 1), aTask('customer', 9)), 'ours'],
    ['our overdue task while the product fails', judged({ recent: failing() }), read(aTask('ours', 1)), 'ours'],
    ['a guest’s overdue task', judged(), read(aTask('customer', 2)), 'customer'],
    [
      'a guest’s overdue task while ours is not due yet',
      judged(),
      read(aTask('ours', -3), aTask('customer', 2)),
      'customer',
    ],
    ['a guest’s open task', judged(), read(aTask('customer', -5)), 'customer'],
    ['a guest’s open task without a date', judged(), read(aTask('customer', null)), 'customer'],
    ['a guest’s task that is due today', judged(), read(aTask('customer', 0)), 'customer'],
    [
      'our task that is due today while theirs is overdue',
      judged(),
      read(aTask('ours', 0), aTask('customer', 2)),
      'customer',
    ],
    ['our open task that is due before theirs', judged(), read(aTask('customer', -5), aTask('ours', -2)), 'ours'],
    ['their open task that is due before ours', judged(), read(aTask('customer', -1), aTask('ours', -2)), 'customer'],
    ['open tasks of both on one day', judged(), read(aTask('customer', -2), aTask('ours', -2)), 'ours'],
    ['open tasks of both without dates', judged(), read(aTask('customer', null), aTask('ours', null)), 'ours'],
    ['an open task that nobody has', judged(), read(aTask('nobody', -2)), 'unknown'],
    ['no task', judged(), read(), 'unknown'],
    ['no workspace', judged(), { kind: 'no_workspace' }, 'unknown'],
    ['a workspace that was not read yet', judged(), { kind: 'not_read_yet' }, 'unknown'],
    ['a workspace out of sight', judged(), { kind: 'out_of_sight' }, 'unknown'],
    ['three failures', judged({ recent: failing() }), read(), 'product'],
    ['three failures and a guest’s overdue task', judged({ recent: failing() }), read(aTask('customer', 3)), 'product'],
    ['two failures', judged({ recent: failing().slice(1) }), read(), 'unknown'],
    ['failures that were got over', judged({ recent: failing(), lastCoreAt: onDay(39) }), read(), 'unknown'],
    [
      'an account we cannot see',
      judged({ state: 'blind', blind: { kind: 'no_account_id' } }),
      read(aTask('customer', 3)),
      'data',
    ],
  ] satisfies [string, JudgedForMove, OnboardingWork, string][])('is told by %s', (_, verdict, work, kind) => {
    expect(whoseMove(verdict, work)?.kind).toBe(kind);
  });

  it.each(['Import Failed', 'import_failed', 'Sync Error', 'Webhook Retried', 'requestTimeout', 'Page Crashed'])(
    'takes “%s” for a failure of the product',
    (name) => {
      expect(whoseMove(judged({ recent: failing(name) }), read())).toMatchObject({ kind: 'product' });
    },
  );

  it.each(['Task Completed', 'Terror Alert Set', 'Report Retrieved'])('takes “%s” for none', (name) => {
    expect(whoseMove(judged({ recent: failing(name) }), read())).toMatchObject({ kind: 'unknown' });
  });

  it('takes no event that the plan asks for as a failure: error tracking is bought for its errors', () => {
    const steps = [{ signal: { event: ['Error Captured'] } }] as unknown as JudgedForMove['steps'];
    expect(whoseMove(judged({ recent: failing('Error Captured'), steps }), read())?.kind).toBe('unknown');
  });

  it('shows our overdue tasks, the longest overdue first, with how long', () => {
    const [short, long] = [aTask('ours', 2), aTask('nobody', 12)];
    const move = whoseMove(judged(), read(short, aTask('ours', -1), long));
    expect(move).toEqual({
      kind: 'ours',
      tasks: [
        { ...long, overdueDays: 12 },
        { ...short, overdueDays: 2 },
      ],
    });
  });

  it('shows the overdue tasks of a guest, and not those that are not due yet', () => {
    const overdue = aTask('customer', 2);
    const move = whoseMove(judged(), read(aTask('customer', -2), overdue, aTask('ours', -3)));
    expect(move).toEqual({ kind: 'customer', tasks: [{ ...overdue, overdueDays: 2 }] });
  });

  it('shows the open tasks of whoever is to move, those without a date last and those of one date by their ids', () => {
    const [dated, twin, undated] = [aTask('customer', -2), aTask('customer', -2), aTask('customer', null)];
    const others = [aTask('ours', -5), aTask('nobody', -1)];
    expect(whoseMove(judged(), read(undated, twin, ...others, dated))).toEqual({
      kind: 'customer',
      tasks: [
        { ...dated, overdueDays: -2 },
        { ...twin, overdueDays: -2 },
        { ...undated, overdueDays: null },
      ],
    });
  });

  it.each<[string, readonly number[], Partial<JudgedForMove>, string]>([
    ['of the last week', [32, 33, 34], { recent: [anEvent('Logged In', 38)] }, 'product'],
    ['of which one is a week old', [31, 33, 34], { recent: [anEvent('Logged In', 38)] }, 'unknown'],
    ['that are long past', [10, 11, 12], { recent: [anEvent('Logged In', 38)] }, 'unknown'],
    ['that came after the last core use', [36, 37, 38], { lastCoreAt: onDay(35) }, 'product'],
    ['of which one came no later than the last core use', [36, 37, 38], { lastCoreAt: onDay(36) }, 'unknown'],
    ['that were never followed by core use', [36, 37, 38], { lastCoreAt: null }, 'product'],
  ])('counts three failures %s', (_title, days, { recent = [], ...part }, kind) => {
    const failures = days.map((on) => anEvent('Import Failed', on));
    expect(whoseMove(judged({ ...part, recent: [...failures, ...recent] }), read())?.kind).toBe(kind);
  });

  it('shows the failures, and nothing that happened between them', () => {
    const [first, second, third] = failing();
    const recent = [first, anEvent('Logged In', 36), second, third].flatMap((each) => each ?? []);
    expect(whoseMove(judged({ recent }), read())).toEqual({ kind: 'product', errors: failing() });
  });

  it('says why it is unknown', () => {
    expect(whoseMove(judged(), { kind: 'no_workspace' })).toEqual({ kind: 'unknown', because: 'no_workspace' });
    expect(whoseMove(judged(), read())).toEqual({ kind: 'unknown', because: 'no_open_task' });
  });

  it.each(['reached', 'left', 'excluded', 'paused', 'on_track', 'defining'] as const)(
    'is nobody’s while the account is %s',
    (state) => {
      expect(whoseMove(judged({ state }), read(aTask('customer', 3)))).toBeNull();
    },
  );

  it('is never the customer’s while a task of ours is overdue', () => {
    const side = fc.constantFrom<Side>('ours', 'customer', 'nobody');
    const task = fc
      .tuple(side, fc.option(fc.integer({ min: -20, max: 60 })))
      .map(([whose, overdue]) => aTask(whose, overdue));
    const events = fc.constantFrom([], failing());
    fc.assert(
      fc.property(fc.array(task), fc.integer({ min: 1, max: 60 }), events, (others, overdue, recent) => {
        const move = whoseMove(judged({ recent }), read(...others, aTask('ours', overdue)));
        expect(move?.kind).toBe('ours');
      }),
    );
  });
});
