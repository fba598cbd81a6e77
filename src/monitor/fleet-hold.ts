import type { AccountKey, Instant } from '../domain/account.ts';
import type { Assessment } from '../domain/assessment.ts';
import { heldByFleet } from '../domain/fleet.ts';
import type { Store } from './store.ts';

interface Judged {
  readonly key: AccountKey;
  readonly verdict: Assessment;
}

/**
 * Whoever judges between sweeps shows what the last one decided: a verdict that it held back because the whole fleet was quiet is
 * shown as held, until a sweep lets it go.
 */
export async function withFleetHold<T extends Judged>(
  { standings }: Pick<Store, 'standings'>,
  judged: readonly T[],
  at: Instant,
): Promise<readonly T[]> {
  const alerting = judged.filter(({ verdict }) => verdict.strength !== null).map(({ key }) => key);
  const known = await standings.of(alerting);
  return judged.map((each) => {
    const standing = known.get(each.key);
    const isHeld = standing?.state === 'fleet_hold' && standing.since <= at && each.verdict.strength !== null;
    return isHeld ? { ...each, verdict: heldByFleet(each.verdict) } : each;
  });
}
