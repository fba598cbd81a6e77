import { createHolidayBook, type HolidayBook } from './calendar/holidays.ts';
import type { Config } from './config.ts';
import type { Account } from './domain/account.ts';
import { type IsHoliday, noHolidays } from './domain/calendar.ts';
import { coreEventNames } from './domain/draft-catalogue.ts';
import type { JudgePolicy } from './domain/policy.ts';
import { tierOf, type Tiers, wordsFor } from './domain/tier.ts';
import type { ApprovalMode, Rules } from './monitor/rules.ts';
import type { Exclusion } from './domain/qualified.ts';
import { ConfigError } from './shared/errors.ts';

/**
 * The files of config/ in the words of the monitor.
 * @throws ConfigError where a country is named whose public holidays are not known
 */
export function rulesOf({ monitor, tiers, catalogue }: Config): Rules {
  const book = createHolidayBook();
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
    health: { fields: new Map(Object.entries(monitor.health.fields)), seats: monitor.health.seats },
    statuses: {
      left: lowerCase(clickup.statuses.left),
      paused: lowerCase(clickup.statuses.paused),
      excluded: lowerCase(clickup.statuses.excluded),
    },
    approval: {
      standard: approval.default,
      byTier: modesByTier(approval.by_tier, tiers),
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
    holidays: csmHolidays(alerts, book),
    knowsCountry: (country) => book.of(country) !== null,
    resolveTier: (field, annualValue, onTrial) => tierOf(field, annualValue, tiers, onTrial).name,
    tierRank: (tier) => {
      const { tier: own } = tierOf(tier, null, tiers);
      return own === null ? -1 : tiers.tiers.indexOf(own);
    },
    freshnessHours: monitor.events.freshness_hours,
    policyOf: (account) => ({
      ...judgePolicy(account, monitor, tiers, catalogueCore),
      isHoliday: (account.country === null ? null : book.of(account.country)) ?? noHolidays,
    }),
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

/** A tier that is named in the settings is meant under all its names: accounts keep the word that was written for them. */
function modesByTier(written: Readonly<Record<string, ApprovalMode>>, tiers: Tiers): ReadonlyMap<string, ApprovalMode> {
  const named = Object.entries(written).map(([tier, mode]) => [tier.toLowerCase(), mode] as const);
  const isOwnName = ([word]: (typeof named)[number]): boolean => tiers.tiers.some(({ name }) => name === word);
  // Of two settings that mean one tier its own name says more than another word for it.
  const meant = [...named.filter((each) => !isOwnName(each)), ...named.filter(isOwnName)].flatMap(([tier, mode]) =>
    wordsFor(tier, tiers).map((word) => [word, mode] as const),
  );
  return new Map([...meant, ...named]);
}

function csmHolidays(alerts: Config['monitor']['alerts'], book: HolidayBook): NonNullable<Rules['holidays']> {
  const wrong: string[] = [];
  const read = (setting: string, country: string): IsHoliday => {
    const calendar = book.of(country);
    if (calendar === null)
      wrong.push(
        `monitor.yaml: alerts.${setting}: the public holidays of "${country}" are not known: write e.g. DE or DE-BY`,
      );
    return calendar ?? noHolidays;
  };
  const standard = alerts.holidays === null ? noHolidays : read('holidays', alerts.holidays);
  const byCsm = Object.entries(alerts.holidays_by_csm).map(
    ([id, country]) => [Number(id), read(`holidays_by_csm.${id}`, country)] as const,
  );
  if (wrong.length > 0) throw new ConfigError(wrong);
  return { standard, byCsm: new Map(byCsm) };
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
