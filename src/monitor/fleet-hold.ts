import type { AccountKey, Instant } from '../domain/account.ts';
import type { Assessment } from '../domain/assessment.ts';
import { heldByFleet } from '../domain/fleet.ts';
import type { Store } from './store.ts';

/**
 * Whoever judges between sweeps shows what the last one decided: a verdict that it held back because the whole fleet was quiet is
 * shown as held, until a sweep lets it go.
 */
export async function withFleetHold(
  { standings }: Pick<Store, 'standings'>,
  verdicts: ReadonlyMap<AccountKey, Assessment>,
  at: Instant,
): Promise<ReadonlyMap<AccountKey, Assessment>> {
  const alerting = [...verdicts].filter(([, { strength }]) => strength !== null).map(([key]) => key);
  const held = await standings.of(alerting);
  return new Map(
    [...verdicts].map(([key, verdict]) => {
      const standing = held.get(key);
      return [key, standing?.state === 'fleet_hold' && standing.since <= at ? heldByFleet(verdict) : verdict];
    }),
  );
}
