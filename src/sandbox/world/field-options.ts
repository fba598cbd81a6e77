import { z } from 'zod';
import type { Field } from './model.ts';

const Config = z.object({ options: z.array(z.object({ id: z.string() })).default([]) });

/** Option ids of a drop-down or labels field, in their order. */
export function optionIds(field: Field): readonly string[] {
  return Config.parse(field.typeConfig).options.map((option) => option.id);
}

/** The place of an option, which is how a task shows a drop-down's value; undefined when the option is gone. */
export function optionIndex(field: Field, optionId: string): number | undefined {
  const index = optionIds(field).indexOf(optionId);
  return index < 0 ? undefined : index;
}
