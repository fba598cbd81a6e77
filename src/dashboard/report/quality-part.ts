import { ALERT_STATES } from '../../domain/assessment.ts';
import type { ReportJson } from '../../monitor/report-json.ts';
import { precisionInWords, dateInWords } from '../../monitor/report-words.ts';
import { percent } from '../../monitor/words.ts';
import { type Html, html, type HtmlValue } from '../views/html.ts';
import { STATE_NAMES } from '../views/words.ts';

/** How well the alerts of the month were aimed. */
export function qualityPart({ quality }: ReportJson): HtmlValue {
  const { rules, missed, suggestions, alerts_per_csm_week: load } = quality;
  return html`<h2>How well the alerts were aimed</h2>
<p>${precisionInWords(quality)}.${load.max !== null && ` Alerts per CSM and week: median ${load.p50 ?? '–'}, most ${load.max}.`}</p>
${
  rules.length > 0 &&
  html`<div class="wide"><table>
<thead><tr><th>Rule</th><th class="n">Delivered</th><th class="n">Precision</th><th class="n">Useful</th><th class="n">Noise</th><th class="n">Known</th><th class="n">Too late</th><th class="n">Unanswered</th><th>Acted on</th></tr></thead>
<tbody>${rules.map(ruleRow)}</tbody>
</table></div>`
}
${
  missed.length > 0 &&
  html`<p><strong>Missed</strong>, gone without first value and without a warning in time: ${missed.map(({ name, left_on: on }) => `${name} (${dateInWords(on)})`).join(', ')}.</p>`
}
${suggestions.length > 0 && html`<ul>${suggestions.map((each) => html`<li>${each}</li>`)}</ul>`}`;
}

function ruleRow(rule: ReportJson['quality']['rules'][number]): Html {
  const acted = rule.acted_on;
  const open = acted.pending === 0 ? '' : `, ${acted.pending} pending`;
  const state = ALERT_STATES.find((each) => each === rule.rule);
  return html`<tr><td>${state === undefined ? rule.rule : STATE_NAMES[state]}</td><td class="n">${rule.delivered}</td><td class="n">${rule.precision === null ? '–' : percent(rule.precision)}</td>
<td class="n">${rule.useful}</td><td class="n">${rule.noise}</td><td class="n">${rule.known}</td><td class="n">${rule.too_late}</td><td class="n">${rule.unanswered}</td>
<td>${acted.share === null ? '–' : percent(acted.share)} <span class="soft">of ${acted.n}${open}</span></td></tr>`;
}
