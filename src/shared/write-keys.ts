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

/** Behind a name nothing is left: a variable that was not set, most likely. Longer than this it is a key in base64. */
const NAME_ALONE = /^[\w-]{1,14}={1,2}$/;

const entriesOf = (setting: string): readonly string[] =>
  setting
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** What is wrong with the setting, without a word of the keys in it; null: nothing. */
export function wrongWriteKeys(setting: string): string | null {
  for (const entry of entriesOf(setting)) {
    if (NAME_ALONE.test(entry)) return 'a name without its key: write NAME=KEY';
    const [, , key = entry] = NAMED.exec(entry) ?? [];
    if (/^sha256:/i.test(key) && !DIGEST.test(key)) return 'behind sha256: stand the 64 hexadecimal digits of a digest';
  }
  return null;
}

/** `KEY,NAME=KEY,NAME=sha256:DIGEST`. Without a name a key's source is `key-` and the first eight digits of its digest. */
export function readWriteKeys(setting: string): readonly WriteKey[] {
  return entriesOf(setting).map((entry) => {
    const [, name = null, key = entry] = NAMED.exec(entry) ?? [];
    const digest = DIGEST.exec(key)?.[1]?.toLowerCase() ?? digestOfKey(key);
    return { source: name ?? `key-${digest.slice(0, 8)}`, digest };
  });
}
