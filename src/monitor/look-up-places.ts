import type { Instant } from '../domain/account.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { type Board, PLACE_KINDS, type PlaceKind } from './board.ts';
import type { Workspace } from './onboarding-store.ts';
import type { Store } from './store.ts';

export interface LookUpDeps {
  readonly store: Pick<Store, 'onboarding'>;
  readonly board: Pick<Board, 'hasPlace'>;
  readonly log: Logger;
}

/** What kind of place an id is, and keeps it. The field says an id and not of what: a list, most often. */
export async function lookUpKind(
  deps: LookUpDeps,
  placeId: string,
  now: Instant,
): Promise<{ readonly kind: Workspace['kind']; readonly calls: number }> {
  let calls = 0;
  for (const kind of PLACE_KINDS) {
    calls += 1;
    const isHere = await isThere(deps, kind, placeId);
    if (isHere === null) return { kind: null, calls };
    if (!isHere) continue;
    await deps.store.onboarding.settle(placeId, kind, now);
    return { kind, calls };
  }
  await keepOutOfSight(deps, placeId, now);
  return { kind: 'out_of_sight', calls };
}

/**
 * Which of these places are there, asked with a call each, at most `calls`: a place that is gone shows as little as one where
 * nobody does anything. What is gone is kept so.
 */
export async function whichAreThere(
  deps: LookUpDeps,
  { kind, ids }: { readonly kind: PlaceKind; readonly ids: readonly string[] },
  now: Instant,
  calls: number,
): Promise<{ readonly there: ReadonlySet<string>; readonly calls: number }> {
  const there = new Set<string>();
  const asked = ids.slice(0, Math.max(calls, 0));
  for (const id of asked) {
    const isHere = await isThere(deps, kind, id);
    if (isHere === true) there.add(id);
    if (isHere === false) await keepOutOfSight(deps, id, now);
  }
  return { there, calls: asked.length };
}

/** Null: ClickUp cannot be asked now. */
async function isThere({ board, log }: LookUpDeps, kind: PlaceKind, placeId: string): Promise<boolean | null> {
  try {
    return await board.hasPlace(kind, placeId);
  } catch (thrown) {
    const error = messageOf(thrown);
    log.warn({ placeId, error }, 'an onboarding workspace could not be looked up, tried again later');
    return null;
  }
}

async function keepOutOfSight({ store, log }: LookUpDeps, placeId: string, now: Instant): Promise<void> {
  log.warn({ placeId }, 'an onboarding list, folder or space is not there, or hidden from the agent: check the field');
  await store.onboarding.settle(placeId, 'out_of_sight', now);
}
