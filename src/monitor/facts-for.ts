import type { Account, AccountKey } from '../domain/account.ts';
import type { Assessment, Strength } from '../domain/assessment.ts';
import type { OwnerChoice } from '../domain/owner.ts';
import type { Reworded } from '../domain/reworded.ts';
import type { AlertFactsForPeople, Move } from './messages/alert-facts.ts';
import { isAlertState, type Review } from './review-account.ts';
import type { Rules } from './rules.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';

export interface ApplyDeps {
  readonly store: Store;
  readonly rules: Rules;
  /** The suggested next move for this very gap. */
  readonly moveFor: (account: Account, verdict: Assessment, plan: PlanRecord | null) => Move;
  /** Words that were just found for alerts which are now raised; kept with them. */
  readonly found?: ReadonlyMap<AccountKey, Reworded>;
}

/** What an alert says of this review; null when nobody active could own it or the state alerts nobody. */
export function factsFor(
  deps: Pick<ApplyDeps, 'moveFor'>,
  choice: OwnerChoice,
  { account, verdict }: Pick<Review, 'account' | 'verdict'>,
  plan: PlanRecord | null,
  alertId: string,
  strength: Strength,
): AlertFactsForPeople | null {
  if (choice.kind === 'nobody' || !isAlertState(verdict.state)) return null;
  return {
    alertId,
    account,
    verdict,
    kind: verdict.state,
    strength,
    statement: plan?.plan.statement ?? null,
    owner: choice.owner,
    instead: choice.instead,
    move: deps.moveFor(account, verdict, plan),
  };
}
