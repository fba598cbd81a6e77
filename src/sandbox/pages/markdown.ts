import { type Html, html } from './html.ts';
import { inline } from './inline.ts';

/**
 * A small, safe Markdown renderer: headings, lists, quotes, rules, code, links, bold and italic. Raw HTML in the source is shown
 * as text.
 */
export function markdown(source: string): Html {
  return html`${blocksOf(source).map(renderBlock)}`;
}

type Block =
  | { readonly kind: 'paragraph' | 'bullets' | 'numbers' | 'quote' | 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'rule' };

type Grouped = Extract<Block, { lines: readonly string[] }>['kind'];

/** Lines of one kind that follow each other make one block; an empty line ends it. */
function blocksOf(source: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { kind: Grouped; lines: string[] } | null = null;
  let fenced = false;
  for (const line of source.split(/\r?\n/)) {
    if (/^\s*```/.test(line)) {
      fenced = !fenced;
      open = fenced ? { kind: 'code', lines: [] } : null;
      if (open) blocks.push(open);
      continue;
    }
    const read: ReadLine = fenced ? { kind: 'code', text: line } : readLine(line);
    if (read.kind === 'empty' || read.kind === 'heading' || read.kind === 'rule') {
      open = null;
      if (read.kind !== 'empty') blocks.push(read);
    } else if (open?.kind === read.kind) {
      open.lines.push(read.text);
    } else {
      open = { kind: read.kind, lines: [read.text] };
      blocks.push(open);
    }
  }
  return blocks;
}

type ReadLine =
  | { readonly kind: Grouped; readonly text: string }
  | Extract<Block, { kind: 'heading' | 'rule' }>
  | { readonly kind: 'empty' };

function readLine(line: string): ReadLine {
  const text = line.trim();
  if (text === '') return { kind: 'empty' };
  if (/^([-*_])(\s*\1){2,}$/.test(text)) return { kind: 'rule' };
  const heading = /^(#{1,6})\s+(.*)$/.exec(text);
  if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' };
  const marker = /^(?:(?<bullet>[-*+])|(?<number>\d+[.)])|(?<quote>>))\s+(?<rest>.*)$/.exec(text)?.groups;
  if (!marker) return { kind: 'paragraph', text };
  const kind = marker.bullet ? 'bullets' : marker.number ? 'numbers' : 'quote';
  return { kind, text: marker.rest ?? '' };
}

function renderBlock(block: Block): Html {
  switch (block.kind) {
    case 'rule':
      return html`<hr>`;
    case 'heading':
      return heading(block.level, inline(block.text));
    case 'code':
      return html`<pre><code>${block.lines.join('\n')}</code></pre>`;
    case 'bullets':
      return html`<ul>${items(block.lines)}</ul>`;
    case 'numbers':
      return html`<ol>${items(block.lines)}</ol>`;
    case 'quote':
      return html`<blockquote>${broken(block.lines)}</blockquote>`;
    case 'paragraph':
      return html`<p>${broken(block.lines)}</p>`;
  }
}

/** The page has its own first two levels. */
function heading(level: number, words: Html): Html {
  if (level === 1) return html`<h3>${words}</h3>`;
  return level === 2 ? html`<h4>${words}</h4>` : html`<h5>${words}</h5>`;
}

function items(lines: readonly string[]): readonly Html[] {
  return lines.map((line) => html`<li>${inline(line)}</li>`);
}

function broken(lines: readonly string[]): readonly Html[] {
  return lines.map((line, index) => html`${index > 0 && html`<br>`}${inline(line)}`);
}
