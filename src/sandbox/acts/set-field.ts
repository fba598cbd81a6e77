import { fieldView, rawValue } from '../views/field-view.ts';
import type { Act } from '../world/act.ts';
import type { Field, KeptValue, Task } from '../world/model.ts';
import { undocumented } from '../world/refusal.ts';
import { fieldsOf, listOf, spaceOf } from '../world/world.ts';
import { acceptValue, isEmpty } from './field-values.ts';
import { historyItem, tellChange } from './history.ts';

/**
 * Sets one custom field of a task. Custom fields have no event of their own: the change arrives as `taskUpdated`.
 * @throws Refusal 400 when the field does not apply to the task or the value is not of its form
 */
export function setField(act: Act, task: Task, fieldId: string, value: unknown, withTime: boolean): void {
  const field = applicableField(act, task, fieldId);
  const before = task.values.get(fieldId);
  const after = acceptValue({ world: act.world, field, value, withTime, before, actor: act.actor });
  record(act, task, field, isEmpty(after) ? undefined : after);
}

/** Takes the value of a custom field away. */
export function clearField(act: Act, task: Task, fieldId: string): void {
  record(act, task, applicableField(act, task, fieldId), undefined);
}

function applicableField({ world }: Act, task: Task, fieldId: string): Field {
  const field = fieldsOf(world, task.listId).find((candidate) => candidate.id === fieldId);
  if (!field) throw undocumented(400, 'Custom field does not apply to this task');
  return field;
}

function record(act: Act, task: Task, field: Field, after: KeptValue | undefined): void {
  const before = task.values.get(field.id);
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (after) task.values.set(field.id, after);
  else task.values.delete(field.id);
  task.updatedAt = act.now;
  const { required: _required, ...definition } = fieldView(field);
  const { teamId } = spaceOf(act.world, listOf(act.world, task.listId).spaceId);
  const item = historyItem(act, task, {
    field: 'custom_field',
    before: before ? rawValue(before) : null,
    after: after ? rawValue(after) : null,
    extra: { custom_field: { ...definition, team_id: teamId } },
  });
  tellChange(act, task, 'taskUpdated', item);
}
