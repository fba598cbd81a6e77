import type { Instant } from '../domain/account.ts';
import type { Logger } from '../shared/logger.ts';
import type { Board } from './board.ts';
import { forgetAccountTask } from './forget-account.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';

export interface ForgetMissingDeps {
  readonly store: Store;
  readonly board: Pick<Board, 'whatBecameOf'>;
  readonly rules: Pick<Rules, 'lists'>;
  readonly log: Logger;
}

/** Of so many tasks at most it is asked in vain what became of them. */
const MOST_DOUBTS = 50;

/**
 * Forgets the accounts whose tasks a reading of the whole list did not show. A page may have shifted, or the list have been shown in
 * part: only the task itself can say that it is deleted or moved. One that is hidden counts as gone, unless more are hidden, or in
 * their place after all, than the list showed: then the answer was not the list, and the next reading asks again.
 *
 * @param shown the tasks that the list showed, by id
 * @returns how many were forgotten, and of how many it was asked what became of them
 */
export async function forgetMissing(
  { store, board, rules, log }: ForgetMissingDeps,
  shown: ReadonlyMap<string, unknown>,
  now: Instant,
): Promise<{ readonly gone: number; readonly asked: number }> {
  const known = [...(await store.accounts.taskTimes()).keys()];
  const missing = known.filter((taskId) => !shown.has(taskId));
  const believed = Math.min(known.length - missing.length, MOST_DOUBTS);
  const hidden: string[] = [];
  let [gone, asked, doubts] = [0, 0, 0];
  const forget = async (taskId: string): Promise<void> => {
    await forgetAccountTask(store, taskId, now);
    gone += 1;
  };
  for (const taskId of missing) {
    const fate = await board.whatBecameOf(taskId);
    asked += 1;
    if (fate.kind === 'deleted' || (fate.kind === 'there' && fate.task.listId !== rules.lists.accounts)) {
      await forget(taskId);
      continue;
    }
    if (fate.kind === 'hidden') hidden.push(taskId);
    // Lists do not show what is archived.
    if (fate.kind === 'hidden' || !fate.task.archived) doubts += 1;
    if (doubts > believed) {
      log.warn({ shown: shown.size, missing: missing.length }, 'ClickUp did not show the whole accounts list');
      return { gone, asked };
    }
  }
  for (const taskId of hidden) await forget(taskId);
  return { gone, asked };
}
