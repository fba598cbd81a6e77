import type { ReportJson } from '../../monitor/report-json.ts';
import {
  accountChangeInWords,
  amountInWords,
  dateInWords,
  figureChangeInWords,
  pauseInWords,
} from '../../monitor/report-words.ts';
import { momentInWords, monthInWords } from '../../monitor/words.ts';
import { type Html, html, type HtmlValue, outsideLink } from '../views/html.ts';
import { STATE_NAMES } from '../views/words.ts';

/** A longer list is not read on paper; the JSON has them all. */
const LONGEST = 100;

const account = ({ name, task_url: url }: { readonly name: string; readonly task_url: string | null }): Html =>
  outsideLink(url, name);

function listed<T>(all: readonly T[], head: Html, row: (each: T) => Html): Html {
  const more = all.length - LONGEST;
  return html`<div class="wide"><table><thead>${head}</thead><tbody>${all.slice(0, LONGEST).map(row)}</tbody></table></div>
${more > 0 && html`<p class="soft">and ${more} more: “report --json” lists them all.</p>`}`;
}

/** Earlier months that are known otherwise now, before anything that may be compared with them. */
export function correctionsPart({ corrections, zone }: ReportJson): HtmlValue {
  return corrections.map(
    ({ month, known_at: knownAt, figures, accounts }) => html`<section class="note">
<h3>Correction of ${monthInWords(month)}</h3>
<p class="soft">What changed since ${momentInWords(Date.parse(knownAt), zone)}; the report of that month keeps its figures.</p>
<ul>${figures.map((change) => html`<li>${figureChangeInWords(change)}</li>`)}${accounts
      .slice(0, LONGEST)
      .map((each) => html`<li><strong>${each.name}</strong>: ${accountChangeInWords(each)}</li>`)}${
      accounts.length > LONGEST && html`<li>and ${accounts.length - LONGEST} more accounts</li>`
    }</ul>
</section>`,
  );
}

export function risksPart({ risks }: ReportJson): HtmlValue {
  if (risks.length === 0) return html`<h2>At risk</h2><p>No account stands in an alerting state.</p>`;
  const head = html`<tr><th>Account</th><th>State</th><th class="n">Days stuck</th><th>Stuck on</th><th>CSM</th><th class="n">A year</th><th>Ahead</th></tr>`;
  return html`<h2>At risk at the end of the month: ${risks.length}</h2>
${listed(
  risks,
  head,
  (
    risk,
  ) => html`<tr><td class="text">${account(risk)}</td><td class="d"><span class="${risk.state === 'soft_signal' ? 'warn' : 'bad'}">${STATE_NAMES[risk.state]}</span></td>
<td class="n">${risk.days_stuck ?? '–'}</td><td class="text">${risk.stuck_on ?? '–'}</td><td>${risk.csm ?? html`<span class="soft">nobody</span>`}</td>
<td class="n">${risk.annual_value === null ? '–' : amountInWords(risk.annual_value)}</td><td>${aheadOf(risk)}</td></tr>`,
)}`;
}

function aheadOf({ trial_ends_on: trial, renews_on: renews }: ReportJson['risks'][number]): HtmlValue {
  if (trial === null && renews === null) return '–';
  return html`${trial !== null && html`<span class="d">trial ends ${dateInWords(trial)}</span>`}${trial !== null && renews !== null && html`<br>`}${
    renews !== null && html`<span class="d">renews ${dateInWords(renews)}</span>`
  }`;
}

export function winsPart({ wins }: ReportJson): HtmlValue {
  if (wins.length === 0) return html`<h2>Reached first value</h2><p>No account in this month.</p>`;
  const head = html`<tr><th>Account</th><th>On</th><th class="n">Days</th><th>First value</th></tr>`;
  return html`<h2>Reached first value: ${wins.length}</h2>
${listed(
  wins,
  head,
  (win) =>
    html`<tr><td class="text">${account(win)}</td><td class="d">${dateInWords(win.reached_on)}</td><td class="n">${win.days_to_value}</td><td class="text">${win.statement ?? '–'}</td></tr>`,
)}`;
}

export function exitsPart({ exits }: ReportJson): HtmlValue {
  if (exits.length === 0) return null;
  const head = html`<tr><th>Account</th><th>Left</th><th>First value</th></tr>`;
  return html`<h2>Left in the month: ${exits.length}</h2>
${listed(
  exits,
  head,
  (exit) =>
    html`<tr><td class="text">${account(exit)}</td><td class="d">${dateInWords(exit.left_on)}</td><td>${
      exit.reached_on === null ? html`<span class="bad">without</span>` : dateInWords(exit.reached_on)
    }</td></tr>`,
)}`;
}

export function pausesPart({ pauses }: ReportJson): HtmlValue {
  if (pauses.length === 0) return null;
  return html`<h2>Pauses past their date, or without one: ${pauses.length}</h2>
${listed(
  pauses,
  html`<tr><th>Account</th><th>Pause</th></tr>`,
  (pause) => html`<tr><td class="text">${account(pause)}</td><td class="text">${pauseInWords(pause)}</td></tr>`,
)}`;
}
