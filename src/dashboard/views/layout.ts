import { type Html, html, type HtmlValue } from './html.ts';

export interface PageFrame {
  readonly productName: string;
  /** Invented accounts: said on every page. */
  readonly demo: boolean;
  readonly canSignOut: boolean;
}

/** The frame of every page: title, skip link, landmarks. No script, one style file. */
export function page(frame: PageFrame, title: string, content: HtmlValue): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · First Value Monitor</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
${frame.demo && html`<p class="demo" role="note">Demo data — invented accounts</p>`}
<header class="top">
<a class="home" href="/">First Value Monitor</a>
<span class="product">${frame.productName}</span>
${frame.canSignOut && html`<form method="post" action="/sign-out"><button class="plain">Sign out</button></form>`}
</header>
<main id="content" tabindex="-1">
${content}
</main>
</body>
</html>
`;
  return document.toString();
}

/** A list of terms and what they are, as a page shows the facts of one thing. */
export function facts(entries: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl class="facts">${entries.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}
