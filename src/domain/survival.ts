/**
 * Time to an event when not everybody is there yet: the Kaplan–Meier estimate of METHOD section 2. Durations are whole days;
 * whether of the elapsed or of the active clock is the caller's choice.
 */

/** One account under observation: T and δ. */
export interface Observation {
  /** Day of the event, else the day up to which the account was seen without it. */
  readonly days: number;
  readonly reached: boolean;
  /** Its history begins only on this day, so it counts among those at risk from then on; default 0. */
  readonly seenFrom?: number;
}

/** Observations counted by day: all that the estimate depends on, so one can be left out again without a second count. */
export interface Tally {
  /** How many are at risk before day 0, all of them unless some enter late. */
  readonly n: number;
  /** By day: events, censorings, late entries. Missing days are zero. */
  readonly reached: readonly (number | undefined)[];
  readonly censored: readonly (number | undefined)[];
  readonly entered: readonly (number | undefined)[];
}

/** One distinct event day: t_j, n_j, d_j. */
export interface RiskRow {
  readonly day: number;
  readonly atRisk: number;
  readonly events: number;
}

/** One step of the curve; its shares hold from this day up to the next. */
export interface CurveStep extends RiskRow {
  /** F(t): share there by this day. */
  readonly reached: number;
  /** 95 % log–log interval of F. Once nobody waits any more it reaches up to 1, and its lower end is unknown: null. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface SurvivalCurve {
  readonly n: number;
  readonly events: number;
  readonly steps: readonly CurveStep[];
}

const Z_95 = 1.96;
const NOBODY: Tally = { n: 0, reached: [], censored: [], entered: [] };

/** Products of fractions are compared with this tolerance: three quarters of two thirds are not always one half. */
const EPSILON = 1e-9;

/** Counts observations by day. Negative durations count as day 0; of those seen late, only the time from then on. */
export function tallyOf(observations: readonly Observation[]): Tally {
  const reached: number[] = [];
  const censored: number[] = [];
  const entered: number[] = [];
  let n = 0;
  for (const observation of observations) {
    const days = Math.max(0, observation.days);
    const seenFrom = Math.max(0, observation.seenFrom ?? 0);
    if (seenFrom > days) continue;
    n += 1;
    if (seenFrom > 0) addOne(entered, seenFrom);
    addOne(observation.reached ? reached : censored, days);
  }
  return { n, reached, censored, entered };
}

function addOne(counts: number[], day: number): void {
  counts[day] = (counts[day] ?? 0) + 1;
}

/** The rows of the estimate up to `lastDay`, in order; `without`: one observation of the tally that is to be left out. */
export function riskRows(tally: Tally, lastDay = Number.POSITIVE_INFINITY, without?: Observation): readonly RiskRow[] {
  // What the one left out adds to each count, by the very rules by which it was counted.
  const own = without === undefined ? NOBODY : tallyOf([without]);
  const rows: RiskRow[] = [];
  const end = Math.min(lastDay, tally.reached.length - 1);
  const on = (counts: 'entered' | 'reached' | 'censored', day: number): number =>
    (tally[counts][day] ?? 0) - (own[counts][day] ?? 0);
  let atRisk = tally.n - own.n - (sum(tally.entered) - sum(own.entered));
  for (let day = 0; day <= end; day += 1) {
    atRisk += on('entered', day);
    const events = on('reached', day);
    if (events > 0) rows.push({ day, atRisk, events });
    const gone = on('censored', day);
    // At equal days events come before censorings.
    atRisk -= events + gone;
  }
  return rows;
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce((total: number, count) => total + (count ?? 0), 0);
}

/** S(t) over rows that end with t: the share not there yet. */
export function shareWaiting(rows: readonly RiskRow[]): number {
  return rows.reduce((share, { atRisk, events }) => share * (1 - events / atRisk), 1);
}

/** F(day): the share there by that day; `without` as above. */
export function shareReachedBy(tally: Tally, day: number, without?: Observation): number {
  return 1 - shareWaiting(riskRows(tally, day, without));
}

/** The whole curve with its 95 % log–log intervals (METHOD section 2). */
export function survivalCurve(tally: Tally): SurvivalCurve {
  let waiting = 1;
  let spread = 0;
  const steps = riskRows(tally).map((row): CurveStep => {
    waiting *= 1 - row.events / row.atRisk;
    spread += row.events / (row.atRisk * (row.atRisk - row.events));
    return { ...row, reached: 1 - waiting, ...intervalOf(waiting, spread) };
  });
  return { n: tally.n, events: sum(tally.reached), steps };
}

/** Bounds S^exp(±1.96σ), σ(t) = sqrt(Σ d/(n(n−d))) / |ln S(t)|, turned into shares reached. */
function intervalOf(waiting: number, spread: number): Pick<CurveStep, 'low' | 'high'> {
  // S = 0 to any power is 0; the spread is infinite, so that S may have been anything above.
  if (waiting <= 0 || !Number.isFinite(spread)) return { low: null, high: 1 };
  const sigma = Math.sqrt(spread) / Math.abs(Math.log(waiting));
  return { low: 1 - waiting ** Math.exp(-Z_95 * sigma), high: 1 - waiting ** Math.exp(Z_95 * sigma) };
}

/** The first day by which this share is there: the smallest t with F(t) ≥ share. Null: not reached within what was seen. */
export function dayReaching(curve: Pick<SurvivalCurve, 'steps'>, share: number): number | null {
  return curve.steps.find(({ reached }) => reached >= share - EPSILON)?.day ?? null;
}

/** The 95 % interval of that day; each end null where the bound does not get there. */
export function intervalReaching(
  curve: Pick<SurvivalCurve, 'steps'>,
  share: number,
): { readonly from: number | null; readonly to: number | null } {
  const first = (bound: (step: CurveStep) => number | null): number | null =>
    curve.steps.find((step) => (bound(step) ?? Number.NEGATIVE_INFINITY) >= share - EPSILON)?.day ?? null;
  return { from: first(({ high }) => high), to: first(({ low }) => low) };
}
