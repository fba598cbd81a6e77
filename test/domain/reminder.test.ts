import { draftReminder, type OpenCall, reminderFor } from '../../src/domain/reminder.ts';
import { at, day } from './builders.ts';

/** A Thursday; the fifth working day after it is the Thursday of the next week. */
const CALLED = at('2026-11-05T10:00:00Z');
const on = (iso: string): number => at(`${iso}T10:00:00Z`);
const call = (given: Partial<OpenCall> = {}): OpenCall => ({
  strength: 'hard',
  delivery: 'task',
  calledAt: CALLED,
  touchedAt: null,
  ...given,
});

describe('an open alert that nobody touches', () => {
  it.each([
    ['is let be on the fourth working day', call(), '2026-11-11', null],
    ['calls its CSM again on the fifth', call(), '2026-11-12', 'csm'],
    ['calls its CSM only, up to the ninth', call(), '2026-11-18', 'csm'],
    ['calls the lead on the tenth', call(), '2026-11-19', 'lead'],
    ['calls nobody once a person has touched it', call({ touchedAt: CALLED + 1 }), '2026-11-30', null],
    ['calls nobody while it is not with anybody', call({ delivery: 'held', calledAt: null }), '2026-11-30', null],
    [
      'repeats a soft comment on the tenth',
      call({ strength: 'soft', delivery: 'comment' }),
      '2026-11-19',
      'soft_again',
    ],
    ['repeats no soft comment before', call({ strength: 'soft', delivery: 'comment' }), '2026-11-18', null],
    [
      'repeats it whether or not somebody answered',
      call({ strength: 'soft', delivery: 'comment', touchedAt: CALLED + 1 }),
      '2026-11-19',
      'soft_again',
    ],
    ['does not repeat what was softened and has its task', call({ strength: 'soft' }), '2026-11-30', null],
  ] as const)('%s', (_title, given, today, expected) => {
    expect(reminderFor(given, 'Etc/UTC', on(today))).toBe(expected);
  });

  it('counts no public holiday of its CSM', () => {
    const isHoliday = (each: number): boolean => each === day('2026-11-10');
    expect(reminderFor(call(), 'Etc/UTC', on('2026-11-12'), isHoliday)).toBe(null);
    expect(reminderFor(call(), 'Etc/UTC', on('2026-11-13'), isHoliday)).toBe('csm');
  });
});

describe('a draft that waits', () => {
  it.each([
    ['is let be on the second working day', '2026-11-09', null],
    ['is recalled on the third', '2026-11-10', 'asked'],
    ['is recalled to whoever was asked up to the seventh', '2026-11-16', 'asked'],
    ['is brought to the lead on the eighth', '2026-11-17', 'lead'],
  ] as const)('%s', (_title, today, expected) => {
    expect(draftReminder(CALLED, 'Etc/UTC', on(today))).toBe(expected);
  });
});
