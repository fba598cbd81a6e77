import type { AccountJson } from '../../monitor/account-json.ts';
import { STATES } from '../../monitor/account-json.ts';
import type { AccountsPage } from '../../monitor/read-accounts.ts';
import type { Choices } from '../../monitor/read-choices.ts';
import { excludedInWords, plural } from '../../monitor/words.ts';
import { type Html, html, outsideLink } from './html.ts';
import { page, type PageFrame } from './layout.ts';
import { deliveryInWords, momentIn, paceInWords, STATE_NAMES, stateBadge } from './words.ts';

/** The filters as they stand in the address; empty text: not filtered. */
export interface ListFilters {
  readonly state: string;
  readonly csm: string;
  readonly tier: string;
  readonly asOf: string;
}

export interface ListView {
  readonly found: AccountsPage;
  readonly filters: ListFilters;
  readonly choices: Choices;
  /** Addresses; null where one is already there. */
  readonly pages: { readonly first: string | null; readonly next: string | null };
  readonly zone: string;
}

export function accountsPage(frame: PageFrame, view: ListView): string {
  const { found, filters, zone } = view;
  return page(
    frame,
    'Accounts',
    html`<h1>Accounts on the road to first value</h1>
<p class="lead">${plural(found.total, 'account')}${isFiltered(filters) && ' with these filters'}, as of
${momentIn(new Date(found.at).toISOString(), zone)} (${zone}), the longest stuck first.</p>
${filterForm(view)}
${found.rows.length === 0 ? nobody(filters) : groupsOf(found.rows).map((group) => groupTable(group, filters.asOf))}
${footer(found)}
${pager(view)}`,
  );
}

function footer({ excluded, excludedEvents }: AccountsPage): Html | null {
  const words = excludedInWords(excluded, excludedEvents);
  return words === '' ? null : html`<p><small>${words}.</small></p>`;
}

const isFiltered = ({ state, csm, tier }: ListFilters): boolean => state !== '' || csm !== '' || tier !== '';

function filterForm({ filters, choices }: ListView): Html {
  return html`<form class="filters" method="get" action="/" role="search" aria-label="Filter accounts">
${select(
  'state',
  'State',
  filters.state,
  STATES.filter((state) => state !== 'excluded').map((state) => [state, STATE_NAMES[state]]),
)}
${select(
  'csm',
  'CSM',
  filters.csm,
  choices.csms.map(({ value, name }) => [value, name]),
)}
${select(
  'tier',
  'Tier',
  filters.tier,
  choices.tiers.map((tier) => [tier, tier]),
)}
<div><label for="as_of">As of</label><input id="as_of" name="as_of" type="date" value="${filters.asOf}"></div>
<div class="actions"><button>Show</button>${(isFiltered(filters) || filters.asOf !== '') && html`<a href="/">Clear</a>`}</div>
</form>`;
}

/** What is chosen stays choosable, even where no account has it any more. */
function select(name: string, label: string, chosen: string, options: readonly (readonly [string, string])[]): Html {
  const isKnown = chosen === '' || options.some(([value]) => value === chosen);
  const all: readonly (readonly [string, string])[] = [
    ['', 'all'],
    ...options,
    ...(isKnown ? [] : [[chosen, chosen] as const]),
  ];
  return html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}">${all.map(
    ([value, words]) => html`<option value="${value}"${value === chosen && html` selected`}>${words}</option>`,
  )}</select></div>`;
}

function nobody(filters: ListFilters): Html {
  if (isFiltered(filters)) return html`<p class="card">No account matches these filters. <a href="/">Show all</a></p>`;
  return html`<p class="card">No accounts yet: each task of the accounts list in ClickUp becomes one within minutes.</p>`;
}

interface Group {
  readonly title: string;
  readonly hint: string;
  readonly rows: readonly AccountJson[];
}

/** Paused and blind accounts stand in a group of their own, never mixed in (METHOD section 7). */
function groupsOf(rows: readonly AccountJson[]): readonly Group[] {
  const kindOf = ({ state }: AccountJson) =>
    state === 'paused' || state === 'blind'
      ? 'waiting'
      : state === 'reached' || state === 'left'
        ? 'finished'
        : 'under_way';
  const groups = [
    { kind: 'under_way', title: 'Under way', hint: 'sorted by days stuck' },
    { kind: 'waiting', title: 'Paused or not visible', hint: 'their silence says nothing about the customer' },
    { kind: 'finished', title: 'Reached or left', hint: 'no longer waited for' },
  ] as const;
  return groups
    .map(({ kind, title, hint }) => ({ title, hint, rows: rows.filter((row) => kindOf(row) === kind) }))
    .filter((group) => group.rows.length > 0);
}

function groupTable({ title, hint, rows }: Group, asOf: string): Html {
  return html`<section class="group">
<h2>${title} <small>${hint}</small></h2>
<div class="scroll" role="region" aria-label="${title}" tabindex="0">
<table>
<thead><tr><th scope="col">Account</th><th scope="col">Tier</th><th scope="col">CSM</th><th scope="col">State</th>
<th scope="col">Stuck on</th><th scope="col">Days stuck</th><th scope="col">Pace</th><th scope="col">Alert</th></tr></thead>
<tbody>${rows.map((row) => accountLine(row, asOf))}</tbody>
</table>
</div>
</section>`;
}

/** Each cell names its column too: on a phone the table becomes a list of cards. */
function accountLine(row: AccountJson, asOf: string): Html {
  return html`<tr>
<th scope="row" data-label="Account">${accountLink(row, asOf)}<small>day ${row.active_day}${
    row.day !== row.active_day && ` (${row.day} on the calendar)`
  }</small></th>
<td data-label="Tier">${row.tier ?? '–'}</td>
<td data-label="CSM">${row.csm?.name ?? 'nobody'}</td>
<td data-label="State">${stateBadge(row.state)}<small>${row.state_in_words}</small></td>
<td data-label="Stuck on">${row.stuck_on ?? '–'}</td>
<td data-label="Days stuck" class="number">${daysStuck(row)}</td>
<td data-label="Pace">${paceInWords(row)}${row.pace !== null && html`<small>pace ${row.pace.toFixed(2)}</small>`}</td>
<td data-label="Alert">${alertCell(row)}</td>
</tr>`;
}

/** An account without an id, and the later one of two with the same, are known by their tasks. */
function accountLink(row: AccountJson, asOf: string): Html {
  const isTwin = row.blind?.kind === 'shared_account_id';
  const id = isTwin ? row.task_id : (row.account_id ?? row.task_id);
  if (id === null) return html`${row.name}`;
  return html`<a href="/accounts/${encodeURIComponent(id)}${asOf !== '' && `?as_of=${encodeURIComponent(asOf)}`}">${row.name}</a>`;
}

/** Nobody who arrived or left is stuck any more. Both clocks are shown: a pause stops one of them. */
function daysStuck({ state, days_stuck: active, days_stuck_elapsed: elapsed }: AccountJson): Html {
  if (active === null || state === 'reached' || state === 'left') return html`–`;
  return html`${plural(active, 'day')}${elapsed !== active && html`<small>${elapsed} on the calendar</small>`}`;
}

function alertCell({ alert }: AccountJson): Html {
  if (alert === null) return html`–`;
  const strength = `${alert.urgent ? 'urgent' : alert.strength}`;
  return html`${outsideLink(alert.url, `${STATE_NAMES[alert.kind]}`)}<small>${strength}, ${deliveryInWords(alert)}</small>`;
}

function pager({ pages: { first, next } }: ListView): Html | null {
  if (first === null && next === null) return null;
  return html`<nav class="pager" aria-label="Pages">${first !== null && html`<a href="${first}">First page</a>`}${
    next !== null && html`<a href="${next}" rel="next">Next page</a>`
  }</nav>`;
}
