import { z } from 'zod';
import type { Cursor } from './account-order.ts';

const Parts = z.tuple([z.int(), z.int(), z.int(), z.int().nullable(), z.number(), z.string(), z.string()]);

/** A cursor as it stands in an address: opaque, and of no meaning to anyone but `readCursor`. */
export function writeCursor({ at, last }: Cursor): string {
  const parts: z.infer<typeof Parts> = [
    at,
    last.group,
    last.daysStuck,
    last.daysToEnd,
    last.tierRank,
    last.name,
    last.key,
  ];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Null for anything that `writeCursor` did not write. */
export function readCursor(text: string): Cursor | null {
  const parsed = Parts.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) return null;
  const [at, group, daysStuck, daysToEnd, tierRank, name, key] = parsed.data;
  return { at, last: { group, daysStuck, daysToEnd, tierRank, name, key } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
