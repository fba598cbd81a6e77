import type { Instant } from '../domain/account.ts';
import { dayOf } from '../domain/local-date.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { type Board, type PlacedTask, PLACE_KINDS, type PlaceKind } from './board.ts';
import type { Failure } from './deliver.ts';
import type { Crew } from './keep-accounts.ts';
import { lookUpKind, whichAreThere } from './look-up-places.ts';
import type { DueWorkspace, OpenTask, Workspace } from './onboarding-store.ts';
import { actsSince, lacksHistory, OVERLAP_MS, type ReadActsDeps, takeActs } from './read-acts.ts';
import type { Store } from './store.ts';

export interface ReadWorkspacesDeps extends ReadActsDeps {
  readonly store: Pick<Store, 'onboarding' | 'acts' | 'transaction'>;
  readonly board: Pick<Board, 'hasPlace' | 'tasksIn'>;
  readonly crew: () => Promise<Crew>;
  readonly log: Logger;
  /** Absent: no failure is taken for final. */
  readonly readFailure?: (thrown: unknown) => Failure;
}

/** A task done this morning must not be called overdue in the afternoon; a call more often than this tells nothing new. */
const FRESH_MS = 15 * 60_000;
/** Reading what changed never tells of tasks that were deleted or moved away, so everything is read once a day. */
const WHOLE_EVERY_MS = 86_400_000;
/** Ids in one address: far below any limit on its length. */
const PLACES_A_CALL = 40;

/**
 * Keeps what is open in the accounts' onboarding workspaces, so that it can be said whose move it is, and takes in what was done
 * there. Works with at most `calls` calls to ClickUp (a page more where a place is large), in the background lane, alerting accounts
 * first.
 * @returns how many workspaces were brought up to date
 */
export async function readWorkspaces(deps: ReadWorkspacesDeps, now: Instant, calls: number): Promise<number> {
  const due = await deps.store.onboarding.due(now - FRESH_MS, PLACES_A_CALL);
  const known = new Map<string, Workspace['kind']>();
  let left = calls;
  for (const { placeId, kind } of due) {
    if (isPlace(kind) || known.has(placeId)) continue;
    if (left < PLACE_KINDS.length) break;
    const found = await lookUpKind(deps, placeId, now);
    known.set(placeId, found.kind);
    left -= found.calls;
  }
  const placed = due.map((each) => ({ ...each, kind: known.get(each.placeId) ?? each.kind }));
  let read = 0;
  for (const batch of batchesOf(placed, now)) {
    left -= (batch.whole ? 1 : 0) + (batch.since === null ? 0 : 1);
    if (left < 0) break;
    const done = await readBatch(deps, batch, now, { known, calls: left });
    left -= done.calls;
    read += done.read;
  }
  return read;
}

const isPlace = (kind: Workspace['kind']): kind is PlaceKind => PLACE_KINDS.some((each) => each === kind);

/** Workspaces that the same calls can read: of one kind, and with as much to be read in all of them. */
interface Batch {
  readonly kind: PlaceKind;
  /** What is open is read anew; else what changed shows it too. */
  readonly whole: boolean;
  /** Since when changed tasks are read; null: not at all. */
  readonly since: Instant | null;
  readonly workspaces: readonly DueWorkspace[];
}

function batchesOf(workspaces: readonly DueWorkspace[], now: Instant): readonly Batch[] {
  const isWhole = ({ readWholeAt }: Workspace): boolean => readWholeAt === null || now - readWholeAt >= WHOLE_EVERY_MS;
  // A long history is read for those alone that lack it.
  const groups = Map.groupBy(workspaces, (each) =>
    [each.kind, isWhole(each), each.accountId === null ? 'no acts' : lacksHistory(each)].join(' '),
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined || !isPlace(first.kind)) return [];
    const whole = isWhole(first);
    const starts = members.flatMap((each) =>
      [actsSince(each) ?? [], whole ? [] : (each.readAt ?? 0) - OVERLAP_MS].flat(),
    );
    return [{ kind: first.kind, whole, since: starts.length === 0 ? null : Math.min(...starts), workspaces: members }];
  });
}

/**
 * `known`: places that were looked up just now. Of the others, those where nothing is open are asked for, with at most `calls` calls;
 * one that there is no call left for waits for the next round.
 */
async function readBatch(
  deps: ReadWorkspacesDeps,
  { kind, whole, since, workspaces }: Batch,
  now: Instant,
  { known, calls }: { readonly known: ReadonlyMap<string, unknown>; readonly calls: number },
): Promise<{ readonly read: number; readonly calls: number }> {
  const { board, log } = deps;
  const ids = [...new Set(workspaces.map(({ placeId }) => placeId))];
  try {
    const crew = await deps.crew();
    const changed = since === null ? [] : await board.tasksIn(kind, ids, since);
    const shown = whole ? await board.tasksIn(kind, ids, null) : changed;
    const tasks = Map.groupBy(shown, (task) => placeOf(task, kind));
    const empty = whole ? ids.filter((id) => !tasks.has(id) && !known.has(id)) : [];
    const asked = await whichAreThere(deps, { kind, ids: empty }, now, calls);
    const seen = workspaces.filter(({ placeId }) => !empty.includes(placeId) || asked.there.has(placeId));
    await keepWork(deps, { whole, workspaces: seen, tasks }, crew, now);
    await takeActs(deps, changed, seen, crew, now);
    return { read: seen.length, calls: asked.calls };
  } catch (thrown) {
    log.warn({ kind, ids, error: messageOf(thrown) }, 'onboarding work could not be read, a later round tries again');
    // One of them may be gone and refused for all: which one, the next rounds find out.
    if (deps.readFailure?.(thrown).kind === 'final')
      for (const id of ids) await deps.store.onboarding.settle(id, null, now);
    return { read: 0, calls: 0 };
  }
}

async function keepWork(
  { store }: ReadWorkspacesDeps,
  {
    whole,
    workspaces,
    tasks,
  }: Pick<Batch, 'whole' | 'workspaces'> & { tasks: ReadonlyMap<unknown, readonly PlacedTask[]> },
  { zone }: Crew,
  now: Instant,
): Promise<void> {
  await store.transaction(async (inside) => {
    for (const { accountKey, placeId } of workspaces) {
      const [open, closed] = split(tasks.get(placeId) ?? []);
      const read = { open: open.map((task) => toOpenTask(task, zone)), closed: closed.map(({ id }) => id) };
      await inside.onboarding.keep(accountKey, { ...read, whole }, now);
    }
  });
}

function placeOf(task: PlacedTask, kind: PlaceKind): string | null {
  if (kind === 'list') return task.listId;
  return kind === 'folder' ? task.folderId : task.spaceId;
}

function split(tasks: readonly PlacedTask[]): readonly [open: readonly PlacedTask[], closed: readonly PlacedTask[]] {
  const isOpen = ({ status, archived }: PlacedTask): boolean =>
    !archived && status.type !== 'done' && status.type !== 'closed';
  return [tasks.filter(isOpen), tasks.filter((task) => !isOpen(task))];
}

/** ClickUp's dates without a time are written in the agent seat's zone, so that is where they are read. */
const toOpenTask = ({ id, name, url, dueAt, assignees }: PlacedTask, zone: string): OpenTask => ({
  taskId: id,
  name,
  url,
  dueOn: dueAt === null ? null : dayOf(dueAt, zone),
  assignees,
});
