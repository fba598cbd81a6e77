import type { Instant } from '../domain/account.ts';
import { messageOf } from '../shared/errors.ts';
import type { Failure } from './deliver.ts';
import { hearTask } from './hear-comments.ts';
import type { HandleDeps } from './handle-changes.ts';
import { type SyncReport, syncAccounts } from './keep-accounts.ts';
import { noticeGone } from './notice-gone.ts';
import { noticeTakeover } from './notice-takeover.ts';
import { commentMovesTask } from './observations.ts';
import { ActPlacer } from './place-acts.ts';
import { TalkReader } from './read-talk.ts';
import { readWorkspaces } from './read-workspaces.ts';
import { LONG_LOOK_BACK_MS, ReadingOrder, THREADS, watchedTasks } from './reading-order.ts';

/** What was said longer ago than this, before we listened for the first time, is not answered any more. */
const LOOK_BACK_MS = 7 * 86_400_000;
/** A comment may be listed a little after it was stamped. */
const OVERLAP_MS = 60 * 60_000;

export interface ReconcileDeps extends HandleDeps {
  /** Absent: no failure is taken for final. */
  readonly readFailure?: (thrown: unknown) => Failure;
}

export interface Reconciler {
  /**
   * Begins a round: reads which account tasks changed, and notes whose comments are to be read. `all`, and the first round of a
   * process: after a gap, so the turn among all tasks begins anew.
   * Then what is open and what was done in onboarding workspaces is read, where that is due.
   */
  run(now: Instant, all: boolean, onTask?: (read: number) => void): Promise<SyncReport>;
  /**
   * Reads the comments of up to `atMost` tasks, threads included: waiting drafts, open alerts, changed tasks, then the rest in
   * turn; before them, acts in workspaces that deliveries told of are taken in. True while more are left.
   */
  catchUp(now: Instant, atMost: number): Promise<boolean>;
  /** How many tasks are still to be read. */
  left(): Promise<number>;
}

/** Calls that reading onboarding work may take: at the beginning of a round, and in between while no comment waits to be read. */
const CALLS_A_ROUND = 12;
const CALLS_IN_BETWEEN = 4;
/** Of what deliveries told, calls for lists that were not seen before. */
const CALLS_FOR_LISTS = 4;
/** What is due is looked for this often at most. */
const WORKSPACES_EVERY_MS = 10_000;

/** Changed tasks whose comments are still to be read; kept, so that a restart forgets none. */
const OWED = 'comments.owed';
/** Everything that was said before this was heard. */
const HEARD_TO = 'comments.heard_to';

/** Finds what no delivery told of: while we were down, while the webhook was suspended, or where there is no webhook at all. */
export function createReconciler(deps: ReconcileDeps): Reconciler {
  const { store } = deps;
  const { meta, accounts } = store;
  const order = new ReadingOrder();
  /** Replies seen in old threads: one that has grown no further is not read again. */
  const threadsRead = new Map<string, number>();
  /** Threads read in this turn. */
  let threads = 0;
  /** What the accounts list said when it was last read. */
  let listed = { times: new Map<string, Instant>() as ReadonlyMap<string, Instant>, at: Number.NEGATIVE_INFINITY };

  const placer = new ActPlacer();
  const talk = new TalkReader();
  let workspacesAt = Number.NEGATIVE_INFINITY;
  const keepWorkspaces = async (now: Instant, calls: number): Promise<void> => {
    if (now - workspacesAt < WORKSPACES_EVERY_MS) return;
    workspacesAt = now;
    await readWorkspaces(deps, now, calls);
    await talk.run(deps, now, calls);
  };
  const owed = async (): Promise<readonly string[]> => JSON.parse((await meta.get(OWED)) ?? '[]') as string[];
  const toRead = async (): Promise<readonly string[]> => [
    ...new Set([...order.waiting, ...(await owed()), ...order.left]),
  ];

  async function hear(taskId: string, now: Instant): Promise<'heard' | 'out of sight' | 'away'> {
    const heardTo = Number((await meta.get(HEARD_TO)) ?? now);
    const since = Math.min(now - LOOK_BACK_MS, heardTo - OVERLAP_MS);
    const reach = Math.min(since, now - LONG_LOOK_BACK_MS);
    try {
      const heard = await hearTask(deps, taskId, since, now, { reach, threadsRead });
      threads += heard.threads;
      await noticeTakeover(deps, taskId, now);
      const updatedAt = listed.times.get(taskId);
      if (updatedAt !== undefined) deps.note?.(...commentMovesTask(heard.newestAt, { updatedAt, readAt: listed.at }));
      return 'heard';
    } catch (thrown) {
      deps.log.warn({ taskId, error: messageOf(thrown) }, 'comments could not be read, a later round tries again');
      return deps.readFailure?.(thrown).kind === 'final' ? look(taskId, now) : 'away';
    }
  }

  async function look(taskId: string, now: Instant): Promise<'out of sight' | 'away'> {
    try {
      await noticeGone(deps, taskId, now);
      return 'out of sight';
    } catch (thrown) {
      deps.log.warn(
        { taskId, error: messageOf(thrown) },
        'what became of a task could not be read, a later round tries again',
      );
      return 'away';
    }
  }

  async function crossOut(read: ReadonlySet<string>): Promise<void> {
    const before = await owed();
    const after = before.filter((id) => !read.has(id));
    if (after.length < before.length) await meta.set(OWED, JSON.stringify(after));
    const heardTo = order.crossOut(read);
    if (heardTo === null) return;
    await meta.set(HEARD_TO, String(heardTo));
    await meta.set(THREADS, String(threads));
    threads = 0;
  }

  return {
    async run(now, all, onTask) {
      const before = await accounts.taskTimes();
      const report = await syncAccounts(deps, now, all, onTask);
      listed = { times: await accounts.taskTimes(), at: now };
      const changed = [...listed.times].filter(([id, at]) => before.get(id) !== at).map(([id]) => id);
      if (changed.length > 0) await meta.set(OWED, JSON.stringify([...new Set([...(await owed()), ...changed])]));
      order.begin(await watchedTasks(store, now), now, all);
      await keepWorkspaces(now, CALLS_A_ROUND);
      return report;
    },
    async catchUp(now, atMost) {
      const more = await placer.run(deps, now, CALLS_FOR_LISTS);
      const next = (await toRead()).slice(0, atMost);
      if (next.length === 0) await keepWorkspaces(now, CALLS_IN_BETWEEN);
      let answered = 0;
      for (const taskId of next) if ((await hear(taskId, now)) !== 'away') answered += 1;
      // One task may fail; when none can be read, ClickUp is away and all of them are still owed.
      if (answered === 0) return more;
      await crossOut(new Set(next));
      return more || (await toRead()).length > 0;
    },
    left: async () => (await toRead()).length,
  };
}
