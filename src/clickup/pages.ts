import { z } from 'zod';
import type { Instant } from '../domain/account.ts';
import type { Lane } from '../monitor/board.ts';
import type { ClickUpClient, Query } from './client.ts';
import { type WireComment, WireComments } from './comment.ts';
import { WireTask } from './task.ts';

const TASKS_A_PAGE = 100;
const COMMENTS_A_PAGE = 25;
/** A list holds at most 50,000 tasks; beyond twice that the paging itself must be broken. */
const MOST_PAGES = 1_000;

const WireTaskPage = z.object({ tasks: z.array(WireTask), last_page: z.boolean().nullish().catch(null) });

export interface TaskPagesOptions {
  readonly lane: Lane;
  readonly query: Query;
}

/**
 * All tasks under `place` (`list/ID`, `team/ID`) that the query lets through, each once, in ClickUp's order. Pages shift while people work, so a task may
 * come twice; it is kept as it was told last. Ends at the last page, at a short one, or at one that brings nothing new.
 */
export async function readTasks(
  client: ClickUpClient,
  place: string,
  options: TaskPagesOptions,
): Promise<readonly WireTask[]> {
  const found = new Map<string, WireTask>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { tasks, last_page: last } = await client.get(`${place}/task`, WireTaskPage, {
      lane: options.lane,
      query: { ...options.query, page },
    });
    const known = found.size;
    for (const task of tasks) found.set(task.id, task);
    if (last === true || tasks.length < TASKS_A_PAGE || found.size === known) break;
  }
  return [...found.values()];
}

/**
 * A task's top-level comments, newest first, back to `since`. The cursor is the last comment's date and id together; a cursor
 * that does not move on ends the reading.
 */
export async function readComments(
  client: ClickUpClient,
  taskId: string,
  since: Instant | null,
  lane: Lane,
): Promise<readonly WireComment[]> {
  const found = new Map<string, WireComment>();
  let query: Query = {};
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const path = `task/${encodeURIComponent(taskId)}/comment`;
    const { comments } = await client.get(path, WireComments, { lane, query });
    const known = found.size;
    for (const comment of comments) found.set(comment.id, comment);
    const oldest = comments.at(-1);
    if (oldest === undefined || comments.length < COMMENTS_A_PAGE || found.size === known) break;
    if (since !== null && oldest.date < since) break;
    query = { start: oldest.date, start_id: oldest.id };
  }
  return [...found.values()].filter((comment) => since === null || comment.date >= since);
}

export async function readReplies(
  client: ClickUpClient,
  commentId: string,
  lane: Lane,
): Promise<readonly WireComment[]> {
  const { comments } = await client.get(`comment/${encodeURIComponent(commentId)}/reply`, WireComments, { lane });
  return comments;
}
