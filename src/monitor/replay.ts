import type { Day, Instant } from '../domain/account.ts';
import {
  type AlertFacts,
  type ClosedFacts,
  decideAlert,
  extendRuns,
  NO_RUNS,
  type Runs,
  stuckOn,
} from '../domain/alert.ts';
import { assess, type Snapshot } from '../domain/assess.ts';
import type { Assessment, Strength } from '../domain/assessment.ts';
import { endOfDay } from '../domain/local-date.ts';
import type { AlertPolicy } from '../domain/policy.ts';

/** One alert of a replay: an opening, or a soft one that became hard. */
export interface ReplayedAlert {
  readonly snapshot: Snapshot;
  readonly verdict: Assessment;
  readonly strength: Strength;
  /** The account had a soft alert already, and it rose. */
  readonly rose: boolean;
}

/** What one date of a replay brought. */
export interface ReplayedDate {
  readonly date: Day;
  /** How many accounts were still on their way. */
  readonly judged: number;
  readonly alerts: readonly ReplayedAlert[];
  /** Owners of the accounts that were judged, for the load of each. */
  readonly owners: ReadonlySet<string>;
  /** Accounts whose story ended on this date: reached, left, or in no figure. */
  readonly ended: readonly EndedAccount[];
}

export interface EndedAccount {
  readonly snapshot: Snapshot;
  readonly verdict: Assessment;
}

export interface ReplayPlan {
  readonly snapshots: readonly Snapshot[];
  readonly policy: AlertPolicy;
  /** Each date is judged at its end in this zone. */
  readonly zone: string;
  readonly from: Day;
  /** The last date judged. */
  readonly to: Day;
}

/** What is remembered of an account from one date to the next. */
interface Memory {
  readonly runs: Runs;
  readonly open: AlertFacts | null;
  readonly lastClosed: ClosedFacts | null;
}

const UNKNOWN: Memory = { runs: NO_RUNS, open: null, lastClosed: null };

/**
 * Judges accounts date by date through the same judgement and the same decisions as the service, with what was known at the
 * end of each date and nothing later. What people do to an alert (taking it over, snoozing it) is not replayed, nor is the
 * hour of its delivery.
 */
export function* replay({ snapshots, policy, zone, from, to }: ReplayPlan): Generator<ReplayedDate> {
  const memories = new Map<Snapshot, Memory>();
  let underWay = snapshots;
  for (let date = from; date <= to; date += 1) {
    const at = endOfDay(date, zone);
    const alerts: ReplayedAlert[] = [];
    const owners = new Set<string>();
    const begun = underWay.filter(({ account }) => account.startedOn <= date);
    const ended = new Map<Snapshot, EndedAccount>();
    for (const snapshot of begun) {
      const verdict = assess(snapshot, at);
      const { memory, alert } = nextMemory(memories.get(snapshot) ?? UNKNOWN, verdict, policy, at);
      memories.set(snapshot, memory);
      owners.add(ownerName(snapshot));
      if (alert !== null) alerts.push({ snapshot, verdict, ...alert });
      if (isOver(verdict) && memory.open === null) ended.set(snapshot, { snapshot, verdict });
    }
    if (ended.size > 0) underWay = underWay.filter((snapshot) => !ended.has(snapshot));
    yield { date, judged: begun.length, alerts, owners, ended: [...ended.values()] };
  }
}

/** Whose load an account is; accounts without a CSM are one load of their own. */
export const ownerName = ({ account: { csm } }: Snapshot): string => csm?.email ?? csm?.name ?? '';

function nextMemory(
  { runs: before, open, lastClosed }: Memory,
  verdict: Assessment,
  policy: AlertPolicy,
  at: Instant,
): { readonly memory: Memory; readonly alert: Pick<ReplayedAlert, 'strength' | 'rose'> | null } {
  const runs = extendRuns(before, verdict.strength, verdict.today);
  const decision = decideAlert(verdict, { open, lastClosed, runs, snoozedUntil: null, policy });
  switch (decision.kind) {
    case 'open': {
      const { strength } = decision;
      return { memory: { runs, open: factsOf(verdict, strength, at), lastClosed }, alert: { strength, rose: false } };
    }
    case 'update': {
      const { strength, rises } = decision;
      const changed = factsOf(verdict, strength, open?.openedAt ?? at);
      return { memory: { runs, open: changed, lastClosed }, alert: rises ? { strength, rose: true } : null };
    }
    case 'close': {
      const closed = open === null ? lastClosed : { ...open, closedOn: verdict.today };
      return { memory: { runs, open: null, lastClosed: closed }, alert: null };
    }
    default:
      return { memory: { runs, open, lastClosed }, alert: null };
  }
}

const factsOf = (verdict: Assessment, strength: Strength, openedAt: Instant): AlertFacts => ({
  kind: verdict.state,
  strength,
  urgent: verdict.urgent,
  step: stuckOn(verdict),
  openedAt,
});

/** Nothing more will be alerted of it: files know of nobody who comes back or takes value back. */
const isOver = ({ state }: Assessment): boolean => state === 'reached' || state === 'left' || state === 'excluded';
