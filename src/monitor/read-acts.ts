import type { Instant } from '../domain/account.ts';
import { BOARD_SOURCE, type BoardAct, likelyDoer, SOMEBODY } from '../domain/board-act.ts';
import { MINUTE_MS } from '../domain/duration.ts';
import { evidenceFrom } from '../domain/scene.ts';
import { CLOCKS_DIFFER_MS } from '../shared/clock.ts';
import type { PlacedTask } from './board.ts';
import type { Crew } from './keep-accounts.ts';
import type { DueWorkspace } from './onboarding-store.ts';
import { idsOf, ownerOf } from './place-acts.ts';
import { type PlacedAct, recordActs } from './record-acts.ts';
import { ourListIds, type Rules } from './rules.ts';
import type { Store } from './store.ts';

export interface ReadActsDeps {
  readonly store: Pick<Store, 'acts' | 'transaction'>;
  readonly rules: Pick<Rules, 'lists'>;
}

/**
 * What changed shortly before the last reading, which is remembered by our clock, may not have been listed yet, or been stamped by a
 * clock of ClickUp's that is behind ours. What is read twice counts once.
 */
export const OVERLAP_MS = CLOCKS_DIFFER_MS + MINUTE_MS;

/** From when on acts are evidence for an account: its history is read back to there. */
const beginOf = ({ startedOn, zone }: DueWorkspace): Instant => evidenceFrom(startedOn, zone, null);

/** Whether its history was not read yet: for this place, this account id, and this start. */
export function lacksHistory(workspace: DueWorkspace): boolean {
  const { accountId, acts } = workspace;
  return accountId !== null && (acts === null || acts.for !== accountId || beginOf(workspace) < acts.from);
}

/** Since when changed tasks must be read, so that no act is missed; null: none are wanted, as nothing can be given to the account. */
export function actsSince(workspace: DueWorkspace): Instant | null {
  if (workspace.accountId === null) return null;
  if (lacksHistory(workspace) || workspace.acts === null) return beginOf(workspace);
  return workspace.acts.to - OVERLAP_MS;
}

/**
 * Takes the acts out of tasks that changed: who made them and when, when they were completed. A page of ClickUp does not say who
 * completed a task, so it is taken for the act of whoever had it; and of a task that was completed twice it shows the last time.
 */
export async function takeActs(
  { store, rules }: ReadActsDeps,
  tasks: readonly PlacedTask[],
  workspaces: readonly DueWorkspace[],
  crew: Crew,
  now: Instant,
): Promise<void> {
  const ours = ourListIds(rules);
  const theirs = tasks.filter(({ listId }) => !ours.has(listId));
  const claims = await store.acts.claims([...new Set(theirs.flatMap(idsOf))]);
  const begins = new Map(workspaces.map((workspace) => [workspace.accountKey, beginOf(workspace)]));
  const emails = new Map(crew.people.map(({ id, email }) => [id, email]));
  const placed: PlacedAct[] = [];
  const talked = new Map<string, Parameters<Store['acts']['noteTasks']>[0][number]>();
  for (const task of theirs) {
    for (const act of actsOf(task, crew)) {
      const owner = ownerOf(claims, task, emails.get(act.actorId ?? SOMEBODY) ?? null);
      const isBefore = act.at < (begins.get(owner?.accountKey ?? '') ?? Number.NEGATIVE_INFINITY);
      if (owner?.accountId != null && !isBefore) placed.push({ accountId: owner.accountId, act });
    }
    const owner = ownerOf(claims, task, null);
    const { id: taskId, listId, name, updatedAt: changedAt } = task;
    if (owner !== null) talked.set(taskId, { taskId, accountKey: owner.accountKey, listId, name, changedAt });
  }
  await recordActs(store, placed, crew.people, now);
  await store.transaction(async (inside) => {
    if (workspaces.some(({ accountId }) => accountId !== null))
      await inside.events.touchSource(BOARD_SOURCE, [], now, null);
    await inside.acts.noteTasks([...talked.values()]);
    for (const workspace of workspaces) {
      const { accountKey, accountId, acts } = workspace;
      if (accountId === null) continue;
      const isNew = lacksHistory(workspace) || acts === null;
      // What was said before goes to this account id too, and back to this start.
      if (isNew) await inside.acts.unhear(accountKey);
      const from = isNew ? beginOf(workspace) : acts.from;
      await inside.acts.read(accountKey, { from, to: now, for: accountId });
    }
  });
}

function actsOf(task: PlacedTask, { seat, people }: Crew): readonly BoardAct[] {
  const { id: taskId, listId, name: taskName, creatorId, createdAt, doneAt } = task;
  const on = { taskId, listId, commentId: null, isReply: false, learntBy: 'reading', taskName, creatorId } as const;
  const made = { ...on, name: 'clickup.task_created', at: createdAt, actorId: creatorId ?? SOMEBODY } as const;
  const isGuest = (id: number): boolean => people.some((person) => person.id === id && person.role === 'guest');
  const done =
    doneAt === null
      ? []
      : [{ ...on, name: 'clickup.task_completed', at: doneAt, actorId: likelyDoer(task, isGuest) } as const];
  return [made, ...done].filter(({ actorId }) => actorId !== seat.id);
}
