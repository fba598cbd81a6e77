import { z } from 'zod';
import { keepDate } from '../world/clock.ts';
import { optionIds } from '../world/field-options.ts';
import type { Field, KeptValue, Person } from '../world/model.ts';
import { refusals, undocumented } from '../world/refusal.ts';
import { personOf, taskOf, type World } from '../world/world.ts';

export interface FieldWrite {
  readonly world: World;
  readonly field: Field;
  readonly value: unknown;
  /** From `value_options.time`: a date keeps its time of day. */
  readonly withTime: boolean;
  readonly before: KeptValue | undefined;
  readonly actor: Person;
}

type Accept = (write: FieldWrite) => KeptValue;

/**
 * What a written value is kept as. Each type of field has its own form of writing; a value in another form is refused, as is
 * any value for types that ClickUp computes itself.
 */
export function acceptValue(write: FieldWrite): KeptValue {
  const accept = ACCEPT[write.field.type];
  if (!accept) throw undocumented(400, `Fields of type ${write.field.type} cannot be set`);
  return accept(write);
}

/** True for values that leave nothing set, such as the last person taken out of a people field. */
export function isEmpty(kept: KeptValue): boolean {
  if (kept.kind === 'people' || kept.kind === 'tasks') return kept.ids.length === 0;
  return kept.kind === 'labels' && kept.optionIds.length === 0;
}

const Phone = z.string().regex(/^\+\d[\d ()-]{5,}$/);
const Whole = z.number().int();
const Deltas = z.object({ add: z.array(z.unknown()).default([]), rem: z.array(z.unknown()).default([]) });
const Progress = z.object({ current: z.number() });
const Place = z.object({ location: z.object({ lat: z.number(), lng: z.number() }), formatted_address: z.string() });

const ACCEPT: Readonly<Record<string, Accept | undefined>> = {
  short_text: text(z.string()),
  text: text(z.string()),
  url: text(z.url()),
  email: text(z.email()),
  phone: text(Phone),
  number: (write) => ({ kind: 'number', value: read(write, z.number()) }),
  currency: (write) => ({ kind: 'number', value: read(write, z.number()) }),
  checkbox: (write) => ({ kind: 'flag', on: read(write, z.boolean()) }),
  emoji: (write) => ({ kind: 'rating', value: read(write, Whole.min(0).max(ratingLimit(write.field))) }),
  manual_progress: (write) => ({ kind: 'progress', current: read(write, Progress).current }),
  location: (write) => ({ kind: 'place', place: read(write, Place) }),
  date: acceptDate,
  drop_down: acceptOption,
  labels: acceptLabels,
  users: acceptPeople,
  tasks: acceptTasks,
};

function text(schema: z.ZodType<string>): Accept {
  return (write) => ({ kind: 'text', text: read(write, schema) });
}

function read<T>(write: FieldWrite, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(write.value);
  if (parsed.success) return parsed.data;
  throw undocumented(400, `Value is not valid for the ${write.field.type} field "${write.field.name}"`);
}

function ratingLimit(field: Field): number {
  return z.object({ count: z.number().default(5) }).parse(field.typeConfig).count;
}

function acceptDate(write: FieldWrite): KeptValue {
  const at = read(write, Whole);
  const { withTime, actor } = write;
  return { kind: 'date', date: keepDate({ at, withTime }, actor.zone) };
}

function acceptOption({ field, value }: FieldWrite): KeptValue {
  const ids = optionIds(field);
  const optionId = typeof value === 'number' ? ids[value] : ids.find((id) => id === value);
  if (optionId === undefined) throw refusals.notAnOption();
  return { kind: 'option', optionId };
}

function acceptLabels(write: FieldWrite): KeptValue {
  const known = optionIds(write.field);
  const chosen = read(write, z.array(z.string()));
  if (!chosen.every((id) => known.includes(id))) throw refusals.notAnOption();
  return { kind: 'labels', optionIds: chosen };
}

function acceptPeople(write: FieldWrite): KeptValue {
  const { add, rem } = read(write, Deltas);
  const before = write.before?.kind === 'people' ? write.before.ids : [];
  const added = add.map((id) => personOf(write.world, Number(id)).id);
  return { kind: 'people', ids: applyDeltas(before, added, rem.map(Number)) };
}

function acceptTasks(write: FieldWrite): KeptValue {
  const { add, rem } = read(write, Deltas);
  const before = write.before?.kind === 'tasks' ? write.before.ids : [];
  const added = add.map((id) => taskOf(write.world, String(id)).id);
  return { kind: 'tasks', ids: applyDeltas(before, added, rem.map(String)) };
}

/** A set of ids after `{ add, rem }`. */
export function applyDeltas<T>(before: readonly T[], add: readonly T[], rem: readonly T[]): readonly T[] {
  return [...new Set([...before, ...add])].filter((id) => !rem.includes(id));
}
