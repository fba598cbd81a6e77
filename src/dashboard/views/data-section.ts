import type { QualityJson } from '../../monitor/quality-json.ts';
import { grouped, percent, plural } from '../../monitor/words.ts';
import { type Html, html } from './html.ts';
import { facts, scrolling } from './layout.ts';
import { momentIn } from './words.ts';

/** What all figures rest on. */
export function dataSection(data: QualityJson['data'], zone: string): Html {
  return html`<section aria-labelledby="data"><h2 id="data">The data behind all this</h2>
${data.sources.length === 0 ? html`<p class="card">Nothing was ever received: point an SDK at /v1, or run <code>import events</code>.</p>` : sourceTable(data, zone)}
${facts([
  ['Events without an account', unjoined(data)],
  ['Account ids sent by the product', idsInWords(data)],
  ['Accounts left out', plural(data.excluded_accounts, 'account')],
  ['ClickUp’s webhook', webhookInWords(data.webhook, zone)],
  ['From ClickUp', data.inbox_waiting === 0 ? 'nothing waits' : `${plural(data.inbox_waiting, 'change')} waiting`],
  ['To ClickUp', writesInWords(data)],
])}</section>`;
}

function sourceTable({ sources }: QualityJson['data'], zone: string): Html {
  return scrolling(
    'data',
    html`<table><thead><tr><th scope="col">Source</th><th scope="col">Last received</th><th scope="col">Complete to</th><th scope="col">Standing</th></tr></thead>
<tbody>${sources.map(
      (source) => html`<tr><th scope="row" data-label="Source">${source.name}</th>
<td data-label="Last received">${momentIn(source.last_received_at, zone)}</td>
<td data-label="Complete to">${source.complete_to === null ? 'now, while it is fresh' : momentIn(source.complete_to, zone)}</td>
<td data-label="Standing"><span class="badge ${source.fresh ? 'good' : 'bad'}">${source.fresh ? 'fresh' : 'stale'}</span></td></tr>`,
    )}</tbody></table>`,
  );
}

function unjoined({ unjoined: count, unjoined_share: share, events, days }: QualityJson['data']): string {
  if (share === null) return `no event in ${plural(days, 'day')}`;
  return `${percent(share)}: ${grouped(count)} of ${grouped(events)} in ${plural(days, 'day')}`;
}

function idsInWords({ group_ids: ids, unknown_group_ids: unknown }: QualityJson['data']): string {
  if (ids === 0) return 'none';
  return unknown === 0 ? `${grouped(ids)}, all known` : `${grouped(ids)}; ${grouped(unknown)} of no account`;
}

function webhookInWords(webhook: QualityJson['data']['webhook'], zone: string): Html {
  if (webhook === null) return html`none registered: the board is polled`;
  const tone = webhook.status === 'active' ? 'good' : 'bad';
  return html`<span class="badge ${tone}">${webhook.status}</span> ${plural(webhook.failures, 'failure')}, looked at ${momentIn(webhook.looked_at, zone)}`;
}

function writesInWords({ writes_waiting: waiting, writes_failing: failing }: QualityJson['data']): string {
  if (waiting === 0) return 'nothing waits';
  return `${plural(waiting, 'write')} waiting${failing === 0 ? '' : `, ${grouped(failing)} failed and tried again`}`;
}
