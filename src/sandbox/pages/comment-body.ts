import { z } from 'zod';
import { mentionOf } from '../world/comment-blocks.ts';
import type { Block } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { type Html, html, link } from './html.ts';

/** The blocks of a comment as a person sees them: mentions highlighted, lists as lists. */
export function commentBody(world: World, blocks: readonly Block[]): Html {
  return html`${groupsOf(linesOf(world, blocks)).map(renderGroup)}`;
}

type LineKind = 'plain' | 'bullet' | 'ordered' | 'code';

interface Line {
  readonly kind: LineKind;
  readonly parts: readonly Html[];
}

const Shape = z.looseObject({
  text: z.string().default(''),
  attributes: z
    .looseObject({
      bold: z.unknown().optional(),
      italic: z.unknown().optional(),
      code: z.unknown().optional(),
      strike: z.unknown().optional(),
      link: z.string().optional().catch(undefined),
      list: z.looseObject({ list: z.string() }).optional().catch(undefined),
      'code-block': z.unknown().optional(),
    })
    .prefault({}),
  emoticon: z
    .looseObject({ code: z.string().regex(/^[0-9a-f]{1,5}$/i) })
    .optional()
    .catch(undefined),
});

type Shaped = z.output<typeof Shape>;

/** A newline ends a line, and its attributes say what the line before it is. */
function linesOf(world: World, blocks: readonly Block[]): readonly Line[] {
  const lines: Line[] = [];
  let parts: Html[] = [];
  for (const block of blocks) {
    const mentioned = mentionOf(block);
    if (mentioned !== null) {
      parts.push(mention(world, mentioned));
      continue;
    }
    const shaped = Shape.parse(block);
    const [first = '', ...rest] = wordsOf(shaped).split('\n');
    parts.push(styled(first, shaped));
    for (const text of rest) {
      lines.push({ kind: kindOf(shaped), parts });
      parts = [styled(text, shaped)];
    }
  }
  return [...lines, { kind: 'plain', parts }];
}

function mention(world: World, id: number): Html {
  const person = world.people.get(id);
  return html`<a class="mention" href="/inbox/${id}">@${person?.name ?? person?.email ?? 'unknown'}</a>`;
}

function wordsOf({ text, emoticon }: Shaped): string {
  return emoticon ? String.fromCodePoint(Number.parseInt(emoticon.code, 16)) : text;
}

function styled(text: string, { attributes }: Shaped): Html {
  let words = html`${text}`;
  if (text === '') return words;
  if (attributes.code) words = html`<code>${words}</code>`;
  if (attributes.bold) words = html`<strong>${words}</strong>`;
  if (attributes.italic) words = html`<em>${words}</em>`;
  if (attributes.strike) words = html`<s>${words}</s>`;
  return attributes.link === undefined ? words : link(attributes.link, words);
}

function kindOf({ attributes }: Shaped): LineKind {
  if (attributes['code-block']) return 'code';
  if (attributes.list === undefined) return 'plain';
  return attributes.list.list === 'ordered' ? 'ordered' : 'bullet';
}

/** Lines of one kind that follow each other. */
function groupsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.[0]?.kind === line.kind) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

function renderGroup(lines: readonly Line[]): Html {
  switch (lines[0]?.kind) {
    case 'bullet':
      return html`<ul>${lines.map(({ parts }) => html`<li>${parts}</li>`)}</ul>`;
    case 'ordered':
      return html`<ol>${lines.map(({ parts }) => html`<li>${parts}</li>`)}</ol>`;
    case 'code':
      return html`<pre><code>${lines.map(({ parts }) => html`${parts}\n`)}</code></pre>`;
    default:
      return html`<div class="words">${lines.map(({ parts }) => html`<div>${parts}</div>`)}</div>`;
  }
}
