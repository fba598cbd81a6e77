import { html } from './html.ts';
import { page, type PageFrame } from './layout.ts';

/** @param seconds after which the browser looks again by itself, as the answer's header tells it */
export function waitingPage(frame: PageFrame, seconds: number): string {
  return page(
    frame,
    'Being drawn up',
    html`<section class="card narrow">
<h1>The figures are being drawn up</h1>
<p>Every account is judged first. Of many accounts that takes a minute or two after a start, or when nobody looked for a while.</p>
<p>This page looks again by itself every ${seconds} seconds. <a href="${frame.clock?.path ?? '/'}">Look again now</a></p>
</section>`,
  );
}
