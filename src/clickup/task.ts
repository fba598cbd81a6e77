import { z } from 'zod';
import type { BoardTask, FieldValue, PlacedTask } from '../monitor/board.ts';
import { readField, WireField } from './field.ts';
import { Id, Millis, nameOf, WireUser } from './wire.ts';

/** What we read of a task, from a single read as from a page of a list. */
export const WireTask = z.object({
  id: Id,
  url: z.string().nullish().catch(null),
  name: z.string().catch(''),
  description: z.string().nullish().catch(null),
  text_content: z.string().nullish().catch(null),
  markdown_description: z.string().nullish().catch(null),
  status: z.object({ status: z.string().nullish(), type: z.string().nullish() }).nullish().catch(null),
  date_created: Millis,
  date_updated: Millis.nullish(),
  date_done: Millis.nullish().catch(null),
  date_closed: Millis.nullish().catch(null),
  creator: WireUser.nullish().catch(null),
  assignees: z.array(WireUser).nullish(),
  due_date: Millis.nullish(),
  priority: z.object({ id: z.coerce.number().int() }).nullish().catch(null),
  archived: z.boolean().nullish().catch(null),
  list: z.object({ id: Id }),
  custom_fields: z.array(WireField).nullish(),
  folder: z.object({ id: Id }).nullish().catch(null),
  space: z.object({ id: Id }).nullish().catch(null),
});
export type WireTask = z.infer<typeof WireTask>;

export function toTask(wire: WireTask): BoardTask {
  return {
    id: wire.id,
    url: urlOf(wire),
    name: wire.name,
    listId: wire.list.id,
    description: wire.text_content || wire.description || '',
    status: { name: wire.status?.status ?? '', type: wire.status?.type ?? 'open' },
    createdAt: wire.date_created,
    updatedAt: wire.date_updated ?? wire.date_created,
    creatorId: wire.creator?.id ?? null,
    assignees: (wire.assignees ?? []).map((user) => ({ id: user.id, name: nameOf(user) })),
    dueAt: wire.due_date ?? null,
    priority: wire.priority?.id ?? null,
    archived: wire.archived ?? false,
    fields: fieldsOf(wire.custom_fields ?? []),
  };
}

export function toPlacedTask(wire: WireTask): PlacedTask {
  const doneAt = isDone(wire.status?.type) ? (wire.date_done ?? wire.date_closed ?? null) : null;
  return { ...toTask(wire), folderId: wire.folder?.id ?? null, spaceId: wire.space?.id ?? null, doneAt };
}

/** Of a status, by its type. */
export const isDone = (type: string | null | undefined): boolean => type === 'done' || type === 'closed';

export function urlOf(wire: Pick<WireTask, 'id' | 'url'>): string {
  return wire.url ?? `https://app.clickup.com/t/${encodeURIComponent(wire.id)}`;
}

/** Two fields may have one name (a space's and a list's); the first that is filled in counts. */
function fieldsOf(fields: readonly WireField[]): ReadonlyMap<string, FieldValue> {
  const byName = new Map<string, FieldValue>();
  for (const field of fields) {
    const value = readField(field);
    if (value !== null && !byName.has(field.name)) byName.set(field.name, value);
  }
  return byName;
}
