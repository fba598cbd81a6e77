import type { Instant } from '../domain/account.ts';
import { dayOf } from '../domain/local-date.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { type Board, type PlacedTask, PLACE_KINDS, type PlaceKind } from './board.ts';
import type { Crew } from './keep-accounts.ts';
import type { OpenTask, Workspace } from './onboarding-store.ts';
import type { Store } from './store.ts';

export interface ReadWorkspacesDeps {
  readonly store: Pick<Store, 'onboarding' | 'transaction'>;
  readonly board: Pick<Board, 'hasPlace' | 'tasksIn'>;
  readonly crew: () => Promise<Crew>;
  readonly log: Logger;
}

/** A task done this morning must not be called overdue in the afternoon; a call more often than this tells nothing new. */
const FRESH_MS = 15 * 60_000;
/** Reading what changed never tells of tasks that were deleted or moved away, so everything is read once a day. */
const WHOLE_EVERY_MS = 86_400_000;
/** What changed shortly before the last reading may not have been listed yet. */
const OVERLAP_MS = 60_000;
/** Ids in one address: far below any limit on its length. */
const PLACES_A_CALL = 40;

/**
 * Keeps what is open in the accounts' onboarding workspaces, so that it can be said whose move it is. Works with at most `calls`
 * calls to ClickUp (a page more where a place is large), in the background lane, alerting accounts first.
 * @returns how many workspaces were brought up to date
 */
export async function readWorkspaces(deps: ReadWorkspacesDeps, now: Instant, calls: number): Promise<number> {
  const due = await deps.store.onboarding.due(now - FRESH_MS, PLACES_A_CALL);
  const known = new Map<string, Workspace['kind']>();
  let left = calls;
  for (const { placeId, kind } of due) {
    if (isPlace(kind) || known.has(placeId)) continue;
    if (left < PLACE_KINDS.length) break;
    const found = await lookUp(deps, placeId, now);
    known.set(placeId, found.kind);
    left -= found.calls;
  }
  const placed = due.map((each) => ({ ...each, kind: known.get(each.placeId) ?? each.kind }));
  let read = 0;
  for (const batch of batchesOf(placed, now)) {
    if (left === 0) break;
    left -= 1;
    read += await readBatch(deps, batch, now);
  }
  return read;
}

const isPlace = (kind: Workspace['kind']): kind is PlaceKind => PLACE_KINDS.some((each) => each === kind);

/** The field says an id and not of what: a list, most often. */
async function lookUp(
  { store, board, log }: ReadWorkspacesDeps,
  placeId: string,
  now: Instant,
): Promise<{ readonly kind: Workspace['kind']; readonly calls: number }> {
  let calls = 0;
  for (const kind of PLACE_KINDS) {
    calls += 1;
    try {
      if (!(await board.hasPlace(kind, placeId))) continue;
    } catch (thrown) {
      log.warn(
        { placeId, error: messageOf(thrown) },
        'an onboarding workspace could not be looked up, tried again later',
      );
      return { kind: null, calls };
    }
    await store.onboarding.settle(placeId, kind, now);
    return { kind, calls };
  }
  log.warn({ placeId }, 'an onboarding list, folder or space is not there, or hidden from the agent: check the field');
  await store.onboarding.settle(placeId, 'out_of_sight', now);
  return { kind: 'out_of_sight', calls };
}

/** Workspaces that one call can read: of one kind, and all of them whole or all of them only for what changed. */
interface Batch {
  readonly kind: PlaceKind;
  readonly since: Instant | null;
  readonly workspaces: readonly Workspace[];
}

function batchesOf(workspaces: readonly Workspace[], now: Instant): readonly Batch[] {
  const groups = Map.groupBy(workspaces, ({ kind, readWholeAt }) => {
    const whole = readWholeAt === null || now - readWholeAt >= WHOLE_EVERY_MS;
    return `${kind} ${whole ? 'whole' : 'changes'}`;
  });
  return [...groups].flatMap(([name, members]) => {
    const kind = members[0]?.kind ?? null;
    if (!isPlace(kind)) return [];
    const oldest = Math.min(...members.map(({ readAt }) => readAt ?? 0));
    return [{ kind, since: name.endsWith('whole') ? null : oldest - OVERLAP_MS, workspaces: members }];
  });
}

async function readBatch(
  { store, board, crew, log }: ReadWorkspacesDeps,
  { kind, since, workspaces }: Batch,
  now: Instant,
): Promise<number> {
  const ids = [...new Set(workspaces.map(({ placeId }) => placeId))];
  try {
    const tasks = Map.groupBy(await board.tasksIn(kind, ids, since), (task) => placeOf(task, kind));
    const { zone } = await crew();
    await store.transaction(async (inside) => {
      for (const { accountKey, placeId } of workspaces) {
        const [open, closed] = split(tasks.get(placeId) ?? []);
        const read = { open: open.map((task) => toOpenTask(task, zone)), closed: closed.map(({ id }) => id) };
        await inside.onboarding.keep(accountKey, { ...read, whole: since === null }, now);
      }
    });
    return workspaces.length;
  } catch (thrown) {
    log.warn({ kind, ids, error: messageOf(thrown) }, 'onboarding work could not be read, a later round tries again');
    return 0;
  }
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
