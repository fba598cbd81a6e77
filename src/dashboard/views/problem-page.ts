import { html } from './html.ts';
import { page, type PageFrame } from './layout.ts';

const TITLES: Readonly<Record<number, string>> = {
  400: 'This cannot be read',
  403: 'Not from here',
  404: 'Not found',
  500: 'Something went wrong',
};

export function problemPage(
  frame: PageFrame,
  { status, message }: { readonly status: number; readonly message: string },
): string {
  const title = TITLES[status] ?? (status >= 500 ? 'Not available' : 'Not possible');
  return page(
    frame,
    title,
    html`<section class="card narrow">
<h1>${title}</h1>
<p>${sentence(message)}</p>
<p><a href="/">All accounts</a></p>
</section>`,
  );
}

/** Messages begin in lower case, as they stand in a log line; on a page they are sentences. */
const sentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
