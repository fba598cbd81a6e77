import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { digestOfKey, type WriteKey } from '../shared/write-keys.ts';
import { own } from './json-fields.ts';

/** Keys are compared in constant time, by their digests. */
interface KnownKey {
  readonly digest: Buffer;
  readonly source: string;
}

export type KeyRing = readonly KnownKey[];

export function keyRing(writeKeys: readonly WriteKey[]): KeyRing {
  return writeKeys.map(({ source, digest }) => ({ source, digest: Buffer.from(digest, 'hex') }));
}

/** The source that a key belongs to; null for a key that is not ours. Every key is compared, so the time tells nothing. */
export function sourceOf(ring: KeyRing, key: string): string | null {
  const given = Buffer.from(digestOfKey(key), 'hex');
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
