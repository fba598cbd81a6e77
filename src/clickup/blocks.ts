import type { Line, Message, Span } from '../monitor/message.ts';
import { fitted } from './fit.ts';
import { oneLine, webAddress } from './plain.ts';

/** A comment's body as ClickUp takes it: the only form in which a mention reaches a person. */
export type Block =
  | { readonly type: 'tag'; readonly user: { readonly id: number } }
  | { readonly text: string; readonly attributes: Readonly<Record<string, unknown>> };

/** ClickUp publishes no limit for comments; this much is known to pass. */
const LONGEST_COMMENT = 9_500;

/**
 * The message as comment blocks. What is in a text stays literal in this form, so nothing needs escaping; only line ends are
 * taken out, because a line's style hangs on the newline block that follows it and would otherwise bleed.
 */
export function toBlocks(message: Message): readonly Block[] {
  return fitted(message, LONGEST_COMMENT).flatMap(lineBlocks);
}

function lineBlocks(line: Line, index: number, lines: readonly Line[]): readonly Block[] {
  const spans = line.spans.map((span) => spanBlock(span, line.kind === 'heading')).filter((block) => !isEmpty(block));
  if (line.kind === 'bullet') return [...spans, { text: '\n', attributes: { list: { list: 'bullet' } } }];
  return index === lines.length - 1 ? spans : [...spans, { text: '\n', attributes: {} }];
}

function spanBlock(span: Span, inHeading: boolean): Block {
  if (span.kind === 'mention') return { type: 'tag', user: { id: span.userId } };
  if (span.kind === 'link') {
    const address = webAddress(span.url);
    return { text: oneLine(span.text), attributes: address === null ? {} : { link: address } };
  }
  // Headings of their own are undocumented for comments; bold is what everyone sees as one.
  const bold = span.bold === true || inHeading;
  return { text: oneLine(span.text), attributes: { ...(bold ? { bold } : {}), ...(span.code ? { code: true } : {}) } };
}

const isEmpty = (block: Block): boolean => 'text' in block && block.text === '';
