import type { Act } from '../world/act.ts';
import type { Attachment, Task } from '../world/model.ts';
import { attachmentUrl } from '../views/attachment-view.ts';
import { historyItem, tellChange } from './history.ts';

/** Puts a file on a task, beside others of the same name, and tells `taskUpdated` as integrators have seen it. */
export function attachFile(act: Act, task: Task, file: Pick<Attachment, 'title' | 'type' | 'content'>): Attachment {
  const attachment = { ...file, id: act.world.ids.uuid('attachment'), byId: act.actor.id, at: act.now };
  task.attachments = [...task.attachments, attachment];
  task.updatedAt = act.now;
  const attachments = [{ title: attachment.title, url: attachmentUrl(attachment, act.origin) }];
  const change = { field: 'attachments', before: null, after: null, extra: { attachments } };
  tellChange(act, task, 'taskUpdated', historyItem(act, task, change));
  return attachment;
}
