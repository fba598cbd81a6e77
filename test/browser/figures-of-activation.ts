import type { ActivationJson, CohortFiguresJson } from '../../src/monitor/activation-json.ts';
import { type Pair, pair, percentOf, type Printed, sameWords } from './printed.ts';

export function figuresOfActivation(printed: Printed, answer: ActivationJson): readonly Pair[] {
  const { overall, without_plan: withoutPlan, excluded, watermark, as_of: asOf } = answer;
  const before = overall.before_data > 0 && overall.before_data;
  const head = pair('heading', printed.leads[0], overall.n, asOf, watermark, withoutPlan, excluded, before);
  if (overall.n === 0) return [head, pair('tables', String(Object.keys(printed.tables).length), 0)];
  return [
    head,
    ...tiles(printed, overall),
    ...cohortTables(printed, answer),
    faster(printed, answer),
    ...funnel(printed, answer),
    ...histogram(printed, answer),
    ...curve(printed, overall),
  ];
}

type Ttv = CohortFiguresJson['ttv'];
type Rate = CohortFiguresJson['rates']['7'];
const DAYS = ['7', '14', '30'] as const;

/** The rate with its interval, else the estimate so far; then the counts. */
function rateFigures({ rate, low, high, so_far: soFar, hits, mature, pending, paused }: Rate) {
  const shares = rate === null ? [soFar] : [rate, low, high];
  return [...shares.map(percentOf), hits, mature, pending > 0 && pending, paused > 0 && paused];
}

const medianFigures = ({ suppressed, p50, p50_low: low, p50_high: high, naive_median: naive }: Ttv) =>
  suppressed ? [naive] : [p50, 95, low, high, naive];

function tiles({ facts }: Printed, { ttv, rates, reached, waiting, left }: CohortFiguresJson): readonly Pair[] {
  return [
    pair('the median', facts['Half reach first value by'], ...medianFigures(ttv)),
    pair('so far', facts['So far'], reached, waiting, left),
    ...DAYS.map((days) => pair(`within ${days}`, facts[`There within ${days} days`], ...rateFigures(rates[days]))),
  ];
}

function cohortTables({ tables }: Printed, { cohorts, overall }: ActivationJson): readonly Pair[] {
  const rows = [...cohorts, { cohort: 'All', ...overall }];
  return rows.flatMap(({ cohort, ttv, rates, ...counts }, n) => {
    const time = tables.cohorts?.[n];
    const half = ttv.suppressed ? [] : [ttv.p50];
    const quantiles = ttv.suppressed ? [] : [ttv.p25, ttv.p75, ttv.p90];
    return [
      sameWords(`cohort ${n}`, time?.Start, cohort),
      sameWords(`cohort ${n} of the rates`, tables.rates?.[n]?.Start, cohort),
      pair(`${cohort}: accounts`, time?.Accounts, counts.n),
      pair(`${cohort}: there`, time?.There, counts.reached),
      pair(`${cohort}: on the way`, time?.['On the way'], counts.waiting),
      pair(`${cohort}: left`, time?.Left, counts.left),
      pair(`${cohort}: half by`, time?.['Half by'], ...half, ttv.p50_low, ttv.p50_low !== null && ttv.p50_high),
      pair(`${cohort}: quantiles`, time?.['p25 · p75 · p90'], ...quantiles),
      pair(`${cohort}: naive`, time?.Naive, ttv.naive_median),
      ...DAYS.map((days) =>
        pair(`${cohort}: ${days} days`, tables.rates?.[n]?.[`${days} days`], ...rateFigures(rates[days])),
      ),
    ];
  });
}

const FASTER = /of those who started in (\S+) half were there by day (\d+), of (\S+) by day (\d+)/;

function faster({ sections }: Printed, { cohorts }: ActivationJson): Pair {
  const known = cohorts
    .filter(({ ttv }) => ttv.p50 !== null && ttv.p50_low !== null)
    .slice(-2)
    .toReversed();
  const said = FASTER.exec(sections.cohorts ?? '')?.slice(1) ?? [];
  const answered = known.length < 2 ? [] : known.flatMap(({ cohort, ttv }) => [cohort, ttv.p50]);
  return sameWords('whether they get faster', said.join(' '), answered.join(' '));
}

function funnel({ tables, sections }: Printed, answer: ActivationJson): readonly Pair[] {
  const { funnel: rows, funnel_others: others } = answer;
  const words = sections.funnel ?? '';
  return [
    pair('steps', String(tables.funnel?.length ?? 0), rows.length),
    pair('on other plans', /([\d,]+) accounts? (?:is|are) on other plans/.exec(words)?.[1] ?? '', others > 0 && others),
    ...rows.flatMap((row, n) => {
      const line = tables.funnel?.[n];
      return [
        pair(`${row.step}: reached`, line?.Reached, row.in),
        pair(`${row.step}: went on`, line?.['Went on'], row.advanced),
        pair(`${row.step}: waiting`, line?.Waiting, row.waiting, row.skipped > 0 && row.skipped),
        pair(`${row.step}: overdue`, line?.Overdue, row.overdue),
        pair(`${row.step}: left`, line?.Left, row.left),
        pair(`${row.step}: half go on`, line?.['Half go on after'], row.median_days),
      ];
    }),
  ];
}

function histogram({ bars }: Printed, { histogram: { bins, not_yet: notYet } }: ActivationJson): readonly Pair[] {
  const shown = bins.filter(({ count }) => count > 0);
  return [
    pair('bars', String(bars.length), shown.length + (notYet.count > 0 ? 1 : 0)),
    ...shown.map(({ from, to, count }, n) => pair(`bar ${from}`, bars[n], count, from, to - from > 1 && to - 1)),
    ...(notYet.count > 0 ? [pair('bar of not yet', bars[shown.length], notYet.count, notYet.longest_so_far)] : []),
  ];
}

function curve({ hints }: Printed, { ttv }: CohortFiguresJson): readonly Pair[] {
  if (ttv.suppressed) return [];
  const words = hints.find((hint) => hint.includes('A quarter:'));
  return [pair('the curve', words, 95, ttv.p25, ttv.p50, ttv.p75, ttv.p90)];
}
