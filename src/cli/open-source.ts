import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MonitorError, messageOf } from '../shared/errors.ts';

/** The bytes of a file or of stdin, unpacked. */
export interface Source {
  /** As messages name it. */
  readonly name: string;
  /** Bytes of the file, packed as it is; null where nobody knows. */
  readonly size: number | null;
  /** May be read once; rejects with a MonitorError `bad_input` when the bytes turn out to be broken. */
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Opens a file, or stdin for `-`. Gzip is known by its bytes, whatever the name says. `onRead` hears how many bytes of the
 * file have been read so far.
 * @throws MonitorError `bad_usage` when there is no such file
 */
export async function openSource(
  file: string,
  stdin: AsyncIterable<Buffer>,
  onRead: (bytes: number) => void = () => undefined,
): Promise<Source> {
  if (file === '-') return { name: 'stdin', size: null, bytes: unpacked('stdin', counted(stdin, onRead)) };
  const found = await stat(file).catch(() => null);
  if (found === null)
    throw new MonitorError('bad_usage', `${file}: file not found: check its path, or give - to read stdin`);
  if (found.isDirectory()) throw new MonitorError('bad_usage', `${file}: is a folder: name the file in it`);
  return { name: file, size: found.size, bytes: unpacked(file, counted(createReadStream(file), onRead)) };
}

/** A file that is no good as a whole, with the line at which that shows. */
export function cannotRead({ name }: Source, line: number, why: string): MonitorError {
  return new MonitorError('bad_input', `${name}: line ${line} ${why}`);
}

/** The whole text, for files that are small. */
export async function textOf({ bytes }: Source): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

/** Reads ahead until `enough` of the beginning is there; `all` gives the whole, beginning included. */
export async function peek(
  bytes: AsyncIterable<Buffer>,
  enough: (head: Buffer) => boolean,
): Promise<{ readonly head: Buffer; readonly all: AsyncIterable<Buffer> }> {
  const rest = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (!enough(head)) {
    const next = await rest.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return { head, all: rejoined(head, rest) };
}

async function* rejoined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    // A reader that stops early lets go of the file too.
    await rest.return?.();
  }
}

async function* counted(bytes: AsyncIterable<Buffer>, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    onRead(read);
    yield chunk;
  }
}

async function* unpacked(name: string, packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    const { head, all } = await peek(packed, (bytes) => bytes.length >= 2);
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    yield* isGzip ? pipeline(all, createGunzip(), () => undefined) : all;
  } catch (thrown) {
    throw new MonitorError('bad_input', `${name}: cannot be read: ${messageOf(thrown)}`, thrown);
  }
}
