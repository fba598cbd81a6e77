import type { Task } from '../world/model.ts';
import { undocumented } from '../world/refusal.ts';
import { listOf, type World } from '../world/world.ts';
import { flag, listed, whole } from './query.ts';

/** The filters, the order and the page that both task lists understand. */

const PAGE_SIZE = 100;

export interface TaskPage {
  readonly tasks: readonly Task[];
  readonly lastPage: boolean;
}

/** Filters tasks by a query, sorts them and takes one page of 100. The order is newest first unless reversed. */
export function pageOfTasks(world: World, tasks: readonly Task[], query: URLSearchParams): TaskPage {
  if (query.has('custom_fields')) throw undocumented(400, 'The stand-in does not filter by custom fields');
  const page = whole(query, 'page') ?? 0;
  if (page < 0) throw undocumented(400, 'page must not be negative');
  const keep = [...membershipTests(world, query), ...dateTests(query), ...visibilityTests(query)];
  const found = tasks.filter((task) => keep.every((test) => test(task))).toSorted(orderOf(query));
  const end = (page + 1) * PAGE_SIZE;
  return { tasks: found.slice(end - PAGE_SIZE, end), lastPage: found.length <= end };
}

type Test = (task: Task) => boolean;

/** Closed and archived tasks and subtasks are left out unless asked for. */
function visibilityTests(query: URLSearchParams): Test[] {
  const archived = flag(query, 'archived');
  const closed = flag(query, 'include_closed');
  const parent = query.get('parent');
  const subtasks = flag(query, 'subtasks');
  return [
    (task) => task.archived === archived,
    (task) => closed || task.status.type !== 'closed',
    (task) => (parent === null ? subtasks || task.parentId === null : task.parentId === parent),
  ];
}

/** A task has to share at least one value with each list parameter that is given. */
function membershipTests(world: World, query: URLSearchParams): Test[] {
  const place = (task: Task) => listOf(world, task.listId);
  return [
    oneOf(query, 'statuses', (task) => [task.status.status]),
    oneOf(query, 'assignees', (task) => task.assigneeIds),
    oneOf(query, 'watchers', (task) => task.watcherIds),
    oneOf(query, 'tags', (task) => task.tags),
    oneOf(query, 'custom_items', (task) => [task.customItemId]),
    oneOf(query, 'list_ids', (task) => [task.listId]),
    oneOf(query, 'project_ids', (task) => [place(task).folderId ?? place(task).hiddenFolderId]),
    oneOf(query, 'space_ids', (task) => [place(task).spaceId]),
  ];
}

function oneOf(query: URLSearchParams, name: string, valuesOf: (task: Task) => readonly (string | number)[]): Test {
  const wanted = listed(query, name)?.map((value) => value.toLowerCase());
  if (!wanted) return () => true;
  return (task) => valuesOf(task).some((value) => wanted.includes(String(value).toLowerCase()));
}

const DATES = {
  date_created: (task: Task) => task.createdAt,
  date_updated: (task: Task) => task.updatedAt,
  date_done: (task: Task) => task.doneAt,
  due_date: (task: Task) => task.due?.at ?? null,
};

/** `…_gt` and `…_lt` are strict; a task without the date does not match. */
function dateTests(query: URLSearchParams): Test[] {
  return Object.entries(DATES).flatMap(([name, dateOf]) => {
    const after = whole(query, `${name}_gt`);
    const before = whole(query, `${name}_lt`);
    const tests: Test[] = [];
    if (after !== null) tests.push((task) => (dateOf(task) ?? Number.NEGATIVE_INFINITY) > after);
    if (before !== null) tests.push((task) => (dateOf(task) ?? Number.POSITIVE_INFINITY) < before);
    return tests;
  });
}

type Order = (a: Task, b: Task) => number;

const ORDERS: Readonly<Record<string, Order | undefined>> = {
  id: (a, b) => b.id.localeCompare(a.id, 'en'),
  created: (a, b) => b.createdAt - a.createdAt,
  updated: (a, b) => b.updatedAt - a.updatedAt,
  due_date: (a, b) => (b.due?.at ?? 0) - (a.due?.at ?? 0),
};

function orderOf(query: URLSearchParams): Order {
  const name = query.get('order_by') ?? 'created';
  const order = ORDERS[name];
  if (!order) throw undocumented(400, `Unknown order_by ${name}`);
  const full: Order = (a, b) => order(a, b) || b.orderindex - a.orderindex;
  return flag(query, 'reverse') ? (a, b) => full(b, a) : full;
}
