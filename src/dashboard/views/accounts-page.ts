import type { State } from '../../domain/assessment.ts';
import { STATES } from '../../monitor/account-json.ts';
import type { AccountJson } from '../../monitor/account-json.ts';
import type { AccountsPage } from '../../monitor/read-accounts.ts';
import { excludedInWords, plural } from '../../monitor/words.ts';
import { isFiltered, listAddress, type ListFilters } from '../list-filters.ts';
import { accountTable } from './account-table.ts';
import { address } from './address.ts';
import { figureInWords } from './figure-names.ts';
import { choice, dateField } from './filters.ts';
import { type Html, html } from './html.ts';
import { page, type PageFrame } from './layout.ts';
import { momentIn, STATE_NAMES, TONES } from './words.ts';

export interface ListView {
  readonly found: AccountsPage;
  readonly filters: ListFilters;
  /** Addresses; null where one is already there. */
  readonly pages: { readonly first: string | null; readonly next: string | null };
  /** The reader's own. */
  readonly zone: string;
}

export function accountsPage(frame: PageFrame, view: ListView): string {
  const { found, filters, zone } = view;
  return page(
    frame,
    filters.figure === '' ? 'Today' : 'Accounts behind a number',
    html`<h1>${filters.figure === '' ? 'Who needs you today' : 'The accounts behind a number'}</h1>
${filters.figure !== '' && behindLine(filters)}
<p class="lead">${plural(found.total, 'account')}${isFiltered(filters) && ' with these filters'}, as of
${momentIn(new Date(found.at).toISOString(), zone)} (${zone}), the longest stuck first.</p>
${stateChips(found, filters)}
${filterForm(view)}
${found.rows.length === 0 ? nobody(filters) : groupsOf(found.rows).map((group) => groupSection(group, filters.asOf))}
${pager(view)}
${footer(view)}`,
    filters.figure === '' ? 'today' : 'activation',
  );
}

function behindLine({ figure, cohort, tier, useCase, from, to, plan, asOf }: ListFilters): Html {
  const span = cohort.includes('W') ? 'week' : '';
  const back = address('/activation', { cohort: span, tier, use_case: useCase, from, to, plan, as_of: asOf });
  return html`<p class="card note"><strong>${figureInWords(figure)}</strong>${cohort !== '' && `, started in ${cohort}`}.
An account counted in two of its lives stands here once. <a href="${back}">Back to the figures</a></p>`;
}

/** How many stand in each state, whichever of them is shown; each opens its own list. */
function stateChips({ states }: AccountsPage, filters: ListFilters): Html | null {
  const shown = ORDER.filter((state) => states.has(state));
  if (shown.length === 0) return null;
  return html`<nav aria-label="States"><ul class="chips">${shown.map((state) => {
    const isHere = filters.state === state;
    const to = listAddress(filters, { state: isHere ? '' : state });
    return html`<li><a class="chip ${TONES[state]}" href="${to}"${isHere && html` aria-current="true"`}><strong>${states.get(state) ?? 0}</strong> ${STATE_NAMES[state]}${isHere && html`<span aria-hidden="true"> ×</span>`}</a></li>`;
  })}</ul></nav>`;
}

/** What calls for somebody first. */
const ORDER: readonly State[] = [
  'early_alert',
  'gone_dark',
  'trial_risk',
  'stalled',
  'soft_signal',
  'defining',
  'fleet_hold',
  'on_track',
  'paused',
  'blind',
  'reached',
  'left',
];

function filterForm({ filters, found: { choices } }: ListView): Html {
  const names = STATES.filter((state) => state !== 'excluded').map((state) => [state, STATE_NAMES[state]] as const);
  const csms = choices.csms.map(({ value, name }) => [value, name] as const);
  const themselves = (texts: readonly string[]) => texts.map((text) => [text, text] as const);
  return html`<form class="filters" method="get" action="/" role="search" aria-label="Filter accounts">
${hiddenFigure(filters)}
<div class="wide"><label for="q">Search</label><input id="q" name="q" type="search" value="${filters.search}" placeholder="name or account id"></div>
${choice('state', 'State', filters.state, names)}
${choice('csm', 'CSM', filters.csm, csms)}
${choice('tier', 'Tier', filters.tier, themselves(choices.tiers))}
${choices.useCases.length > 0 && choice('use_case', 'Use case', filters.useCase, themselves(choices.useCases))}
${dateField('as_of', 'As of', filters.asOf)}
<div class="actions"><button>Show</button>${(isFiltered(filters) || filters.asOf !== '') && html`<a href="/">Clear</a>`}</div>
</form>`;
}

/** Whoever narrows the accounts behind a number stays with that number. */
function hiddenFigure({ figure, cohort, from, to, plan }: ListFilters): readonly Html[] {
  const given = Object.entries({ figure, cohort, from, to, plan }).filter(([, value]) => figure !== '' && value !== '');
  return given.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}

function nobody(filters: ListFilters): Html {
  if (isFiltered(filters)) return html`<p class="card">No account matches these filters. <a href="/">Show all</a></p>`;
  return html`<p class="card">No accounts yet: each task of the accounts list in ClickUp becomes one within minutes.</p>`;
}

interface Group {
  readonly id: string;
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
    { id: 'under_way', title: 'Under way', hint: 'sorted by days stuck' },
    { id: 'waiting', title: 'Paused or not visible', hint: 'their silence says nothing about the customer' },
    { id: 'finished', title: 'Reached or left', hint: 'no longer waited for' },
  ] as const;
  return groups
    .map((group) => ({ ...group, rows: rows.filter((row) => kindOf(row) === group.id) }))
    .filter((group) => group.rows.length > 0);
}

function groupSection({ id, title, hint, rows }: Group, asOf: string): Html {
  return html`<section class="group" aria-labelledby="${id}">
<h2 id="${id}">${title} <small>${hint}</small></h2>
${accountTable(id, rows, asOf)}
</section>`;
}

function footer({ filters, found: { excluded, excludedEvents, total } }: ListView): Html {
  const words = excludedInWords(excluded, excludedEvents);
  return html`<p class="foot">${total > 0 && html`<a href="${listAddress(filters, {}, '/accounts.csv')}" download>Export as CSV</a>`}
${words !== '' && html`<small>${words}.</small>`}</p>`;
}

function pager({ pages: { first, next } }: ListView): Html | null {
  if (first === null && next === null) return null;
  return html`<nav class="pager" aria-label="Pages of the list">${first !== null && html`<a href="${first}">First page</a>`}${
    next !== null && html`<a href="${next}" rel="next">Next page</a>`
  }</nav>`;
}
