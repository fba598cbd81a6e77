import type { Instant } from '../domain/account.ts';
import { messageOf } from '../shared/errors.ts';
import { hearTask } from './hear-comments.ts';
import type { HandleDeps } from './handle-changes.ts';
import { noticeTakeover } from './notice-takeover.ts';
import { type SyncReport, syncAccounts } from './keep-accounts.ts';

/** Comments are looked for this far back; older ones were seen by an earlier round. */
const LOOK_BACK_MS = 7 * 86_400_000;
/** Tasks whose comments one round reads: a third of a small plan's budget a minute, shared with everything else. */
const TASKS_A_ROUND = 10;

export interface Reconciler {
  /**
   * One round: reads which account tasks changed and notes that their comments are to be read; then comments where an answer may be
   * waiting, a few tasks at a time in turn.
   */
  run(now: Instant, all: boolean, onTask?: (read: number) => void): Promise<SyncReport>;
  /** Reads the comments of up to `atMost` of the changed tasks; true while more are left. */
  catchUp(now: Instant, atMost: number): Promise<boolean>;
}

/** Tasks whose comments are still to be read; kept, so that a restart forgets none. */
const OWED = 'comments.owed';

/** Finds what no delivery told of: while we were down, while the webhook was suspended, or where there is no webhook at all. */
export function createReconciler(deps: HandleDeps): Reconciler {
  const { meta, accounts } = deps.store;
  let turn = 0;
  const owed = async (): Promise<readonly string[]> => JSON.parse((await meta.get(OWED)) ?? '[]') as string[];
  return {
    async run(now, all, onTask) {
      const before = await accounts.taskTimes();
      const report = await syncAccounts(deps, now, all, onTask);
      const changed = [...(await accounts.taskTimes())].filter(([id, at]) => before.get(id) !== at).map(([id]) => id);
      const toRead = new Set([...(await owed()), ...changed]);
      if (changed.length > 0) await meta.set(OWED, JSON.stringify([...toRead]));
      const rest = (await tasksWaiting(deps, now)).filter((id) => !toRead.has(id));
      const start = rest.length === 0 ? 0 : turn % rest.length;
      const inTurn = [...rest.slice(start), ...rest.slice(0, start)].slice(0, TASKS_A_ROUND);
      turn = start + inTurn.length;
      for (const taskId of inTurn) await hearQuietly(deps, taskId, now);
      return report;
    },
    async catchUp(now, atMost) {
      const next = (await owed()).slice(0, atMost);
      let heard = 0;
      for (const taskId of next) if (await hearQuietly(deps, taskId, now)) heard += 1;
      // One task may be out of sight; when none can be read, ClickUp is away and all of them are still owed.
      if (heard === 0) return false;
      const left = (await owed()).filter((id) => !next.includes(id));
      await meta.set(OWED, JSON.stringify(left));
      return left.length > 0;
    },
  };
}

/** Waiting drafts first, then open alerts (the account's task and the alert's own), then what was approved of late. */
async function tasksWaiting({ store }: HandleDeps, now: Instant): Promise<readonly string[]> {
  const waiting: string[] = [];
  for (const key of await store.plans.waitingKeys()) waiting.push(...taskOf((await store.accounts.byKey(key))?.taskId));
  for (const alert of await store.alerts.allOpen()) {
    waiting.push(...taskOf((await store.accounts.byKey(alert.accountKey))?.taskId));
    waiting.push(...taskOf((await store.outbox.result(`${alert.id}.task`))?.taskId));
  }
  // ClickUp does not tell when an approving comment is deleted; reading it again does.
  waiting.push(...(await store.plans.approvedSince(now - LOOK_BACK_MS)));
  return [...new Set(waiting)];
}

const taskOf = (id: string | null | undefined): readonly string[] => (id === null || id === undefined ? [] : [id]);

async function hearQuietly(deps: HandleDeps, taskId: string, now: Instant): Promise<boolean> {
  try {
    await hearTask(deps, taskId, now - LOOK_BACK_MS, now);
    await noticeTakeover(deps, taskId, now);
    return true;
  } catch (thrown) {
    deps.log.warn({ taskId, error: messageOf(thrown) }, 'comments could not be read, a later round tries again');
    return false;
  }
}
