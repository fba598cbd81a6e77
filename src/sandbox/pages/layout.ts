import { type Html, html } from './html.ts';

/** A whole page. It needs no script, and says on every one of them that this is not ClickUp. */
export function layout(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ClickUp stand-in</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox.css">
</head>
<body>
<header class="top">
<p class="label"><strong>ClickUp stand-in</strong> — not ClickUp</p>
<nav><a href="/">Lists</a><a href="/people">People</a></nav>
</header>
<main>
${content}
</main>
<footer>Times are in UTC.</footer>
</body>
</html>
`.markup;
}
