import {
  type AlertFacts,
  type ClosedFacts,
  type DecisionContext,
  decideAlert,
  extendRuns,
  isWorse,
  NO_RUNS,
  stuckOn,
} from '../../src/domain/alert.ts';
import type { Assessment, StepStanding } from '../../src/domain/assessment.ts';

const TODAY = 20_000;
const NOW = TODAY * 86_400_000;

const verdict = (given: Partial<Assessment> = {}): Assessment =>
  ({
    state: 'stalled',
    strength: 'hard',
    urgent: false,
    today: TODAY,
    openStep: null,
    steps: [],
    lastCoreAt: null,
    lastProgressAt: null,
    ...given,
  }) as Assessment;
const aStep = (name: string) => ({ name }) as StepStanding;
const anOpen = (given: Partial<AlertFacts> = {}): AlertFacts => ({
  kind: 'stalled',
  strength: 'hard',
  urgent: false,
  step: null,
  openedAt: NOW - 86_400_000,
  ...given,
});
const closed = (given: Partial<ClosedFacts> = {}): ClosedFacts => ({
  kind: 'stalled',
  strength: 'hard',
  urgent: false,
  closedOn: TODAY - 1,
  ...given,
});
const context = (given: Partial<DecisionContext> = {}): DecisionContext => ({
  open: null,
  lastClosed: null,
  runs: { softFrom: TODAY - 1, hardFrom: TODAY - 1, clearFrom: null },
  snoozedUntil: null,
  policy: { confirmSweeps: 2, cooldownDays: 7, budgetPerCsmPerDay: 5, hours: null },
  ...given,
});

describe('an account without an alert', () => {
  it.each([
    ['stays silent while nothing is wrong', verdict({ strength: null }), {}, { kind: 'silent' }],
    [
      'waits until the verdict stands on a second date',
      verdict(),
      { runs: { softFrom: TODAY, hardFrom: TODAY, clearFrom: null } },
      { kind: 'wait', because: 'confirming' },
    ],
    ['fires on the second date', verdict(), {}, { kind: 'open', strength: 'hard' }],
    [
      'fires soft on the second date',
      verdict({ strength: 'soft' }),
      { runs: { softFrom: TODAY - 1, hardFrom: null, clearFrom: null } },
      { kind: 'open', strength: 'soft' },
    ],
    [
      'confirms a rise to hard before it fires',
      verdict(),
      { runs: { softFrom: TODAY - 3, hardFrom: TODAY, clearFrom: null } },
      { kind: 'wait', because: 'confirming' },
    ],
    [
      'confirms something soft before it fires',
      verdict({ strength: 'soft' }),
      { runs: { softFrom: TODAY, hardFrom: null, clearFrom: null } },
      { kind: 'wait', because: 'confirming' },
    ],
    ['waits where no run of verdicts is known', verdict(), { runs: NO_RUNS }, { kind: 'wait', because: 'confirming' }],
    [
      'raises nothing soft either while the whole fleet is quiet',
      verdict({ strength: 'soft' }),
      { runs: { softFrom: TODAY - 1, hardFrom: null, clearFrom: null }, isFleetQuiet: true },
      { kind: 'wait', because: 'fleet_hold' },
    ],
    ['rests while snoozed', verdict(), { snoozedUntil: TODAY + 1 }, { kind: 'wait', because: 'snoozed' }],
    ['speaks again on the day a snooze ends', verdict(), { snoozedUntil: TODAY }, { kind: 'open', strength: 'hard' }],
    [
      'cools down after an alert was closed',
      verdict(),
      { lastClosed: closed({ closedOn: TODAY - 6 }) },
      { kind: 'wait', because: 'cooling_down' },
    ],
    [
      'speaks again after the cool-down',
      verdict(),
      { lastClosed: closed({ closedOn: TODAY - 7 }) },
      { kind: 'open', strength: 'hard' },
    ],
    [
      'does not wait when things are worse than before',
      verdict(),
      { lastClosed: closed({ kind: 'soft_signal', strength: 'soft' }) },
      { kind: 'open', strength: 'hard' },
    ],
    [
      'cools down when things are as bad as before',
      verdict({ state: 'stalled' }),
      { lastClosed: closed({ kind: 'gone_dark' }) },
      { kind: 'wait', because: 'cooling_down' },
    ],
    [
      'does not wait when the state is a worse one',
      verdict({ state: 'gone_dark' }),
      { lastClosed: closed({ kind: 'stalled' }) },
      { kind: 'open', strength: 'hard' },
    ],
    [
      'raises nothing while the whole fleet is quiet',
      verdict(),
      { isFleetQuiet: true },
      { kind: 'wait', because: 'fleet_hold' },
    ],
    [
      'raises nothing hard for a while after first value was taken back',
      verdict(),
      { reopenedOn: TODAY - 6 },
      { kind: 'wait', because: 'cooling_down' },
    ],
    ['raises it when that while is over', verdict(), { reopenedOn: TODAY - 7 }, { kind: 'open', strength: 'hard' }],
    [
      'may be told of something soft meanwhile',
      verdict({ strength: 'soft' }),
      { runs: { softFrom: TODAY - 1, hardFrom: null, clearFrom: null }, reopenedOn: TODAY },
      { kind: 'open', strength: 'soft' },
    ],
  ] as const)('%s', (_title, given, rest, expected) => {
    expect(decideAlert(given, context(rest))).toEqual(expected);
  });
});

describe('an open alert', () => {
  const clear = { softFrom: null, hardFrom: null, clearFrom: TODAY - 1 };
  it.each([
    ['is kept while nothing changes', verdict(), { open: anOpen() }, { kind: 'keep' }],
    [
      'is updated when the reason changes',
      verdict({ state: 'gone_dark' }),
      { open: anOpen() },
      { kind: 'update', strength: 'hard', rises: false },
    ],
    [
      'is updated when it becomes urgent',
      verdict({ urgent: true }),
      { open: anOpen() },
      { kind: 'update', strength: 'hard', rises: false },
    ],
    [
      'is updated when it is stuck on another step',
      verdict({ steps: [aStep('Set up'), aStep('First report')], openStep: 1 }),
      { open: anOpen({ step: 'Set up' }) },
      { kind: 'update', strength: 'hard', rises: false },
    ],
    [
      'is kept while it is stuck on the same step',
      verdict({ steps: [aStep('Set up'), aStep('First report')], openStep: 1 }),
      { open: anOpen({ step: 'First report' }) },
      { kind: 'keep' },
    ],
    [
      'calls nobody anew for another soft reason',
      verdict({ state: 'trial_risk', strength: 'soft' }),
      { open: anOpen({ kind: 'soft_signal', strength: 'soft' }) },
      { kind: 'update', strength: 'soft', rises: false },
    ],
    [
      'stays soft while the verdict is',
      verdict({ state: 'soft_signal', strength: 'soft' }),
      { open: anOpen({ kind: 'soft_signal', strength: 'soft' }) },
      { kind: 'keep' },
    ],
    [
      'stays hard without a new confirmation',
      verdict(),
      { open: anOpen(), runs: { softFrom: TODAY - 5, hardFrom: TODAY, clearFrom: null } },
      { kind: 'keep' },
    ],
    ['stays hard while it is snoozed', verdict(), { open: anOpen(), snoozedUntil: TODAY + 1 }, { kind: 'keep' }],
    [
      'does not rise for a while after first value was taken back',
      verdict({ state: 'trial_risk' }),
      { open: anOpen({ kind: 'trial_risk', strength: 'soft' }), reopenedOn: TODAY - 6 },
      { kind: 'keep' },
    ],
    [
      'rises when that while is over, though its reason is the same',
      verdict({ state: 'trial_risk' }),
      { open: anOpen({ kind: 'trial_risk', strength: 'soft' }), reopenedOn: TODAY - 7 },
      { kind: 'update', strength: 'hard', rises: true },
    ],
    [
      'softens though its reason is the same',
      verdict({ state: 'trial_risk', strength: 'soft' }),
      { open: anOpen({ kind: 'trial_risk' }) },
      { kind: 'update', strength: 'soft', rises: false },
    ],
    [
      'rises from soft to hard once confirmed',
      verdict(),
      { open: anOpen({ kind: 'soft_signal', strength: 'soft' }) },
      { kind: 'update', strength: 'hard', rises: true },
    ],
    [
      'stays soft until the rise is confirmed',
      verdict({ state: 'soft_signal' }),
      {
        open: anOpen({ kind: 'soft_signal', strength: 'soft' }),
        runs: { softFrom: TODAY - 5, hardFrom: TODAY, clearFrom: null },
      },
      { kind: 'keep' },
    ],
    [
      'does not rise while the whole fleet is quiet',
      verdict({ state: 'soft_signal' }),
      { open: anOpen({ kind: 'soft_signal', strength: 'soft' }), isFleetQuiet: true },
      { kind: 'keep' },
    ],
    [
      'does not rise while it is snoozed',
      verdict({ state: 'soft_signal' }),
      { open: anOpen({ kind: 'soft_signal', strength: 'soft' }), snoozedUntil: TODAY + 1 },
      { kind: 'keep' },
    ],
    ['stays open while the whole fleet is quiet', verdict(), { open: anOpen(), isFleetQuiet: true }, { kind: 'keep' }],
    [
      'softens without a new alert',
      verdict({ state: 'soft_signal', strength: 'soft' }),
      { open: anOpen() },
      { kind: 'update', strength: 'soft', rises: false },
    ],
    [
      'closes at once when first value is reached',
      verdict({ state: 'reached', strength: null }),
      { open: anOpen(), runs: NO_RUNS },
      { kind: 'close', because: 'reached' },
    ],
    [
      'closes when the account left',
      verdict({ state: 'left', strength: null }),
      { open: anOpen(), runs: NO_RUNS },
      { kind: 'close', because: 'left' },
    ],
    [
      'closes when the account no longer counts',
      verdict({ state: 'excluded', strength: null }),
      { open: anOpen(), runs: NO_RUNS },
      { kind: 'close', because: 'excluded' },
    ],
    [
      'closes after a step was reached, once the calm is confirmed',
      verdict({ state: 'on_track', strength: null, lastProgressAt: NOW }),
      { open: anOpen(), runs: clear },
      { kind: 'close', because: 'progress' },
    ],
    [
      'does not close for what had happened when it opened',
      verdict({ state: 'on_track', strength: null, lastCoreAt: NOW }),
      { open: anOpen({ openedAt: NOW }), runs: clear },
      { kind: 'keep' },
    ],
    [
      'does not close where no run of calm is known',
      verdict({ state: 'on_track', strength: null, lastCoreAt: NOW }),
      { open: anOpen(), runs: NO_RUNS },
      { kind: 'keep' },
    ],
    [
      'closes after core use, once the calm is confirmed',
      verdict({ state: 'on_track', strength: null, lastCoreAt: NOW }),
      { open: anOpen(), runs: clear },
      { kind: 'close', because: 'progress' },
    ],
    [
      'waits for the calm to be confirmed',
      verdict({ state: 'on_track', strength: null, lastCoreAt: NOW }),
      { open: anOpen(), runs: { ...clear, clearFrom: TODAY } },
      { kind: 'keep' },
    ],
    [
      'never closes for a login, a pause or a changed threshold',
      verdict({ state: 'paused', strength: null, lastCoreAt: NOW - 2 * 86_400_000 }),
      { open: anOpen(), runs: clear },
      { kind: 'keep' },
    ],
  ] as const)('%s', (_title, given, rest, expected) => {
    expect(decideAlert(given, context(rest))).toEqual(expected);
  });
});

describe('what an account is stuck on', () => {
  const steps = [aStep('Set up'), aStep('First report')];
  it.each([
    ['is the first step that is open', { steps, openStep: 0 }, 'Set up'],
    ['is the milestone where only that is open', { steps, openStep: 1 }, 'First report'],
    ['is nothing once all is reached', { steps, openStep: null }, null],
    ['is nothing without a plan', { steps: [], openStep: 0 }, null],
  ])('%s', (_title, given, name) => {
    expect(stuckOn(verdict(given))).toBe(name);
  });
});

describe('worse', () => {
  const order = [
    { kind: 'soft_signal', strength: 'soft', urgent: false },
    { kind: 'trial_risk', strength: 'soft', urgent: false },
    { kind: 'stalled', strength: 'hard', urgent: false },
    { kind: 'trial_risk', strength: 'hard', urgent: false },
    { kind: 'gone_dark', strength: 'hard', urgent: false },
    { kind: 'stalled', strength: 'hard', urgent: true },
    { kind: 'gone_dark', strength: 'hard', urgent: true },
  ] as const;

  it('is each of these than the one before, and none than itself', () => {
    const pairs = order.flatMap((now, i) => order.map((before, j) => [isWorse(now, before), i > j]));
    expect(pairs.filter(([worse, later]) => worse !== later)).toEqual([]);
  });
});

describe('runs of verdicts', () => {
  it('begin on the first date and go on unbroken', () => {
    const first = extendRuns(NO_RUNS, 'soft', 10);
    expect(first).toEqual({ softFrom: 10, hardFrom: null, clearFrom: null });
    expect(extendRuns(first, 'hard', 12)).toEqual({ softFrom: 10, hardFrom: 12, clearFrom: null });
    expect(extendRuns(first, null, 12)).toEqual({ softFrom: null, hardFrom: null, clearFrom: 12 });
  });

  it('change nothing when the same verdict is asked for again', () => {
    const runs = extendRuns(NO_RUNS, 'hard', 10);
    expect(extendRuns(runs, 'hard', 10)).toEqual(runs);
  });

  it('begin today when a clock that was ahead has noted a later date', () => {
    const ahead = { softFrom: 400, hardFrom: 400, clearFrom: 400 };
    expect(extendRuns(ahead, 'hard', 10)).toEqual({ softFrom: 10, hardFrom: 10, clearFrom: null });
    expect(extendRuns(ahead, null, 10)).toEqual({ softFrom: null, hardFrom: null, clearFrom: 10 });
  });
});
