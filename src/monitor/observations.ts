import type { Instant } from '../domain/account.ts';

/**
 * Points on which ClickUp's documents are silent. Each is handled both ways; how the real workspace behaves is only noted as it
 * is seen, and nothing is written to find out.
 */
export type Topic =
  | 'reply_told_as'
  | 'reply_shape'
  | 'tag_shape'
  | 'edit_history_id'
  | 'removed_assignee'
  | 'creation_assignees'
  | 'comment_moves_task'
  | 'retry_after'
  | 'change_source'
  | 'unusable_delivery'
  | 'super_agents'
  | 'rate_limit'
  | 'rate_reset';

/** One look at one topic: the way it went. */
export interface Sighting {
  readonly topic: Topic;
  readonly way: string;
}

export interface Observation extends Sighting {
  readonly seen: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

export interface ObservationStore {
  /** `seen` times more, now. */
  add(sightings: readonly (Sighting & { readonly seen: number })[], now: Instant): Promise<void>;
  all(): Promise<readonly Observation[]>;
}

/** Collects sightings where no database is at hand (in the middle of a call or a delivery) until someone keeps them. */
export interface Notebook {
  note(...sightings: readonly Sighting[]): void;
  keep(now: Instant): Promise<void>;
}

export function createNotebook(store: { readonly observations: ObservationStore }): Notebook {
  const counts = new Map<string, Sighting & { readonly seen: number }>();
  return {
    note(...sightings) {
      for (const { topic, way } of sightings) {
        const key = `${topic} ${way}`;
        counts.set(key, { topic, way, seen: (counts.get(key)?.seen ?? 0) + 1 });
      }
    },
    async keep(now) {
      if (counts.size === 0) return;
      const noted = [...counts.values()];
      counts.clear();
      await store.observations.add(noted, now);
    },
  };
}

/** A task that a comment moves is stamped with the comment or a little later. */
const SAME_ACT_MS = 1_000;
const CLOCK_ERROR_MS = 100;
/** A task list read this long after a comment shows whether the comment moved its task's date. */
const SETTLED_MS = 3_000;

/**
 * Whether a comment moves its task's `date_updated`, judged by the task's newest comment.
 * @param task.updatedAt as the list showed it when it was last read, at `task.readAt`
 */
export function commentMovesTask(
  newestCommentAt: Instant | null,
  task: { readonly updatedAt: Instant; readonly readAt: Instant },
): readonly Sighting[] {
  if (newestCommentAt === null || task.readAt - newestCommentAt < SETTLED_MS) return [];
  const later = task.updatedAt - newestCommentAt;
  if (later >= -CLOCK_ERROR_MS && later <= SAME_ACT_MS) return [{ topic: 'comment_moves_task', way: 'moves' }];
  // A task that changed afterwards for whatever reason says nothing about its comments.
  return later < -SAME_ACT_MS ? [{ topic: 'comment_moves_task', way: 'stays' }] : [];
}
