/** A file without a line break at its end may be whole, or may be still being written. */

const LINE_FEED = 0x0a;
const QUOTE = 0x22;

export interface LastLine {
  /** The file ends without a line break. */
  isOpen: boolean;
  /** It was held back, because it breaks off inside a quoted value. */
  isHeldBack: boolean;
}

/**
 * The bytes of a CSV, and what its last line is like. A quote that the last line opens and nothing closes would cost the parser all
 * that it has read so far, so such a line is held back.
 */
export function watchLastLine(bytes: AsyncIterable<Buffer>): { readonly all: AsyncIterable<Buffer>; last: LastLine } {
  const last: LastLine = { isOpen: false, isHeldBack: false };
  return { all: upToLastLine(bytes, last), last };
}

async function* upToLastLine(bytes: AsyncIterable<Buffer>, last: LastLine): AsyncGenerator<Buffer> {
  let quotes = 0;
  let open: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    const whole = end > 0 ? Buffer.concat([open, chunk.subarray(0, end)]) : null;
    open = end > 0 ? chunk.subarray(end) : Buffer.concat([open, chunk]);
    if (whole === null) continue;
    quotes += quotesIn(whole);
    yield whole;
  }
  last.isOpen = open.length > 0 && !/[\r\n]$/.test(open.toString('latin1'));
  last.isHeldBack = last.isOpen && quotes % 2 === 0 && quotesIn(open) % 2 === 1;
  if (!last.isHeldBack && open.length > 0) yield open;
}

function quotesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) count += 1;
  return count;
}

/** Whether a last value looks like the beginning of what stands above it: `2026-11-0` under `2026-11-02T10:00:00Z`. */
export function looksCutOff(last: string, above: string): boolean {
  const [form, whole] = [formOf(last), formOf(above)];
  return form !== whole && whole.startsWith(form);
}

const formOf = (text: string): string => text.replaceAll(/\d/g, '9').replaceAll(/\p{L}+/gu, 'a');
