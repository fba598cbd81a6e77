import { type Journey, observationOf } from './journey.ts';
import {
  dayReaching,
  intervalReaching,
  type Observation,
  type SurvivalCurve,
  survivalCurve,
  type Tally,
  tallyOf,
} from './survival.ts';

/** Fewer accounts, or fewer of them there, say nothing worth reading (METHOD section 2). */
const FEWEST = 5;
const FEWEST_REACHED = 3;

/** Time to value of some accounts, in days; null: not reached within what was seen, or suppressed. */
export interface TimeToValue {
  /** Too few accounts, or too few of them there: every figure is null, and the curve has no steps. */
  readonly suppressed: boolean;
  readonly p25: number | null;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  /** 95 % interval of the median. */
  readonly p50Low: number | null;
  readonly p50High: number | null;
  /** The median of those who are there, as it is usually (and too hopefully) computed. */
  readonly naiveMedian: number | null;
  readonly curve: SurvivalCurve;
  readonly tally: Tally;
}

/** METHOD section 2 over journeys, without those whose value may have come before our data. */
export function timeToValue(journeys: readonly Journey[]): TimeToValue {
  return timeTo(journeys.filter((journey) => !journey.mayHaveReachedUnseen).map(observationOf));
}

/** The same for any step: the days that it took, or has taken so far. */
export function timeTo(observations: readonly Observation[]): TimeToValue {
  const tally = tallyOf(observations);
  const curve = survivalCurve(tally);
  if (curve.n < FEWEST || curve.events < FEWEST_REACHED) return { ...NOTHING, curve: { ...curve, steps: [] }, tally };
  const { from, to } = intervalReaching(curve, 0.5);
  return {
    suppressed: false,
    p25: dayReaching(curve, 0.25),
    p50: dayReaching(curve, 0.5),
    p75: dayReaching(curve, 0.75),
    p90: dayReaching(curve, 0.9),
    p50Low: from,
    p50High: to,
    naiveMedian: plainMedian(observations.filter(({ reached }) => reached).map(({ days }) => days)),
    curve,
    tally,
  };
}

const NOTHING = {
  suppressed: true,
  p25: null,
  p50: null,
  p75: null,
  p90: null,
  p50Low: null,
  p50High: null,
  naiveMedian: null,
} as const;

/** The middle value, or the mean of the two middle ones. */
function plainMedian(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
