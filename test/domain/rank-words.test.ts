import { assess } from '../../src/domain/assess.ts';
import { amongOthersInWords, chanceInWords, rankInWords, rankWord } from '../../src/domain/rank-words.ts';
import { anAccount, aSnapshot, onDay, START } from './builders.ts';
import { comparisonOf, peers } from './peers.ts';

describe('the rank in words', () => {
  it.each([
    [0, 'on track'],
    [0.499, 'on track'],
    [0.5, 'watch'],
    [0.749, 'watch'],
    [0.75, 'behind'],
    [0.899, 'behind'],
    [0.9, 'late'],
    [1, 'late'],
  ])('calls %d %s', (rank, word) => expect(rankWord(rank)).toBe(word));

  it('is a sentence that a CSM can repeat, with who was compared', () => {
    const comparison = comparisonOf(peers(17, { met: [8] }), peers(8));
    expect(rankInWords(assess(aSnapshot({ comparison }), onDay(12)))).toBe(
      '68 of 100 comparable accounts had “Backlog filled” by day 12 (project management × professional, 25 accounts)',
    );
  });

  it('is nothing without a group', () => {
    expect(rankInWords(assess(aSnapshot(), onDay(12)))).toBeNull();
    expect(amongOthersInWords(assess(aSnapshot(), onDay(12)))).toBeNull();
  });

  it('is nothing once no step is open, without a plan, or where the plan alone is the measure', () => {
    const verdict = assess(aSnapshot({ comparison: comparisonOf(peers(25, { met: [8] })) }), onDay(12));
    expect(rankInWords(verdict)).not.toBeNull();
    const without = [
      { openStep: null },
      { steps: [] },
      { rank: null },
      { benchmark: null },
      { benchmark: { source: 'plan' as const } },
    ];
    expect(without.map((part) => rankInWords({ ...verdict, ...part }))).toEqual(without.map(() => null));
  });

  it.each([
    [0.5, 6, '50 of 100 that stood where it stands reached first value within 6 days'],
    [0.224, 1, '22 of 100 that stood where it stands reached first value within 1 day'],
    [0, 0, '0 of 100 that stood where it stands reached first value within 0 days'],
    [null, 6, null],
    [0.5, null, null],
  ])('tells a chance of %s within %s days as %j', (reachChance, trialDaysLeft, words) => {
    expect(chanceInWords({ reachChance, trialDaysLeft })).toBe(words);
  });

  it('goes on with the chance that is left in a trial', () => {
    const comparison = comparisonOf(
      peers(30, { met: [1, 2, 12], startedOn: START - 100 }),
      peers(30, { startedOn: START - 100 }),
    );
    const account = anAccount({ trialEndsOn: START + 20 });
    expect(amongOthersInWords(assess(aSnapshot({ comparison, account }), onDay(5)))).toBe(
      '50 of 100 comparable accounts had “Backlog filled” by day 5 (project management × professional, 60 accounts); ' +
        '50 of 100 that stood where it stands reached first value within 15 days.',
    );
  });
});
