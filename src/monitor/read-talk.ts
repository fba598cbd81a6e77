import type { Instant } from '../domain/account.ts';
import type { BoardAct } from '../domain/board-act.ts';
import { DAY_MS, HOUR_MS } from '../domain/duration.ts';
import { evidenceFrom } from '../domain/scene.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { TalkTask } from './act-store.ts';
import type { Board, BoardComment } from './board.ts';
import type { Failure } from './deliver.ts';
import type { Crew } from './keep-accounts.ts';
import { recordActs } from './record-acts.ts';
import type { Store } from './store.ts';

export interface ReadTalkDeps {
  readonly store: Pick<Store, 'acts' | 'accounts' | 'transaction'>;
  readonly board: Pick<Board, 'comments' | 'replies'>;
  readonly crew: () => Promise<Crew>;
  readonly log: Logger;
  readonly readFailure?: (thrown: unknown) => Failure;
}

/** Whether a comment moves its task is not documented, so tasks that seem unchanged are looked at again, for a month. */
const AGAIN_MS = 6 * HOUR_MS;
const ALIVE_MS = 30 * DAY_MS;
/** How far back, before the last reading, comments are looked at for replies that came since. */
const LOOK_BACK_MS = 7 * DAY_MS;

/** Finds comments in workspaces that no delivery told of: a call a task, and one a thread that has grown. */
export class TalkReader {
  /** Replies kept of a thread: one that has grown no further is not read again, unless its task is read from the beginning. */
  readonly #seen = new Map<string, number>();

  /** Reads tasks, those whose turn it is, until `calls` calls were made; a task that is begun is read to its end. */
  async run(deps: ReadTalkDeps, now: Instant, calls: number): Promise<void> {
    const due = await deps.store.acts.talkDue(now - AGAIN_MS, now - ALIVE_MS, calls);
    let left = calls;
    for (const task of due) {
      if (left <= 0) return;
      try {
        left -= await this.#read(deps, task, now);
      } catch (thrown) {
        deps.log.warn({ taskId: task.taskId, error: messageOf(thrown) }, 'comments in a workspace could not be read');
        // A task that is gone must not be asked for again and again; any other failure will pass.
        if (deps.readFailure?.(thrown).kind !== 'final') return;
        await deps.store.acts.heard(task.taskId, now);
        left -= 1;
      }
    }
  }

  /** How many calls it took. */
  async #read({ store, board, crew }: ReadTalkDeps, task: TalkTask, now: Instant): Promise<number> {
    const account = await store.accounts.byKey(task.accountKey);
    if (account === null || account.accountId === null) return 0;
    const { accountId } = account;
    const begin = evidenceFrom(account.startedOn, account.zone, null);
    const since = task.heardAt === null ? begin : Math.max(begin, task.heardAt - LOOK_BACK_MS);
    const found: BoardComment[] = [];
    const threads = new Map<string, number>();
    let calls = 1;
    for (const comment of await board.comments(task.taskId, since)) {
      found.push(comment);
      const isKnown = task.heardAt !== null && this.#seen.get(comment.id) === comment.replyCount;
      if (comment.replyCount === 0 || isKnown) continue;
      calls += 1;
      found.push(...(await board.replies(task.taskId, comment.id)));
      threads.set(comment.id, comment.replyCount);
    }
    const { seat, people } = await crew();
    const acts = found
      .filter(({ authorId, at }) => authorId !== seat.id && at >= begin)
      .map((each) => ({ accountId, act: actOf(task, each) }));
    await recordActs(store, acts, people, now);
    await store.acts.heard(task.taskId, now);
    for (const [id, replies] of threads) this.#seen.set(id, replies);
    return calls;
  }
}

const actOf = ({ taskId, listId, name }: TalkTask, { id, at, authorId, parentId }: BoardComment): BoardAct => ({
  name: 'clickup.comment_posted',
  at,
  taskId,
  listId,
  commentId: id,
  isReply: parentId !== null,
  actorId: authorId,
  learntBy: 'reading',
  taskName: name,
  creatorId: null,
});
