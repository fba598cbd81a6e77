import type { HealthJson } from '../../monitor/health-json.ts';
import { percent, plural } from '../../monitor/words.ts';
import { type Html, html } from './html.ts';

/** The health score beside everything that makes it: an account without a score shows why. Nothing is decided by it. */
export function healthSection(health: HealthJson): Html {
  return html`<section aria-labelledby="health"><h2 id="health">Health score <small>for reading only: no alert and no order depends on it</small></h2>
<p class="lead">${headOf(health)}</p>
${health.inputs.length > 0 && inputTable(health)}
${health.warnings.length > 0 && html`<p>Early signs: ${health.warnings.map(warningInWords).join('; ')}.</p>`}
${health.missing.length > 0 && html`<p>Not known: ${health.missing.map(nameInWords).join(', ')}.</p>`}
<p><small>Aspirations, not benchmarks: ${aspirationsInWords(health)}.</small></p></section>`;
}

const TONES = { green: 'good', yellow: 'warn', red: 'bad' } as const;

function headOf({ score, zone, strategy, coverage, drivers }: HealthJson): Html {
  const known = `${percent(coverage)} of the weights known`;
  if (score === null || zone === null) return html`No score: only ${known}, and half is needed.`;
  const pull = drivers.length === 0 ? '' : ` What pulls most: ${drivers.slice(0, 3).map(nameInWords).join(', ')}.`;
  return html`<span class="badge ${TONES[zone]}">${Math.round(score)} of 100</span> ${zone}: ${strategy}. ${known}.${pull}`;
}

function inputTable({ inputs }: HealthJson): Html {
  return html`<div class="scroll" role="group" aria-labelledby="health" tabindex="0"><table>
<thead><tr><th scope="col">Input</th><th scope="col">Value</th><th scope="col">Before</th><th scope="col">Weight</th><th scope="col">Pull</th><th scope="col">From</th></tr></thead>
<tbody>${inputs.map(
    (input) => html`<tr>
<th scope="row" data-label="Input">${nameInWords(input.name)}<small>${input.family}</small></th>
<td data-label="Value" class="number">${Math.round(input.value)}</td>
<td data-label="Before" class="number">${input.before === null ? '–' : Math.round(input.before)}</td>
<td data-label="Weight" class="number">${percent(input.weight)}</td>
<td data-label="Pull" class="number">${input.pull === 0 ? '0' : `−${input.pull.toFixed(1)}`}</td>
<td data-label="From">${input.source === 'measured' ? 'events' : 'account task'}<small>${ageInWords(input.age_days)}</small></td>
</tr>`,
  )}</tbody></table></div>`;
}

const NAMES: Readonly<Record<string, string>> = { roi: 'return on investment' };
const nameInWords = (name: string): string => NAMES[name] ?? name.replaceAll('_', ' ');
const ageInWords = (days: number): string => (days === 0 ? 'today' : `${plural(days, 'day')} old`);

function warningInWords({ sign, kind, value, before, family }: HealthJson['warnings'][number]): string {
  const figures = kind === 'falling' && before !== null ? ` from ${Math.round(before)} to ${Math.round(value)}` : '';
  const word = { low: `low at ${Math.round(value)}`, falling: `down${figures}`, late: 'late for the open step' }[kind];
  return `${sign} (${family}) ${word}`;
}

const aspirationsInWords = ({ value_realization: value }: HealthJson): string =>
  `value realized ${value.map(({ month, percent: share }) => `${share}\u00a0% by month ${month}`).join(', ')}`;
