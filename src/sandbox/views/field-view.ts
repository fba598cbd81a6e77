import type { Field, KeptValue, Task } from '../world/model.ts';
import { fieldsOf, type World } from '../world/world.ts';
import { optionIndex } from '../world/field-options.ts';
import { userRefs } from './person-view.ts';

/** A field's definition, as `GET /list/:id/field` gives it. */
export function fieldView(field: Field): Record<string, unknown> {
  return {
    id: field.id,
    name: field.name,
    type: field.type,
    type_config: field.typeConfig,
    date_created: String(field.createdAt),
    hide_from_guests: field.hideFromGuests,
    required: field.required,
  };
}

/** All fields that apply to a task; one that is not set is there without `value`. */
export function fieldValuesView(world: World, task: Task): readonly Record<string, unknown>[] {
  return fieldsOf(world, task.listId).map((field) => {
    const kept = task.values.get(field.id);
    const value = kept === undefined ? undefined : readValue(world, field, kept);
    return value === undefined ? fieldView(field) : { ...fieldView(field), value };
  });
}

/** A value as a task shows it, which is not how it was written: drop-downs by orderindex, numbers and dates as strings. */
function readValue(world: World, field: Field, kept: KeptValue): unknown {
  switch (kept.kind) {
    case 'option':
      return optionIndex(field, kept.optionId);
    case 'people':
      return userRefs(world, kept.ids);
    case 'tasks':
      return kept.ids.flatMap((id) => taskStub(world, id));
    case 'number':
      return String(kept.value);
    default:
      return rawValue(kept);
  }
}

/** A value as history items carry it: raw, drop-downs by the option's uuid. */
export function rawValue(kept: KeptValue): unknown {
  switch (kept.kind) {
    case 'text':
      return kept.text;
    case 'number':
    case 'rating':
      return kept.value;
    case 'progress':
      return { current: kept.current };
    case 'flag':
      return String(kept.on);
    case 'date':
      return String(kept.date.at);
    case 'option':
      return kept.optionId;
    case 'labels':
      return kept.optionIds;
    case 'people':
    case 'tasks':
      return kept.ids;
    case 'place':
      return kept.place;
  }
}

function taskStub(world: World, id: string): readonly Record<string, unknown>[] {
  const task = world.tasks.get(id);
  if (!task) return [];
  const { status, color } = task.status;
  return [{ id, name: task.name, status, color, custom_type: null, deleted: false, access: true }];
}
