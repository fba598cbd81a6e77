import type { Instant } from '../domain/account.ts';
import type { Board, BoardChange, BoardComment } from './board.ts';
import { answerComment } from './conversation/answer-comment.ts';
import { missDeletedApprovals } from './conversation/approval-watch.ts';
import type { AnswerDeps, Heard, Said } from './conversation/said.ts';
import { type KeepDeps, keepAccountTask } from './keep-accounts.ts';
import { speakerOf } from './conversation/permission.ts';
import { noteTouch } from './touch.ts';
import type { Notebook } from './observations.ts';

export interface HearDeps extends AnswerDeps, Omit<KeepDeps, 'board'> {
  readonly board: Pick<Board, 'comments' | 'replies' | 'task'>;
  /** How ClickUp is seen to behave goes here. */
  readonly note?: Notebook['note'];
}

/** What ClickUp says of a comment may arrive a little after it was stamped. */
const LOOK_BACK_MS = 60 * 60_000;
const NOT_READ = Number.POSITIVE_INFINITY;

/** Which comment a row of the inbox tells of. */
export interface ToldComment {
  readonly row: string;
  readonly taskId: string;
  readonly commentId: string;
  readonly parentId: string | null;
  readonly at: Instant | null;
}

/** Reads one comment that a delivery named, and answers it if it is addressed to the agent. */
export async function hearComment(
  deps: HearDeps,
  { row, taskId, commentId, parentId, at }: ToldComment,
  now: Instant,
): Promise<Heard> {
  const since = (at ?? now) - LOOK_BACK_MS;
  const thread = parentId === null ? null : await deps.board.replies(taskId, parentId, 'conversation');
  const inThread = thread?.find(({ id }) => id === commentId);
  const listed = inThread === undefined ? await deps.board.comments(taskId, since, 'conversation') : null;
  const comment = inThread ?? listed?.find(({ id }) => id === commentId);
  const heard = comment === undefined ? 'done' : await considerComment(deps, comment, now, row);
  const found = new Set([...(thread ?? []), ...(listed ?? [])].map(({ id }) => id));
  const threads = new Set(parentId === null ? [] : [parentId]);
  const readSince = listed === null ? NOT_READ : since;
  await missDeletedApprovals(deps, { taskId, since: readSince, threads, found }, now);
  return heard;
}

/** Answers a comment that is addressed to the agent: mentioned, assigned, or in a thread that the agent began. */
export async function considerComment(
  deps: HearDeps,
  comment: BoardComment,
  now: Instant,
  row: string | null = null,
): Promise<Heard> {
  const { store } = deps;
  const { seat } = await deps.crew();
  if (comment.authorId === seat.id) return 'done';
  await noteAlertTouched(deps, comment);
  if (comment.authorId < 0) deps.note?.({ topic: 'super_agents', way: 'acted' });
  const addressed = await isAddressed(deps, comment, seat.id);
  // One that was addressed before may have approved something; then its edit matters whatever it says now.
  if (!addressed && (await store.comments.heard(comment.id)).length === 0) return 'done';
  const place = await placeOf(deps, comment.taskId, now);
  return place === null ? 'done' : answerComment(deps, { comment, ...place, addressed, row }, now);
}

/** Where something was said, and about which account: its own task, or that of an alert of ours. Null: out of sight. */
async function placeOf(
  deps: HearDeps,
  taskId: string,
  now: Instant,
): Promise<Pick<Said, 'account' | 'taskUrl'> | null> {
  const { store, board, rules } = deps;
  const known = await store.accounts.byTask(taskId);
  if (known?.taskUrl != null) return { account: known, taskUrl: known.taskUrl };
  const task = await board.task(taskId, 'conversation');
  if (task === null) return null;
  // Whoever speaks on a task that has just been created need not wait until its turn to be read has come.
  if (task.listId === rules.lists.accounts) await keepAccountTask(deps, task, now, 'by itself');
  const written = await store.outbox.byResult(taskId);
  const ofAlert = written?.accountKey == null ? null : await store.accounts.byKey(written.accountKey);
  return { account: (await store.accounts.byTask(taskId)) ?? ofAlert, taskUrl: task.url };
}

/**
 * A comment on an alert's own task takes it over; one in a thread about the alert says that it is in hand. Both are acts on it, and
 * so is any other on the account's own task since it was delivered (acted-on, METHOD section 8).
 */
async function noteAlertTouched({ store, crew }: HearDeps, comment: BoardComment): Promise<void> {
  const task = await store.outbox.byResult(comment.taskId);
  const thread = comment.parentId === null ? null : await store.outbox.byResult(comment.parentId);
  const about = task?.alertId == null ? thread : task;
  // Guests are customers, and other agents nobody's colleague: what they do takes nothing over.
  if (speakerOf(comment.authorId, await crew()).kind !== 'member') return;
  if (about?.alertId == null || about.accountKey === null) return noteRemark(store, comment);
  const { accountKey, alertId } = about;
  await store.transaction(async (inside) => {
    await noteTouch(inside, { accountKey, alertId }, comment.at, about === task);
    await inside.alerts.acted(alertId, comment.at);
  });
}

async function noteRemark(store: HearDeps['store'], { taskId, at }: BoardComment): Promise<void> {
  const account = await store.accounts.byTask(taskId);
  const alert = account === null ? undefined : (await store.alerts.open([account.key])).get(account.key);
  if (alert?.deliveredAt != null && at >= alert.deliveredAt) await store.alerts.acted(alert.id, at);
}

async function isAddressed({ store }: HearDeps, comment: BoardComment, agentId: number): Promise<boolean> {
  if (comment.mentions.includes(agentId) || comment.assigneeId === agentId) return true;
  return comment.parentId !== null && (await store.outbox.byResult(comment.parentId)) !== null;
}

/** What a model must think about is put into the inbox, as if a delivery had told of it: the reading goes on. */
async function hearInReading(deps: HearDeps, comment: BoardComment, now: Instant): Promise<void> {
  if ((await considerComment(deps, comment, now)) === 'done') return;
  await deps.store.inbox.add([changeOf(comment)], now);
}

const changeOf = ({ id, digest, taskId, parentId, authorId, at, mentions }: BoardComment): BoardChange => ({
  key: `read.${id}.${digest.slice(0, 8)}`,
  event: 'taskCommentPosted',
  taskId,
  listId: null,
  commentId: id,
  parentCommentId: parentId,
  actorId: authorId,
  assignedId: null,
  act: null,
  mentions,
  at,
});

export interface TaskReading {
  /** How far back threads are looked for, before `since`. */
  readonly reach?: Instant | null;
  /** How many replies were seen in a thread: one that is not the agent's, or is old, is read again only when that changes. */
  readonly threadsRead?: Map<string, number>;
}

export interface HeardTask {
  /** Threads that were read: a call each. */
  readonly threads: number;
  /** When the newest comment or reply was written. */
  readonly newestAt: Instant | null;
}

/**
 * Reads a task's comments and the threads in it: how what no delivery told of is found. Only what was said since `since` is
 * answered, and what approved something.
 */
export async function hearTask(
  deps: HearDeps,
  taskId: string,
  since: Instant | null,
  now: Instant,
  { reach = since, threadsRead = new Map() }: TaskReading = {},
): Promise<HeardTask> {
  const { seat } = await deps.crew();
  const approvals = await deps.store.plans.approvalsOn(taskId);
  const approving = new Set(approvals.map(({ commentId }) => commentId));
  const expected = new Set(approvals.map(({ parentId }) => parentId));
  const comments = await deps.board.comments(taskId, reach);
  const matters = ({ id, at }: BoardComment): boolean => since === null || at >= since || approving.has(id);
  const found = new Map(comments.map(({ id, at }) => [id, at]));
  const threads = new Set<string>();
  for (const comment of [...comments].reverse()) {
    if (matters(comment)) await hearInReading(deps, comment, now);
    const ours = comment.authorId === seat.id || comment.mentions.includes(seat.id);
    const grown = threadsRead.get(comment.id) !== comment.replyCount;
    const wanted = comment.replyCount > 0 && (grown || (ours && matters(comment)));
    // A thread in which something was approved is read even if it seems empty now.
    if (!expected.has(comment.id) && !wanted) continue;
    threads.add(comment.id);
    threadsRead.set(comment.id, comment.replyCount);
    for (const reply of await deps.board.replies(taskId, comment.id)) {
      found.set(reply.id, reply.at);
      if (matters(reply)) await hearInReading(deps, reply, now);
    }
  }
  await missDeletedApprovals(deps, { taskId, since: reach, threads, found: new Set(found.keys()) }, now);
  return { threads: threads.size, newestAt: found.size === 0 ? null : Math.max(...found.values()) };
}
