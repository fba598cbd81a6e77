import type { Instant } from '../domain/account.ts';
import { messageOf } from '../shared/errors.ts';
import { hearTask } from './hear-comments.ts';
import type { HandleDeps } from './handle-changes.ts';
import { type SyncReport, syncAccounts } from './keep-accounts.ts';

/** Comments are looked for this far back; older ones were seen by an earlier round. */
const LOOK_BACK_MS = 7 * 86_400_000;
/** Tasks whose comments one round reads: a third of a small plan's budget a minute, shared with everything else. */
const TASKS_A_ROUND = 10;

export interface Reconciler {
  /** One round: changed account tasks, then comments where an answer may be waiting, a few tasks at a time in turn. */
  run(now: Instant, all: boolean, onTask?: (read: number) => void): Promise<SyncReport>;
}

/** Finds what no delivery told of: while we were down, while the webhook was suspended, or where there is no webhook at all. */
export function createReconciler(deps: HandleDeps): Reconciler {
  let turn = 0;
  return {
    async run(now, all, onTask) {
      const before = await deps.store.accounts.taskTimes();
      const report = await syncAccounts(deps, now, all, onTask);
      const changed = [...(await deps.store.accounts.taskTimes())]
        .filter(([id, at]) => before.get(id) !== at)
        .map(([id]) => id);
      const waiting = await tasksWaiting(deps);
      const rest = waiting.filter((id) => !changed.includes(id));
      const start = rest.length === 0 ? 0 : turn % rest.length;
      const inTurn = [...rest.slice(start), ...rest.slice(0, start)].slice(
        0,
        Math.max(0, TASKS_A_ROUND - changed.length),
      );
      turn = start + inTurn.length;
      for (const taskId of [...changed, ...inTurn]) await hearQuietly(deps, taskId, now);
      return report;
    },
  };
}

/** Waiting drafts first, then open alerts: the account's task and the alert's own. */
async function tasksWaiting({ store }: HandleDeps): Promise<readonly string[]> {
  const waiting: string[] = [];
  for (const key of await store.plans.waitingKeys()) waiting.push(...taskOf((await store.accounts.byKey(key))?.taskId));
  for (const alert of await store.alerts.allOpen()) {
    waiting.push(...taskOf((await store.accounts.byKey(alert.accountKey))?.taskId));
    waiting.push(...taskOf((await store.outbox.result(`${alert.id}.task`))?.taskId));
  }
  return [...new Set(waiting)];
}

const taskOf = (id: string | null | undefined): readonly string[] => (id === null || id === undefined ? [] : [id]);

async function hearQuietly(deps: HandleDeps, taskId: string, now: Instant): Promise<void> {
  try {
    await hearTask(deps, taskId, now - LOOK_BACK_MS, now);
  } catch (thrown) {
    deps.log.warn({ taskId, error: messageOf(thrown) }, 'comments could not be read, the next round tries again');
  }
}
