import fc from 'fast-check';
import { atOnce, type InParts } from '../../src/domain/in-parts.ts';
import { inTurns, nextTurn, sortedInTurns } from '../../src/monitor/turns.ts';

/** How many turns others had while this was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const others = (async () => {
    while (!isOver) {
      await nextTurn();
      turns += 1;
    }
  })();
  await work();
  isOver = true;
  await others;
  return turns;
}

interface Item {
  readonly rank: number;
  readonly n: number;
}

describe('sorting in turns', () => {
  it('comes to what sorting at once comes to, equal ones in their order', async () => {
    const ranks = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5_000, size: 'max' });
    await fc.assert(
      fc.asyncProperty(ranks, async (given) => {
        const items = given.map((rank, n): Item => ({ rank, n }));
        const byRank = (one: Item, other: Item): number => one.rank - other.rank;
        expect(await sortedInTurns(items, byRank)).toEqual(items.toSorted(byRank));
      }),
      { numRuns: 30 },
    );
  });

  it('lets others have many turns', async () => {
    const items = Array.from({ length: 20_000 }, (_, n) => (n * 7_919) % 20_000);
    expect(await turnsDuring(() => sortedInTurns(items, (one, other) => one - other))).toBeGreaterThan(50);
  });
});

describe('work in parts', () => {
  function* sum(upTo: number): InParts<number> {
    let total = 0;
    for (let n = 1; n <= upTo; n += 1) {
      total += n;
      yield;
    }
    return total;
  }

  it('comes to the same at once and in turns', async () => {
    expect([atOnce(sum(4)), await inTurns(sum(4))]).toEqual([10, 10]);
  });

  it('lets others have a turn after each part', async () => {
    expect(await turnsDuring(() => inTurns(sum(20)))).toBeGreaterThanOrEqual(19);
  });
});
