import type { Account, Instant } from '../domain/account.ts';
import type { ExcludedEvents } from '../domain/assess.ts';
import { ID_MEMORY_MS } from '../domain/blind.ts';
import { BOARD_SOURCE } from '../domain/board-act.ts';
import { completeAtLeastTo } from '../domain/feeds.ts';
import { lifeOf } from '../domain/life.ts';
import type { Plan } from '../domain/plan.ts';
import { actedForUs, type Disqualified, disqualified, type Exclusion } from '../domain/qualified.ts';
import { sourcesOf, type WorkspaceSight } from '../domain/scene.ts';
import type { FeedSource, UsageEvent } from '../domain/usage-event.ts';
import type { WithdrawnEvent } from './correction-store.ts';
import type { EventStore } from './event-store.ts';

/** What came for an account, and the part of it that is evidence. */
export interface Heard {
  readonly sent: readonly UsageEvent[];
  readonly all: readonly UsageEvent[];
  readonly kept: readonly UsageEvent[];
  readonly excluded: readonly ExcludedEvents[];
  readonly workspace: WorkspaceSight;
  /** Whatever happened up to here is seen by the earliest judgement. */
  readonly seenTo: Instant;
}

/** Whatever is found out later, it was heard by the earliest judgement. */
export const isHeard = ({ kept, seenTo }: Heard): boolean =>
  kept.some((event) => isOfProduct(event) && event.at <= seenTo);

/** One account: by which plan it is judged, and what was sent under its id. */
export interface Hearing {
  readonly account: Account;
  readonly plan: Plan | null;
  readonly sent: readonly UsageEvent[];
  readonly withdrawn: readonly WithdrawnEvent[];
  readonly workspace: WorkspaceSight;
}

/** What is the same for all that are heard together. */
export interface HeardBy {
  readonly feeds: readonly FeedSource[];
  readonly exclusion: Exclusion;
  /** Users whose acts count for nothing, and why. */
  readonly leftOut: ReadonlyMap<string, Disqualified>;
  /** User ids under which guests of the workspace, who are customers, act in ClickUp. */
  readonly guests: ReadonlySet<string>;
  /** The earliest instant at which the account is judged. */
  readonly judgedFrom: Instant;
}

/** Sorts out what is evidence, and says up to when everything is surely seen. */
export function hear({ account, plan, sent, withdrawn, workspace }: Hearing, by: HeardBy): Heard {
  const all = standing(sentIn(account, sent), withdrawn);
  const { needed } = sourcesOf({ plan, feeds: by.feeds, workspace });
  return { sent, all, ...sift(all, by), workspace, seenTo: completeAtLeastTo(needed, by.judgedFrom) };
}

/** Nothing that came after the end of a life is evidence for it; what came before the life is cut off where its evidence begins. */
function sentIn(account: Account, events: readonly UsageEvent[]): readonly UsageEvent[] {
  const { end } = lifeOf(account);
  return end === null ? events : events.filter(({ at }) => at <= end.leftAt);
}

/** What a person withdrew is evidence for nothing, neither for value nor for use. */
function standing(events: readonly UsageEvent[], withdrawn: readonly WithdrawnEvent[]): readonly UsageEvent[] {
  if (withdrawn.length === 0) return events;
  const ids = new Set(withdrawn.map(({ messageId }) => messageId));
  return events.filter(({ messageId }) => !ids.has(messageId));
}

/** Of all that was sent, what is evidence, and why the rest is not. */
function sift(
  events: readonly UsageEvent[],
  { exclusion, leftOut, guests }: Pick<HeardBy, 'exclusion' | 'leftOut' | 'guests'>,
): { readonly kept: readonly UsageEvent[]; readonly excluded: readonly ExcludedEvents[] } {
  const counts = new Map<Disqualified, number>();
  const kept = events.filter((event) => {
    const why = actedForUs(event, guests) ?? disqualified(event, exclusion, leftOut);
    if (why !== null) counts.set(why, (counts.get(why) ?? 0) + 1);
    return why === null;
  });
  return { kept, excluded: [...counts].map(([why, count]) => ({ why, count })) };
}

export const isOfProduct = ({ source }: UsageEvent): boolean => source !== BOARD_SOURCE;

/** Account ids that the product sends and nobody has. */
export interface Strangers {
  readonly unknownIds: readonly string[];
  readonly unknownIdShare: number | null;
}

export const NO_STRANGERS: Strangers = { unknownIds: [], unknownIdShare: null };

/** Of the ids that the product sent within the days for which they are remembered. */
export async function readStrangers(events: Pick<EventStore, 'groupIds'>, now: Instant): Promise<Strangers> {
  const { unknown, total } = await events.groupIds(now - ID_MEMORY_MS);
  return { unknownIds: unknown, unknownIdShare: total === 0 ? null : unknown.length / total };
}
