import type { Account } from '../../src/domain/account.ts';
import { assess, type Snapshot } from '../../src/domain/assess.ts';
import type { State, Strength } from '../../src/domain/assessment.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import {
  aFeed,
  aJudgePolicy,
  anAccount,
  anEvent,
  aPlan,
  aSignal,
  aSnapshot,
  aStep,
  eventsOn,
  onDay,
  START,
} from './builders.ts';

/**
 * The table of METHOD section 6, row by row, each border from both sides. With the plan of the builders the first step is late
 * on active day 10 and runs out of patience after 10 days without progress; a task completed is core use, one created is not.
 */
const HOUR = 3_600_000;
const VALUE = anEvent({ name: 'Sprint Completed', on: 10 });
const core = (...days: number[]): readonly UsageEvent[] => eventsOn(days);
const logins = (...days: number[]): readonly UsageEvent[] => eventsOn(days, { name: 'Logged In' });
const created = (...days: number[]): readonly UsageEvent[] => eventsOn(days, { name: 'Task Created' });
const account = (part: Partial<Account>): Pick<Snapshot, 'account'> => ({ account: anAccount(part) });
const trial = (length: number) => account({ trialEndsOn: START + length });

/** One step that waits 12 days: out of patience on day 12, late on day 17. */
const PATIENT = aPlan({ steps: [aStep({ byDay: 12 })], byDay: 40 });

type Case = readonly [title: string, snapshot: Partial<Snapshot>, now: number, verdict: Verdict];
type Verdict = readonly [State] | readonly [State, Strength] | readonly [State, Strength, 'urgent'];

function verdictOf(snapshot: Partial<Snapshot>, now: number): Verdict {
  const { state, strength, urgent } = assess(aSnapshot(snapshot), now);
  if (strength === null) return [state];
  return urgent ? [state, strength, 'urgent'] : [state, strength];
}

function describeRow(row: string, cases: readonly Case[]): void {
  describe(`an account is ${row}`, () => {
    it.each(cases)('%s', (_, snapshot, now, verdict) => {
      expect(verdictOf(snapshot, now)).toEqual(verdict);
    });
  });
}

describeRow('excluded', [
  [
    'when it is flagged, whatever else is true',
    { ...account({ status: 'excluded' }), events: [VALUE] },
    onDay(50),
    ['excluded'],
  ],
  ['before it starts, too', account({ status: 'excluded', startedOn: START + 9 }), onDay(0), ['excluded']],
]);

describeRow('reached', [
  ['from the instant of first value', { events: [VALUE] }, VALUE.at, ['reached']],
  ['not a millisecond before', { events: [VALUE] }, VALUE.at - 1, ['on_track']],
  ['after it left, too', { events: [VALUE], ...account({ status: 'left', leftAt: onDay(5) }) }, onDay(50), ['reached']],
  ['when a person recorded it', { valueByHand: onDay(9) }, onDay(9), ['reached']],
  ['not before the instant that the person named', { valueByHand: onDay(9) }, onDay(9) - 1, ['on_track']],
  [
    'when a person recorded it, without plan and id',
    { valueByHand: onDay(9), plan: null, ...account({ accountId: null }) },
    onDay(9),
    ['reached'],
  ],
  [
    'by value in pre-onboarding',
    { events: [anEvent({ name: 'Sprint Completed', on: -14, hour: 0 })] },
    onDay(1),
    ['reached'],
  ],
  [
    'not by value before pre-onboarding',
    { events: [anEvent({ name: 'Sprint Completed', on: -15, hour: 23.9 })] },
    onDay(1),
    ['on_track'],
  ],
  ['not by value of an earlier life', { events: [VALUE], earlierLifeEndedAt: VALUE.at + 1 }, onDay(12), ['on_track']],
]);

describeRow('left', [
  ['from the moment it left', account({ status: 'left', leftAt: onDay(5) }), onDay(5), ['left']],
  ['not before it', account({ status: 'left', leftAt: onDay(5) }), onDay(5) - 1, ['on_track']],
  ['when nobody knows since when', account({ status: 'left' }), onDay(5), ['left']],
  [
    'rather than paused',
    account({ status: 'left', leftAt: onDay(5), pauses: [{ from: START, until: null }] }),
    onDay(6),
    ['left'],
  ],
]);

const paused = account({ pauses: [{ from: START + 5, until: START + 8 }] });
describeRow('paused', [
  ['from the first date of the pause', paused, onDay(5, 0), ['paused']],
  ['not before it', paused, onDay(5, 0) - 1, ['on_track']],
  ['to the end of its last date', paused, onDay(8, 0) - 1, ['paused']],
  ['not on the date after', paused, onDay(8, 0), ['on_track']],
  ['while the pause is open', account({ pauses: [{ from: START + 5, until: null }] }), onDay(90), ['paused']],
  [
    'at the instant where the feeds end, though it has been resumed since',
    { ...paused, feeds: [aFeed({ completeTo: onDay(6) })] },
    onDay(9),
    ['paused'],
  ],
  ['rather than blind', { ...paused, feeds: [] }, onDay(5), ['paused']],
  [
    'from the pause on even where the feeds end before it',
    { ...account({ pauses: [{ from: START + 40, until: null }] }), feeds: [aFeed({ completeTo: onDay(35) })] },
    onDay(41),
    ['paused'],
  ],
]);

const silentFeed = { feeds: [aFeed({ lastReceivedAt: onDay(31) })] };
describeRow('blind', [
  ['when its source has been silent for longer than it may', silentFeed, onDay(31) + 72 * HOUR + 1, ['blind']],
  [
    'not while it is within its hours: then the silence is its own',
    silentFeed,
    onDay(31) + 72 * HOUR,
    ['early_alert', 'hard'],
  ],
  ['without an account id', account({ accountId: null }), onDay(40), ['blind']],
  ['while nothing was ever sent by any source', { feeds: [] }, onDay(40), ['blind']],
  ['when another id looks like it', { likelyOtherIds: ['acme-2'] }, onDay(40), ['blind']],
  [
    'not when it was heard of, however long ago',
    { likelyOtherIds: ['acme-2'], events: logins(-60) },
    onDay(40),
    ['early_alert', 'hard'],
  ],
  ['when more than a tenth of the ids are unknown', { unknownIdShare: 0.11 }, onDay(40), ['blind']],
  ['not when a tenth of them are', { unknownIdShare: 0.1 }, onDay(40), ['early_alert', 'hard']],
  ['without a plan, too', { plan: null, feeds: [] }, onDay(1), ['blind']],
]);

const tenTasks = created(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
describeRow('an early alert', [
  ['on the day of patience without core use', {}, onDay(30), ['early_alert', 'hard']],
  ['not the day before', {}, onDay(29), ['on_track']],
  ['though people log in', { events: logins(28, 29, 30) }, onDay(30), ['early_alert', 'hard']],
  [
    'not when it had core use on its first day',
    { events: [...core(0), ...logins(30)] },
    onDay(30),
    ['stalled', 'hard'],
  ],
  ['when its only core use was before the start', { events: core(-1) }, onDay(30), ['early_alert', 'hard']],
  [
    'not when a step was reached without core use',
    { events: [...tenTasks, ...logins(30)] },
    onDay(30),
    ['stalled', 'hard'],
  ],
  ['after a third of its trial', trial(15), onDay(5), ['early_alert', 'hard']],
  ['not the day before that', trial(15), onDay(4), ['trial_risk', 'soft']],
  ['not before day 2 in the shortest of trials', trial(3), onDay(1), ['trial_risk', 'soft']],
  ['from day 2 in the shortest of trials, and urgent', trial(3), onDay(2), ['early_alert', 'hard', 'urgent']],
  ['urgent in the last third of the trial', trial(15), onDay(10), ['early_alert', 'hard', 'urgent']],
  ['not urgent the day before', trial(15), onDay(9), ['early_alert', 'hard']],
  ['not urgent when the trial is over', trial(15), onDay(16), ['early_alert', 'hard']],
  [
    'paused days later, if it was paused',
    account({ pauses: [{ from: START + 3, until: START + 8 }] }),
    onDay(35),
    ['early_alert', 'hard'],
  ],
  ['not before', account({ pauses: [{ from: START + 3, until: START + 8 }] }), onDay(34), ['on_track']],
  ['as early as its tier says', { policy: aJudgePolicy({ earlyDays: 7 }) }, onDay(7), ['early_alert', 'hard']],
  ['without a plan by the core events of the catalogue', { plan: null }, onDay(30), ['early_alert', 'hard']],
]);

describeRow('defining', [
  ['while no plan is in force', { plan: null }, onDay(29), ['defining']],
  ['for as long as that takes, if it is used', { plan: null, events: core(0) }, onDay(90), ['defining']],
  ['not with a plan', {}, onDay(1), ['on_track']],
]);

describeRow('gone dark', [
  ['when it was there, is silent, and late', { events: logins(0) }, onDay(10), ['gone_dark', 'hard']],
  ['not before it is late', { events: logins(0) }, onDay(9), ['on_track']],
  ['not while the last sign of it is in the window', { events: logins(2) }, onDay(10), ['on_track']],
  ['when the last sign of it is a day older', { events: logins(1) }, onDay(10), ['gone_dark', 'hard']],
  ['not when it never was there', {}, onDay(10), ['on_track']],
  ['rather than a trial at risk', { events: core(0), ...trial(90) }, onDay(70), ['gone_dark', 'hard', 'urgent']],
  ['by a sign before the start, too', { events: logins(-14) }, onDay(10), ['gone_dark', 'hard']],
  ['not by a sign before pre-onboarding', { events: logins(-15) }, onDay(10), ['on_track']],
]);

/** Nothing reached: 21 days to go. Core use keeps the account from being silent or early. */
const busy = { events: core(0, 5, 9, 15, 19, 25, 30) };
const halfWay = [...tenTasks, ...core(9, 14)];
describeRow('a trial at risk', [
  ['when more is to be done than days are left', { ...busy, ...trial(30) }, onDay(10), ['trial_risk', 'soft']],
  ['not when exactly as many are left', { ...busy, ...trial(30) }, onDay(9), ['on_track']],
  ['hard and urgent in the last third', { ...busy, ...trial(30) }, onDay(20), ['trial_risk', 'hard', 'urgent']],
  ['soft the day before that', { ...busy, ...trial(30) }, onDay(19), ['trial_risk', 'soft']],
  ['on its last day', { ...busy, ...trial(30) }, onDay(30), ['trial_risk', 'hard', 'urgent']],
  ['not when the trial is over', { ...busy, ...trial(30) }, onDay(31), ['soft_signal', 'soft']],
  [
    'not without a plan: nobody knows what is to be done',
    { ...busy, ...trial(30), plan: null },
    onDay(20),
    ['defining'],
  ],
  [
    'less once a step and a half are done: 12½ days to go',
    { events: halfWay, ...trial(30) },
    onDay(17),
    ['soft_signal', 'soft'],
  ],
  [
    'again when the days left do not suffice for the rest',
    { events: halfWay, ...trial(30) },
    onDay(18),
    ['trial_risk', 'soft'],
  ],
]);

describeRow('stalled', [
  [
    'when it is late, with visits but no core use any more',
    { events: [...core(0), ...created(8)] },
    onDay(10),
    ['stalled', 'hard'],
  ],
  ['not before it is late or out of patience', { events: [...core(0), ...created(8)] }, onDay(9), ['on_track']],
  [
    'not while the last core use is in the window',
    { events: [...core(2), ...created(8)] },
    onDay(10),
    ['soft_signal', 'soft'],
  ],
  ['when the last core use is a day older', { events: [...core(1), ...created(8)] }, onDay(10), ['stalled', 'hard']],
  [
    'when patience is out, though it is not late',
    { plan: PATIENT, events: [...core(0), ...logins(12)] },
    onDay(12),
    ['stalled', 'hard'],
  ],
  ['not before patience is out', { plan: PATIENT, events: [...core(0), ...logins(11)] }, onDay(11), ['on_track']],
  ['after a step without any core use', { events: [...tenTasks, ...logins(17)] }, onDay(17), ['stalled', 'hard']],
  ['not by visits alone: that is for the early alert', { events: logins(5, 10) }, onDay(10), ['on_track']],
  [
    'urgent in the last third of a trial that would suffice',
    {
      plan: aPlan({ steps: [], byDay: 5, signal: aSignal({ count: 2 }) }),
      events: [...core(0), ...logins(20)],
      ...trial(30),
    },
    onDay(20),
    ['stalled', 'hard', 'urgent'],
  ],
]);

describeRow('a soft signal', [
  ['when it is used but late', { events: [...core(9), ...created(8)] }, onDay(10), ['soft_signal', 'soft']],
  ['not before it is late', { events: [...core(9), ...created(8)] }, onDay(9), ['on_track']],
  ['when it is used and patience is out', { plan: PATIENT, events: core(11) }, onDay(12), ['soft_signal', 'soft']],
  ['not before patience is out', { plan: PATIENT, events: core(11) }, onDay(11), ['on_track']],
  [
    'when it is silent and patience is out, but not late',
    { plan: PATIENT, events: core(0) },
    onDay(12),
    ['soft_signal', 'soft'],
  ],
  ['not when it is silent within its patience', { plan: PATIENT, events: core(0) }, onDay(11), ['on_track']],
  ['to the last day before it is late', { plan: PATIENT, events: core(0) }, onDay(16), ['soft_signal', 'soft']],
  ['not once it is late: then it has gone dark', { plan: PATIENT, events: core(0) }, onDay(17), ['gone_dark', 'hard']],
  ['even where nothing was ever heard', { plan: PATIENT }, onDay(12), ['soft_signal', 'soft']],
  [
    'never urgent',
    { events: core(9, 15, 20), plan: aPlan({ steps: [], byDay: 5 }), ...trial(30) },
    onDay(20),
    ['soft_signal', 'soft'],
  ],
]);

const later = { startedOn: START + 1 };
describeRow('not judged before it starts', [
  ['with a plan it is on track', account(later), onDay(0), ['on_track']],
  ['without one its plan is being defined', { ...account(later), plan: null }, onDay(0), ['defining']],
  ['it is not called blind', { ...account({ ...later, accountId: null }), feeds: [] }, onDay(0), ['on_track']],
  ['it is on its first date', { feeds: [], ...account(later) }, onDay(1, 0), ['blind']],
  [
    'its date counts in its own zone',
    { feeds: [], ...account({ ...later, zone: 'Pacific/Pago_Pago' }) },
    onDay(1, 10.9),
    ['on_track'],
  ],
  ['a late feed does not put its start into the future', silentFeed, onDay(40), ['blind']],
]);
