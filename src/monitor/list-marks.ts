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

/** A task may be listed a little after it was stamped. */
const OVERLAP_MS = 60_000;
/**
 * What changed never tells of tasks that were deleted or moved away, so the whole list is read every hour; what takes many calls less
 * often: one call in a hundred seconds is a small part of the smallest rate limit.
 */
const WHOLE_EVERY_MS = HOUR_MS;
const WHOLE_MS_A_CALL = 100_000;
const TASKS_A_CALL = 100;

const newestOf = (listId: string): string => `sync.newest.${listId}`;
const wholeOf = (listId: string): string => `sync.whole.${listId}`;

/**
 * The newest change that the list has shown, as ClickUp stamped it: its clock and ours may differ by more than any overlap. `seenAt`,
 * by our clock, when it was first shown; settled: what was stamped shortly before it has had the time to be listed.
 */
const NewestMark = z.object({ stamp: z.number(), seenAt: z.number(), isSettled: z.boolean() });
type NewestMark = z.infer<typeof NewestMark>;
const WholeMark = z.object({ at: z.number(), calls: z.number() });

export async function nextReading(meta: Meta, listId: string, now: Instant, all: boolean): Promise<ListReading> {
  const mark = await newestMark(meta, listId);
  if (all || mark === null) return { kind: 'anew', since: null };
  if (isWholeDue(await meta.get(wholeOf(listId)), now)) return { kind: 'whole', since: null };
  // Else all that was stamped together with the newest, hundreds perhaps, would be read again in every round.
  return { kind: 'changes', since: mark.isSettled ? mark.stamp : Math.max(0, mark.stamp - OVERLAP_MS) };
}

/**
 * @param shown what the list showed, by id, and when each task changed
 * @param asked how many other tasks were asked for by themselves
 */
export async function noteReading(
  meta: Meta,
  listId: string,
  { kind }: ListReading,
  { shown, asked }: { readonly shown: ReadonlyMap<string, Instant>; readonly asked: number },
  now: Instant,
): Promise<void> {
  const calls = asked + Math.ceil(shown.size / TASKS_A_CALL);
  if (kind !== 'changes') await meta.set(wholeOf(listId), JSON.stringify({ at: now, calls }));
  const before = await newestMark(meta, listId);
  let stamp = kind === 'changes' ? (before?.stamp ?? 0) : 0;
  for (const changedAt of shown.values()) stamp = Math.max(stamp, changedAt);
  const mark: NewestMark =
    before?.stamp === stamp
      ? { ...before, isSettled: before.isSettled || Math.abs(now - before.seenAt) >= OVERLAP_MS }
      : { stamp, seenAt: now, isSettled: false };
  await meta.set(newestOf(listId), JSON.stringify(mark));
}

async function newestMark(meta: Meta, listId: string): Promise<NewestMark | null> {
  const mark = await meta.get(newestOf(listId));
  return mark === null ? null : NewestMark.parse(JSON.parse(mark));
}

/** By our clock; where that was set back, the list is read again. */
function isWholeDue(mark: string | null, now: Instant): boolean {
  if (mark === null) return true;
  const { at, calls } = WholeMark.parse(JSON.parse(mark));
  return now < at || now - at >= Math.max(WHOLE_EVERY_MS, calls * WHOLE_MS_A_CALL);
}
