import type { Account, Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import type { Logger } from '../shared/logger.ts';
import { readTaskInputs } from './account-inputs.ts';
import { keyOfTask, readAccountTask, type TaskReading } from './account-task.ts';
import type { Board, BoardTask, Member, Seat } from './board.ts';
import { forgetMissing } from './forget-missing.ts';
import { type Former, formerSelf } from './former-self.ts';
import { nextReading, noteReading } from './list-marks.ts';
import type { Rules } from './rules.ts';
import { settleAccount } from './settle-account.ts';
import type { Store } from './store.ts';

export interface KeepDeps {
  readonly store: Store;
  readonly board: Pick<Board, 'tasks' | 'whatBecameOf'>;
  readonly rules: Rules;
  readonly log: Logger;
  /** Who we are and who is here; read at start and refreshed now and then. */
  readonly crew: () => Promise<Crew>;
}
export interface Crew {
  readonly seat: Seat;
  readonly zone: string;
  readonly people: readonly Member[];
  /** Who is away today; looked up for a sweep or an answer (`withAbsences`), since it may change at any time. */
  readonly away?: ReadonlySet<number>;
}

export interface SyncReport {
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

/**
 * Reads the accounts list: what changed since the last time, or everything (`all`). Reading everything also finds tasks that are no
 * longer there, so that is done now and then (`list-marks.ts`).
 */
export async function syncAccounts(
  deps: KeepDeps,
  now: Instant,
  all: boolean,
  onTask?: (read: number) => void,
): Promise<SyncReport> {
  const { store, board, rules } = deps;
  const list = rules.lists.accounts;
  const reading = await nextReading(store.meta, list, now, all);
  const known = reading.kind === 'whole' ? await store.accounts.taskTimes() : new Map<string, Instant>();
  const shown = new Map<string, Instant>();
  const report = { read: 0, added: 0, changed: 0 };
  const keep = async (tasks: readonly BoardTask[]): Promise<void> => {
    for (const outcome of await keepTogether(deps, tasks, now, reading.kind === 'anew' ? 'in the list' : 'by itself')) {
      report.read += 1;
      if (outcome === 'added') report.added += 1;
      if (outcome === 'changed') report.changed += 1;
      onTask?.(report.read);
    }
  };
  let waiting: BoardTask[] = [];
  for await (const task of board.tasks(list, reading.since)) {
    shown.set(task.id, task.updatedAt);
    if (known.get(task.id) === task.updatedAt) continue;
    waiting.push(task);
    if (waiting.length < KEPT_TOGETHER) continue;
    await keep(waiting);
    waiting = [];
  }
  await keep(waiting);
  const { gone, asked } = reading.kind === 'changes' ? NOBODY : await forgetMissing(deps, shown, now);
  await noteReading(store.meta, list, reading, { shown, asked }, now);
  return { ...report, gone };
}

const NOBODY = { gone: 0, asked: 0 };

/** Each transaction is a wait for the disk, during which whoever asks something waits too. */
const KEPT_TOGETHER = 25;

async function keepTogether(
  deps: KeepDeps,
  tasks: readonly BoardTask[],
  now: Instant,
  found: 'by itself' | 'in the list',
): Promise<readonly Kept[]> {
  if (tasks.length === 0) return [];
  const crew = await deps.crew();
  return deps.store.transaction(async (store) => {
    const outcomes: Kept[] = [];
    // Asking who is here again would wait for the very connection that this transaction holds.
    for (const task of tasks)
      outcomes.push(await keepAccountTask({ ...deps, store, crew: async () => crew }, task, now, found));
    return outcomes;
  });
}

type Kept = 'added' | 'changed' | 'same';

/**
 * One account task as ClickUp shows it now. Says what it meant; the same reading twice changes nothing. A new task that a whole
 * list is read for (`list`) gets its draft with all the others, whoever it is assigned to.
 */
export async function keepAccountTask(
  deps: Omit<KeepDeps, 'board'>,
  task: BoardTask,
  now: Instant,
  found: 'by itself' | 'in the list' = 'in the list',
): Promise<'added' | 'changed' | 'same'> {
  const { rules, log } = deps;
  const crew = await deps.crew();
  const context = { rules, people: crew.people, zone: crew.zone, agentId: crew.seat.id };
  // In one go: another process, or another line of this one, may be keeping the same task just now.
  return deps.store.transaction(async (store) => {
    // A page of the list may have been read before the news that overtook it.
    if (((await store.accounts.taskTime(task.id)) ?? 0) > task.updatedAt) return 'same';
    const before = (await store.accounts.byTask(task.id)) ?? (await store.accounts.byKey(keyOfTask(task.id)));
    const first = readAccountTask(task, { ...context, before });
    const former = await formerSelf(store, before, task.id, first.account.accountId);
    const reading = former.account === before ? first : readAccountTask(task, { ...context, before: former.account });
    const inputs = readTaskInputs(task, rules);
    for (const complaint of [...reading.complaints, ...inputs.complaints]) log.warn({ taskId: task.id }, complaint);
    const outcome = await keepReading(store, reading, former, task, now);
    await store.onboarding.setPlace(reading.account.key, inputs.workspace);
    await store.healthInputs.put(reading.account.key, inputs.health, task.updatedAt);
    const handed = await keepAssignment(store, task, crew.seat.id, outcome === 'added' && found === 'in the list');
    return handed && outcome === 'same' ? 'changed' : outcome;
  });
}

/** Whether the task is in the agent's hands; true when it has just been put there and waits for a draft. */
async function keepAssignment(store: Store, task: BoardTask, agentId: number, answered: boolean): Promise<boolean> {
  if (task.assignees.some(({ id }) => id === agentId))
    return (await store.assignments.see(task.id, answered)) && !answered;
  await store.assignments.end(task.id);
  return false;
}

async function keepReading(
  store: Store,
  reading: TaskReading,
  { account: before, returns }: Former,
  task: BoardTask,
  now: Instant,
): Promise<'added' | 'changed' | 'same'> {
  const { account, held } = await settleAccount(store, reading, before, task.updatedAt, now);
  const note = (what: string, detail: Readonly<Record<string, unknown>>) =>
    store.audit.add({ at: now, actor: AGENT, what, accountKey: account.key, detail });
  if (before === null) {
    await note('account_added', { name: account.name, taskId: task.id });
    return 'added';
  }
  const changes = differences(before, account);
  if (returns) await note('account_returned', { taskId: task.id, before: before.taskId });
  if (Object.keys(changes).length === 0) return held || returns ? 'changed' : 'same';
  await note('account_changed', changes);
  return 'changed';
}

const SILENT: ReadonlySet<string> = new Set(['pauses', 'taskUrl', 'startedFrom', 'life']);

/** What is different, old and new, for the audit. */
function differences(before: Account, after: Account): Record<string, readonly [unknown, unknown]> {
  const names = Object.keys(after) as (keyof Account)[];
  const changed = names.filter(
    (name) => !SILENT.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, [before[name], after[name]] as const]));
}
