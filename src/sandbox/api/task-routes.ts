import { attachFile } from '../acts/attach-file.ts';
import { changeTask } from '../acts/change-task.ts';
import { createTask } from '../acts/create-task.ts';
import { deleteTask } from '../acts/delete-task.ts';
import { linkTasks, unlinkTasks } from '../acts/link-tasks.ts';
import { moveTask } from '../acts/move-task.ts';
import { addTag, removeTag } from '../acts/tag-task.ts';
import { attachmentView } from '../views/attachment-view.ts';
import { fullTaskView, taskView } from '../views/task-view.ts';
import type { Task } from '../world/model.ts';
import { undocumented } from '../world/refusal.ts';
import { seesTask, visibleList, visibleTask } from '../world/visibility.ts';
import { listOf, spaceOf, teamOf } from '../world/world.ts';
import { parse } from './body.ts';
import { flag } from './query.ts';
import { type Answer, type Call, ok, param, type Route } from './route.ts';
import { CreateTaskBody, toChanges, toDraft, UpdateTaskBody } from './task-bodies.ts';
import { pageOfTasks } from './task-filter.ts';

export const taskRoutes: readonly Route[] = [
  { method: 'get', path: '/v2/list/:list/task', handle: tasksOfList },
  { method: 'post', path: '/v2/list/:list/task', handle: create },
  { method: 'get', path: '/v2/team/:team/task', handle: tasksOfTeam },
  { method: 'get', path: '/v2/task/:task', handle: (call) => shown(call, taskIn(call)) },
  { method: 'put', path: '/v2/task/:task', handle: update },
  { method: 'delete', path: '/v2/task/:task', handle: remove },
  { method: 'post', path: '/v2/task/:task/tag/:tag', handle: tag },
  { method: 'delete', path: '/v2/task/:task/tag/:tag', handle: untag },
  { method: 'post', path: '/v2/task/:task/attachment', handle: attach, takesFiles: true },
  { method: 'post', path: '/v2/task/:task/link/:other', handle: link },
  { method: 'delete', path: '/v2/task/:task/link/:other', handle: unlink },
  { method: 'put', path: '/v3/workspaces/:team/tasks/:task/home_list/:list', handle: move },
];

function taskIn(call: Call, name = 'task'): Task {
  return visibleTask(call.act.world, call.act.actor, param(call, name));
}

function markdownIn({ query }: Call): boolean {
  return flag(query, 'include_markdown_description');
}

function shown(call: Call, task: Task): Answer {
  const { world, origin } = call.act;
  const options = { origin, markdown: markdownIn(call) };
  const view = fullTaskView(world, task, options);
  if (!flag(call.query, 'include_subtasks')) return ok(view);
  const children = [...world.tasks.values()].filter(({ parentId }) => parentId === task.id);
  return ok({ ...view, subtasks: children.map((child) => taskView(world, child, options)) });
}

function tasksOfList(call: Call): Answer {
  const { world, actor } = call.act;
  const { id } = visibleList(world, actor, param(call, 'list'));
  return page(call, (task) => task.listId === id);
}

function tasksOfTeam(call: Call): Answer {
  const { world, actor } = call.act;
  const team = teamOf(world, param(call, 'team'));
  const inTeam = (task: Task) => spaceOf(world, listOf(world, task.listId).spaceId).teamId === team.id;
  return page(call, (task) => inTeam(task) && seesTask(world, actor, task));
}

function page(call: Call, belongs: (task: Task) => boolean): Answer {
  const { world, origin } = call.act;
  const { tasks, lastPage } = pageOfTasks(world, [...world.tasks.values()].filter(belongs), call.query);
  const options = { origin, markdown: markdownIn(call) };
  return ok({ tasks: tasks.map((task) => taskView(world, task, options)), last_page: lastPage });
}

function create(call: Call): Answer {
  const { act } = call;
  const list = visibleList(act.world, act.actor, param(call, 'list'));
  return shown(call, createTask(act, list, toDraft(parse(CreateTaskBody, call.body))));
}

function update(call: Call): Answer {
  const task = taskIn(call);
  changeTask(call.act, task, toChanges(parse(UpdateTaskBody, call.body)));
  return shown(call, task);
}

function remove(call: Call): Answer {
  deleteTask(call.act, taskIn(call));
  return { status: 204 };
}

/** One file a call, in a part of its own name. */
function attach(call: Call): Answer {
  const { act, files } = call;
  const task = taskIn(call);
  const [file] = files.filter(({ part }) => part === 'attachment');
  if (file === undefined) throw undocumented(400, 'The form has no file in a part named attachment');
  const { name: title, type, content } = file;
  return ok(attachmentView(attachFile(act, task, { title, type, content }), act.origin));
}

function tag(call: Call): Answer {
  addTag(call.act, taskIn(call), param(call, 'tag'));
  return ok({});
}

function untag(call: Call): Answer {
  removeTag(call.act, taskIn(call), param(call, 'tag'));
  return ok({});
}

function link(call: Call): Answer {
  const task = taskIn(call);
  linkTasks(call.act, task, taskIn(call, 'other'));
  return ok({ task: fullTaskView(call.act.world, task, { origin: call.act.origin, markdown: false }) });
}

function unlink(call: Call): Answer {
  const task = taskIn(call);
  unlinkTasks(task, taskIn(call, 'other'));
  return ok({ task: fullTaskView(call.act.world, task, { origin: call.act.origin, markdown: false }) });
}

/** How a task gets another home list: the one call of version 3 that the stand-in has. */
function move(call: Call): Answer {
  const { act } = call;
  teamOf(act.world, param(call, 'team'));
  const task = taskIn(call);
  const list = visibleList(act.world, act.actor, param(call, 'list'));
  moveTask(act, task, list);
  return ok({ data: { task_id: task.id, new_list_id: list.id } });
}
