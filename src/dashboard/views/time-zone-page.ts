import { choice } from './filters.ts';
import { html } from './html.ts';
import { page, type PageFrame } from './layout.ts';

export interface TimeZoneForm {
  readonly chosen: string;
  /** The workspace's own. */
  readonly standard: string;
  readonly next: string;
}

/** The list of the runtime has their old names only. */
const MODERN_NAMES = ['Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Yangon', 'Asia/Ho_Chi_Minh', 'Europe/Kyiv'];

export function timeZonePage(frame: PageFrame, { chosen, standard, next }: TimeZoneForm): string {
  const zones = [...new Set([standard, chosen, ...MODERN_NAMES, ...Intl.supportedValuesOf('timeZone')])].sort();
  return page(
    frame,
    'Time zone',
    html`<section class="card narrow">
<h1>Whose clock?</h1>
<p>Times of day are shown in this zone, in this browser only. Dates of accounts stay those of their own calendars, and “as of” means the end of a date in ${standard}.</p>
<form method="post" action="/time-zone" class="stack">
<input type="hidden" name="next" value="${next}">
${choice(
  'zone',
  'Time zone',
  chosen,
  zones.map((zone) => [zone, zone]),
  null,
)}
<button>Show times in this zone</button>
</form>
</section>`,
  );
}
