import type { Command } from 'commander';
import type { QualityJson } from '../monitor/quality-json.ts';
import { readQuality } from '../monitor/read-quality.ts';
import { percent, plural } from '../monitor/words.ts';
import type { CliDeps } from './kit.ts';
import { jsonOption, print, printJson, table, withKit } from './terminal.ts';

interface Flags {
  readonly json?: boolean;
  readonly from?: string;
  readonly to?: string;
}

export function addQualityCommand(program: Command, deps: CliDeps): void {
  jsonOption(program.command('quality').description('how well the alerts are aimed: precision, acted-on, missed, load'))
    .option('--from <date>', 'only alerts delivered on this date or later')
    .option('--to <date>', 'only alerts delivered up to this date')
    .action(({ json, from, to }: Flags) =>
      withKit(deps, async (kit) => {
        const query = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
        const quality = await readQuality(await kit.reading(), query, kit.clock.now());
        if (json) printJson(quality);
        else show(quality);
      }),
    );
}

type Share = QualityJson['rules'][number]['acted_on'];

const shareInWords = ({ share, n, pending }: Share): string =>
  `${share === null ? '–' : percent(share)} of ${n}${pending === 0 ? '' : `, ${pending} pending`}`;
const figure = (value: number | null): string => (value === null ? '–' : String(value));

function show(quality: QualityJson): void {
  const { delivered, excluded, from, to } = quality;
  print(
    `${plural(delivered, 'alert')} delivered ${from === null ? '' : `from ${from} `}up to ${to}, ${excluded} excluded`,
  );
  if (quality.rules.length > 0) print(`\n${ruleTable(quality)}`);
  const { to_value: toValue, to_exit: toExit } = quality.lead_days;
  print(
    `\nLead time: ${figure(toValue.p50)} days to first value (median of ${toValue.n}), ${figure(toExit.p50)} to the exit (of ${toExit.n})`,
  );
  const { p50, p90, max, csms, weeks } = quality.alerts_per_csm_week;
  print(
    `Alerts per CSM and week: median ${figure(p50)}, p90 ${figure(p90)}, most ${figure(max)} (${plural(csms, 'CSM')}, ${plural(weeks, 'week')})`,
  );
  print(
    `Missed: ${quality.missed.length === 0 ? 'none' : quality.missed.map(({ name, left_on: on }) => `${name} (left ${on})`).join(', ')}`,
  );
  const outcomes = outcomeTable(quality);
  if (outcomes !== null)
    print(`\nFollowed by progress within ten working days, which is no proof of cause:\n${outcomes}`);
  for (const month of quality.model.months) print(`\n${modelInWords(month, quality.model.cap_usd)}`);
  for (const line of quality.suggestions) print(`\nTo look at: ${line}`);
}

function modelInWords(month: QualityJson['model']['months'][number], capUsd: number | null): string {
  const usable = (month.outcomes.written ?? 0) + (month.outcomes.cached ?? 0);
  const unpriced =
    month.unpriced_requests === 0 ? '' : `, ${plural(month.unpriced_requests, 'request')} without a price`;
  const cap = capUsd === null ? '' : ` of $${capUsd}`;
  return `Model in ${month.month}: ${plural(month.calls, 'piece')} of writing, ${usable} usable, about $${month.cost_usd.toFixed(2)}${cap}${unpriced}`;
}

function ruleTable({ rules }: QualityJson): string {
  const head = ['RULE', 'MONTH', 'PRECISION', 'N', 'USEFUL', 'NOISE', 'KNOWN', 'TOO LATE', 'UNANSWERED', 'ACTED ON'];
  const row = (
    name: string,
    month: string,
    of: QualityJson['rules'][number]['months'][number] | QualityJson['rules'][number],
    acted: string,
  ) => [
    ...[name, month, of.precision === null ? '–' : of.precision.toFixed(2)],
    ...[of.n, of.useful, of.noise, of.known, of.too_late, of.unanswered].map(String),
    acted,
  ];
  return table(
    head,
    rules.flatMap((rule) => [
      row(rule.rule, 'all', rule, shareInWords(rule.acted_on)),
      ...rule.months.map((part) => row('', part.month, part, '')),
    ]),
  );
}

function outcomeTable({ interventions }: QualityJson): string | null {
  const parts = [
    ['state', interventions.by_state],
    ['step', interventions.by_step_kind],
    ['whose move', interventions.by_whose_move],
  ] as const;
  const rows = parts.flatMap(([by, outcomes]) => outcomes.map((each) => [by, each.name, shareInWords(each)]));
  return rows.length === 0 ? null : table(['BY', 'WHAT', 'FOLLOWED'], rows);
}
