import type { Account } from '../domain/account.ts';
import { type IsHoliday, noHolidays } from '../domain/calendar.ts';
import type { OwnerRules } from '../domain/owner.ts';
import type { AlertPolicy, JudgePolicy } from '../domain/policy.ts';

/** The settings of config/ as the verbs use them; `compose.ts` makes it from the files. */
export interface Rules {
  readonly product: { readonly name: string; readonly promise: string };
  readonly lists: {
    readonly accounts: string;
    readonly alerts: string;
    readonly alertsByCsm: ReadonlyMap<number, string>;
    /** Where digests, monthly reports and notices to operations go; null: nowhere. */
    readonly reports: string | null;
  };
  /** Custom field names of the accounts list, by our own words. */
  readonly fields: Readonly<Record<FieldKey, string>>;
  /** Custom fields that hold inputs of the health score, by the input's name; none is needed. */
  readonly health: { readonly fields: ReadonlyMap<string, string>; readonly seats: string | null };
  /** Lower case. */
  readonly statuses: {
    readonly left: ReadonlySet<string>;
    readonly paused: ReadonlySet<string>;
    readonly excluded: ReadonlySet<string>;
  };
  readonly approval: {
    readonly byTier: ReadonlyMap<string, ApprovalMode>;
    readonly standard: ApprovalMode;
    readonly approvers: readonly number[];
  };
  readonly drafts: { readonly maxAgeDays: number; readonly perLeadPerDay: number };
  readonly owners: OwnerRules;
  readonly alerts: AlertPolicy;
  /** Past this many days, a first value is no news. */
  readonly windowDays: number;
  readonly zones: { readonly standard: string | null; readonly byCsm: ReadonlyMap<number, string> };
  /** Public holidays where the CSMs work; default none. */
  readonly holidays?: { readonly standard: IsHoliday; readonly byCsm: ReadonlyMap<number, IsHoliday> };
  /** Whether the public holidays of what an account's Country field says are known; default: of anything. */
  readonly knowsCountry?: (country: string) => boolean;
  readonly resolveTier: (field: string | null, annualValue: number | null, onTrial: boolean) => string | null;
  /** The place of a tier among the tiers, the smallest first; -1 for an unknown one or none. */
  readonly tierRank: (tier: string | null) => number;
  readonly policyOf: (account: Account) => JudgePolicy;
  /** A source that sent nothing for so long is stale. */
  readonly freshnessHours: number;
}

/** Every list that is ours: what happens on tasks there is no customer's work. */
export const ourListIds = ({ lists }: Pick<Rules, 'lists'>): ReadonlySet<string> =>
  new Set([
    lists.accounts,
    lists.alerts,
    ...lists.alertsByCsm.values(),
    ...(lists.reports === null ? [] : [lists.reports]),
  ]);

export type ApprovalMode = 'required' | 'auto';

export type FieldKey =
  | 'account_id'
  | 'use_case'
  | 'tier'
  | 'goals'
  | 'started_on'
  | 'trial_ends_on'
  | 'csm'
  | 'onboarding_lead'
  | 'time_zone'
  | 'annual_value'
  | 'renews_on'
  | 'domains'
  | 'country'
  | 'workspace';

/** Where a CSM works: their own setting, else the one of monitor.yaml, else the agent seat's. */
export function zoneOfCsm(rules: Rules, csmId: number, seatZone: string): string {
  return rules.zones.byCsm.get(csmId) ?? rules.zones.standard ?? seatZone;
}
/** Public holidays where a CSM works: their own setting, else the one for all, else none. */
export function holidaysOfCsm({ holidays }: Pick<Rules, 'holidays'>, csmId: number): IsHoliday {
  return holidays?.byCsm.get(csmId) ?? holidays?.standard ?? noHolidays;
}
export function workspaceZone(rules: Rules, seatZone: string): string {
  return rules.zones.standard ?? seatZone;
}
