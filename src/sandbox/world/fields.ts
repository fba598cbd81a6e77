import type { Field } from './model.ts';
import { listOf, type World } from './world.ts';

export interface FieldDraft {
  readonly id?: string | undefined;
  readonly name: string;
  readonly type: string;
  /** Names of a drop-down's or labels field's options, or whole options with ids. */
  readonly options?: readonly (string | OptionDraft)[] | undefined;
  readonly typeConfig?: Readonly<Record<string, unknown>> | undefined;
  /** Absent: every list. */
  readonly listIds?: readonly string[] | undefined;
  readonly required?: boolean | undefined;
  readonly hideFromGuests?: boolean | undefined;
}

export interface OptionDraft {
  readonly id?: string | undefined;
  readonly name: string;
  readonly color?: string | undefined;
}

const TYPE_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> = {
  currency: { precision: 2, currency_type: 'EUR' },
  emoji: { count: 5, code_point: '2b50' },
  manual_progress: { start: 0, end: 100 },
};

/** Defines a custom field. The public API cannot do this: in ClickUp a person does it in the interface. */
export function addField(world: World, draft: FieldDraft, now: number): Field {
  for (const listId of draft.listIds ?? []) listOf(world, listId);
  const options = draft.options?.map((option, index) => optionOf(world, draft.type, option, index));
  const field: Field = {
    id: draft.id ?? world.ids.uuid('field'),
    name: draft.name,
    type: draft.type,
    typeConfig: { ...TYPE_DEFAULTS[draft.type], ...draft.typeConfig, ...(options ? { options } : {}) },
    listIds: draft.listIds ?? null,
    createdAt: now,
    hideFromGuests: draft.hideFromGuests ?? false,
    required: draft.required ?? false,
  };
  world.fields.set(field.id, field);
  return field;
}

/** Labels name their options `label`, drop-downs `name`. */
function optionOf(
  world: World,
  type: string,
  option: string | OptionDraft,
  orderindex: number,
): Record<string, unknown> {
  const draft = typeof option === 'string' ? { name: option } : option;
  const id = draft.id ?? world.ids.uuid('option');
  const color = draft.color ?? null;
  return type === 'labels' ? { id, label: draft.name, color } : { id, name: draft.name, color, orderindex };
}
