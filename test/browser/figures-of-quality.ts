import type { QualityJson } from '../../src/monitor/quality-json.ts';
import { type Pair, pair, percentOf, type Printed } from './printed.ts';

export function figuresOfQuality(printed: Printed, answer: QualityJson): readonly Pair[] {
  const { delivered, from, to, excluded } = answer;
  return [
    pair('heading', printed.leads[0]?.split(', as of')[0], delivered, from, to, excluded > 0 && excluded),
    ...tiles(printed, answer),
    ...rules(printed, answer),
    ...outcomes(printed, answer),
    ...data(printed, answer),
    ...model(printed, answer),
  ];
}

function tiles({ facts, entries, foot }: Printed, answer: QualityJson): readonly Pair[] {
  const { alerts_per_csm_week: load, lead_days: lead, missed } = answer;
  return [
    pair(
      'alerts per CSM',
      facts['Alerts per CSM and week'],
      ...(load.p50 === null ? [] : [load.p50, load.p90, load.max, load.csms, load.weeks]),
    ),
    pair('to value', facts['From the first alert to first value'], lead.to_value.p50, lead.to_value.n),
    pair('to leaving', facts['From the first alert to leaving'], lead.to_exit.p50, lead.to_exit.n),
    pair('missed', facts.Missed, missed.length),
    pair('the missed', String(entries.missed?.length ?? 0), Math.min(missed.length, MISSED_SHOWN)),
    ...missed
      .toSorted((one, other) => other.left_on.localeCompare(one.left_on))
      .slice(0, MISSED_SHOWN)
      .map(({ name, left_on: on }, n) => pair(name, entries.missed?.[n]?.split(', left ').at(-1), on)),
    pair(
      'the others missed',
      foot,
      ...(missed.length > MISSED_SHOWN ? [MISSED_SHOWN, missed.length - MISSED_SHOWN] : []),
    ),
  ];
}

/** Those who left last; the data route has all. */
const MISSED_SHOWN = 100;

/** A share of fewer stands as counts. */
const FEWEST = 5;
type Share = QualityJson['rules'][number]['acted_on'];
type Counts = QualityJson['rules'][number]['months'][number] | QualityJson['rules'][number];

const shareFigures = ({ share, n, hits, pending }: Share) => [
  ...(share === null ? [] : n < FEWEST ? [hits, n] : [percentOf(share), hits, n]),
  pending > 0 && pending,
];

const precisionFigures = ({ precision, n, useful }: Counts) =>
  precision === null ? [] : n < FEWEST ? [useful, n] : [percentOf(precision), n];

function rules({ tables }: Printed, answer: QualityJson): readonly Pair[] {
  const lines = tables.rules ?? [];
  const rows = answer.rules.flatMap((rule) => [
    { name: rule.rule, of: rule, acted: shareFigures(rule.acted_on) },
    ...rule.months.map((month) => ({ name: `${rule.rule} ${month.month}`, of: month, acted: [] })),
  ]);
  return [
    pair('rules and months', String(lines.length), rows.length),
    ...rows.flatMap(({ name, of, acted }, n) => [
      pair(`${name}: delivered`, lines[n]?.Delivered, of.delivered),
      pair(`${name}: precision`, lines[n]?.Precision, ...precisionFigures(of)),
      pair(`${name}: useful`, lines[n]?.Useful, of.useful),
      pair(`${name}: noise`, lines[n]?.Noise, of.noise),
      pair(`${name}: known`, lines[n]?.Known, of.known),
      pair(`${name}: too late`, lines[n]?.['Too late'], of.too_late),
      pair(`${name}: unanswered`, lines[n]?.Unanswered, of.unanswered),
      pair(`${name}: acted on`, lines[n]?.['Acted on'], ...acted),
    ]),
  ];
}

/** Kinds have names of their own, so each list is read in its order. */
function outcomes({ sections }: Printed, { interventions }: QualityJson): readonly Pair[] {
  const parts = [interventions.by_state, interventions.by_step_kind, interventions.by_whose_move];
  const words = sections.moves?.split('followed by is not caused by')[1] ?? '';
  return [pair('what followed', words, ...parts.flatMap((rows) => rows.flatMap(shareFigures)))];
}

function data({ facts, tables }: Printed, { data: given }: QualityJson): readonly Pair[] {
  const { group_ids: ids, unknown_group_ids: unknown, webhook } = given;
  const share = given.unjoined_share === null ? [] : [percentOf(given.unjoined_share), given.unjoined, given.events];
  const known = ids === 0 ? [] : [ids, unknown > 0 && unknown];
  const lines = tables.data ?? [];
  return [
    pair('unjoined', facts['Events without an account'], ...share, given.days),
    pair('ids', facts['Account ids sent by the product'], ...known),
    pair('left out', facts['Accounts left out'], given.excluded_accounts),
    pair('webhook', facts['ClickUp’s webhook'], ...(webhook === null ? [] : [webhook.failures, webhook.looked_at])),
    pair('from ClickUp', facts['From ClickUp'], given.inbox_waiting > 0 && given.inbox_waiting),
    pair(
      'to ClickUp',
      facts['To ClickUp'],
      given.writes_waiting > 0 && given.writes_waiting,
      given.writes_waiting > 0 && given.writes_failing > 0 && given.writes_failing,
    ),
    pair('sources', String(lines.length), given.sources.length),
    ...given.sources.flatMap((source, n) => [
      pair(`${source.name}: last received`, lines[n]?.['Last received'], source.last_received_at),
      pair(`${source.name}: complete to`, lines[n]?.['Complete to'], source.complete_to),
    ]),
  ];
}

function model({ tables }: Printed, { model: { months } }: QualityJson): readonly Pair[] {
  const lines = tables.model ?? [];
  return [
    pair('months of the model', String(lines.length), months.length),
    ...months.flatMap((month, n) => [
      pair(`${month.month}: texts`, lines[n]?.Texts, month.calls),
      pair(`${month.month}: requests`, lines[n]?.Requests, month.requests),
      pair(`${month.month}: tokens`, lines[n]?.Tokens, month.tokens_in, month.tokens_out),
      pair(
        `${month.month}: cost`,
        lines[n]?.Cost,
        month.cost_usd.toFixed(2),
        month.unpriced_requests > 0 && month.unpriced_requests,
      ),
    ]),
  ];
}
