import type { Account, Day, Instant } from '../domain/account.ts';
import { eventsWithin } from '../domain/event-order.ts';
import { dayOf } from '../domain/local-date.ts';
import type { Plan } from '../domain/plan.ts';
import { evidenceFrom } from '../domain/scene.ts';
import { followSignal } from '../domain/signal.ts';
import { strengthen } from '../domain/strengthen.ts';
import type { DraftDeps } from './draft-deps.ts';
import { snapshotOf } from './draft-request.ts';

export type Raised =
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      readonly alreadyTrue: { readonly statement: string; readonly on: number } | null;
    }
  /** Even the strongest version is met by the history; `on`: since when the plan itself is. */
  | { readonly kind: 'always_true'; readonly on: Day };

/** A rule that the history already meets would be reached the moment it is approved: a stronger one is proposed. */
export async function raiseIfTrue(deps: DraftDeps, account: Account, plan: Plan, now: Instant): Promise<Raised> {
  const snapshot = await snapshotOf(deps, account, now);
  if (snapshot === null) return { kind: 'plan', plan, alreadyTrue: null };
  const from = evidenceFrom(account.startedOn, account.zone, snapshot.earlierLifeEndedAt ?? null);
  const events = eventsWithin(snapshot.events, from, now);
  const context = { zone: account.zone, users: snapshot.users, firstUserId: snapshot.firstUserId };
  const metAt = (each: Plan): Instant | null => followSignal(each.signal, events, context).reachedAt;
  const at = metAt(plan);
  if (at === null) return { kind: 'plan', plan, alreadyTrue: null };
  const stronger = strengthen(plan, (each) => metAt(each) !== null);
  const on = dayOf(at, account.zone);
  return stronger === null
    ? { kind: 'always_true', on }
    : { kind: 'plan', plan: stronger, alreadyTrue: { statement: plan.statement, on } };
}
