import type { Day } from './account.ts';
import type { Assessment } from './assessment.ts';

/** Fleet hold of METHOD section 6: most accounts going quiet together is an outage or a holiday, not a customer. */

/** With fewer accounts a median says little. */
const FEWEST_ACTIVE = 20;
const WEEKS_COMPARED = 4;
const QUIET_BELOW = 0.5;

/** The dates whose activity is compared with `day`: the last four same weekdays, the nearest first. */
export const daysCompared = (day: Day): readonly Day[] =>
  Array.from({ length: WEEKS_COMPARED }, (_week, index) => day - 7 * (index + 1));

export interface FleetActivity {
  /** The last complete date of the workspace's zone. */
  readonly day: Day;
  /** Something is known of the furthest date compared, or of an earlier one. */
  readonly hasHistory: boolean;
  /** Accounts with any event in the four weeks before `day`, or on it. */
  readonly activeAccounts: number;
  /** How many events each account had on `day` and on the dates compared; accounts without any may be left out. */
  readonly counts: ReadonlyMap<Day, readonly number[]>;
}

export type FleetVerdict =
  | { readonly kind: 'usual' }
  | { readonly kind: 'unknown'; readonly because: 'few_accounts' | 'short_history' }
  | {
      readonly kind: 'quiet';
      readonly day: Day;
      readonly median: number;
      readonly usual: number;
      readonly accounts: number;
    };

export function judgeFleet({ day, hasHistory, activeAccounts, counts }: FleetActivity): FleetVerdict {
  if (activeAccounts < FEWEST_ACTIVE) return { kind: 'unknown', because: 'few_accounts' };
  if (!hasHistory) return { kind: 'unknown', because: 'short_history' };
  const compared = daysCompared(day);
  const medianOn = (date: Day): number => medianOf(counts.get(date) ?? [], activeAccounts);
  const usual = compared.reduce((sum, date) => sum + medianOn(date), 0) / compared.length;
  const median = medianOn(day);
  return median < usual * QUIET_BELOW
    ? { kind: 'quiet', day, median, usual, accounts: activeAccounts }
    : { kind: 'usual' };
}

/** What would newly fire, as it is shown and stored while the fleet is quiet; its figures stay. */
export const heldByFleet = (verdict: Assessment): Assessment => ({
  ...verdict,
  state: 'fleet_hold',
  strength: null,
  urgent: false,
});

/** The median over `size` accounts, of which those not among `counts` had none. */
function medianOf(counts: readonly number[], size: number): number {
  const sorted = counts.toSorted((a, b) => a - b);
  const silent = Math.max(0, size - sorted.length);
  const nth = (index: number): number => (index < silent ? 0 : (sorted[index - silent] ?? 0));
  const all = silent + sorted.length;
  return (nth(Math.floor((all - 1) / 2)) + nth(Math.floor(all / 2))) / 2;
}
