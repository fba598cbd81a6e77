import type { Instant } from '../domain/account.ts';
import type { Write } from './outbox.ts';
import type { Store } from './store.ts';

/** Adds those of these writes that were never asked for before, and returns them; what ClickUp refused is not tried again. */
export async function writeOnce(
  { outbox }: Pick<Store, 'outbox'>,
  writes: readonly Write[],
  now: Instant,
): Promise<readonly Write[]> {
  const fresh: Write[] = [];
  for (const write of writes) if ((await outbox.get(write.key)) === null) fresh.push(write);
  await outbox.add(fresh, now);
  return fresh;
}
