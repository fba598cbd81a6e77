import type { ActivationJson, CohortFiguresJson } from '../../monitor/activation-json.ts';
import type { Choices } from '../../monitor/choices.ts';
import { grouped, plural } from '../../monitor/words.ts';
import { type ActivationFilters, accountsAddress } from '../activation-filters.ts';
import { dayHistogram } from '../figures/day-histogram.ts';
import { reachCurve } from '../figures/reach-curve.ts';
import { cohortSections } from './cohort-tables.ts';
import { choice, dateField } from './filters.ts';
import { funnelSection } from './funnel-section.ts';
import { type Html, html } from './html.ts';
import { page, type PageFrame } from './layout.ts';
import { day, momentIn } from './words.ts';
import { type CountLink, dayInWords, intervalInWords, rateInWords, TOO_FEW } from './activation-words.ts';

export interface ActivationView {
  readonly answer: ActivationJson;
  readonly filters: ActivationFilters;
  readonly choices: Pick<Choices, 'tiers' | 'useCases'>;
  /** The reader's own. */
  readonly zone: string;
}

export function activationPage(frame: PageFrame, view: ActivationView): string {
  const { answer, filters, zone } = view;
  const link = countLink(filters);
  return page(
    frame,
    'Activation',
    html`<h1>How fast customers reach first value</h1>
<p class="lead">${plural(answer.overall.n, 'account')} with a plan in force, as of ${day(answer.as_of)}, complete to ${momentIn(answer.watermark, zone)}.
${leftOut(answer, link)}</p>
${filterForm(view)}
${answer.advice.map(({ in_words: words }) => html`<p class="card advice"><strong>What to do:</strong> ${words}</p>`)}
${answer.overall.n === 0 ? html`<p class="card">No account to count: none with a plan in force started in this range.</p>` : figures(view, link)}`,
    'activation',
  );
}

const countLink =
  (filters: ActivationFilters): CountLink =>
  (count, figure, cohort = null) =>
    count === 0 ? html`0` : html`<a href="${accountsAddress(filters, figure, cohort)}">${count}</a>`;

function leftOut({ without_plan: withoutPlan, excluded, overall }: ActivationJson, link: CountLink): Html {
  return html`Not counted: ${link(withoutPlan, 'without_plan')} without a plan in force, ${excluded} excluded${
    overall.before_data > 0 &&
    html`; ${link(overall.before_data, 'before_data')} in no time to value, as their history begins before our data`
  }.`;
}

function filterForm({ filters, choices, answer }: ActivationView): Html {
  const themselves = (texts: readonly string[]) => texts.map((text) => [text, text] as const);
  const plans = answer.plans.map(
    ({ plan, statement, n }) => [plan, `${shortened(statement)} (${grouped(n)})`] as const,
  );
  return html`<form class="filters" method="get" action="/activation" role="search" aria-label="Choose accounts">
${choice(
  'cohort',
  'Cohorts by',
  filters.cohort,
  [
    ['month', 'month'],
    ['week', 'week'],
  ],
  null,
)}
${choice('tier', 'Tier', filters.tier, themselves(choices.tiers))}
${choices.useCases.length > 0 && choice('use_case', 'Use case', filters.useCase, themselves(choices.useCases))}
${dateField('from', 'Started from', filters.from)}
${dateField('to', 'to', filters.to)}
${dateField('as_of', 'As of', filters.asOf)}
${plans.length > 1 && choice('plan', 'Funnel of', filters.plan, plans, 'the largest plan')}
<div class="actions"><button>Show</button><a href="/activation">Clear</a></div>
</form>`;
}

const LONGEST = 60;
const shortened = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);

function figures({ answer, filters }: ActivationView, link: CountLink): Html {
  return html`${headline(answer.overall, link)}
<div class="pair">
${curveSection(answer)}
${histogramSection(answer, filters)}
</div>
${funnelSection(answer, link)}
${cohortSections(answer, link)}`;
}

function headline(overall: CohortFiguresJson, link: CountLink): Html {
  const { ttv, rates } = overall;
  return html`<dl class="tiles">
<div class="tile main"><dt>Half reach first value by</dt>
<dd><strong>${ttv.suppressed ? TOO_FEW : dayInWords(ttv.p50)}</strong>
<small>${intervalInWords(ttv)}</small>
${ttv.naive_median !== null && html`<small>Only those already there: day ${ttv.naive_median}, too hopeful while accounts are young.</small>`}</dd></div>
<div class="tile"><dt>So far</dt><dd><strong>${link(overall.reached, 'reached')}</strong> there
<small>${link(overall.waiting, 'waiting')} on the way, ${link(overall.left, 'left')} left without it</small></dd></div>
${(['7', '14', '30'] as const).map(
  (days) =>
    html`<div class="tile"><dt>There within ${days} days</dt><dd>${rateInWords(rates[days], days, link)}</dd></div>`,
)}
</dl>`;
}

function curveSection({ curve, overall, histogram }: ActivationJson): Html {
  const { ttv } = overall;
  return html`<section class="card" aria-labelledby="curve"><h2 id="curve">Share there by day</h2>
${
  ttv.suppressed
    ? html`<p>${TOO_FEW}: no curve is drawn for fewer than five accounts, or fewer than three of them there.</p>`
    : html`${reachCurve(curve, ttv.p50, histogram.not_yet.longest_so_far ?? 0)}
<p class="hint">Waiting accounts count as not yet there; the band is the 95 % interval. A quarter: ${dayInWords(ttv.p25)}. Half: ${dayInWords(ttv.p50)}. Three quarters: ${dayInWords(ttv.p75)}. Nine of ten: ${dayInWords(ttv.p90)}.</p>`
}</section>`;
}

function histogramSection({ histogram, overall }: ActivationJson, filters: ActivationFilters): Html {
  const { not_yet: notYet, bins } = histogram;
  const links = {
    bin: (from: number) => accountsAddress(filters, `bin_${from}`),
    notYet: accountsAddress(filters, 'not_yet'),
  };
  return html`<section class="card" aria-labelledby="histogram"><h2 id="histogram">Days it took</h2>
${
  bins.length === 0 && notYet.count === 0
    ? html`<p>Nobody to show.</p>`
    : html`${dayHistogram(histogram, links)}
<p class="hint">Each bar opens its accounts${bins.length > 0 && `; bars are ${plural((bins[0]?.to ?? 0) - (bins[0]?.from ?? 0), 'day')} wide`}.${
        notYet.longest_so_far !== null && ` Not yet: so far up to ${plural(notYet.longest_so_far, 'day')}.`
      }${overall.reached < 3 && ' Few are there: read the bars as single accounts.'}</p>`
}</section>`;
}
