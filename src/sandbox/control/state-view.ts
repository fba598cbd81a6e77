import type { Sandbox } from '../sandbox.ts';
import { commentView } from '../views/comment-view.ts';
import { fieldView } from '../views/field-view.ts';
import { folderView, fullListView, spaceView, teamView } from '../views/place-view.ts';
import { fullTaskView } from '../views/task-view.ts';
import { webhookView } from '../views/webhook-view.ts';

/** Everything there is, in the words of the API, for assertions. */
export function stateView({ world, clock, origin }: Sandbox): Record<string, unknown> {
  return {
    now: clock.now(),
    teams: [...world.teams.values()].map((team) => teamView(world, team)),
    users: [...world.people.values()],
    spaces: [...world.spaces.values()].map(spaceView),
    folders: [...world.folders.values()].map((folder) => folderView(world, folder)),
    lists: [...world.lists.values()].map((list) => fullListView(world, list)),
    fields: [...world.fields.values()].map(fieldView),
    tasks: [...world.tasks.values()].map((task) => fullTaskView(world, task, { origin, markdown: true })),
    comments: [...world.comments.values()].map((comment) => ({
      ...commentView(world, comment),
      task_id: comment.taskId,
      parent_id: comment.parentId === null ? null : String(comment.parentId),
    })),
    webhooks: [...world.webhooks.values()].map(webhookView),
    notifications: world.notifications,
  };
}
