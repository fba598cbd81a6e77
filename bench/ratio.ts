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
  readonly ratio: Ratio;
  /** The same of this process's own processor time: on a machine that others use too it is the steadier figure. */
  readonly cpu: { readonly ours_ms: number; readonly beside_ms: number; readonly ratio: Ratio };
}

interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

/** One round goes uncounted before the others, so that neither pays for what is read or compiled first. */
export async function contest({ rounds, ours, beside }: Contest): Promise<Outcome> {
  await spentOn(beside);
  await spentOn(ours);
  const measured: { readonly ours: Spent; readonly beside: Spent }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % 2 === 0;
    const first = await spentOn(turn ? ours : beside);
    const second = await spentOn(turn ? beside : ours);
    measured.push(turn ? { ours: first, beside: second } : { ours: second, beside: first });
  }
  const figures = (part: keyof Spent) => ({
    ours_ms: rounded(median(measured.map((each) => each.ours[part]))),
    beside_ms: rounded(median(measured.map((each) => each.beside[part]))),
    ratio: ratioOf(measured.map((each) => each.ours[part] / each.beside[part])),
  });
  return { ...figures('wall'), cpu: figures('cpu') };
}

function ratioOf(ratios: readonly number[]): Ratio {
  return {
    median: rounded(median(ratios)),
    min: rounded(Math.min(...ratios)),
    max: rounded(Math.max(...ratios)),
  };
}

export const perSecond = (count: number, ms: number): number => Math.round(count / (ms / 1000));

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Milliseconds, of the clock and of the processor. */
export async function spentOn(work: () => Promise<void> | void): Promise<Spent> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: rounded(performance.now() - start), cpu: rounded((user + system) / 1_000) };
}
