import type { AccountJson } from '../../monitor/account-json.ts';
import { grouped, plural } from '../../monitor/words.ts';
import { address } from './address.ts';
import { type Html, html, outsideLink } from './html.ts';
import { scrolling } from './layout.ts';
import { day, deliveryInWords, paceInWords, STATE_NAMES, stateBadge } from './words.ts';

/** Each cell names its column too: on a phone the table becomes a list of cards. */
export function accountTable(labelledBy: string, rows: readonly AccountJson[], asOf: string): Html {
  return scrolling(
    labelledBy,
    html`<table class="accounts">
<thead><tr><th scope="col">Account</th><th scope="col">State</th><th scope="col">Stuck on</th><th scope="col">Days stuck</th>
<th scope="col">Pace</th><th scope="col">Ahead</th><th scope="col">CSM</th><th scope="col">Alert</th></tr></thead>
<tbody>${rows.map((row) => accountLine(row, asOf))}</tbody>
</table>`,
  );
}

function accountLine(row: AccountJson, asOf: string): Html {
  return html`<tr>
<th scope="row" data-label="Account">${accountLink(row, asOf)}<small>${dayInLife(row)}</small></th>
<td data-label="State">${stateBadge(row.state)}<small>${row.state_in_words}</small></td>
${cell('Stuck on', row.stuck_on === null ? null : html`${row.stuck_on}`)}
${cell('Days stuck', daysStuck(row), 'number')}
${cell('Pace', pace(row))}
${cell('Ahead', ahead(row))}
<td data-label="CSM">${row.csm?.name ?? 'nobody'}<small>${row.tier ?? 'no tier'}</small></td>
${cell('Alert', alertCell(row))}
</tr>`;
}

/** Nothing to say is a dash in a table, and no line at all on a card. */
function cell(label: string, content: Html | null, className = ''): Html {
  if (content === null) return html`<td data-label="${label}" class="nothing">–</td>`;
  return html`<td data-label="${label}"${className !== '' && html` class="${className}"`}>${content}</td>`;
}

const dayInLife = ({ day: elapsed, active_day: active }: AccountJson): string =>
  `day ${grouped(active)}${elapsed === active ? '' : ` (${grouped(elapsed)} on the calendar)`}`;

/** An account without an id, and the later one of two with the same, are known by their tasks. */
function accountLink(row: AccountJson, asOf: string): Html {
  const isTwin = row.blind?.kind === 'shared_account_id';
  const id = isTwin ? row.task_id : (row.account_id ?? row.task_id);
  if (id === null) return html`${row.name}`;
  return html`<a href="${address(`/accounts/${encodeURIComponent(id)}`, { as_of: asOf })}">${row.name}</a>`;
}

/** Nobody who arrived or left is stuck any more. Both clocks are shown: a pause stops one of them. */
function daysStuck({ state, days_stuck: active, days_stuck_elapsed: elapsed }: AccountJson): Html | null {
  if (active === null || state === 'reached' || state === 'left') return null;
  return html`<strong>${plural(active, 'day')}</strong>${elapsed !== active && html`<small>${elapsed} on the calendar</small>`}`;
}

/** Behind or ahead in days, and how many comparable accounts were further by now. */
function pace(row: AccountJson): Html | null {
  if (row.state === 'reached' || row.state === 'left') return null;
  const figure = row.pace === null ? null : `pace ${row.pace.toFixed(2)}`;
  const beside = rankShortly(row) ?? figure;
  return html`${paceInWords(row)}${beside !== null && html`<small>${beside}</small>`}`;
}

/** As `rank_in_words`, without the step, which stands beside it. */
function rankShortly({ rank, benchmark, active_day: day }: AccountJson): string | null {
  if (rank === null || benchmark?.source !== 'learned' || benchmark.n === null) return null;
  return `${Math.round(rank * 100)} of 100 comparable accounts had this by day ${grouped(day)}; n ${grouped(benchmark.n)}, ${benchmark.group}`;
}

/** A contract that ends in the far future presses nobody: then its date says enough. */
const FAR_DAYS = 90;

function ahead({ ahead: end }: AccountJson): Html | null {
  if (end === null) return null;
  const what = end.kind === 'trial' ? 'trial ends' : 'renews';
  if (end.days > FAR_DAYS) return html`<span class="soft">${what} ${day(end.on)}</span>`;
  const when = end.days === 0 ? 'today' : `in ${plural(end.days, 'day')}`;
  return html`${what} ${when}<small>${day(end.on)}</small>`;
}

function alertCell({ alert }: AccountJson): Html | null {
  if (alert === null) return null;
  const strength = alert.urgent ? 'urgent' : alert.strength;
  return html`${outsideLink(alert.url, STATE_NAMES[alert.kind])}<small>${strength}, ${deliveryInWords(alert)}</small>`;
}
