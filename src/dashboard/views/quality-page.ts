import type { QualityJson } from '../../monitor/quality-json.ts';
import { grouped, percent, plural } from '../../monitor/words.ts';
import { address } from './address.ts';
import { dataSection } from './data-section.ts';
import { dateField } from './filters.ts';
import { type Html, html } from './html.ts';
import { modelSection } from './model-section.ts';
import { page, type PageFrame, scrolling } from './layout.ts';
import { day, momentIn, STATE_NAMES } from './words.ts';

export interface QualityView {
  readonly answer: QualityJson;
  readonly filters: { readonly from: string; readonly to: string };
  /** The reader's own. */
  readonly zone: string;
}

export function qualityPage(frame: PageFrame, { answer, filters, zone }: QualityView): string {
  const { delivered, excluded, to, from, as_of: asOf } = answer;
  return page(
    frame,
    'Quality',
    html`<h1>Are the alerts worth opening?</h1>
<p class="lead">${plural(delivered, 'alert')} delivered ${from !== null && html`from ${day(from)} `}up to ${day(to)}${excluded > 0 && `, ${excluded} more on accounts that are left out of every figure`}, as of
${momentIn(asOf, zone)} (${zone}).</p>
<form class="filters" method="get" action="/quality" role="search" aria-label="Choose a period">
${dateField('from', 'Delivered from', filters.from)}
${dateField('to', 'to', filters.to)}
<div class="actions"><button>Show</button>${(filters.from !== '' || filters.to !== '') && html`<a href="/quality">Clear</a>`}</div>
</form>
${answer.suggestions.map((words) => html`<p class="card advice"><strong>For a person to decide:</strong> ${words}</p>`)}
${headline(answer)}
${rulesSection(answer)}
${missedSection(answer, filters)}
${interventionsSection(answer)}
${dataSection(answer.data, zone)}
${modelSection(answer.model)}`,
    'quality',
  );
}

const figureOf = (value: number | null): string => (value === null ? '–' : grouped(value));

function headline({ alerts_per_csm_week: load, lead_days: lead, missed }: QualityJson): Html {
  return html`<dl class="tiles">
<div class="tile"><dt>Alerts per CSM and week</dt><dd><strong>${figureOf(load.p50)}</strong>${
    load.p50 === null
      ? html`<small>no CSM had an alert</small>`
      : html`<small>in the middle; ${figureOf(load.p90)} in nine of ten weeks, ${figureOf(load.max)} at most</small><small>${plural(load.csms, 'CSM')}, ${plural(load.weeks, 'week')}</small>`
  }</dd></div>
<div class="tile"><dt>From the first alert to first value</dt><dd><strong>${lead.to_value.p50 === null ? '–' : plural(lead.to_value.p50, 'day')}</strong><small>median of ${lead.to_value.n}; no proof that the alert did it</small></dd></div>
<div class="tile"><dt>From the first alert to leaving</dt><dd><strong>${lead.to_exit.p50 === null ? '–' : plural(lead.to_exit.p50, 'day')}</strong><small>median of ${lead.to_exit.n}</small></dd></div>
<div class="tile"><dt>Missed</dt><dd><strong>${missed.length}</strong><small>left without first value and without a hard alert seven days before</small></dd></div>
</dl>`;
}

type Rule = QualityJson['rules'][number];
type Counts = Rule['months'][number] | Rule;

function rulesSection({ rules }: QualityJson): Html {
  const table = scrolling(
    'rules',
    html`<table class="quality">
<thead><tr><th scope="col">Rule and month</th><th scope="col">Delivered</th><th scope="col">Precision</th><th scope="col">Useful</th><th scope="col">Noise</th><th scope="col">Known</th><th scope="col">Too late</th><th scope="col">Unanswered</th><th scope="col">Acted on</th></tr></thead>
${rules.map(
  (rule) => html`<tbody>${ruleLine(html`${nameOf(rule.rule)}`, rule, shareInWords(rule.acted_on), 'rule')}
${rule.months.map((month) => ruleLine(html`<span class="indent">${month.month}</span>`, month, html``, 'month'))}</tbody>`,
)}</table>`,
  );
  return html`<section aria-labelledby="rules"><h2 id="rules">By rule and month <small>precision = useful of useful and noise; unanswered is never useful</small></h2>
${rules.length === 0 ? html`<p class="card">No alert was delivered in this period.</p>` : table}</section>`;
}

const nameOf = (rule: string): string => STATE_NAMES_BY_TEXT.get(rule) ?? rule;
const STATE_NAMES_BY_TEXT: ReadonlyMap<string, string> = new Map(Object.entries(STATE_NAMES));

function ruleLine(name: Html, of: Counts, acted: Html, className: string): Html {
  return html`<tr class="${className}"><th scope="row" data-label="">${name}</th>
<td data-label="Delivered" class="number">${of.delivered}</td>
<td data-label="Precision" class="number">${precision(of)}</td>
<td data-label="Useful" class="number">${of.useful}</td><td data-label="Noise" class="number">${of.noise}</td>
<td data-label="Known" class="number">${of.known}</td><td data-label="Too late" class="number">${of.too_late}</td>
<td data-label="Unanswered" class="number">${of.unanswered}</td><td data-label="Acted on">${acted}</td></tr>`;
}

/** A share of fewer is no share: then the counts stand alone. */
const FEWEST = 5;

function precision({ precision: share, n, useful }: Counts): Html {
  if (share === null) return html`–`;
  return n < FEWEST
    ? html`<span class="soft">${useful} of ${n}</span>`
    : html`${percent(share)}<small>of ${n} answered</small>`;
}

type Share = Rule['acted_on'];

function shareInWords({ share, n, hits, pending }: Share): Html {
  const running = pending > 0 && html`<small>${pending} still running</small>`;
  if (share === null) return html`–${running}`;
  if (n < FEWEST) return html`<span class="soft">${hits} of ${n}</span>${running}`;
  return html`${percent(share)}<small>${hits} of ${n}</small>${running}`;
}

/** Nobody reads more of them on a page; the whole list is in the data route. */
const MISSED_SHOWN = 100;

function missedSection({ missed }: QualityJson, filters: QualityView['filters']): Html | null {
  if (missed.length === 0) return null;
  const newest = missed.toSorted((one, other) => other.left_on.localeCompare(one.left_on)).slice(0, MISSED_SHOWN);
  const others = missed.length - newest.length;
  const line = ({ account_id: id, name, left_on: on }: QualityJson['missed'][number]): Html =>
    html`<li>${id === null ? name : html`<a href="${address(`/accounts/${encodeURIComponent(id)}`, {})}">${name}</a>`}, left ${day(on)}</li>`;
  return html`<section aria-labelledby="missed"><h2 id="missed">Missed <small>left without first value and without an alert in time</small></h2>
<ul class="plain many">${newest.map(line)}</ul>
${others > 0 && html`<p class="foot"><span>The ${MISSED_SHOWN} who left last; ${others} earlier ones are in <a href="${address('/api/quality', filters)}">the data route</a>.</span></p>`}</section>`;
}

function interventionsSection({ interventions }: QualityJson): Html | null {
  const parts = [
    ['By state', interventions.by_state, (name: string) => nameOf(name)],
    ['By kind of step', interventions.by_step_kind, plainly],
    ['By whose move it was', interventions.by_whose_move, plainly],
  ] as const;
  const shown = parts.filter(([, rows]) => rows.length > 0);
  if (shown.length === 0) return null;
  return html`<section aria-labelledby="moves"><h2 id="moves">What followed the suggested moves <small>progress within ten working days; followed by is not caused by</small></h2>
<div class="trio">${shown.map(
    ([title, rows, name]) =>
      html`<div class="card"><h3>${title}</h3><dl class="pairs">${rows.map(
        (row) => html`<div><dt>${name(row.name)}</dt><dd>${shareInWords(row)}</dd></div>`,
      )}</dl></div>`,
  )}</div></section>`;
}

const plainly = (name: string): string => name.replaceAll('_', ' ');
