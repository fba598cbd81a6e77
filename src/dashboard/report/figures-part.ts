import type { CohortFiguresJson } from '../../monitor/activation-json.ts';
import type { ReportJson } from '../../monitor/report-json.ts';
import { amountInWords } from '../../monitor/report-words.ts';
import { grouped, monthInWords, percent, plural } from '../../monitor/words.ts';
import { reachCurve } from '../figures/reach-curve.ts';
import { type Html, html, type HtmlValue } from '../views/html.ts';
import { funnelChart, histogramChart } from './charts.ts';

/** What one looks at first, each with the month before. */
export function tiles({ wins, risks, exits, activation: { overall }, before }: ReportJson): Html {
  const ago = monthInWords(before.month);
  const { ttv, rates } = overall;
  const worth = risks.reduce((sum, { annual_value: value }) => sum + (value ?? 0), 0);
  const without = exits.filter(({ reached_on: reached }) => reached === null).length;
  return html`<dl class="tiles">
${tile('Reached first value', wins.length, `${grouped(before.wins)} in ${ago}`)}
${tile('Median time to value', ttv.p50 === null ? notSaid(overall) : plural(ttv.p50, 'day'), medianNote(overall, before.figures, ago))}
${tile('There within 30 days', rateOf(rates['30']), `${openInWords(rates['30'])}; ${ago}: ${rateOf(before.figures.rates['30'])}`)}
${tile('At risk', risks.length, [worth === 0 ? '' : `${amountInWords(worth)} a year; `, `${grouped(exits.length)} left in the month, ${grouped(without)} of them without first value`].join(''))}
</dl>`;
}

type Rate = CohortFiguresJson['rates']['7'];

const rateOf = ({ rate }: Rate): string => (rate === null ? 'too few to say' : percent(rate));

function openInWords({ mature, pending, low, high }: Rate): string {
  const interval = low === null || high === null ? '' : `95\u00a0%: ${Math.round(low * 100)} to ${percent(high)}, `;
  return `${interval}of ${plural(mature, 'account')}${pending === 0 ? '' : `, ${grouped(pending)} pending`}`;
}

function tile(name: string, figure: number | string, note: string): Html {
  const isWords = typeof figure === 'string' && !/^\d/.test(figure);
  return html`<div><dt>${name}</dt><dd><div class="figure${isWords ? ' words' : ''}">${figure}</div><small>${note}</small></dd></div>`;
}

const notSaid = ({ ttv }: CohortFiguresJson): string => (ttv.suppressed ? 'too few to say' : 'not reached by half');

function medianNote({ ttv }: CohortFiguresJson, before: CohortFiguresJson, ago: string): string {
  const interval = ttv.p50 === null ? '' : `95\u00a0%: ${ttv.p50_low ?? '?'} to ${ttv.p50_high ?? '?'}; `;
  return `${interval}${ago}: ${before.ttv.p50 === null ? notSaid(before) : plural(before.ttv.p50, 'day')}`;
}

/** Time to value and rates, all accounts and by the month in which they started. */
export function activationPart({ activation }: ReportJson): HtmlValue {
  const { overall, cohorts, histogram, curve } = activation;
  if (overall.n === 0) return html`<h2>Time to first value</h2><p>No account to count.</p>`;
  return html`<h2>Time to first value</h2>
<div class="pair">
<figure>${curve.length > 0 && reachCurve(curve, overall.ttv.p50, histogram.not_yet.longest_so_far ?? 0)}<figcaption>Share of accounts there by day, with its 95 % interval</figcaption></figure>
<figure>${histogramChart(histogram)}<figcaption>Accounts by day of first value${histogram.not_yet.count > 0 && `; not yet: ${grouped(histogram.not_yet.count)}, so far up to day ${histogram.not_yet.longest_so_far}`}</figcaption></figure>
</div>
<div class="wide"><table>
<thead><tr><th>Started in</th><th class="n">Accounts</th><th class="n">There</th><th class="n">Waiting</th><th class="n">Left</th><th class="n">Median days (95 %)</th><th class="n">p75</th><th>Within 7 days</th><th>Within 30 days</th></tr></thead>
<tbody>${cohorts.slice(-LONGEST).map((each) => cohortRow(monthInWords(each.cohort), each))}</tbody>
<tfoot>${cohortRow('All', overall)}</tfoot>
</table></div>
${cohorts.length > LONGEST && html`<p class="soft">The last ${LONGEST} of ${cohorts.length} months.</p>`}`;
}

const LONGEST = 18;

function cohortRow(name: string, figures: CohortFiguresJson): Html {
  const { n, reached, waiting, left, ttv, rates } = figures;
  const p75 = ttv.suppressed ? '–' : (ttv.p75 ?? 'not reached');
  return html`<tr><td class="d">${name}</td><td class="n">${n}</td><td class="n">${reached}</td><td class="n">${waiting}</td><td class="n">${left}</td>
<td class="n">${median(ttv)}</td><td class="n">${p75}</td><td class="d">${shortRate(rates['7'])}</td><td class="d">${shortRate(rates['30'])}</td></tr>`;
}

function median({ p50, p50_low: low, p50_high: high, suppressed }: CohortFiguresJson['ttv']): Html {
  if (suppressed) return html`<span class="soft">too few</span>`;
  if (p50 === null) return html`<span class="soft">not reached</span>`;
  return html`${p50} <span class="soft">(${low ?? '?'} to ${high ?? '?'})</span>`;
}

function shortRate({ rate, mature, pending }: CohortFiguresJson['rates']['7']): Html {
  const open = pending === 0 ? '' : `, ${grouped(pending)} pending`;
  return rate === null
    ? html`<span class="soft">too few (${mature}${open})</span>`
    : html`${percent(rate)} <span class="soft">of ${mature}${open}</span>`;
}

/** Where accounts get stuck. */
export function funnelPart({ activation }: ReportJson): HtmlValue {
  const { funnel, leak, funnel_others: others, plans, funnel_plan: drawn } = activation;
  if (funnel.length === 0) return null;
  const plan = plans.find((each) => each.plan === drawn);
  return html`<h2>The road to first value</h2>
<p class="soft">${plan !== undefined && `Accounts whose plan is “${plan.statement}”`}${others > 0 && `; ${grouped(others)} on other plans are not in it`}.</p>
<figure>${funnelChart(funnel)}</figure>
<div class="wide"><table>
<thead><tr><th>After</th><th class="n">In</th><th class="n">Went on</th><th class="n">Left</th><th class="n">Overdue</th><th class="n">Waiting</th><th class="n">Median days on</th></tr></thead>
<tbody>${funnel.map(
    (
      row,
    ) => html`<tr><td>${row.step}${row.step === leak.largest && html` <span class="bad">largest leak</span>`}${row.step === leak.slowest && html` <span class="warn">slowest</span>`}</td>
<td class="n">${row.in}</td><td class="n">${row.advanced}</td><td class="n">${row.left}</td><td class="n">${row.overdue}</td><td class="n">${row.waiting}</td><td class="n">${row.median_days ?? '–'}</td></tr>`,
  )}</tbody>
</table></div>`;
}
