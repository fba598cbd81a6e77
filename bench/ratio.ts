/** Two ways to do the same work, timed in turn within one run: machines differ, the ratio less so. */
export interface Contest {
  readonly rounds: number;
  /** What is measured, and what it is measured beside; each does the whole work once. */
  readonly ours: () => Promise<void> | void;
  readonly beside: () => Promise<void> | void;
}

export interface Outcome {
  readonly ours_ms: number;
  readonly beside_ms: number;
  /** Ours / beside, the median of the ratios of each round, with the least and the most. */
  readonly ratio: { readonly median: number; readonly min: number; readonly max: number };
}

/** One round goes uncounted before the others, so that neither pays for what is read or compiled first. */
export async function contest({ rounds, ours, beside }: Contest): Promise<Outcome> {
  await timed(beside);
  await timed(ours);
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % 2 === 0;
    const first = await timed(turn ? ours : beside);
    const second = await timed(turn ? beside : ours);
    measured.push(turn ? { ours: first, beside: second } : { ours: second, beside: first });
  }
  const ratios = measured.map((each) => each.ours / each.beside).toSorted((a, b) => a - b);
  return {
    ours_ms: rounded(median(measured.map((each) => each.ours))),
    beside_ms: rounded(median(measured.map((each) => each.beside))),
    ratio: { median: rounded(median(ratios)), min: rounded(ratios[0] ?? 0), max: rounded(ratios.at(-1) ?? 0) },
  };
}

export const perSecond = (count: number, ms: number): number => Math.round(count / (ms / 1000));

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

async function timed(work: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
