import { createHash } from 'node:crypto';

/** 128 bits of SHA-256 in hexadecimal: enough to tell texts apart, short enough for a key. */
export function digestOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
