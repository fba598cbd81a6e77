import type { CohortFigures } from '../domain/activation.ts';
import { adviceInWords } from '../domain/advice.ts';
import type { ActivationRate } from '../domain/activation-rate.ts';
import type { FunnelRow } from '../domain/funnel.ts';
import { dayToIso } from '../domain/local-date.ts';
import type { CurveStep } from '../domain/survival.ts';
import type { TimeToValue } from '../domain/time-to-value.ts';
import type { ActivationJson, CohortFiguresJson } from './activation-json.ts';
import { figureOrNull, isoMoment, rounded } from './json-values.ts';
import { type ActivationReading, planName } from './read-activation.ts';

/** The figures as `/api/activation` answers them: counts in place of the accounts behind them. */
export function activationAnswer(reading: ActivationReading): ActivationJson {
  const { overall, cohorts, histogram, funnel, route } = reading;
  return {
    as_of: dayToIso(reading.asOf),
    watermark: isoMoment(reading.watermark),
    overall: figuresJson(overall),
    cohorts: cohorts.map((each) => ({ cohort: each.cohort, ...figuresJson(each) })),
    histogram: {
      bins: histogram.bins.map(({ from, to, accounts }) => ({ from, to, count: accounts.length })),
      not_yet: { count: histogram.notYet.accounts.length, longest_so_far: histogram.notYet.longestSoFar },
    },
    curve: overall.ttv.curve.steps.map(curveStepJson),
    funnel: funnel.rows.map(funnelRowJson),
    funnel_others: reading.funnelOthers.length,
    funnel_plan: route === null ? null : planName(route),
    plans: reading.routes.map((each) => ({
      plan: planName(each),
      statement: each.statement,
      n: each.journeys.length,
    })),
    without_plan: reading.withoutPlan.length,
    excluded: reading.excluded.length,
    advice: reading.advice.map((advice) => ({
      kind: advice.kind,
      step: 'step' in advice ? advice.step : null,
      in_words: adviceInWords(advice),
    })),
    leak: { largest: funnel.largestLeak, slowest: funnel.slowestStep },
  };
}

function figuresJson({ reached, waiting, left, beforeData, ttv, rates }: CohortFigures): CohortFiguresJson {
  return {
    n: reached.length + waiting.length + left.length,
    reached: reached.length,
    waiting: waiting.length,
    left: left.length,
    before_data: beforeData.length,
    ttv: ttvJson(ttv),
    rates: { '7': rateJson(rates[7]), '14': rateJson(rates[14]), '30': rateJson(rates[30]) },
  };
}

function ttvJson({ p25, p50, p75, p90, p50Low, p50High, naiveMedian, suppressed }: TimeToValue) {
  return { p25, p50, p75, p90, p50_low: p50Low, p50_high: p50High, naive_median: naiveMedian, suppressed };
}

function rateJson({ mature, hits, pending, paused, rate, low, high, soFar }: ActivationRate) {
  return {
    mature: mature.length,
    hits: hits.length,
    rate: figureOrNull(rate),
    low: figureOrNull(low),
    high: figureOrNull(high),
    pending: pending.length,
    paused: paused.length,
    so_far: figureOrNull(soFar),
  };
}

function curveStepJson({ day, reached, low, high, atRisk }: CurveStep): ActivationJson['curve'][number] {
  return { day, reached: rounded(reached), low: figureOrNull(low), high: figureOrNull(high), at_risk: atRisk };
}

function funnelRowJson(row: FunnelRow): ActivationJson['funnel'][number] {
  return {
    step: row.step,
    in: row.reached.length,
    advanced: row.advanced.length,
    left: row.left.length,
    overdue: row.overdue.length,
    waiting: row.waiting.length,
    skipped: row.skipped.length,
    median_days: row.medianDays,
  };
}
