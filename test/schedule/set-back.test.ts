import { watchSetBack } from '../../src/schedule/set-back.ts';

/** Times at which the clock is looked at, and by how much it is found to be set back then. */
const CASES: readonly (readonly [string, readonly number[], readonly number[]])[] = [
  ['goes on', [0, 10_000, 20_000], []],
  ['is set ahead', [0, 86_400_000, 86_410_000], []],
  ['is set back', [7_200_000, 10_000, 20_000], [7_190_000]],
  ['is set back twice', [7_200_000, 3_600_000, 3_610_000, 0], [3_600_000, 3_610_000]],
];

it.each(CASES)('tells when the clock is set back, each time once: it %s', (_, times, expected) => {
  const left = [...times];
  const found: number[] = [];
  let look: (() => void) | null = null;
  const timers = {
    after: (_ms: number, run: () => void) => {
      look = run;
      return () => {
        look = null;
      };
    },
  };
  const end = watchSetBack({ now: () => left.shift() ?? 0 }, timers, (byMs) => found.push(byMs));
  for (let turn = 1; turn < times.length; turn += 1) (look as (() => void) | null)?.();
  expect(found).toEqual(expected);
  end();
  expect(look).toBeNull();
});
