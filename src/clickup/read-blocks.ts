import { digestOf } from './digest.ts';
import { fieldsOf, readUserId, textOf } from './wire-hand.ts';

/** What we keep of a comment's blocks. */
export interface BlocksReading {
  /** The words without the mentions, and without quoted lines: those are somebody else's words. */
  readonly text: string;
  readonly mentions: readonly number[];
  readonly links: readonly string[];
  /** Changes when words, mentions or link addresses change; not when ClickUp only cuts or styles the blocks differently. */
  readonly digest: string;
}

interface Block {
  readonly type: string | null;
  readonly text: string;
  readonly userId: number | null;
  readonly emoticon: string | null;
  readonly link: string | null;
  readonly isQuoted: boolean;
}

/** Null for what is no block; anything odd in one is taken as absent. */
function blockOf(value: unknown): Block | null {
  const block = fieldsOf(value);
  if (block === null) return null;
  const attributes = fieldsOf(block.attributes);
  return {
    type: textOf(block.type),
    text: textOf(block.text) ?? '',
    userId: readUserId(fieldsOf(block.user)?.id),
    emoticon: textOf(fieldsOf(block.emoticon)?.code),
    link: textOf(attributes?.link),
    isQuoted: attributes?.blockquote != null,
  };
}

type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'mention'; readonly userId: number }
  | { readonly kind: 'link'; readonly text: string; readonly address: string };

/**
 * Reads the block array of a comment, the same from a REST answer and from a webhook. Mentions are told by the tag block and
 * its user id, never by the text: the derived text may move them to its end. Blocks that cannot be read are left out.
 */
export function readBlocks(blocks: readonly unknown[]): BlocksReading {
  const all = blocks.flatMap((block) => blockOf(block) ?? []);
  const pieces = withoutTrailingSpace(withWordsJoined(all.map(toPiece)));
  return {
    text: wordsOf(withWordsJoined(withoutQuotes(all).map(toPiece))),
    mentions: [...new Set(pieces.flatMap((piece) => (piece.kind === 'mention' ? [piece.userId] : [])))],
    links: pieces.flatMap((piece) => (piece.kind === 'link' ? [piece.address] : [])),
    digest: digestOf(JSON.stringify(pieces)),
  };
}

/** ClickUp marks the newline that ends a quoted line, so what is quoted is known only behind it. */
function withoutQuotes(blocks: readonly Block[]): readonly Block[] {
  const kept: Block[] = [];
  let line: Block[] = [];
  for (const block of blocks) {
    const [first = '', ...rest] = block.text.split(/(?<=\n)/);
    for (const text of [first, ...rest]) {
      line.push({ ...block, text });
      if (!text.endsWith('\n')) continue;
      if (!block.isQuoted) kept.push(...line);
      line = [];
    }
  }
  return [...kept, ...line];
}

function toPiece(block: Block): Piece {
  const { type, text, userId, emoticon, link } = block;
  if (type === 'tag' && userId !== null) return { kind: 'mention', userId };
  if (type === 'emoticon') return { kind: 'words', text: emoji(emoticon) ?? text };
  return link ? { kind: 'link', text, address: link } : { kind: 'words', text };
}

/** ClickUp writes an emoji as the hexadecimal code points of its picture, joined by hyphens. */
function emoji(code: string | null): string | null {
  if (code === null || !/^[0-9a-f]{1,6}(-[0-9a-f]{1,6})*$/i.test(code)) return null;
  const points = code.split('-').map((point) => Number.parseInt(point, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}

function withWordsJoined(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.kind === 'words' && last?.kind === 'words') {
      joined[joined.length - 1] = { kind: 'words', text: last.text + piece.text };
    } else if (piece.kind !== 'words' || piece.text !== '') joined.push(piece);
  }
  return joined;
}

/** ClickUp ends a comment with a newline block of its own, in some answers and not in others. */
function withoutTrailingSpace(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.at(-1);
  if (last?.kind !== 'words') return pieces;
  const text = last.text.trimEnd();
  return text === '' ? pieces.slice(0, -1) : [...pieces.slice(0, -1), { kind: 'words', text }];
}

function wordsOf(pieces: readonly Piece[]): string {
  let words = '';
  let afterMention = false;
  for (const piece of pieces) {
    if (piece.kind === 'mention') {
      afterMention = true;
      continue;
    }
    // A mention without spaces around it must not glue its neighbours into one word.
    const glued = afterMention && /\S$/.test(words) && /^\S/.test(piece.text);
    words += glued ? ` ${piece.text}` : piece.text;
    afterMention = false;
  }
  return words.trim();
}
