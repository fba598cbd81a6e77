import type { Instant } from '../domain/account.ts';
import { DAY_MS } from '../domain/duration.ts';
import { dayOf, dayToIso } from '../domain/local-date.ts';
import type { MetaStore } from './store.ts';

const RETIRED = 'events.retired_before';

/** Remembers that events from before this instant are gone: whether one of them was here nobody can say any more. */
export async function noteRetired(meta: MetaStore, before: Instant): Promise<void> {
  const known = await retiredBefore(meta);
  if (known === null || known < before) await meta.set(RETIRED, String(before));
}

async function retiredBefore(meta: MetaStore): Promise<Instant | null> {
  const kept = await meta.get(RETIRED);
  return kept === null ? null : Number(kept);
}

/**
 * The instant before which events are refused, because the same ones may have been here and gone; null: none are. Where nothing
 * was forgotten yet, a first import may bring a history of any age, and a longer retention lets what it covers in again.
 */
export async function oldestTaken(meta: MetaStore, retentionDays: number, now: Instant): Promise<Instant | null> {
  const retired = await retiredBefore(meta);
  return retired === null ? null : Math.min(retired, now - retentionDays * DAY_MS);
}

export const tooOld = (oldest: Instant, retentionDays: number): string =>
  `timestamp lies before ${dayToIso(dayOf(oldest, 'UTC'))}: events that old are not kept (events.retention_days: ${retentionDays} in monitor.yaml)`;
