import type { Line, Message, Span } from '../monitor/message.ts';
import { fitted } from './fit.ts';
import { oneLine, webAddress } from './plain.ts';

/** Descriptions may have 256 KB; escaped and in UTF-8 a character takes up to four bytes. */
const LONGEST_DESCRIPTION = 60_000;

/**
 * The message as Markdown for a task's description. Every text is escaped, so a customer's name stays the name, whatever it
 * looks like. Descriptions cannot mention anyone: a mention becomes the plain name.
 */
export function toMarkdown(message: Message): string {
  const lines = fitted(message, LONGEST_DESCRIPTION).filter((line) => lineText(line) !== '');
  return lines.map((line, index) => `${separator(line, lines[index - 1])}${MARK[line.kind]}${lineText(line)}`).join('');
}

const MARK: Readonly<Record<Line['kind'], string>> = { paragraph: '', bullet: '- ', heading: '## ' };

/** Bullets follow each other; anything else needs an empty line, or it would be taken into the bullet before it. */
function separator(line: Line, before: Line | undefined): string {
  if (before === undefined) return '';
  return line.kind === 'bullet' && before.kind === 'bullet' ? '\n' : '\n\n';
}

const lineText = (line: Line): string => withSafeStart(line.spans.map(spanText).join('').trim());

function spanText(span: Span): string {
  if (span.kind === 'mention') return escaped(span.name);
  if (span.kind === 'link') {
    const address = webAddress(span.url);
    return address === null ? escaped(span.text) : `[${escaped(span.text)}](${asDestination(address)})`;
  }
  if (span.code) return inCode(oneLine(span.text));
  return span.bold ? inBold(oneLine(span.text)) : escaped(span.text);
}

/**
 * Backslashes before all that Markdown or ClickUp could read as more than itself. `://` and `www.` make bare links, and an
 * exclamation mark at the end would turn a link that follows into a picture.
 */
function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>&~|@#]/g, '\\$&')
    .replaceAll('://', '\\://')
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/!$/, '\\!');
}

/** Characters that could end the address or style it are written by their number, which leads to the same page. */
function asDestination(address: string): string {
  return address.replace(/[\\()<>[\]"'`*_~|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Asterisks bind only to words, so spaces at the rim stay outside. */
function inBold(text: string): string {
  const words = text.trim();
  if (words === '') return text;
  const at = text.indexOf(words);
  return `${text.slice(0, at)}**${escaped(words)}**${text.slice(at + words.length)}`;
}

/** Nothing can be escaped inside code; a fence longer than any run of backticks in it keeps it literal. */
function inCode(text: string): string {
  if (text.trim() === '') return text;
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const room = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${room}${text}${room}${fence}`;
}

/** At the start of a line, hyphens, plus and equals signs and numbers with a point would begin a list or a rule. */
function withSafeStart(line: string): string {
  return line.replace(/^[-+=]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2');
}
