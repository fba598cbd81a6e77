import type { BacktestQuery, BacktestReport } from '../monitor/backtest.ts';
import { print, table } from './terminal.ts';

interface Compared {
  readonly name: string;
  readonly report: BacktestReport;
}

/** The summary for people; with a second policy side by side. */
export function showBacktest(own: BacktestReport, other: Compared | null, { flagBy }: BacktestQuery): void {
  const columns = other === null ? [own] : [own, other.report];
  const names = other === null ? [''] : ['config', other.name];
  const rows = LINES.map(({ label, value }) => [label, ...columns.map(({ summary }) => value(summary))]);
  print(table([`hard alert by day ${flagBy}`, ...names], rows));
  for (const [kind, { flagged, precision }] of Object.entries(own.summary.by_kind))
    print(`${kind.replaceAll('_', ' ')}: ${flagged} flagged, precision ${share(precision)}`);
  print(`${own.alerts.length} alerts in all; each with its evidence with --json`);
}

type Summary = BacktestReport['summary'];

const share = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
const number = (value: number | null): string => (value === null ? '–' : String(Math.round(value * 10) / 10));

const LINES: readonly { readonly label: string; readonly value: (summary: Summary) => string }[] = [
  { label: 'accounts replayed', value: ({ population }) => String(population) },
  {
    label: 'of them bad',
    value: ({ judged, bad, base_rate }) =>
      judged === 0 ? 'not known: give --outcomes' : `${bad} (${share(base_rate)})`,
  },
  { label: 'flagged', value: ({ flagged, flagged_share }) => `${flagged} (${share(flagged_share)})` },
  { label: 'precision', value: ({ precision }) => share(precision) },
  { label: 'recall', value: ({ recall }) => share(recall) },
  { label: 'recall of those who were still there', value: ({ recall_reachable }) => share(recall_reachable) },
  { label: 'lift over the base rate', value: ({ lift }) => share(lift) },
  {
    label: 'days before they left, mean and median',
    value: ({ lead_days: { mean, p50 } }) => `${number(mean)}, ${number(p50)}`,
  },
  { label: 'left without value and without an alert in time', value: ({ missed }) => String(missed.length) },
  {
    label: 'alerts a CSM and week, median, p90, most',
    value: ({ alerts_per_csm_week: { p50, p90, max } }) => [p50, p90, max].map(number).join(', '),
  },
];
