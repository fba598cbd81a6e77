import type { IncomingMessage } from 'node:http';

export type Bytes =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too_large' }
  /** Packed, or cut short. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** The body of a request as it came, of at most `limit` bytes. What goes beyond is neither kept nor waited for. */
export function readBytes(req: IncomingMessage, limit: number): Promise<Bytes> {
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return refuse(req, { kind: 'unreadable', why: `content encoding ${encoding}` });
  if (Number(req.headers['content-length'] ?? 0) > limit) return refuse(req, { kind: 'too_large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve(refuse(req, { kind: 'too_large' }));
    });
    req.once('end', () => resolve({ kind: 'whole', bytes: Buffer.concat(chunks, Math.min(size, limit)) }));
    req.once('error', () => resolve({ kind: 'unreadable', why: 'it was cut short' }));
    req.once('aborted', () => resolve({ kind: 'unreadable', why: 'it was cut short' }));
  });
}

/** What is still on its way is read and dropped: a sender that is cut off would not hear why. */
async function refuse(req: IncomingMessage, why: Bytes): Promise<Bytes> {
  req.resume();
  return why;
}
