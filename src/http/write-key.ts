import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { own } from './json-fields.ts';

/** A key that was configured, as its digest: keys are compared in constant time and never kept, logged or shown. */
interface KnownKey {
  readonly digest: Buffer;
  /** The name of the source that sends with this key. */
  readonly source: string;
}

export type KeyRing = readonly KnownKey[];

export function keyRing(writeKeys: readonly string[]): KeyRing {
  return writeKeys.map((key) => ({ digest: digestOf(key), source: sourceOfKey(key) }));
}

/** `key-` and the first eight hexadecimal digits of the key's SHA-256: tells keys apart without giving them away. */
export function sourceOfKey(key: string): string {
  return `key-${digestOf(key).toString('hex').slice(0, 8)}`;
}

/** The source that a key belongs to; null for a key that is not ours. Every key is compared, so the time tells nothing. */
export function sourceOf(ring: KeyRing, key: string): string | null {
  const given = digestOf(key);
  let source: string | null = null;
  for (const known of ring) if (timingSafeEqual(given, known.digest)) source = known.source;
  return source;
}

/** The write key a request's headers carry, looked for as Bearer, Basic user name, `X-Write-Key`; null when they carry none. */
export function keyInHeaders(headers: IncomingHttpHeaders): string | null {
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(\S+)\s*$/.exec(headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() === 'basic') {
    const [userName = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
    if (userName !== '') return userName;
  }
  const header = headers['x-write-key'];
  return typeof header === 'string' && header.trim() !== '' ? header.trim() : null;
}

/**
 * The key in a body: what senders use that cannot set headers, some of them in each event only. Some SDKs mask it there, and a
 * masked key is nobody's.
 */
export function keyInBody(body: unknown, firstItem: unknown): string | null {
  for (const place of [body, firstItem, own(firstItem, 'properties')]) {
    for (const name of ['writeKey', 'api_key', 'token']) {
      const key = own(place, name);
      if (typeof key === 'string' && key !== '' && !MASKED.test(key)) return key;
    }
  }
  return null;
}

const MASKED = /\*{3}$/;

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
