import type { Config } from './config.ts';
import type { Account } from './domain/account.ts';
import { coreEventNames } from './domain/draft-catalogue.ts';
import type { JudgePolicy } from './domain/policy.ts';
import { tierOf } from './domain/tier.ts';
import type { Rules } from './monitor/rules.ts';
import type { Exclusion } from './monitor/snapshots.ts';

/** The files of config/ in the words of the monitor. */
export function rulesOf({ monitor, tiers, catalogue }: Config): Rules {
  const { clickup, approval, drafts, owners, alerts } = monitor;
  const catalogueCore = coreEventNames(catalogue);
  return {
    product: monitor.product,
    lists: {
      accounts: clickup.accounts_list,
      alerts: clickup.alerts_list,
      alertsByCsm: byUserId(clickup.alerts_list_by_csm),
      reports: clickup.reports_list,
    },
    fields: clickup.fields,
    statuses: {
      left: lowerCase(clickup.statuses.left),
      paused: lowerCase(clickup.statuses.paused),
      excluded: lowerCase(clickup.statuses.excluded),
    },
    approval: {
      standard: approval.default,
      byTier: new Map(Object.entries(approval.by_tier).map(([tier, mode]) => [tier.toLowerCase(), mode])),
      approvers: approval.approvers,
    },
    drafts: { maxAgeDays: drafts.max_age_days, perLeadPerDay: drafts.per_lead_per_day },
    owners: { lead: owners.lead, fallback: owners.fallback, deputies: byUserId(owners.deputies) },
    alerts: {
      confirmSweeps: alerts.confirm_sweeps,
      cooldownDays: alerts.cooldown_days,
      budgetPerCsmPerDay: alerts.budget_per_csm_per_day,
      hours:
        alerts.hours === null
          ? null
          : { from: alerts.hours.from, to: alerts.hours.to, weekdaysOnly: alerts.hours.weekdays_only },
    },
    windowDays: alerts.window_days,
    zones: { standard: alerts.time_zone, byCsm: byUserId(alerts.time_zones_by_csm) },
    resolveTier: (field, annualValue, onTrial) => tierOf(field, annualValue, tiers, onTrial).name,
    tierRank: (tier) => {
      const { tier: own } = tierOf(tier, null, tiers);
      return own === null ? -1 : tiers.tiers.indexOf(own);
    },
    freshnessHours: monitor.events.freshness_hours,
    policyOf: (account) => judgePolicy(account, monitor, tiers, catalogueCore),
  };
}

function judgePolicy(
  account: Account,
  monitor: Config['monitor'],
  tiers: Config['tiers'],
  catalogueCore: ReadonlySet<string>,
): JudgePolicy {
  const { rules } = tierOf(account.tier, account.annualValue, tiers, account.trialEndsOn !== null);
  return {
    earlyDays: rules.earlyDays ?? monitor.alerts.early_days,
    stallFloorDays: rules.stallFloorDays,
    freshnessHours: monitor.events.freshness_hours,
    stuckInWorkingDays: rules.workingDays,
    catalogueCore,
  };
}

export function exclusionOf({ monitor: { exclude } }: Config): Exclusion {
  return {
    emailDomains: exclude.email_domains,
    userIds: new Set(exclude.user_ids),
    eventNames: new Set(exclude.event_names),
  };
}

const lowerCase = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));

const byUserId = <T>(values: Readonly<Record<string, T>>): ReadonlyMap<number, T> =>
  new Map(Object.entries(values).map(([id, value]) => [Number(id), value]));
