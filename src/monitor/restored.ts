import type { Instant } from '../domain/account.ts';
import { DAY_MS } from '../domain/duration.ts';
import type { Store } from './store.ts';

const RESTORED = 'restored';

interface Restored {
  /** What was done after this is not in the database, but it was done. */
  readonly backedUpAt: Instant;
  readonly restoredAt: Instant;
}

/** Notes that the database is an earlier one again, for `writtenUnknownSince` and for the audit. */
export async function noteRestore(
  store: Pick<Store, 'meta' | 'audit'>,
  backedUpAt: Instant,
  restoredAt: Instant,
): Promise<void> {
  const restored: Restored = { backedUpAt, restoredAt };
  await store.meta.set(RESTORED, JSON.stringify(restored));
  await store.audit.add({
    at: restoredAt,
    actor: { kind: 'settings', id: null },
    what: 'database_restored',
    accountKey: null,
    detail: { backedUpAt: new Date(backedUpAt).toISOString() },
  });
}

/**
 * A restored database does what was done after its backup once more, under the same keys: reads the same comments, opens the same
 * alerts. So whatever waited then, or is to be written within a day, may stand in ClickUp already.
 * @returns from when on it is to be looked for; null: it cannot have been written
 */
export async function writtenUnknownSince(store: Pick<Store, 'meta'>, createdAt: Instant): Promise<Instant | null> {
  const kept = await store.meta.get(RESTORED);
  if (kept === null) return null;
  const { backedUpAt, restoredAt } = JSON.parse(kept) as Restored;
  return createdAt < restoredAt + DAY_MS ? Math.min(createdAt, backedUpAt) : null;
}
