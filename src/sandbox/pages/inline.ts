import { type Html, type HtmlValue, html, link } from './html.ts';

/** Inline Markdown: code, links, bold, italic and bare addresses. Everything else is text, and escaped as such. */
export function inline(text: string): Html {
  const parts: HtmlValue[] = [];
  let from = 0;
  for (const match of text.matchAll(PATTERN)) {
    parts.push(text.slice(from, match.index), marked(match.groups ?? {}));
    from = match.index + match[0].length;
  }
  return html`${parts}${text.slice(from)}`;
}

const PATTERN = new RegExp(
  [
    '`(?<code>[^`]+)`',
    '\\[(?<words>[^\\]]+)\\]\\((?<address>[^)\\s]+)\\)',
    '\\*\\*(?<bold>.+?)\\*\\*',
    '\\*(?<italic>[^*\\s][^*]*)\\*',
    '(?<bare>https?://[^\\s<>()]*[^\\s<>().,;:!?])',
  ].join('|'),
  'g',
);

type Groups = Readonly<Record<string, string | undefined>>;

function marked({ code, words, address, bold, italic, bare }: Groups): Html {
  if (code !== undefined) return html`<code>${code}</code>`;
  if (words !== undefined) return link(address ?? '', inline(words));
  if (bold !== undefined) return html`<strong>${inline(bold)}</strong>`;
  if (italic !== undefined) return html`<em>${inline(italic)}</em>`;
  return link(bare ?? '', bare);
}
