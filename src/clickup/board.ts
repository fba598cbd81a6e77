import { z } from 'zod';
import type { Instant } from '../domain/account.ts';
import type {
  Board,
  BoardField,
  BoardList,
  BoardTask,
  Lane,
  ListPlace,
  MayStillSend,
  NewTask,
  PlacedTask,
  PlaceKind,
  Seat,
  TaskChange,
  TaskFate,
} from '../monitor/board.ts';
import { attachFile, readFiles } from './attachments.ts';
import type { ClickUpClient } from './client.ts';
import { toComment } from './comment.ts';
import { ClickUpError, isDeleted, isOutOfSight } from './errors.ts';
import { findCommentWithKey, findReplyWithKey, findTaskWithKey } from './find.ts';
import { toMarkdown } from './markdown.ts';
import { readComments, readReplies, readTasks } from './pages.ts';
import { toPlacedTask, toTask, urlOf, WireTask } from './task.ts';
import { oneLine } from './plain.ts';
import { Id, Ignored, nameOf, UserId, WireUser } from './wire.ts';
import { createWorkspace } from './workspace.ts';
import { editComment, postComment, postReply } from './write-comments.ts';

const WireSeat = z.object({
  user: WireUser.extend({
    timezone: z.string().nullish().catch(null),
    /** So spelled in ClickUp's own specification. */
    timezeone: z.string().nullish().catch(null),
  }),
});
const WireList = z.object({
  id: Id,
  name: z.string().catch(''),
  permission_level: z.string().nullish().catch(null),
  statuses: z.array(z.object({ status: z.string(), type: z.string().catch('custom') })).nullish(),
});
const WireFields = z.object({ fields: z.array(z.object({ name: z.string(), type: z.string().catch('') })) });
const WireMembers = z.object({ members: z.array(z.object({ id: UserId })) });
const WrittenTask = WireTask.pick({ id: true, url: true });

export interface ClickUpBoardOptions {
  /** CLICKUP_TEAM_ID; undefined: the only workspace that the token sees. */
  readonly teamId?: string;
}

/** The board port on ClickUp's API. Every method rejects with a `ClickUpError`. */
export function createClickUpBoard(client: ClickUpClient, options: ClickUpBoardOptions = {}): Board {
  const workspace = createWorkspace(client, options.teamId);
  let agentId: number | null = null;

  async function whoAmI(): Promise<Seat> {
    const { user } = await client.get('user', WireSeat, { lane: 'alert' });
    agentId = user.id;
    return {
      id: user.id,
      name: nameOf(user),
      email: user.email ?? null,
      zone: user.timezone ?? user.timezeone ?? null,
    };
  }

  /** Keys are looked for only in what the agent itself wrote: anyone may copy a link. */
  const ownId = async (): Promise<number> => agentId ?? (await whoAmI()).id;

  return {
    whoAmI,
    members: () => workspace.members(),
    list: (listId) => readList(client, listId),
    fields: (listId) => readFields(client, listId),
    listMembers: (listId) => readListMembers(client, listId),
    tasks: (listId, since) => tasksByChange(client, listId, since),
    hasPlace: (kind, id) => hasPlace(client, kind, id),
    listPlace: (listId) => readListPlace(client, listId),
    tasksIn: async (kind, ids, since) => tasksIn(client, await workspace.id(), kind, ids, since),
    task: (taskId, lane = 'background') => readTask(client, taskId, lane),
    whatBecameOf: (taskId) => whatBecameOf(client, taskId, 'background'),
    comments: async (taskId, since, lane = 'background') =>
      (await readComments(client, taskId, since, lane)).map((wire) => toComment(wire, taskId, null)),
    replies: async (taskId, commentId, lane = 'background') =>
      (await readReplies(client, commentId, lane)).map((wire) => toComment(wire, taskId, commentId)),
    createTask: (task, may) => createTask(client, task, may),
    updateTask: (taskId, change, may) => updateTask(client, taskId, change, may),
    postComment: (taskId, message, lane, may) => postComment(client, taskId, message, { lane, may }),
    postReply: (commentId, message, lane, may) => postReply(client, commentId, message, { lane, may }, ownId),
    editComment: (commentId, message, lane = 'alert', may) => editComment(client, commentId, message, { lane, may }),
    attachFile: (taskId, file, may) => attachFile(client, taskId, file, may),
    files: (taskId) => readFiles(client, taskId),
    findTask: async (listId, key, since) => findTaskWithKey(client, listId, key, since, await ownId()),
    findComment: async (taskId, key, since) => findCommentWithKey(client, taskId, key, since, await ownId()),
    findReply: async (commentId, key) => findReplyWithKey(client, commentId, key, await ownId()),
  };
}

async function readList(client: ClickUpClient, listId: string): Promise<BoardList> {
  const list = await client.get(`list/${encodeURIComponent(listId)}`, WireList, { lane: 'alert' });
  const statuses = (list.statuses ?? []).map(({ status, type }) => ({ name: status, type }));
  return { id: list.id, name: list.name, permission: list.permission_level ?? null, statuses };
}

async function readFields(client: ClickUpClient, listId: string): Promise<readonly BoardField[]> {
  return (await client.get(`list/${encodeURIComponent(listId)}/field`, WireFields, { lane: 'alert' })).fields;
}

async function readListMembers(client: ClickUpClient, listId: string): Promise<readonly number[]> {
  const path = `list/${encodeURIComponent(listId)}/member`;
  return (await client.get(path, WireMembers, { lane: 'alert' })).members.map(({ id }) => id);
}

async function readTask(client: ClickUpClient, taskId: string, lane: Lane): Promise<BoardTask | null> {
  const fate = await whatBecameOf(client, taskId, lane);
  return fate.kind === 'there' ? fate.task : null;
}

async function whatBecameOf(client: ClickUpClient, taskId: string, lane: Lane): Promise<TaskFate> {
  try {
    const task = await client.get(`task/${encodeURIComponent(taskId)}`, WireTask, { lane });
    return { kind: 'there', task: toTask(task) };
  } catch (error) {
    if (!isOutOfSight(error)) throw error;
    return { kind: isDeleted(error) ? 'deleted' : 'hidden' };
  }
}

/**
 * Pages are read newest change first: a task that changes meanwhile moves to the front and can push others onto a later page,
 * seen twice, but never off an unread one. Only then are they turned round. Subtasks are left out: under an account they are
 * its to-dos, and each would be taken for an account of its own. Tasks whose home is another list are left out too, since
 * ClickUp reports their changes under that list.
 */
async function* tasksByChange(client: ClickUpClient, listId: string, since: Instant | null): AsyncIterable<BoardTask> {
  const query = { order_by: 'updated', include_closed: true, subtasks: false, date_updated_gt: since ?? undefined };
  const tasks = (await readTasks(client, `list/${encodeURIComponent(listId)}`, { lane: 'background', query })).map(
    toTask,
  );
  const wanted = tasks.filter((task) => since === null || task.updatedAt > since);
  yield* wanted.toSorted((one, other) => one.updatedAt - other.updatedAt);
}

async function hasPlace(client: ClickUpClient, kind: PlaceKind, id: string): Promise<boolean> {
  try {
    await client.get(`${kind}/${encodeURIComponent(id)}`, Ignored, { lane: 'background' });
    return true;
  } catch (error) {
    // An id of another kind of place may be refused as a malformed one.
    if (isOutOfSight(error) || (error instanceof ClickUpError && error.code === 'bad_request')) return false;
    throw error;
  }
}

const WireListPlace = z.object({ folder: WireTask.shape.folder, space: WireTask.shape.space });

async function readListPlace(client: ClickUpClient, listId: string): Promise<ListPlace | null> {
  try {
    const path = `list/${encodeURIComponent(listId)}`;
    const { folder, space } = await client.get(path, WireListPlace, { lane: 'background' });
    return { folderId: folder?.id ?? null, spaceId: space?.id ?? null };
  } catch (error) {
    if (isOutOfSight(error)) return null;
    throw error;
  }
}

/** Folders are called projects in this one call. */
const PLACE_FILTERS = { list: 'list_ids', folder: 'project_ids', space: 'space_ids' } as const;

async function tasksIn(
  client: ClickUpClient,
  teamId: string,
  kind: PlaceKind,
  ids: readonly string[],
  since: Instant | null,
): Promise<readonly PlacedTask[]> {
  const query = {
    [PLACE_FILTERS[kind]]: ids,
    order_by: 'updated',
    subtasks: true,
    include_closed: since !== null,
    date_updated_gt: since ?? undefined,
  };
  const tasks = await readTasks(client, `team/${encodeURIComponent(teamId)}`, { lane: 'background', query });
  return tasks.map(toPlacedTask);
}

/**
 * The due date is sent as the instant it is, with its time. A date without time would be moved to four in the morning of a day
 * that depends on the agent seat's zone, which is the day before for people further west.
 */
const dueAt = (instant: Instant): object => ({ due_date: instant, due_date_time: true });

async function createTask(
  client: ClickUpClient,
  task: NewTask,
  may: MayStillSend | undefined,
): Promise<{ taskId: string; url: string }> {
  const body = {
    name: oneLine(task.name),
    markdown_content: toMarkdown(task.body),
    assignees: task.assigneeIds,
    priority: task.priority,
    ...(task.dueAt === null ? {} : dueAt(task.dueAt)),
    notify_all: false,
    // A plain task, whatever the list's default type: that one may be capped by the plan (ITEM_246).
    custom_item_id: 0,
  };
  const path = `list/${encodeURIComponent(task.listId)}/task`;
  const written = await client.post(path, body, WrittenTask, { lane: 'alert', may });
  return { taskId: written.id, url: urlOf(written) };
}

async function updateTask(
  client: ClickUpClient,
  taskId: string,
  change: TaskChange,
  may: MayStillSend | undefined,
): Promise<void> {
  const body = {
    ...(change.name === undefined ? {} : { name: oneLine(change.name) }),
    ...(change.body === undefined ? {} : { markdown_content: toMarkdown(change.body) }),
    ...(change.priority === undefined ? {} : { priority: change.priority }),
    ...(change.dueAt === undefined ? {} : dueAt(change.dueAt)),
    ...(change.status === undefined ? {} : { status: change.status }),
    // A flat array, as creation takes it, would be accepted here and ignored.
    ...(change.assignees === undefined
      ? {}
      : { assignees: { add: change.assignees.add, rem: change.assignees.remove } }),
  };
  await client.put(`task/${encodeURIComponent(taskId)}`, body, Ignored, { lane: 'alert', may });
}
