import { type ReadingFacts, readingPace } from '../../src/monitor/reading-pace.ts';

const MINUTE = 60_000;
const minutes = (facts: Partial<ReadingFacts>) => {
  const pace = readingPace({
    waiting: 0,
    others: 0,
    threads: 0,
    limitPerMinute: 101,
    everyMs: 5 * MINUTE,
    ...facts,
  });
  return { ...pace, waiting: pace.waitingMs / MINUTE, others: pace.othersMs / MINUTE };
};

/** At a limit of 101 background reading gets 33 calls a minute, so 165 in five minutes, two of them for the list and the webhook. */
describe('the pace of reading', () => {
  it.each<[string, Partial<ReadingFacts>, { waiting: number; others: number; othersPerRound: number }]>([
    ['one round and its reading, where all fits', { others: 97 }, { waiting: 5.06, others: 8, othersPerRound: 97 }],
    ['several rounds where it does not', { others: 500 }, { waiting: 5.06, others: 25, othersPerRound: 163 }],
    ['the waiting ones every round', { waiting: 64, others: 500 }, { waiting: 7, others: 35, othersPerRound: 99 }],
    [
      'twice the calls with a thread a task',
      { others: 500, threads: 500 },
      { waiting: 5.06, others: 40, othersPerRound: 81 },
    ],
    [
      'longer rounds where too much waits, and still some of the others in each',
      { waiting: 322, others: 20 },
      { waiting: 19.82, others: 50, othersPerRound: 6 },
    ],
    [
      'a round of ten seconds without a webhook',
      { others: 3, everyMs: 10_000 },
      { waiting: 0.23, others: 0.32, othersPerRound: 3 },
    ],
  ])('is %s', (_title, facts, expected) => {
    const pace = minutes(facts);
    expect(pace.othersPerRound).toBe(expected.othersPerRound);
    expect(pace.waiting).toBeCloseTo(expected.waiting, 1);
    expect(pace.others).toBeCloseTo(expected.others, 1);
  });

  it('never asks for more than a third of the limit', () => {
    for (const limitPerMinute of [1, 10, 100, 1_000, 10_000]) {
      const { callsPerMinute } = minutes({ limitPerMinute });
      expect(callsPerMinute).toBeLessThanOrEqual(Math.max(1, limitPerMinute / 3));
    }
  });
});
