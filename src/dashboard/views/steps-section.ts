import type { AccountDetailJson, StepJson } from '../../monitor/account-json.ts';
import { grouped } from '../../monitor/words.ts';
import { stepStrip } from '../figures/step-strip.ts';
import { type Html, html } from './html.ts';
import { scrolling } from './layout.ts';
import { momentIn } from './words.ts';

/** The steps on one time line: where comparable accounts (or the plan) are with each, where this one was, and today. */
export function stepsSection(account: AccountDetailJson, zone: string): Html | null {
  const { steps, benchmark } = account;
  if (steps.length === 0) return null;
  const today = account.state === 'reached' ? null : account.active_day;
  const last = Math.max(
    today ?? 0,
    ...steps.flatMap((step) => [step.benchmark_day, step.by_day, step.reached_day ?? 0]),
  );
  const measure = benchmark?.source === 'learned' ? 'half of comparable accounts' : 'the plan';
  return html`<section aria-labelledby="steps"><h2 id="steps">The way to first value <small>${benchmarkInWords(account)}</small></h2>
${scrolling(
  'steps',
  html`<table class="way">
<thead><tr><th scope="col">Step</th><th scope="col" class="plot">Day 0 to ${last}</th><th scope="col">So far</th><th scope="col">Day</th><th scope="col">Benchmark</th><th scope="col">Plan</th><th scope="col">Observed as</th></tr></thead>
<tbody>${steps.map((step, index) => stepLine(step, { isLast: index === steps.length - 1, zone, today, last }))}</tbody></table>`,
)}
<ul class="legend"><li><span class="key dot"></span>reached</li><li><span class="key mark"></span>benchmark: ${measure}</li>${today !== null && html`<li><span class="key now"></span>today, day ${today}</li>`}</ul></section>`;
}

function benchmarkInWords({ benchmark }: AccountDetailJson): string {
  if (benchmark?.source !== 'learned' || benchmark.n === null)
    return 'measured by the plan’s own days: too few comparable accounts';
  return `measured by ${grouped(benchmark.n)} comparable accounts (${benchmark.group})`;
}

interface StepPlace {
  readonly isLast: boolean;
  readonly zone: string;
  /** The active day; null once first value is there. */
  readonly today: number | null;
  readonly last: number;
}

function stepLine(step: StepJson, { isLast, zone, today, last }: StepPlace): Html {
  const { reached_day: reachedDay, benchmark_day: benchmarkDay, share } = step;
  return html`<tr>
<th scope="row" data-label="Step">${step.name}${isLast && html`<small>first value</small>`}</th>
<td data-label="" class="plot">${stepStrip({ reachedDay, benchmarkDay, share }, today, last)}</td>
<td data-label="So far">${step.reached_at === null ? step.count_in_words : html`<span>reached ${momentIn(step.reached_at, zone)}</span>`}</td>
<td data-label="Day" class="number">${reachedDay ?? '–'}</td>
<td data-label="Benchmark" class="number">${benchmarkDay}</td>
<td data-label="Plan" class="number">${step.by_day}</td>
<td data-label="Observed as">${step.signal_in_words}</td>
</tr>`;
}
