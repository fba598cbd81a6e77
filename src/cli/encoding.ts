import { isUtf8 } from 'node:buffer';
import { MonitorError } from '../shared/errors.ts';
import { peek } from './open-source.ts';

/** What spreadsheets on Windows save without asking; Latin-1 is its subset for every letter. */
const OTHER = 'windows-1252';

const LONGEST_LINE = 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * The bytes as UTF-8. UTF-16 is known by its first bytes; of the rest a line that is no UTF-8 is read as Windows-1252, which
 * `onOther` hears of once. With `encoding` everything is read by that one.
 */
export async function* asUtf8(
  bytes: AsyncIterable<Buffer>,
  encoding: string | null,
  onOther: () => void = () => undefined,
): AsyncGenerator<Buffer> {
  const { head, all } = await peek(bytes, ({ length }) => length >= 4);
  const known = encoding ?? encodingOf(head);
  yield* known === null ? lineByLine(all, onOther) : decoded(all, known);
}

/** @throws MonitorError `bad_usage` for a name that no text was ever encoded by */
export function encodingNamed(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch (thrown) {
    const why = 'is unknown: write one such as utf-8, utf-16le, windows-1252 or shift_jis';
    throw new MonitorError('bad_usage', `--encoding ${name}: ${why}`, thrown);
  }
}

/** By its mark or, without one, because the first letter of a file to import is a plain one. */
function encodingOf([first, second, third, fourth]: Buffer): string | null {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && fourth === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && third === 0)) return 'utf-16be';
  return null;
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** A line feed is part of no other character in either encoding, so each line can be looked at by itself. */
async function* lineByLine(bytes: AsyncIterable<Buffer>, onOther: () => void): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(OTHER);
  let wasOther = false;
  const inUtf8 = (line: Buffer): Buffer => {
    if (isUtf8(line)) return line;
    if (!wasOther) onOther();
    wasOther = true;
    return Buffer.from(decoder.decode(line));
  };
  const all = (lines: Buffer): Buffer => (isUtf8(lines) ? lines : Buffer.concat(splitLines(lines).map(inUtf8)));
  let open: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) yield all(Buffer.concat([open, chunk.subarray(0, end)]));
    open = end > 0 ? chunk.subarray(end) : Buffer.concat([open, chunk]);
    if (open.length < LONGEST_LINE) continue;
    // Longer than any line that can be used: it is refused whatever it says, and must not fill the memory.
    yield all(open);
    open = Buffer.alloc(0);
  }
  yield all(open);
}

function splitLines(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
    lines.push(bytes.subarray(from, at + 1));
    from = at + 1;
  }
  return [...lines, bytes.subarray(from)];
}
