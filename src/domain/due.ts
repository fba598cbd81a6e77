import type { Instant } from './account.ts';
import type { Snapshot } from './assess.ts';
import type { State } from './assessment.ts';
import { HOUR_MS } from './duration.ts';
import { dayOf, startOfDay } from './local-date.ts';
import { SETTLED } from './question.ts';

type Parts = Pick<Snapshot, 'account' | 'events' | 'valueByHand' | 'workspace' | 'policy'>;

/**
 * When time alone, with nothing new, could change the verdict next: all clocks, windows and confirmations count local dates, so
 * at the next midnight, or sooner where a pause begins or ends by the hour. Null: never, as of an account that is there or gone.
 */
export function dueAgain(
  { account, events, valueByHand, workspace, policy }: Parts,
  state: State,
  now: Instant,
): Instant | null {
  // What is dated ahead counts once its time has come, whatever the state.
  const ahead = (events.at(-1)?.at ?? now) > now ? events.find(({ at }) => at > now)?.at : undefined;
  const instants = [ahead, valueByHand];
  if (!SETTLED.has(state)) {
    const { zone, leftAt, pauses } = account;
    instants.push(startOfDay(dayOf(now, zone) + 1, zone), leftAt);
    for (const { begins, ends } of pauses) instants.push(begins, ends);
    // A workspace that is read no more goes stale for its account alone.
    if (workspace?.kind === 'read') instants.push(workspace.to + policy.freshnessHours * HOUR_MS + 1);
  }
  const next = Math.min(...instants.filter((at) => at != null && at > now).map(Number));
  return next === Number.POSITIVE_INFINITY ? null : next;
}
