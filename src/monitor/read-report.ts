import type { Instant } from '../domain/account.ts';
import { ALERT_STATES } from '../domain/assessment.ts';
import { dayOf, dayToIso, isoToDay } from '../domain/local-date.ts';
import { type Month, monthBefore, monthNamed, monthOf } from '../domain/month.ts';
import type { MonthFigures, MonthOutcome } from '../domain/report-corrections.ts';
import { MonitorError } from '../shared/errors.ts';
import type { AccountJson } from './account-json.ts';
import { type Contract, endOfMonth, measureMonth, monthFigures } from './measure-month.ts';
import { readAccounts } from './read-accounts.ts';
import { type Corrected, readCorrections } from './read-corrections.ts';
import { readPauseFindings } from './read-pause-findings.ts';
import { readQuality } from './read-quality.ts';
import type { ReportDeps } from './report-deps.ts';
import type { ReportJson } from './report-json.ts';

/** A month as it was read, and how it is to be remembered. */
export interface ReportReading {
  readonly report: ReportJson;
  readonly figures: MonthFigures;
  readonly outcomes: readonly MonthOutcome[];
  /** Earlier months as they are known now, where that differs from what was last stated. */
  readonly corrected: readonly Corrected[];
}

/**
 * The month meant: `YYYY-MM`, or without one the month that ended last, by the dates of `zone`.
 * @throws MonitorError `bad_input` for what is no month, or has not begun
 */
export function monthAsked(text: string | undefined, zone: string, now: Instant): Month {
  const current = monthOf(dayOf(now, zone));
  if (text === undefined) return monthBefore(current);
  const month = monthNamed(text);
  if (month === null)
    throw new MonitorError('bad_input', `month: "${text}" is no month: write it as ${monthBefore(current).name}`);
  if (month.first > current.first)
    throw new MonitorError('bad_input', `month: ${text} has not begun: choose ${current.name} or an earlier one`);
  return month;
}

/** The monthly report, read anew: every figure as of the month's end, with what was known then. */
export async function readReport(deps: ReportDeps, month: Month, now: Instant): Promise<ReportReading> {
  const end = endOfMonth(month, deps.zone, now);
  const measure = await measureMonth(deps, month, now);
  deps.onMonth?.();
  const before = monthBefore(month);
  const known = await measureMonth(deps, before, now, now);
  deps.onMonth?.();
  const corrected = await readCorrections(deps, month, { month: before, measure: known }, now);
  const { activation, wins, exits } = measure;
  const report: ReportJson = {
    format: 1,
    month: month.name,
    as_of: activation.as_of,
    zone: deps.zone,
    product: deps.productName,
    complete: dayOf(now, deps.zone) > month.last,
    written_at: null,
    activation,
    before: {
      month: before.name,
      figures: known.activation.overall,
      wins: known.wins.length,
      exits: known.exits.length,
    },
    wins,
    risks: await readRisks(deps, activation.as_of, measure.contracts, now),
    exits,
    pauses: await readPauseFindings(deps.store.accounts, measure.paused, Math.min(month.last, dayOf(end, deps.zone))),
    quality: await readQuality(deps, { from: dayToIso(month.first), to: dayToIso(month.last) }, end),
    corrections: corrected.map(({ correction }) => correction),
  };
  return { report, figures: monthFigures(measure), outcomes: measure.outcomes, corrected };
}

/** In the order of the account list (METHOD section 7). */
async function readRisks(
  deps: ReportDeps,
  asOf: string,
  contracts: ReadonlyMap<string, Contract>,
  now: Instant,
): Promise<ReportJson['risks']> {
  const { rows } = await readAccounts(deps, { asOf, states: ALERT_STATES }, now);
  return rows.flatMap((row) => {
    const state = ALERT_STATES.find((each) => each === row.state);
    return state === undefined ? [] : [riskOf(row, state, contracts.get(row.account_id ?? ''), asOf)];
  });
}

function riskOf(
  row: AccountJson,
  state: ReportJson['risks'][number]['state'],
  contract: Contract | undefined,
  asOf: string,
): ReportJson['risks'][number] {
  const today = isoToDay(asOf) ?? 0;
  const renewsOn = contract?.renewsOn ?? null;
  const { account_id, name, task_url, csm, state_in_words, stuck_on, days_stuck, trial_ends_on: trialEndsOn } = row;
  return {
    account_id,
    name,
    task_url,
    csm: csm?.name ?? null,
    state,
    state_in_words,
    stuck_on,
    days_stuck,
    annual_value: contract?.annualValue ?? null,
    renews_on: renewsOn !== null && renewsOn >= today ? dayToIso(renewsOn) : null,
    trial_ends_on: trialEndsOn !== null && trialEndsOn >= asOf ? trialEndsOn : null,
  };
}
