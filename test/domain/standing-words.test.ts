import type { BlindReason } from '../../src/domain/assessment.ts';
import { assess, type Snapshot } from '../../src/domain/assess.ts';
import { stateInWords } from '../../src/domain/standing-words.ts';
import { aFeed, anAccount, anEvent, aPlan, aSnapshot, aStep, eventsOn, onDay, START } from './builders.ts';

const wordsOn = (n: number, snapshot: Partial<Snapshot> = {}): string =>
  stateInWords(assess(aSnapshot(snapshot), onDay(n)));

const patient = aPlan({ steps: [aStep({ byDay: 12 })] });
const visits = (on: number) => eventsOn([on], { name: 'Logged In' });

describe('the state of an account in words', () => {
  it.each<[string, number, Partial<Snapshot>]>([
    ['on track', 3, {}],
    ['on track, starts in 1 day', -1, {}],
    ['waiting for a plan to be approved', 3, { plan: null }],
    ['waiting for a plan to be approved, starts in 4 days', -4, { plan: null }],
    ['first value reached on day 14', 20, { events: [anEvent({ name: 'Sprint Completed', on: 14 })] }],
    ['left before first value', 3, { account: anAccount({ status: 'left' }) }],
    ['left out of all figures', 3, { account: anAccount({ status: 'excluded' }) }],
    ['paused on “Backlog filled”', 3, { account: anAccount({ pauses: [{ from: START, until: null }] }) }],
    ['paused', 3, { plan: null, account: anAccount({ pauses: [{ from: START, until: null }] }) }],
    ['nothing heard by day 35', 35, {}],
    ['no core use by day 35', 35, { events: visits(3) }],
    [
      'gone dark on “Backlog filled”, no progress for 11 days',
      11,
      { events: eventsOn([0]), plan: aPlan({ steps: [aStep()] }) },
    ],
    ['stalled on “Backlog filled” for 12 days', 12, { plan: patient, events: [...eventsOn([0]), ...visits(12)] }],
    ['stalled on “Backlog filled”', 12, { events: [...eventsOn([0]), ...eventsOn([12], { name: 'Task Created' })] }],
    ['in use but slow on “Backlog filled”, no progress for 12 days', 12, { plan: patient, events: eventsOn([9]) }],
    ['in use but late on “Backlog filled”, no progress for 1 day', 10, { events: eventsOn([9]) }],
    ['quiet on “Backlog filled”, no progress for 12 days', 12, { plan: patient, events: eventsOn([0]) }],
    [
      'too far from first value for the 16 days left of the trial',
      4,
      { account: anAccount({ trialEndsOn: START + 20 }) },
    ],
    ['not visible: its account id is not filled in', 3, { account: anAccount({ accountId: null }) }],
    ['not visible: no source has sent any event yet', 3, { feeds: [] }],
    ['not visible: “web” has gone silent', 9, { feeds: [aFeed({ name: 'web', lastReceivedAt: onDay(2) })] }],
    ['not visible: nothing came for its id, but “Acme-1” looks like it', 3, { likelyOtherIds: ['Acme-1'] }],
    [
      'not visible: nothing came for its id, but “Acme-1” (and 2 more) looks like it',
      3,
      { likelyOtherIds: ['Acme-1', 'a', 'b'] },
    ],
    [
      'not visible: nothing came for its id, and many ids that were sent belong to no account',
      3,
      { unknownIdShare: 0.5 },
    ],
  ])('is “%s”', (words, n, snapshot) => {
    expect(wordsOn(n, snapshot)).toBe(words);
  });

  it('tells that an alert is held because the whole fleet went quiet', () => {
    const assessment = assess(aSnapshot(), onDay(35));
    expect(stateInWords({ ...assessment, state: 'fleet_hold' })).toBe('held: most accounts went quiet together');
  });

  it('has words for every reason of blindness', () => {
    const reasons: BlindReason[] = [
      { kind: 'no_account_id' },
      { kind: 'nothing_ever_sent' },
      { kind: 'stale_source', source: 'web', lastReceivedAt: 0 },
      { kind: 'workspace_unread', because: 'out_of_sight' },
      { kind: 'likely_other_id', candidates: [] },
    ];
    const blind = { ...assess(aSnapshot(), onDay(1)), state: 'blind' as const };
    expect(new Set(reasons.map((reason) => stateInWords({ ...blind, blind: reason }))).size).toBe(reasons.length);
  });
});
