import type { AccountKey, Day, Instant } from '../domain/account.ts';
import {
  type AccountOutcome,
  alertsPerCsmWeek,
  type JudgedAlert,
  leadTimes,
  type MatureShare,
  missed,
  needsAttention,
  type Precision,
  qualityByRule,
  type RuleQuality,
} from '../domain/alert-quality.ts';
import type { State } from '../domain/assessment.ts';
import { interventionOutcomes, type OutcomeOfKind, type SuggestedMove } from '../domain/intervention-outcomes.ts';
import { dayOf, dayToIso, isoToDay } from '../domain/local-date.ts';
import { MonitorError } from '../shared/errors.ts';
import type { AccountIndex } from './account-index.ts';
import type { DeliveredAlert } from './alert-store.ts';
import { answeredAt } from './as-of.ts';
import type { IndexAnswers } from './index-answers.ts';
import { indexAsOf, type ListDeps } from './index-memory.ts';
import { figureOrNull, isoMoment } from './json-values.ts';
import type { ModelUsage } from './model-store.ts';
import { type QualityCases, qualityCases } from './quality-cases.ts';
import type { QualityJson } from './quality-json.ts';
import { readDataHealth } from './read-data-health.ts';
import type { ReadDeps } from './read-deps.ts';

export interface QualityDeps extends ListDeps {
  /** Figures drawn for whoever asked before; default: they are drawn anew. */
  readonly qualities?: IndexAnswers<QualityJson>;
}

/** Dates of delivery, both included; without them everything. */
export interface QualityQuery {
  readonly from?: string;
  readonly to?: string;
  /** Figures of many accounts may be some minutes old: `as_of` says of when they are. */
  readonly mayBeOld?: boolean;
}

/**
 * How well the alerts are aimed, over those delivered in the period: precision by rule and month, acted-on, lead time, the missed
 * list, the load of CSMs, what interventions were followed by, and what a person might look at.
 * @throws MonitorError `bad_input` for dates that mean nothing
 */
export async function readQuality(deps: QualityDeps, query: QualityQuery, now: Instant): Promise<QualityJson> {
  const { from, to, mayBeOld = false } = query;
  const period = periodOf(query, deps.zone, now);
  const index = await indexAsOf(deps, { asOf: null, at: now, now, mayBeOld });
  const draw = (): Promise<QualityJson> => drawQuality(deps, query, period, index);
  return deps.qualities?.recall(index, JSON.stringify([from, to]), draw) ?? draw();
}

async function drawQuality(
  deps: ReadDeps,
  query: QualityQuery,
  period: Period,
  index: AccountIndex,
): Promise<QualityJson> {
  const now = index.at;
  const delivered = await deps.store.alerts.delivered(Number.MIN_SAFE_INTEGER, now + 1);
  const all = delivered.map((alert) => answeredAt(alert, now));
  const seen = await qualityCases(deps, index, all);
  const counted = all.filter(({ accountKey }) => !seen.excluded.has(accountKey));
  const isIn = (day: Day): boolean => day >= period.from && day <= period.to;
  const judged = counted.map((alert) => judgedAlert(alert, deps.zone));
  const own = judged.filter(({ deliveredOn }) => isIn(deliveredOn));
  const today = dayOf(now, deps.zone);
  const left = seen.outcomes.filter(({ leftOn }) => leftOn !== null && isIn(leftOn));
  const rules = qualityByRule(own, today);
  const excluded = all.filter(
    ({ accountKey, deliveredAt }) => seen.excluded.has(accountKey) && isIn(dayOf(deliveredAt ?? now, deps.zone)),
  );
  return {
    as_of: isoMoment(now),
    from: query.from === undefined ? null : dayToIso(period.from),
    to: dayToIso(period.to),
    delivered: own.length,
    excluded: excluded.length,
    rules: rules.map(ruleJson),
    lead_days: leadJson(own, seen.outcomes),
    missed: missed(judged, left).map((key) => missedJson(key, seen)),
    alerts_per_csm_week: alertsPerCsmWeek(own, Math.min(today, period.to)),
    interventions: outcomesJson(
      seen.suggested.filter(({ alert }) => isIn(dayOf(alert.deliveredAt ?? now, deps.zone))).map(({ move }) => move),
      today,
    ),
    model: modelJson(await deps.store.model.usage(), deps.modelCapUsd ?? null),
    data: await readDataHealth(deps, seen.excluded.size, now),
    suggestions: rules.filter(needsAttention).map(suggestion),
  };
}

interface Period {
  readonly from: Day;
  readonly to: Day;
}

function periodOf({ from, to }: QualityQuery, zone: string, now: Instant): Period {
  const today = dayOf(now, zone);
  const read = (name: string, text: string | undefined, otherwise: Day): Day => {
    const day = text === undefined ? otherwise : isoToDay(text);
    if (day !== null) return day;
    throw new MonitorError('bad_input', `${name}: "${text}" is no date: write it as ${dayToIso(today)}`);
  };
  const period = { from: read('from', from, Number.MIN_SAFE_INTEGER), to: read('to', to, today) };
  if (period.from <= period.to) return period;
  throw new MonitorError('bad_input', `from: ${from} lies after to (${dayToIso(period.to)}): exchange them`);
}

function judgedAlert(alert: DeliveredAlert, zone: string): JudgedAlert {
  const { accountKey, kind, strength, verdict, actedAt, csmId } = alert;
  return {
    accountKey,
    rule: kind,
    strength,
    deliveredOn: dayOf(alert.deliveredAt ?? alert.openedAt, zone),
    verdict,
    actedOn: actedAt === null ? null : dayOf(actedAt, zone),
    csmId,
  };
}

const precisionJson = ({ delivered, n, precision, useful, noise, known, tooLate, unanswered }: Precision) => ({
  delivered,
  n,
  precision: figureOrNull(precision),
  useful,
  noise,
  known,
  too_late: tooLate,
  unanswered,
});

const shareJson = ({ n, hits, share, pending }: MatureShare) => ({ n, hits, share: figureOrNull(share), pending });

function ruleJson(quality: RuleQuality): QualityJson['rules'][number] {
  return {
    rule: quality.rule,
    ...precisionJson(quality),
    acted_on: shareJson(quality.acted),
    months: quality.months.map((part) => ({ month: part.month, ...precisionJson(part) })),
  };
}

function leadJson(alerts: readonly JudgedAlert[], outcomes: readonly AccountOutcome[]): QualityJson['lead_days'] {
  const { toValue, toExit } = leadTimes(alerts, outcomes);
  return { to_value: toValue, to_exit: toExit };
}

function missedJson(key: AccountKey, { accounts, outcomes }: QualityCases): QualityJson['missed'][number] {
  const account = accounts.get(key);
  const leftOn = outcomes.find((outcome) => outcome.key === key)?.leftOn ?? 0;
  return { account_id: account?.accountId ?? null, name: account?.name ?? key, left_on: dayToIso(leftOn) };
}

function outcomesJson(moves: readonly SuggestedMove[], today: Day): QualityJson['interventions'] {
  const { byState, byStepKind, byWhoseMove } = interventionOutcomes(moves, today);
  const rows = (outcomes: readonly OutcomeOfKind[]) =>
    outcomes.map((each) => ({ name: each.name, ...shareJson(each) }));
  return { by_state: rows(byState), by_step_kind: rows(byStepKind), by_whose_move: rows(byWhoseMove) };
}

function modelJson(usage: readonly ModelUsage[], capUsd: number | null): QualityJson['model'] {
  const months = [...Map.groupBy(usage, ({ month }) => month)].map(([month, rows]) => {
    const sum = (of: (row: ModelUsage) => number): number => rows.reduce((total, row) => total + of(row), 0);
    const outcomes = Map.groupBy(rows, ({ outcome }) => outcome);
    return {
      month,
      calls: sum(({ pieces }) => pieces),
      outcomes: Object.fromEntries(
        [...outcomes].map(([outcome, own]) => [outcome, own.reduce((total, { pieces }) => total + pieces, 0)]),
      ),
      requests: sum(({ requests }) => requests),
      tokens_in: sum(({ tokensIn }) => tokensIn),
      tokens_out: sum(({ tokensOut }) => tokensOut),
      cost_usd: Math.round(sum(({ costUsd }) => costUsd) * 1e6) / 1e6,
      unpriced_requests: sum(({ unpricedRequests }) => unpricedRequests),
    };
  });
  return { cap_usd: capUsd, months };
}

/** The setting that makes a rule fire less, where there is one of its own. */
const SETTINGS: Readonly<Partial<Record<State, string>>> = {
  early_alert: 'alerts.early_days in monitor.yaml, or early_days of a tier',
  gone_dark: 'alerts.confirm_sweeps in monitor.yaml',
  trial_risk: 'alerts.confirm_sweeps in monitor.yaml',
  stalled: 'stall_floor_days of the tiers',
  soft_signal: 'stall_floor_days of the tiers',
};

function suggestion({ rule, precision, n, noise }: RuleQuality): string {
  const share = (precision ?? 0).toFixed(2);
  return `rule ${rule}: ${noise} of ${n} answered alerts were noise (precision ${share}); a larger ${SETTINGS[rule] ?? 'threshold'} would make it fire less. A person changes it; nothing changes by itself.`;
}
