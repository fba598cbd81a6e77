import type { QualityJson } from '../../monitor/quality-json.ts';
import { grouped, plural } from '../../monitor/words.ts';
import { type Html, html } from './html.ts';
import { scrolling } from './layout.ts';

type Month = QualityJson['model']['months'][number];

/** What the model was asked for, and what it cost: nobody should have to look for it. */
export function modelSection({ months, cap_usd: cap }: QualityJson['model']): Html {
  const limit = cap === null ? 'no cap on a month' : `at most ${dollars(cap)} a month`;
  return html`<section aria-labelledby="model"><h2 id="model">What the model cost <small>${limit}</small></h2>
${months.length === 0 ? html`<p class="card">No model was asked for anything: the templates write everything.</p>` : monthTable(months)}</section>`;
}

function monthTable(months: readonly Month[]): Html {
  return scrolling(
    'model',
    html`<table><thead><tr><th scope="col">Month</th><th scope="col">Texts</th><th scope="col">Outcomes</th><th scope="col">Requests</th><th scope="col">Tokens</th><th scope="col">Cost, estimated</th></tr></thead>
<tbody>${months.map(monthLine)}</tbody></table>`,
  );
}

function monthLine(month: Month): Html {
  const outcomes = Object.entries(month.outcomes).map(
    ([name, count]) => `${grouped(count)} ${name.replaceAll('_', ' ')}`,
  );
  const unpriced = month.unpriced_requests;
  return html`<tr><th scope="row" data-label="Month">${month.month}</th>
<td data-label="Texts" class="number">${month.calls}</td>
<td data-label="Outcomes">${outcomes.join(', ')}</td>
<td data-label="Requests" class="number">${month.requests}</td>
<td data-label="Tokens" class="number">${month.tokens_in} in, ${month.tokens_out} out</td>
<td data-label="Cost" class="number">${dollars(month.cost_usd)}${unpriced > 0 && html`<small>${plural(unpriced, 'request')} without a price</small>`}</td></tr>`;
}

const PRICE = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const dollars = (usd: number): string => PRICE.format(usd);
