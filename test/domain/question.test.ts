import { type AgreedPause, isTrialQuestionDue, pauseQuestion } from '../../src/domain/question.ts';
import { day } from './builders.ts';

describe('the end of a trial', () => {
  /** A Friday. */
  const trial = { startedOn: day('2026-11-06'), trialEndsOn: day('2026-11-20') };
  it.each([
    ['is not asked about on its last day', trial, 'stalled', '2026-11-20', false],
    ['is not asked about on a weekend', trial, 'stalled', '2026-11-22', false],
    ['is asked about on the next working day', trial, 'stalled', '2026-11-23', true],
    ['is asked about later if nobody could ask then', trial, 'on_track', '2026-12-04', true],
    ['is history after two weeks', trial, 'on_track', '2026-12-05', false],
    ['needs no question where value was reached', trial, 'reached', '2026-11-23', false],
    ['needs no question once the account has left', trial, 'left', '2026-11-23', false],
    ['waits for a pause to end', trial, 'paused', '2026-11-23', false],
    ['is none without a trial', { ...trial, trialEndsOn: null }, 'stalled', '2026-11-23', false],
    [
      'is none where the trial ends before it starts',
      { ...trial, startedOn: day('2026-11-20') },
      'stalled',
      '2026-11-23',
      false,
    ],
  ] as const)('%s', (_title, account, state, today, due) => {
    expect(isTrialQuestionDue(account, state, day(today))).toBe(due);
  });

  it('waits for the day after a public holiday', () => {
    const isHoliday = (each: number): boolean => each === day('2026-11-23');
    expect(isTrialQuestionDue(trial, 'stalled', day('2026-11-23'), isHoliday)).toBe(false);
    expect(isTrialQuestionDue(trial, 'stalled', day('2026-11-24'), isHoliday)).toBe(true);
  });
});

describe('a pause', () => {
  const pause = (given: Partial<AgreedPause> = {}): AgreedPause => ({
    from: day('2026-11-01'),
    until: day('2026-11-20'),
    source: 'comment',
    reason: 'an audit',
    byId: 7,
    endedEarly: false,
    ...given,
  });
  const expired = { kind: 'expired', until: day('2026-11-20') };
  it.each([
    ['is not asked about while it lasts', pause(), 'paused', '2026-11-19', null],
    ['asks on the day on which it is over', pause(), 'stalled', '2026-11-20', expired],
    ['asks two weeks later at most', pause(), 'stalled', '2026-12-04', expired],
    ['is history after that', pause(), 'stalled', '2026-12-05', null],
    ['is not asked about where a person ended it', pause({ endedEarly: true }), 'stalled', '2026-11-21', null],
    ['is not asked about where the status ended it', pause({ source: 'status' }), 'stalled', '2026-11-21', null],
    ['is not asked about while another one goes on', pause(), 'paused', '2026-11-21', null],
    ['is not asked about once the account has left', pause(), 'left', '2026-11-21', null],
    ['without an end rests for a month', pause({ until: null, source: 'status' }), 'paused', '2026-11-30', null],
    [
      'without an end asks after thirty days',
      pause({ until: null, source: 'status' }),
      'paused',
      '2026-12-01',
      { kind: 'open_end', since: day('2026-11-01'), round: 1 },
    ],
    [
      'without an end asks again after sixty',
      pause({ until: null, source: 'status' }),
      'paused',
      '2026-12-31',
      { kind: 'open_end', since: day('2026-11-01'), round: 2 },
    ],
  ] as const)('%s', (_title, given, state, today, expected) => {
    expect(pauseQuestion(given, state, day(today))).toEqual(expected);
  });
});
