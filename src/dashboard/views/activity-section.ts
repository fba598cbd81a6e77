import { isoToDay } from '../../domain/local-date.ts';
import type { AccountDetailJson } from '../../monitor/account-json.ts';
import { dayInWords, grouped, plural } from '../../monitor/words.ts';
import { activityBars } from '../figures/activity-bars.ts';
import { type Html, html } from './html.ts';

/** As many days as a season: longer ago says nothing about now. */
const MOST_DAYS = 90;

/** What the account does, day by day. */
export function activitySection({ activity, started_on: startedOn, day, state }: AccountDetailJson): Html | null {
  const start = isoToDay(startedOn);
  if (start === null || activity.length === 0) return null;
  const dated = activity.flatMap(({ date, ...counts }) => {
    const on = isoToDay(date);
    return on === null ? [] : [{ on, ...counts }];
  });
  const began = Math.min(start, dated[0]?.on ?? start);
  const today = Math.max(start + day, dated.at(-1)?.on ?? start);
  // Of whoever is there already the way is what counts, of everybody else what they do now.
  const first = state === 'reached' ? began : Math.max(began, today - MOST_DAYS + 1);
  const last = Math.min(today, first + MOST_DAYS - 1);
  const shown = dated.filter(({ on }) => on >= first && on <= last);
  const core = shown.reduce((sum, each) => sum + each.core, 0);
  const all = shown.reduce((sum, each) => sum + each.core + each.other, 0);
  const words = `${plural(all, 'event')} on ${plural(shown.length, 'day')}, ${grouped(core)} of them core use, ${dayInWords(first)} to ${dayInWords(last)}`;
  const span = { days: last - first + 1, title: words, first: dayInWords(first), last: dayInWords(last) };
  return html`<section class="card" aria-labelledby="activity"><h2 id="activity">Activity per day</h2>
${activityBars(
  shown.map(({ on, core: ofCore, other }) => ({ offset: on - first, core: ofCore, other })),
  span,
)}
<ul class="legend"><li><span class="key bar"></span>core use</li><li><span class="key other"></span>anything else</li></ul>
<p class="hint">${words}; up to ${plural(Math.max(0, ...shown.map(({ people }) => people)), 'person', 'people')} a day.</p></section>`;
}
