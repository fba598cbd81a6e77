import type { Act } from '../world/act.ts';
import type { Task } from '../world/model.ts';
import { historyItem, tellChange } from './history.ts';

/** Tags a task, and tells `taskTagUpdated` and `taskUpdated`; a tag that is there already changes nothing. */
export function addTag(act: Act, task: Task, name: string): void {
  if (task.tags.includes(name)) return;
  task.tags = [...task.tags, name];
  tell(act, task, 'tag', name);
}

/** Takes a tag off; one that is not there changes nothing. */
export function removeTag(act: Act, task: Task, name: string): void {
  if (!task.tags.includes(name)) return;
  task.tags = task.tags.filter((tag) => tag !== name);
  tell(act, task, 'tag_removed', name);
}

function tell(act: Act, task: Task, field: 'tag' | 'tag_removed', name: string): void {
  task.updatedAt = act.now;
  const tags = [{ name, tag_fg: '#ffffff', tag_bg: '#0066cc', creator: act.actor.id }];
  const change = field === 'tag' ? { field, before: null, after: tags } : { field, before: tags, after: null };
  tellChange(act, task, 'taskTagUpdated', historyItem(act, task, change));
}
