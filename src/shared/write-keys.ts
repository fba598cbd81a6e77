import { createHash } from 'node:crypto';

/** A key that senders of events may use: whose it is, and its digest; the key itself is kept nowhere. */
export interface WriteKey {
  /** Under this name its events and when they came are kept; keys that share it are one source. */
  readonly source: string;
  /** SHA-256, 64 hexadecimal digits. */
  readonly digest: string;
}

export const digestOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** What is before the sign may be the name of a source, what is behind it is never empty: base64 ends with `=` itself. */
const NAMED = /^([a-z][a-z0-9-]{0,39})=([^=].*)$/;
const DIGEST = /^sha256:([0-9a-f]{64})$/i;

/** `KEY,NAME=KEY,NAME=sha256:DIGEST`. Without a name a key's source is `key-` and the first eight digits of its digest. */
export function readWriteKeys(setting: string): readonly WriteKey[] {
  return setting
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [, name = null, key = entry] = NAMED.exec(entry) ?? [];
      const digest = DIGEST.exec(key)?.[1]?.toLowerCase() ?? digestOfKey(key);
      return { source: name ?? `key-${digest.slice(0, 8)}`, digest };
    });
}
