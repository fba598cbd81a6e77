import { DAY_MS } from '../domain/duration.ts';
import type { OutcomeChangeKind, ReportFigure } from '../domain/report-corrections.ts';
import type { CohortFiguresJson } from './activation-json.ts';
import type { CorrectionJson, PauseFindingJson, ReportJson } from './report-json.ts';
import { dayInWords, grouped, monthInWords, percent, plural } from './words.ts';

/** How the monthly report says things: the same in ClickUp, in the terminal and in the file. */

/** `8 Nov 2026`, of `2026-11-08` */
export const dateInWords = (iso: string): string => dayInWords(Date.parse(iso) / DAY_MS);

const LONGEST_TITLE = 80;

/** `First value in October 2026 · Sprintly` */
export function reportTitle({ month, product }: ReportJson): string {
  const title = `First value in ${monthInWords(month)} · ${product.replaceAll(/\s+/g, ' ')}`;
  return title.length < LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 2).trimEnd()}…`;
}

/** No two reports of one list have the same. */
export const reportFileName = (month: string): string => `first-value-${month}.html`;

/** `14 days (95 %: 9 to 21)`, or why there is none. */
export function medianInWords({ n, ttv }: CohortFiguresJson): string {
  if (ttv.suppressed) return `too few to say (${plural(n, 'account')})`;
  if (ttv.p50 === null) return 'not reached by half of them so far';
  return `${plural(ttv.p50, 'day')} (95\u00a0%: ${ttv.p50_low ?? '?'} to ${ttv.p50_high ?? '?'})`;
}

/** `27 % (10 to 57) of 11, 1 pending` */
export function rateInWords({ rate, low, high, mature, pending }: CohortFiguresJson['rates']['7']): string {
  const open = pending === 0 ? '' : `, ${pending} pending`;
  if (rate === null || low === null || high === null) return `too few to say (${mature})${open}`;
  return `${percent(rate)} (${Math.round(low * 100)} to ${Math.round(high * 100)}) of ${grouped(mature)}${open}`;
}

const FIGURE_NAMES: Readonly<Record<ReportFigure, string>> = {
  accounts: 'accounts counted',
  reached: 'there in all',
  waiting: 'waiting',
  left: 'left without first value, in all',
  without_plan: 'without a plan in force',
  wins: 'reached first value in the month',
  exits: 'left in the month',
  p25: 'a quarter there by day',
  p50: 'median days to first value',
  p75: 'three quarters there by day',
  p90: 'nine of ten there by day',
  rate_7: 'there within 7 days',
  rate_14: 'there within 14 days',
  rate_30: 'there within 30 days',
  alerts_useful: 'alerts called useful',
  alerts_noise: 'alerts called noise',
  alerts_known: 'alerts called known already',
  alerts_too_late: 'alerts called too late',
};

type FigureChange = CorrectionJson['figures'][number];

/** `reached first value in the month: 4, was 5` */
export function figureChangeInWords({ figure, was, now }: FigureChange): string {
  const words = (value: number | null): string => {
    if (value === null) return 'not reached, or too few to say';
    return figure.startsWith('rate_') ? `${Math.round(value * 1_000) / 10}\u00a0%` : grouped(value);
  };
  return `${FIGURE_NAMES[figure]}: ${words(now)}, was ${words(was)}`;
}

const CHANGE_NAMES: Readonly<Record<OutcomeChangeKind, string>> = {
  value_taken_back: 'first value taken back',
  value_found: 'first value came to be known',
  value_moved: 'first value has another date',
  counted_now: 'counted now',
  no_longer_counted: 'no longer counted',
  left_after_all: 'had left',
  did_not_leave: 'had not left',
  start_moved: 'has another start date',
  plan_found: 'has a plan in force',
  plan_gone: 'has no plan in force',
};

/** `first value taken back (was 12 Oct 2026): it was a test run` */
export function accountChangeInWords({ what, was, now, reason }: CorrectionJson['accounts'][number]): string {
  const dates = [
    ...(now === null || now === was ? [] : [dateInWords(now)]),
    ...(was === null || now === was ? [] : [`was ${dateInWords(was)}`]),
  ];
  return `${CHANGE_NAMES[what]}${dates.length === 0 ? '' : ` (${dates.join(', ')})`}${reason === null ? '' : `: ${reason}`}`;
}

/** `11 days past its date (until 20 Oct 2026): waits for their migration` */
export function pauseInWords({ kind, from, until, days, reason }: PauseFindingJson): string {
  const why = reason === null || reason === '' ? '' : `: ${reason}`;
  if (kind === 'open_end' || until === null)
    return `paused without a date since ${dateInWords(from)}, ${plural(days, 'day')}${why}`;
  return `paused until ${dateInWords(until)}, quiet since; ${plural(days, 'day')} past its date${why}`;
}

/** What lies ahead of an account at risk, and what it is worth a year; empty where nothing is known. */
export function aheadInWords({
  annual_value: value,
  renews_on: renews,
  trial_ends_on: trial,
}: ReportJson['risks'][number]): string {
  return [
    ...(value === null ? [] : [`${amountInWords(value)} a year`]),
    ...(trial === null ? [] : [`trial ends ${dateInWords(trial)}`]),
    ...(renews === null ? [] : [`renews ${dateInWords(renews)}`]),
  ].join(' · ');
}

/** `120,000`: no currency, since the field has none. */
export const amountInWords = (value: number): string => grouped(Math.round(value));

/** Useful of what was answered, over all rules of the month. */
export function precisionInWords({ delivered, rules }: ReportJson['quality']): string {
  if (delivered === 0) return 'No alert was delivered';
  const useful = rules.reduce((sum, rule) => sum + rule.useful, 0);
  const answered = rules.reduce((sum, rule) => sum + rule.n, 0);
  const unanswered = rules.reduce((sum, rule) => sum + rule.unanswered, 0);
  const verdicts =
    answered === 0 ? 'none of them called useful or noise' : `${useful} of ${answered} answered ones useful`;
  return `${plural(delivered, 'alert')} delivered, ${verdicts}, ${unanswered} unanswered`;
}
