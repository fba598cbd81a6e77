import type { Attachment, Task } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** Where a file can be had: here from the stand-in itself. */
export const attachmentUrl = ({ id, title }: Attachment, origin: string): string =>
  `${origin}/attachments/${id}/${encodeURIComponent(title)}`;

const extensionOf = ({ title }: Attachment): string => /\.([^.]+)$/.exec(title)?.[1] ?? '';

/** A file as the call that puts it on a task answers. */
export function attachmentView(attachment: Attachment, origin: string): Record<string, unknown> {
  return {
    id: `${attachment.id}.${extensionOf(attachment)}`,
    version: '0',
    date: attachment.at,
    title: attachment.title,
    extension: extensionOf(attachment),
    thumbnail_small: '',
    thumbnail_large: '',
    url: attachmentUrl(attachment, origin),
  };
}

/** The same as reading its task gives it. */
export function taskAttachmentView(
  world: World,
  task: Task,
  attachment: Attachment,
  origin: string,
): Record<string, unknown> {
  const url = attachmentUrl(attachment, origin);
  const by = world.people.get(attachment.byId);
  return {
    ...attachmentView(attachment, origin),
    version: 0,
    type: 1,
    source: 1,
    thumbnail_medium: '',
    is_folder: false,
    mimetype: attachment.type,
    hidden: false,
    parent_id: task.id,
    size: attachment.content.length,
    total_comments: 0,
    resolved_comments: 0,
    user: { id: attachment.byId, username: by?.name ?? '', email: by?.email ?? '' },
    deleted: false,
    url_w_query: `${url}?view=open`,
    url_w_host: url,
  };
}
