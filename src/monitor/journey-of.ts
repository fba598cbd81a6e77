import type { Instant } from '../domain/account.ts';
import type { StepStanding } from '../domain/assessment.ts';
import { unseenPart } from '../domain/beginning.ts';
import type { Journey, JourneyRoad } from '../domain/journey.ts';
import { dayOf } from '../domain/local-date.ts';
import type { Plan } from '../domain/plan.ts';
import { signalKey } from '../domain/signal-key.ts';
import type { Judged } from './account-row.ts';

/** A judged account as the figures over many accounts see it: nothing is computed anew. `began`: when our data begin. */
export function journeyOf({ account, verdict, inForce }: Judged, began: Instant | null): Journey {
  return {
    key: account.key,
    startedOn: account.startedOn,
    day: verdict.day,
    reachedDay: verdict.daysToValue,
    hasLeft: verdict.state === 'left',
    leftAfterValue: verdict.state === 'reached' && account.leftAt !== null && account.leftAt <= verdict.at,
    wasPaused: verdict.activeDay < verdict.day,
    ...unseenPart(account, verdict, began),
    road: inForce === null ? null : roadOf(verdict.steps, account, inForce.plan),
  };
}

function roadOf(
  steps: readonly StepStanding[],
  { zone, startedOn }: Judged['account'],
  { ordered = false, byDay }: Plan,
): JourneyRoad {
  return {
    route: JSON.stringify(steps.map(({ signal }) => signalKey(signal))),
    milestones: steps.map(({ name, reachedAt }) => ({
      name,
      reachedDay: reachedAt === null ? null : dayOf(reachedAt, zone) - startedOn,
    })),
    byDay,
    isOrdered: ordered,
  };
}
