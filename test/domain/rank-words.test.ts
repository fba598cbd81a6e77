import { assess } from '../../src/domain/assess.ts';
import { rankInWords, rankWord } from '../../src/domain/rank-words.ts';
import { aSnapshot, onDay } from './builders.ts';
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
  });
});
