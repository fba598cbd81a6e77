import type { List, Task } from '../world/model.ts';
import { spaceOf, type World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { dateWords, peopleLine, priorityWord, statusChip } from './words.ts';

/** Every list with its tasks. */
export function boardPage(world: World): string {
  const lists = [...world.lists.values()];
  const empty = html`<p class="none">There are no lists yet.</p>`;
  return layout('Lists', html`<h1>Lists</h1>${lists.length > 0 ? lists.map((list) => section(world, list)) : empty}`);
}

function section(world: World, list: List): Html {
  const tasks = [...world.tasks.values()].filter((task) => task.listId === list.id && !task.archived);
  const folder = list.folderId === null ? undefined : world.folders.get(list.folderId);
  const path = [spaceOf(world, list.spaceId).name, folder?.name].filter((name) => name !== undefined).join(' / ');
  return html`<section class="card">
<h2>${list.name} <small>${path} · ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}</small></h2>
${tasks.length > 0 && table(world, tasks)}
</section>
`;
}

function table(world: World, tasks: readonly Task[]): Html {
  return html`<table class="tasks">
<thead><tr><th>Task</th><th>Status</th><th>Assignees</th><th>Priority</th><th>Due</th></tr></thead>
<tbody>
${inFamilies(tasks).map((task) => row(world, task))}
</tbody>
</table>`;
}

/** Newest first, as ClickUp shows them, with subtasks under their parent. */
function inFamilies(tasks: readonly Task[]): readonly Task[] {
  const newestFirst = tasks.toSorted((a, b) => b.createdAt - a.createdAt || b.orderindex - a.orderindex);
  const under = (parentId: string | null): readonly Task[] =>
    newestFirst.filter((task) => task.parentId === parentId).flatMap((task) => [task, ...under(task.id)]);
  return under(null);
}

function row(world: World, task: Task): Html {
  const kind = task.status.type === 'closed' ? 'closed' : '';
  return html`<tr class="${kind}">
<td class="${task.parentId === null ? 'name' : 'name sub'}"><a href="/t/${task.id}">${task.name}</a></td>
<td data-label="Status">${statusChip(task.status)}</td>
<td data-label="Assignees">${peopleLine(world, task.assigneeIds)}</td>
<td data-label="Priority">${priorityWord(task.priority)}</td>
<td data-label="Due">${dateWords(task.due)}</td>
</tr>
`;
}
