import { attachmentUrl } from '../views/attachment-view.ts';
import type { Person, Task } from '../world/model.ts';
import { commentsOf, fieldsOf, listOf, spaceOf, statusesOf, type World } from '../world/world.ts';
import { commentForm, personSelect } from './forms.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { markdown } from './markdown.ts';
import { threadView } from './thread.ts';
import { dateWords, fieldWords, moment, nameOf, peopleLine, priorityWord, statusChip } from './words.ts';

/** One task as a person sees it. `as` is whom the visitor speaks for; null when there is nobody yet. */
export function taskPage(world: World, task: Task, as: Person | null): string {
  const list = listOf(world, task.listId);
  const threads = commentsOf(world, task.id, null);
  return layout(
    task.name,
    html`<p class="path"><a href="/">Lists</a> / ${spaceOf(world, list.spaceId).name} / ${list.name}</p>
<h1>${task.name}</h1>
<div class="columns">
<div>
<section class="card prose">${task.markdown === '' ? html`<p class="none">No description.</p>` : markdown(task.markdown)}</section>
<h2>Comments <small>${threads.length}</small></h2>
${threads.map((comment) => threadView(world, comment, as))}
${as && html`<section class="card">${commentForm(world, { action: `/t/${task.id}/comment`, as, words: 'Comment' })}</section>`}
</div>
<aside>
<section class="card first">${facts(world, task)}</section>
${as && html`<section class="card">${statusForm(world, task, as)}</section>`}
${as && html`<section class="card">${visitorForm(world, task, as)}</section>`}
</aside>
</div>`,
  );
}

function facts(world: World, task: Task): Html {
  const fields = fieldsOf(world, task.listId);
  const rows: readonly (readonly [string, Html])[] = [
    ['Status', statusChip(task.status)],
    ['Assignees', peopleLine(world, task.assigneeIds)],
    ['Priority', priorityWord(task.priority)],
    ['Due', dateWords(task.due)],
    ['Created', html`${moment(task.createdAt)} by ${nameOf(world.people.get(task.creatorId))}`],
    ['Updated', moment(task.updatedAt)],
    ...fields.map((field) => [field.name, fieldWords(world, field, task.values.get(field.id))] as const),
    ...fileRows(task),
    ...linkRows(world, task),
  ];
  return html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function fileRows({ attachments }: Task): readonly (readonly [string, Html])[] {
  if (attachments.length === 0) return [];
  const files = attachments.map((each) => html`<a href="${attachmentUrl(each, '')}">${each.title}</a> `);
  return [['Files', html`${files}`]];
}

function linkRows(world: World, task: Task): readonly (readonly [string, Html])[] {
  const parent = task.parentId === null ? [] : [['Parent', taskLink(world, task.parentId)] as const];
  const linked = html`${task.links.map((link) => html`${taskLink(world, link.taskId)} `)}`;
  return task.links.length > 0 ? [...parent, ['Linked', linked] as const] : parent;
}

function taskLink(world: World, id: string): Html {
  return html`<a href="/t/${id}">${world.tasks.get(id)?.name ?? id}</a>`;
}

function statusForm(world: World, task: Task, as: Person): Html {
  const options = statusesOf(world, listOf(world, task.listId)).map(({ status }) =>
    status === task.status.status ? html`<option selected>${status}</option>` : html`<option>${status}</option>`,
  );
  return html`<form method="post" action="/t/${task.id}/status">
<label>Status <select name="status">${options}</select></label>
${personSelect(world, as)}
<button>Change status</button>
</form>`;
}

/** There is no signing in: who is chosen here may edit their own comments below. */
function visitorForm(world: World, task: Task, as: Person): Html {
  return html`<form method="get" action="/t/${task.id}">
${personSelect(world, as, 'You are')}
<button>Switch</button>
<p class="hint">You can edit and delete your own comments.</p>
</form>`;
}
