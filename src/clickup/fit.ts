import { type Line, type Message, paragraph, plainText, type Span, text } from '../monitor/message.ts';
import { carriesAnyKey } from './key.ts';

const CUT_NOTE = paragraph('… shortened: ClickUp takes no longer text.');

/** Characters: less room than this is not worth half a line. */
const WORTH_CUTTING = 200;

/**
 * The message, or as many of its lines as fit into `maxLength` characters, with a note where it was cut. A line with one of our
 * keys is always kept, since without it the write could not be found again.
 */
export function fitted(message: Message, maxLength: number): Message {
  if (plainText(message).length <= maxLength) return message;
  let room = maxLength - lengthOf(CUT_NOTE);
  for (const line of message) if (isKeyed(line)) room -= lengthOf(line);
  const kept: Line[] = [];
  let cut = false;
  for (const line of message) {
    if (isKeyed(line)) kept.push(line);
    else if (!cut && lengthOf(line) <= room) {
      kept.push(line);
      room -= lengthOf(line);
    } else if (!cut) {
      cut = true;
      kept.push(...beginningOf(line, room), CUT_NOTE);
    }
  }
  return kept;
}

/** With its newline and bullet. */
const lengthOf = (line: Line): number => plainText([line]).length + 1;

const isKeyed = (line: Line): boolean => line.spans.some((span) => span.kind === 'link' && carriesAnyKey(span.url));

/** A line that alone is far too long is cut inside, so that something of it is read; a short one is left out whole. */
function beginningOf(line: Line, room: number): readonly Line[] {
  if (room < WORTH_CUTTING) return [];
  const spans: Span[] = [];
  let left = room - '• …'.length - 1;
  for (const span of line.spans) {
    const shown = plainText([{ kind: 'paragraph', spans: [span] }]);
    if (shown.length > left) {
      if (span.kind === 'text') spans.push({ ...span, text: shown.slice(0, left) });
      break;
    }
    spans.push(span);
    left -= shown.length;
  }
  return [{ ...line, spans: [...spans, text('…')] }];
}
