import type { ActivationJson } from '../../monitor/activation-json.ts';
import { plural } from '../../monitor/words.ts';
import { fateBar, FATES } from '../figures/fate-bar.ts';
import type { CountLink } from './activation-words.ts';
import { FATE_NAMES } from './figure-names.ts';
import { type Html, html } from './html.ts';
import { scrolling } from './layout.ts';

/** Where customers get stuck: each step with what became of those who had reached it. */
export function funnelSection(answer: ActivationJson, link: CountLink): Html | null {
  const { funnel, funnel_others: others, leak, plans, funnel_plan: drawn } = answer;
  if (funnel.length === 0) return null;
  const statement = plans.find(({ plan }) => plan === drawn)?.statement;
  return html`<section aria-labelledby="funnel"><h2 id="funnel">Where they get stuck <small>on the way to “${statement}”</small></h2>
${leaks(leak)}
${funnelTable(answer, link)}
<ul class="legend">${FATES.map((fate) => html`<li><span class="key fate ${fate}"></span>${FATE_NAMES[fate]}${fate === 'overdue' && ': longer here than nine of ten take'}</li>`)}</ul>
${others > 0 && html`<p><small>${link(others, 'funnel_others')} ${others === 1 ? 'account is' : 'accounts are'} on other plans, whose steps cannot be put side by side.</small></p>`}</section>`;
}

function leaks({ largest, slowest }: ActivationJson['leak']): Html | null {
  if (largest === null && slowest === null) return null;
  return html`<p class="lead">${largest !== null && html`Most are lost after <strong>“${largest}”</strong>. `}${
    slowest !== null && html`The slowest way is the one on from <strong>“${slowest}”</strong>.`
  }</p>`;
}

function funnelTable({ funnel, leak }: ActivationJson, link: CountLink): Html {
  const all = funnel[0]?.in ?? 0;
  return scrolling(
    'funnel',
    html`<table class="funnel">
<thead><tr><th scope="col">Step</th><th scope="col">Reached</th><th scope="col" class="plot">Of ${all}</th><th scope="col">Went on</th><th scope="col">Waiting</th><th scope="col">Overdue</th><th scope="col">Left</th><th scope="col">Half go on after</th></tr></thead>
<tbody>${funnel.map(
      (row, place) => html`<tr>
<th scope="row" data-label="Step">${row.step}${row.step === leak.largest && html`<small>most lost here</small>`}${row.step === leak.slowest && html`<small>slowest from here</small>`}</th>
<td data-label="Reached" class="number">${link(row.in, `step_${place}_in`)}</td>
<td data-label="" class="plot">${fateBar(row, all)}</td>
<td data-label="Went on" class="number">${link(row.advanced, `step_${place}_advanced`)}</td>
<td data-label="Waiting" class="number">${link(row.waiting, `step_${place}_waiting`)}${row.skipped > 0 && html`<small>${link(row.skipped, `step_${place}_skipped`)} skipped the next</small>`}</td>
<td data-label="Overdue" class="number">${link(row.overdue, `step_${place}_overdue`)}</td>
<td data-label="Left" class="number">${link(row.left, `step_${place}_left`)}</td>
<td data-label="Half go on after" class="number">${row.median_days === null ? '–' : plural(row.median_days, 'day')}</td>
</tr>`,
    )}</tbody></table>`,
  );
}
