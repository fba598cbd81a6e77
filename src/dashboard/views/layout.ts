import { address } from './address.ts';
import { type Html, html, type HtmlValue } from './html.ts';

export interface PageFrame {
  readonly productName: string;
  /** Invented accounts: said on every page. */
  readonly demo: boolean;
  readonly canSignOut: boolean;
  /** The reader's clock, and the address to come back to once another was chosen; null before anybody may see figures. */
  readonly clock: { readonly zone: string; readonly path: string } | null;
}

export type Place = 'today' | 'activation' | 'quality';

const PLACES: readonly (readonly [Place, string, string])[] = [
  ['today', '/', 'Today'],
  ['activation', '/activation', 'Activation'],
  ['quality', '/quality', 'Quality'],
];

/** The frame of every page: title, skip link, landmarks. No script. `here`: which of the places it is. */
export function page(frame: PageFrame, title: string, content: HtmlValue, here: Place | null = null): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · First Value Monitor</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="stylesheet" href="/assets/figures.css">
<link rel="stylesheet" href="/assets/screens.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
${frame.demo && html`<aside class="demo" aria-label="Notice">Demo data — invented accounts</aside>`}
<header class="top">
<a class="home" href="/">First Value Monitor</a>
<span class="product">${frame.productName}</span>
${frame.clock !== null && placesNav(here)}
${frame.canSignOut && html`<form method="post" action="/sign-out"><button class="plain">Sign out</button></form>`}
</header>
<main id="content" tabindex="-1">
${content}
</main>
${frame.clock !== null && footer(frame.clock)}
</body>
</html>
`;
  return document.toString();
}

function placesNav(here: Place | null): Html {
  return html`<nav class="places" aria-label="Pages"><ul>${PLACES.map(
    ([place, path, name]) =>
      html`<li><a href="${path}"${place === here && html` aria-current="page"`}>${name}</a></li>`,
  )}</ul></nav>`;
}

function footer({ zone, path }: NonNullable<PageFrame['clock']>): Html {
  return html`<footer class="bottom"><p>Times in ${zone} · <a href="${address('/time-zone', { next: path })}">change</a></p></footer>`;
}

/** A list of terms and what they are, as a page shows the facts of one thing. */
export function facts(entries: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl class="facts">${entries.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A table that may be wider than the page: it scrolls by itself, also by keyboard, under the name of its heading. */
export function scrolling(labelledBy: string, table: Html): Html {
  return html`<div class="scroll" role="group" aria-labelledby="${labelledBy}" tabindex="0">${table}</div>`;
}
