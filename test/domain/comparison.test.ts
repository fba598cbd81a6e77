import type { Comparison } from '../../src/domain/comparison.ts';
import type { Group } from '../../src/domain/group.ts';
import { milestonesOf } from '../../src/domain/plan.ts';
import { aPlan, aSignal, onDay, START } from './builders.ts';
import { aPeer, comparisonOf, peers } from './peers.ts';

const [first, second, value] = milestonesOf(aPlan()).map(({ signal }) => signal) as [
  ReturnType<typeof aSignal>,
  ReturnType<typeof aSignal>,
  ReturnType<typeof aSignal>,
];

const ACME = { key: 'task:86acme', useCase: 'project management', tier: 'professional' } as const;

/** The group of Acme on its n-th day; it started with everybody else of these tests. */
function groupOn(comparison: Comparison, day: number, part: Partial<typeof ACME> | object = {}): Group | null {
  return comparison.groupFor({ ...ACME, ...part, at: onDay(day), activeDay: day });
}

function sure(group: Group | null): Group {
  if (group === null) throw new Error('no group');
  return group;
}

describe('the group that an account is compared with', () => {
  it.each([
    ['use case and tier', {}, 'use_case_and_tier', 'project management × professional'],
    ['the use case', { tier: 'enterprise' }, 'use_case', 'project management'],
    ['the tier', { useCase: 'crm' }, 'tier', 'professional'],
    ['everybody', { useCase: 'crm', tier: 'enterprise' }, 'all', 'all accounts'],
  ])('is of %s, where twenty others are', (_what, part, level, name) => {
    const others = comparisonOf(peers(19), peers(1, part));
    expect(groupOn(others, 5)).toMatchObject({ level, name });
  });

  it('is none where nineteen others are', () => {
    expect(groupOn(comparisonOf(peers(19)), 5)).toBeNull();
  });

  it('takes words in any case for the same, and an account without words only for one of all', () => {
    const others = comparisonOf(peers(20, { useCase: 'Project Management ', tier: 'PROFESSIONAL' }));
    expect(groupOn(others, 5)).toMatchObject({ level: 'use_case_and_tier', n: 20 });
    expect(groupOn(others, 5, { useCase: null, tier: null })).toMatchObject({ level: 'all', n: 20 });
  });

  it.each<[string, Partial<typeof ACME> | object, string]>([
    ['no words', { useCase: null, tier: null }, 'all'],
    ['blanks for words', { useCase: '  ', tier: ' ' }, 'all'],
    ['no tier', { tier: null }, 'use_case'],
    ['no use case', { useCase: null }, 'tier'],
  ])('takes accounts that have %s together only by the words that they have', (_title, words, level) => {
    expect(groupOn(comparisonOf(peers(20, words)), 5, words)).toMatchObject({ level });
  });

  it('takes a tier written with blanks around it for the same', () => {
    const others = comparisonOf(peers(20, { useCase: 'crm', tier: ' professional ' }));
    expect(groupOn(others, 5)).toMatchObject({ level: 'tier', name: 'professional' });
  });

  it('is of everybody for an account with words that nobody else has', () => {
    expect(groupOn(comparisonOf(peers(20)), 5, { useCase: 'crm', tier: 'starter' })).toMatchObject({
      level: 'all',
      n: 20,
    });
  });

  it('counts on the first day whoever has started by then, and nobody who starts tomorrow', () => {
    expect(groupOn(comparisonOf(peers(20)), 0)).toMatchObject({ n: 20 });
    expect(groupOn(comparisonOf(peers(19), peers(5, { startedOn: START + 1 })), 0)).toBeNull();
  });

  it('never counts the account itself', () => {
    const own = aPeer({ key: ACME.key, met: [1] });
    expect(groupOn(comparisonOf(peers(19), [own]), 5)).toBeNull();
    const group = sure(groupOn(comparisonOf(peers(20), [own]), 5));
    expect([group.n, group.shareBy(first, 5)]).toEqual([20, 0]);
  });

  it('counts those who were observed for as long, whether they got there or wait', () => {
    const younger = peers(5, { startedOn: START + 3 });
    const group = sure(groupOn(comparisonOf(peers(12), peers(8, { met: [2] }), younger), 5));
    expect(group.n).toBe(20);
  });

  it('knows nobody who starts later, and nothing that happens later', () => {
    const others = comparisonOf(peers(20, { met: [6] }), peers(30, { startedOn: START + 9, met: [0] }));
    expect(sure(groupOn(others, 5)).shareBy(first, 5)).toBe(0);
    expect(sure(groupOn(others, 6)).shareBy(first, 6)).toBe(1);
  });

  it('is none before the account starts', () => {
    expect(groupOn(comparisonOf(peers(40, { startedOn: START - 50 })), -1)).toBeNull();
  });
});

describe('what a group says', () => {
  // Ten by day 4, ten by day 8, ten are young: seen for 6 days without it; ten wait since day 0.
  const mixed = comparisonOf(
    peers(10, { met: [4] }),
    peers(10, { met: [8] }),
    peers(10, { startedOn: START + 4 }),
    peers(10),
  );

  it('is the share that had the step by a day, with those who are too young counted only as long as they were seen', () => {
    const group = sure(groupOn(mixed, 10));
    expect(group.shareBy(first, 3)).toBe(0);
    expect(group.shareBy(first, 4)).toBeCloseTo(1 - 30 / 40, 12);
    expect(group.shareBy(first, 8)).toBeCloseTo(1 - (30 / 40) * (10 / 20), 12);
  });

  it('is the day by which half had the step, where ten or more had it', () => {
    expect(sure(groupOn(mixed, 10)).medianDay(first)).toBe(8);
    const few = comparisonOf(peers(9, { met: [2] }), peers(9, { met: [null, 3] }), peers(2, { met: [null, 3] }));
    expect(sure(groupOn(few, 10)).medianDay(first)).toBeNull();
    expect(sure(groupOn(few, 10)).medianDay(second)).toBe(3);
    expect(sure(groupOn(comparisonOf(peers(10, { met: [2] }), peers(11)), 10)).medianDay(first)).toBeNull();
  });

  it('is how long four in five take from step to step, of those who have the first', () => {
    const others = comparisonOf(
      peers(5, { met: [2, 4] }),
      peers(4, { met: [2, 9] }),
      peers(1, { met: [5, 3] }),
      peers(20),
    );
    expect(sure(groupOn(others, 30)).usualSojourn(first, second)).toBe(7);
    expect(sure(groupOn(others, 30)).usualSojourn(null, first)).toBeNull();
  });

  it('leaves the account itself out of all that it says', () => {
    const own = aPeer({ key: ACME.key, met: [2, 30, 40] });
    const others = [peers(16, { met: [2, 6, 9] }), peers(4, { met: [2, 22, 25] })];
    const [including, without] = [comparisonOf(...others, [own]), comparisonOf(...others)].map((all) => {
      const group = sure(groupOn(all, 50));
      return [
        group.n,
        group.shareBy(second, 35),
        group.medianDay(second),
        group.usualSojourn(first, second),
        group.usualSojourn(null, second),
        group.chanceWithin(value, 5, 30),
      ];
    });
    expect(including).toEqual(without);
    expect(without).toEqual([20, 1, 6, 4, 6, 1]);
  });

  it('counts the account itself neither before nor after it is as old as it is now', () => {
    const own = aPeer({ key: ACME.key, startedOn: START + 3 });
    const others = comparisonOf(peers(20), [own]);
    expect(others.groupFor({ ...ACME, at: onDay(5), activeDay: 2 })).toMatchObject({ n: 20 });
    expect(others.groupFor({ ...ACME, at: onDay(5), activeDay: 4 })).toMatchObject({ n: 20 });
  });

  it('counts those of every age who were observed for so long', () => {
    const others = comparisonOf(peers(20), peers(4, { startedOn: START + 3 }), peers(3, { startedOn: START + 5 }));
    const n = (activeDay: number) => others.groupFor({ ...ACME, at: onDay(5), activeDay })?.n ?? null;
    expect([0, 1, 2, 3, 5, 6].map(n)).toEqual([27, 24, 24, 20, 20, null]);
  });

  it('is the chance of those who are not there yet to get there in time', () => {
    const others = comparisonOf(peers(10, { met: [null, null, 3] }), peers(6, { met: [null, null, 12] }), peers(14));
    const group = sure(groupOn(others, 20));
    expect(group.chanceWithin(value, 5, 10)).toBeCloseTo(6 / 20, 12);
    expect(group.chanceWithin(value, 12, 5)).toBe(0);
  });

  it('is no chance where fewer than ten are left to say', () => {
    const others = comparisonOf(peers(21, { met: [null, null, 3] }), peers(9));
    expect(sure(groupOn(others, 20)).chanceWithin(value, 5, 10)).toBeNull();
    expect(sure(groupOn(comparisonOf(peers(20, { met: [null, null, 3] })), 20)).chanceWithin(value, 5, 10)).toBeNull();
  });

  it('is of the rule and not of its name or spelling', () => {
    const same = aSignal({ event: ['Task Created', 'Task Created'], count: 10, where: {} });
    const other = aSignal({ event: ['Task Created'], count: 11 });
    const group = sure(groupOn(mixed, 10));
    expect([group.shareBy(same, 4), group.shareBy(other, 4)]).toEqual([group.shareBy(first, 4), 0]);
  });
});
