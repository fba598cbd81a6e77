import type { ActivationJson, CohortFiguresJson } from '../../monitor/activation-json.ts';
import { grouped } from '../../monitor/words.ts';
import { intervalStrip } from '../figures/interval-strip.ts';
import { type CountLink, fasterInWords, rateInWords, TOO_FEW } from './activation-words.ts';
import { type Html, html } from './html.ts';
import { scrolling } from './layout.ts';

type Row = readonly [name: string, cohort: string | null, figures: CohortFiguresJson];

/** Time to first value and the rates, cohort by cohort, all of them together last. */
export function cohortSections(answer: ActivationJson, link: CountLink): Html {
  const rows: readonly Row[] = [
    ...answer.cohorts.map((each) => [each.cohort, each.cohort, each] as const),
    ['All', null, answer.overall],
  ];
  return html`<section aria-labelledby="cohorts"><h2 id="cohorts">Time to first value by start <small>are we getting faster?</small></h2>
${fasterInWords(answer.cohorts)}
${timeTable(rows, link)}
<ul class="legend"><li><span class="key dot"></span>half are there</li><li><span class="key line"></span>95 % interval</li><li><span class="key ring"></span>naive: only those already there</li></ul></section>
<section aria-labelledby="rates"><h2 id="rates">There within 7, 14 and 30 days <small>only accounts whose time is over, on both sides</small></h2>
${rateTable(rows, link)}</section>`;
}

function timeTable(rows: readonly Row[], link: CountLink): Html {
  const days = rows.flatMap(([, , { ttv }]) => [ttv.p50, ttv.p50_low, ttv.p50_high, ttv.naive_median]);
  const most = Math.max(1, ...days.filter((value) => value !== null));
  return scrolling(
    'cohorts',
    html`<table class="cohorts">
<thead><tr><th scope="col">Start</th><th scope="col">Accounts</th><th scope="col">There</th><th scope="col">On the way</th><th scope="col">Left</th>
<th scope="col">Half by</th><th scope="col" class="plot">Day 0 to ${most}</th><th scope="col">p25 · p75 · p90</th><th scope="col">Naive</th></tr></thead>
<tbody>${rows.map((row) => timeLine(row, most, link))}</tbody></table>`,
  );
}

const figureOf = (value: number | null): string => (value === null ? '–' : grouped(value));

function timeLine([name, cohort, figures]: Row, most: number, link: CountLink): Html {
  const { ttv } = figures;
  const median = ttv.suppressed ? TOO_FEW : ttv.p50 === null ? 'not reached yet' : `day ${ttv.p50}`;
  const interval = ttv.p50_low !== null && `${ttv.p50_low} to ${ttv.p50_high ?? 'later'}`;
  return html`<tr>
<th scope="row" data-label="Start">${name}</th>
<td data-label="Accounts" class="number">${link(figures.n, 'all', cohort)}</td>
<td data-label="There" class="number">${link(figures.reached, 'reached', cohort)}</td>
<td data-label="On the way" class="number">${link(figures.waiting, 'waiting', cohort)}</td>
<td data-label="Left" class="number">${link(figures.left, 'left', cohort)}</td>
<td data-label="Half by">${median}${interval && html`<small>${interval}</small>`}</td>
<td data-label="" class="plot">${!ttv.suppressed && intervalStrip({ value: ttv.p50, low: ttv.p50_low, high: ttv.p50_high, other: ttv.naive_median }, most)}</td>
<td data-label="p25 · p75 · p90" class="number">${ttv.suppressed ? '–' : [ttv.p25, ttv.p75, ttv.p90].map(figureOf).join(' · ')}</td>
<td data-label="Naive" class="number">${figureOf(ttv.naive_median)}</td>
</tr>`;
}

function rateTable(rows: readonly Row[], link: CountLink): Html {
  const cell = ([, cohort, { rates }]: Row, days: '7' | '14' | '30'): Html => {
    const { rate, low, high } = rates[days];
    return html`<td data-label="${days} days">${rateInWords(rates[days], days, link, cohort)}${rate !== null && intervalStrip({ value: rate, low, high }, 1)}</td>`;
  };
  return scrolling(
    'rates',
    html`<table class="rates">
<thead><tr><th scope="col">Start</th><th scope="col">7 days</th><th scope="col">14 days</th><th scope="col">30 days</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row" data-label="Start">${row[0]}</th>${cell(row, '7')}${cell(row, '14')}${cell(row, '30')}</tr>`)}</tbody></table>`,
  );
}
