import type { ActivationJson, CohortFiguresJson } from '../monitor/activation-json.ts';
import { table } from './terminal.ts';

/** `/api/activation` as tables for a terminal: the very figures of the JSON answer, nothing computed but the length of bars. */
export function activationInWords(answer: ActivationJson): string {
  const { overall, as_of: asOf, watermark } = answer;
  if (overall.n === 0) return [`as of ${asOf}: no account to count`, ...leftOut(answer)].join('\n');
  return [
    `as of ${asOf}, complete to ${watermark}`,
    ...leftOut(answer),
    '',
    timeTable(answer),
    '',
    rateTable(answer),
    '',
    histogramTable(answer),
    ...(answer.funnel.length === 0 ? [] : ['', funnelTable(answer), ...leaks(answer)]),
  ].join('\n');
}

/** Who is in no figure, or not in all of them. */
function leftOut({ excluded, without_plan: withoutPlan, overall }: ActivationJson): readonly string[] {
  const unseen = `${overall.before_data} in no time to value: their history begins before our data`;
  return [
    `${excluded} excluded, ${withoutPlan} without a plan in force`,
    ...(overall.before_data === 0 ? [] : [unseen]),
  ];
}

const rowsOf = (answer: ActivationJson): readonly (readonly [string, CohortFiguresJson])[] => [
  ...answer.cohorts.map((each) => [each.cohort, each] as const),
  ['all', answer.overall] as const,
];

function timeTable(answer: ActivationJson): string {
  const head = ['days to value', 'n', 'there', 'waiting', 'left', 'p25', 'median', '95 %', 'p75', 'p90', 'naive'];
  const rows = rowsOf(answer).map(([name, { n, reached, waiting, left, ttv }]) => {
    const counts = [name, n, reached, waiting, left].map(String);
    if (ttv.suppressed) return [...counts, '', 'too few', '', '', '', ''];
    const interval = `${ttv.p50_low ?? '?'} to ${ttv.p50_high ?? '?'}`;
    return [
      ...counts,
      day(ttv.p25),
      day(ttv.p50),
      interval,
      day(ttv.p75),
      day(ttv.p90),
      String(ttv.naive_median ?? ''),
    ];
  });
  return table(head, rows);
}

/** A quantile that the curve does not get to. */
const day = (value: number | null): string => (value === null ? 'not reached' : String(value));

function rateTable(answer: ActivationJson): string {
  const rows = rowsOf(answer).map(([name, { rates }]) => [name, ...Object.values(rates).map(rateInWords)]);
  return table(['there within', '7 days', '14 days', '30 days'], rows);
}

type Rate = CohortFiguresJson['rates']['7'];

/** `27 % (10 to 57) of 11, 1 pending`; an estimate so far stands in for a rate with a tilde in front. */
function rateInWords({ rate, low, high, mature, pending, paused, so_far: soFar }: Rate): string {
  const share =
    rate !== null ? `${percent(rate)} % (${percent(low)} to ${percent(high)}) of ${mature}` : `too few (${mature})`;
  const estimate = rate === null && soFar !== null ? [`~${percent(soFar)} % so far`] : [];
  return [share, ...estimate, ...counted(pending, 'pending'), ...counted(paused, 'paused')].join(', ');
}

const percent = (share: number | null): string => (share === null ? '?' : String(Math.round(share * 100)));
const counted = (count: number, what: string): readonly string[] => (count === 0 ? [] : [`${count} ${what}`]);

const LONGEST_BAR = 40;

function histogramTable({ histogram: { bins, not_yet: notYet } }: ActivationJson): string {
  const most = Math.max(1, notYet.count, ...bins.map(({ count }) => count));
  const bar = (count: number): string => '█'.repeat(Math.ceil((count * LONGEST_BAR) / most));
  const rows = bins.map(({ from, to, count }) => [
    to - from === 1 ? `${from}` : `${from} to ${to - 1}`,
    String(count),
    bar(count),
  ]);
  const rest =
    notYet.count === 0
      ? []
      : [[`not yet, so far up to ${notYet.longest_so_far}`, String(notYet.count), bar(notYet.count)]];
  return table(['day of first value', 'accounts', ''], [...rows, ...rest]);
}

function funnelTable({ funnel }: ActivationJson): string {
  const head = ['step', 'in', 'went on', 'left', 'overdue', 'waiting', 'of these skipped', 'median days'];
  const rows = funnel.map((row) => [
    row.step,
    ...[row.in, row.advanced, row.left, row.overdue, row.waiting, row.skipped].map(String),
    row.median_days === null ? '' : String(row.median_days),
  ]);
  return table(head, rows);
}

function leaks({ leak, funnel_others: others, plans, funnel_plan: drawn }: ActivationJson): readonly string[] {
  const rest = plans
    .filter(({ plan }) => plan !== drawn)
    .map(({ plan, statement, n }) => `  --plan ${plan}: ${n}, ${statement}`);
  return [
    ...(leak.largest === null ? [] : [`largest leak: after “${leak.largest}”`]),
    ...(leak.slowest === null ? [] : [`slowest step: after “${leak.slowest}”`]),
    ...(others === 0 ? [] : [`${others} on other plans:`, ...rest]),
  ];
}
