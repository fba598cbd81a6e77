import { setImmediate } from 'node:timers/promises';
import type { InParts } from '../domain/in-parts.ts';

/** There is one event loop, so there is one moment at which it last had its turn. */
let lastTurnAt = performance.now();
/** So long others may be held up by one piece of work after another. */
const LONGEST_MS = 10;

/** Whoever else waits in this process gets a turn: deliveries and events are answered while everybody is judged. */
export async function nextTurn(): Promise<void> {
  await setImmediate();
  lastTurnAt = performance.now();
}

/** Between two pieces of work: a turn for others where they have waited for long enough. */
export const turnIfDue = (): Promise<void> | undefined =>
  performance.now() - lastTurnAt < LONGEST_MS ? undefined : nextTurn();

/** Pure work with a turn for others after each of its parts. */
export async function inTurns<T>(work: InParts<T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await nextTurn();
  }
}

const RUN = 1_000;

/** As `toSorted`, a thousand at a time, with turns for others in between. */
export async function sortedInTurns<T>(
  items: readonly T[],
  compare: (one: T, other: T) => number,
): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += RUN) {
    runs.push(items.slice(from, from + RUN).sort(compare));
    await nextTurn();
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let n = 0; n < runs.length; n += 2)
      merged.push(await mergedInTurns(runs[n] ?? [], runs[n + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergedInTurns<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (one: T, other: T) => number,
): Promise<readonly T[]> {
  const merged: T[] = [];
  let [fromLeft, fromRight] = [0, 0];
  for (;;) {
    const [one, other] = [left[fromLeft], right[fromRight]];
    if (one === undefined) return merged.concat(right.slice(fromRight));
    if (other === undefined) return merged.concat(left.slice(fromLeft));
    // Equal ones keep their order.
    if (compare(one, other) <= 0) {
      merged.push(one);
      fromLeft += 1;
    } else {
      merged.push(other);
      fromRight += 1;
    }
    if (merged.length % RUN === 0) await nextTurn();
  }
}
