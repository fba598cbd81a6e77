import { z } from 'zod';
import type { Instant } from '../domain/account.ts';
import { HOUR_MS } from '../domain/duration.ts';
import type { Store } from './store.ts';

/** How far the accounts list was read, and what of it is to be read next. */

type Meta = Store['meta'];

/**
 * `changes`: what changed after `since`. `whole`: the list, for what is no longer in it; what is known of its tasks stays as it is.
 * `anew`: the list, as if nothing were known.
 */
export interface ListReading {
  readonly kind: 'changes' | 'whole' | 'anew';
  /** Null: everything. */
  readonly since: Instant | null;
}

/** Tasks that changed shortly before the watermark may not have been listed yet. */
const OVERLAP_MS = 60_000;
/**
 * What changed never tells of tasks that were deleted or moved away, so the whole list is read every hour; a long one less often: a
 * second for each task makes one page of a hundred in a hundred seconds, a small part of the smallest rate limit.
 */
const WHOLE_EVERY_MS = HOUR_MS;
const WHOLE_MS_A_TASK = 1_000;

const watermarkOf = (listId: string): string => `sync.watermark.${listId}`;
const wholeOf = (listId: string): string => `sync.whole.${listId}`;
const WholeMark = z.object({ at: z.number(), tasks: z.number() });

export async function nextReading(meta: Meta, listId: string, now: Instant, all: boolean): Promise<ListReading> {
  const mark = await meta.get(watermarkOf(listId));
  if (all || mark === null) return { kind: 'anew', since: null };
  if (isWholeDue(await meta.get(wholeOf(listId)), now)) return { kind: 'whole', since: null };
  return { kind: 'changes', since: Number(mark) - OVERLAP_MS };
}

/** @param tasks how many the list showed */
export async function noteReading(
  meta: Meta,
  listId: string,
  { kind }: ListReading,
  tasks: number,
  now: Instant,
): Promise<void> {
  if (kind !== 'changes') await meta.set(wholeOf(listId), JSON.stringify({ at: now, tasks }));
  await meta.set(watermarkOf(listId), String(now));
}

/** By our clock; where that was set back, the list is read again. */
function isWholeDue(mark: string | null, now: Instant): boolean {
  if (mark === null) return true;
  const { at, tasks } = WholeMark.parse(JSON.parse(mark));
  return now < at || now - at >= Math.max(WHOLE_EVERY_MS, tasks * WHOLE_MS_A_TASK);
}
