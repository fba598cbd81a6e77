import type { AlertDetailJson } from '../../monitor/account-json.ts';
import { type Html, html, outsideLink } from './html.ts';
import { scrolling } from './layout.ts';
import { deliveryInWords, momentIn, STATE_NAMES } from './words.ts';

/** Every firing, the newest first, with what its CSM said of it. */
export function alertsSection(alerts: readonly AlertDetailJson[], zone: string): Html {
  const table = html`<table>
<thead><tr><th scope="col">Alert</th><th scope="col">Opened</th><th scope="col">Delivery</th><th scope="col">Verdict</th><th scope="col">Closed</th></tr></thead>
<tbody>${alerts.toReversed().map((alert) => alertLine(alert, zone))}</tbody></table>`;
  return html`<section aria-labelledby="alerts"><h2 id="alerts">Alerts</h2>${alerts.length === 0 ? html`<p>None so far.</p>` : scrolling('alerts', table)}</section>`;
}

function alertLine(alert: AlertDetailJson, zone: string): Html {
  const acted = alert.acted_at !== null && html`<small>acted on ${momentIn(alert.acted_at, zone)}</small>`;
  return html`<tr>
<th scope="row" data-label="Alert">${outsideLink(alert.url, STATE_NAMES[alert.kind])}<small>${alert.urgent ? 'urgent' : alert.strength}${
    alert.step !== null && `, at “${alert.step}”`
  }</small></th>
<td data-label="Opened">${momentIn(alert.opened_at, zone)}</td>
<td data-label="Delivery">${deliveryInWords(alert)}</td>
<td data-label="Verdict">${alert.verdict ?? 'unanswered'}${acted}</td>
<td data-label="Closed">${alert.closed_at === null ? 'open' : html`${momentIn(alert.closed_at, zone)}<small>${alert.close_reason}</small>`}</td>
</tr>`;
}
