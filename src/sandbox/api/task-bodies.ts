import { z } from 'zod';
import type { TaskDraft } from '../acts/create-task.ts';
import type { TaskChanges } from '../acts/task-changes.ts';
import type { WrittenDate, Task } from '../world/model.ts';

/** The bodies that write tasks, and what they mean. Keys that are not named here are ignored, as ClickUp ignores them. */

const Priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullish();
const Instant = z.number().int().nullish();
const Texts = {
  description: z.string().nullish(),
  markdown_content: z.string().nullish(),
  /** The old name of `markdown_content`, still in ClickUp's example. */
  markdown_description: z.string().nullish(),
};
const Common = {
  ...Texts,
  status: z.string().nullish(),
  priority: Priority,
  due_date: Instant,
  due_date_time: z.boolean().nullish(),
  start_date: Instant,
  start_date_time: z.boolean().nullish(),
  time_estimate: z.number().nullish(),
  points: z.number().nullish(),
  custom_item_id: z.number().int().nullish(),
};

export const CreateTaskBody = z.object({
  ...Common,
  name: z.string().trim().min(1, 'Task name invalid'),
  /** A flat list here; anything else is accepted and assigns nobody. */
  assignees: z.unknown().optional(),
  tags: z.array(z.string()).nullish(),
  parent: z.string().nullish(),
  links_to: z.string().nullish(),
  check_required_custom_fields: z.boolean().nullish(),
  custom_fields: z
    .array(
      z.object({
        id: z.string(),
        value: z.unknown().optional(),
        value_options: z.object({ time: z.boolean() }).optional(),
      }),
    )
    .nullish(),
});

export const UpdateTaskBody = z.object({
  ...Common,
  name: z.string().trim().min(1, 'Task name invalid').nullish(),
  parent: z.string().nullish(),
  archived: z.boolean().nullish(),
  /** `{ add, rem }` here; a flat list is accepted and changes nothing. */
  assignees: z.unknown().optional(),
  watchers: z.unknown().optional(),
});

const FlatIds = z.array(z.number().int());
const IdDeltas = z.object({ add: FlatIds.default([]), rem: FlatIds.default([]) });

/** What a body of `POST /list/:id/task` asks for. */
export function toDraft(body: z.output<typeof CreateTaskBody>): TaskDraft {
  return {
    name: body.name,
    description: body.description ?? undefined,
    markdown: markdownOf(body),
    assigneeIds: FlatIds.safeParse(body.assignees).data ?? [],
    status: body.status ?? undefined,
    priority: body.priority ?? null,
    due: dateOf(body.due_date, body.due_date_time) ?? null,
    start: dateOf(body.start_date, body.start_date_time) ?? null,
    timeEstimate: body.time_estimate ?? null,
    points: body.points ?? null,
    parentId: body.parent ?? null,
    linksTo: body.links_to ?? null,
    customItemId: body.custom_item_id ?? 0,
    tags: body.tags ?? [],
    values: (body.custom_fields ?? []).map(({ id, value, value_options }) => ({
      id,
      value: value ?? null,
      withTime: value_options?.time ?? false,
    })),
    checkRequiredFields: body.check_required_custom_fields ?? false,
  };
}

/** A parent cannot be taken away again: null says nothing. */
export function toChanges(body: z.output<typeof UpdateTaskBody>): TaskChanges {
  return {
    name: body.name ?? undefined,
    description: body.description ?? undefined,
    markdown: markdownOf(body),
    status: body.status ?? undefined,
    priority: body.priority satisfies Task['priority'] | undefined,
    due: dateOf(body.due_date, body.due_date_time),
    start: dateOf(body.start_date, body.start_date_time),
    timeEstimate: body.time_estimate,
    points: body.points,
    parentId: body.parent ?? undefined,
    archived: body.archived ?? undefined,
    customItemId: body.custom_item_id ?? undefined,
    assignees: IdDeltas.safeParse(body.assignees).data,
    watchers: IdDeltas.safeParse(body.watchers).data,
  };
}

/** Undefined: nothing said; null: cleared. */
function dateOf(at: number | null | undefined, withTime: boolean | null | undefined): WrittenDate | null | undefined {
  return typeof at === 'number' ? { at, withTime: withTime ?? false } : at;
}

/** Markdown wins over a plain description when both are sent. */
function markdownOf(body: { markdown_content?: string | null; markdown_description?: string | null }) {
  return body.markdown_content ?? body.markdown_description ?? undefined;
}
