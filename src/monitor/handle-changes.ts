import type { Account, Instant } from '../domain/account.ts';
import { messageOf } from '../shared/errors.ts';
import { onTrail } from '../shared/trail.ts';
import type { Board, BoardChange } from './board.ts';
import { offerHelp } from './answer-assignment.ts';
import { speakerOf } from './conversation/permission.ts';
import type { Heard } from './conversation/said.ts';
import { hearComment, type HearDeps } from './hear-comments.ts';
import { forgetAccountTask } from './forget-account.ts';
import { forgetDeleted } from './forget-deleted.ts';
import { type KeepDeps, keepAccountTask } from './keep-accounts.ts';
import type { InboxPart } from './inbox-store.ts';
import { noticeGone } from './notice-gone.ts';
import { tellActs } from './tell-acts.ts';
import { noteTouch } from './touch.ts';

export interface HandleDeps extends HearDeps, Omit<KeepDeps, 'board'> {
  readonly board: Board;
  /** True: the process is about to end, so nothing more is begun. */
  readonly isEnding?: () => boolean;
}

const LEASE_MS = 60_000;
const BATCH = 50;

/**
 * Works through the oldest of what ClickUp told us, `atMost` changes; a change that fails stays and is tried again when its lease
 * runs out. Returns how many were taken on.
 */
export async function handleChanges(
  deps: HandleDeps,
  now: Instant,
  part?: InboxPart,
  atMost = Number.POSITIVE_INFINITY,
): Promise<number> {
  for (let taken = 0; ; ) {
    if (deps.isEnding?.() === true) return taken;
    const changes = await claim(deps, now, Math.min(BATCH, atMost - taken), part);
    for (const change of changes) await tryChange(deps, change, now);
    taken += changes.length;
    if (changes.length === 0 || taken >= atMost) return taken;
  }
}

/**
 * Hears the oldest comment that a delivery told of; false when none waits. What else was told of its task comes first: whoever
 * changes the CSM and then says something as the CSM has not been overtaken by other people's news.
 */
export async function handleComment(deps: HandleDeps, now: Instant): Promise<boolean> {
  if (deps.isEnding?.() === true) return false;
  const [comment] = await claim(deps, now, 1, 'comments');
  if (comment === undefined) return false;
  if (comment.taskId !== null) await handleChanges(deps, now, { restOfTask: comment.taskId }, BATCH);
  await tryChange(deps, comment, now);
  return true;
}

/** What was done in somebody's workspace is kept first: it counts, whatever becomes of the rest. */
async function claim(
  { store }: HandleDeps,
  now: Instant,
  atMost: number,
  part: InboxPart | undefined,
): Promise<readonly BoardChange[]> {
  const changes = await store.inbox.claim(now, LEASE_MS, atMost, part);
  await tellActs(store, changes, now);
  return changes;
}

const tryChange = (deps: HandleDeps, change: BoardChange, now: Instant): Promise<void> =>
  onTrail({ delivery: change.key }, async () => {
    const { key, event, taskId } = change;
    try {
      if (deps.isEnding?.() === true) return await giveBack(deps, change, now);
      const heard = await handleChange(deps, change, now);
      deps.log.debug({ event, taskId, heard }, 'a change told by ClickUp was handled');
      // Its row stays open and this process's own until the thought is there.
      if (heard === 'set_aside') return;
      await deps.store.inbox.done(key, now);
      deps.thoughts.dropRow(key);
    } catch (thrown) {
      const error = messageOf(thrown);
      deps.log.warn({ key, event, taskId, error }, 'a change could not be handled, will be tried again');
      if (deps.isEnding?.() === true) await giveBack(deps, change, now);
    }
  });

/** Another process, or the next start, need not wait for the end of our lease. */
const giveBack = ({ store }: HandleDeps, { key }: BoardChange, now: Instant): Promise<void> =>
  store.inbox.hold(key, now);

/** A change is a hint: what it is about is read again, and only for tasks that concern us. */
async function handleChange(deps: HandleDeps, change: BoardChange, now: Instant): Promise<Heard> {
  const { taskId } = change;
  if (taskId === null) return 'done';
  const account = await deps.store.accounts.byTask(taskId);
  if (change.event === 'taskDeleted') await forgetDeleted(deps.store, taskId, now);
  else if (change.commentId !== null) return hear(deps, change, taskId, change.commentId, account, now);
  else await lookAgain(deps, change, taskId, account, now);
  return 'done';
}

async function lookAgain(
  deps: HandleDeps,
  change: BoardChange,
  taskId: string,
  account: Account | null,
  now: Instant,
): Promise<void> {
  const isOfAlert = account === null && (await noteTakeOver(deps, change, taskId, now));
  if (isOfAlert || (account === null && change.listId !== null && change.listId !== deps.rules.lists.accounts)) {
    await offerHelp(deps, change, taskId, now);
    return;
  }
  if (!(await refresh(deps, change, taskId, account, now))) await offerHelp(deps, change, taskId, now);
}

async function hear(
  deps: HandleDeps,
  { key: row, at, actorId, mentions, parentCommentId: parentId, ...change }: BoardChange,
  taskId: string,
  commentId: string,
  account: Account | null,
  now: Instant,
): Promise<Heard> {
  const { seat } = await deps.crew();
  if (actorId === seat.id) return 'done';
  const alertTask = account === null ? await noteTakeOver(deps, { ...change, at, actorId }, taskId, now) : false;
  const ourThread = parentId !== null && (await deps.store.outbox.byResult(parentId)) !== null;
  const concernsUs = account !== null || alertTask || ourThread || mentions.includes(seat.id);
  return concernsUs ? hearComment(deps, { row, taskId, commentId, parentId, at }, now) : 'done';
}

/** Reads the task again; true while it is in the accounts list. */
async function refresh(
  deps: HandleDeps,
  { assignedId }: BoardChange,
  taskId: string,
  account: Account | null,
  now: Instant,
): Promise<boolean> {
  // Nobody waits for most of what changes: hundreds of tasks that are imported keep no one from getting an answer.
  const asked = assignedId !== null && assignedId === (await deps.crew()).seat.id;
  const task = await deps.board.task(taskId, asked ? 'conversation' : 'alert');
  if (task !== null && task.listId === deps.rules.lists.accounts) {
    await keepAccountTask(deps, task, now, 'by itself');
    return true;
  }
  if (task === null) await noticeGone(deps, taskId, now);
  else if (account !== null) await forgetAccountTask(deps.store, taskId, now);
  return false;
}

/** What a delivery tells of that METHOD section 8 counts as having acted on an alert. */
const ACTS: ReadonlySet<string> = new Set(['taskCommentPosted', 'taskCommentUpdated', 'taskStatusUpdated']);

/** A person who acts on an alert task has taken it over: from then on the agent comments and leaves it open. */
async function noteTakeOver(
  { store, crew }: HandleDeps,
  change: Pick<BoardChange, 'event' | 'at' | 'actorId'>,
  taskId: string,
  now: Instant,
): Promise<boolean> {
  const written = await store.outbox.byResult(taskId);
  if (written?.alertId == null || written.accountKey === null) return false;
  // Guests are customers, and other agents nobody's colleague: what they do takes nothing over.
  if (change.actorId === null || speakerOf(change.actorId, await crew()).kind !== 'member') return true;
  const { accountKey, alertId } = written;
  const at = change.at ?? now;
  await store.transaction(async (inside) => {
    await noteTouch(inside, { accountKey, alertId }, at, true);
    if (ACTS.has(change.event)) await inside.alerts.acted(alertId, at);
  });
  return true;
}
