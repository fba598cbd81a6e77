import { earlyDaysFor, trialOf } from '../../src/domain/trial.ts';
import { anAccount, START } from './builders.ts';

const trialOn = (today: number, length: number | null) =>
  trialOf(anAccount({ trialEndsOn: length === null ? null : START + length }), START + today);

describe('a trial', () => {
  it.each([
    ['has all its days left on its first', 0, 15, { lengthDays: 15, daysLeft: 15, inLastThird: false }],
    [
      'is not in its last third while more than a third is left',
      9,
      15,
      { lengthDays: 15, daysLeft: 6, inLastThird: false },
    ],
    ['is in its last third when exactly a third is left', 10, 15, { lengthDays: 15, daysLeft: 5, inLastThird: true }],
    ['takes a third that is no whole day as it is', 9, 14, { lengthDays: 14, daysLeft: 5, inLastThird: false }],
    ['runs on its last date', 15, 15, { lengthDays: 15, daysLeft: 0, inLastThird: true }],
    ['is over after it', 16, 15, { lengthDays: 15, daysLeft: null, inLastThird: false }],
    ['does not run before the start', -1, 15, { lengthDays: 15, daysLeft: null, inLastThird: false }],
    ['that would end before it begins is none', 0, -3, null],
    ['of no day is none', 0, 0, null],
    ['may be missing', 0, null, null],
  ])('%s', (_, today, length, trial) => {
    expect(trialOn(today, length)).toEqual(trial);
  });
});

describe('the day from which no core use is an alert', () => {
  it.each([
    [30, null, 30],
    [30, 90, 30],
    [30, 60, 20],
    [30, 14, 5],
    [30, 3, 2],
    [1, null, 2],
  ])('with %p early days and a trial of %p is %p', (earlyDays, length, day) => {
    expect(earlyDaysFor(earlyDays, trialOn(0, length))).toBe(day);
  });
});
