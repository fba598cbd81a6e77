import { z } from 'zod';
import type { FieldValue } from '../monitor/board.ts';
import { Id, Millis, nameOf, WireUser } from './wire.ts';

const Option = z.object({
  id: Id.nullish().catch(null),
  /** Drop-downs call the text `name`, labels call it `label`. */
  name: z.string().nullish().catch(null),
  label: z.string().nullish().catch(null),
  orderindex: z.coerce.number().nullish().catch(null),
});
type Option = z.infer<typeof Option>;

export const WireField = z.object({
  name: z.string(),
  type: z.string().catch(''),
  type_config: z
    .object({ options: z.array(Option).nullish().catch(null) })
    .nullish()
    .catch(null),
  value: z.unknown().optional(),
});
export type WireField = z.infer<typeof WireField>;

/**
 * A custom field's value in our words; null where it is unset or of a kind that says nothing to us. ClickUp writes numbers and
 * amounts as strings or numbers, and a drop-down's choice as the option's place when it is read, as its id in webhooks.
 */
export function readField({ type, type_config: config, value }: WireField): FieldValue | null {
  if (value === null || value === undefined || value === '') return null;
  const options = config?.options ?? [];
  switch (type) {
    case 'drop_down':
      return asText(chosen(options, value));
    case 'labels':
      return asText(Array.isArray(value) ? value.flatMap((id) => chosen(options, id) ?? []).join(', ') : null);
    case 'users':
      return asPeople(value);
    case 'date':
      return asDate(value);
    case 'number':
    case 'currency':
    case 'emoji':
      return asNumber(value);
    default:
      return typeof value === 'number' ? asNumber(value) : asText(value);
  }
}

function chosen(options: readonly Option[], value: unknown): string | null {
  const option =
    options.find(({ id }) => id === value) ?? options.find(({ orderindex }) => String(orderindex) === String(value));
  return option?.name ?? option?.label ?? null;
}

function asText(value: unknown): FieldValue | null {
  if (typeof value === 'boolean') return { kind: 'text', text: String(value) };
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : { kind: 'text', text };
}

function asNumber(value: unknown): FieldValue | null {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? { kind: 'number', value: number } : null;
}

function asDate(value: unknown): FieldValue | null {
  const at = Millis.safeParse(value);
  return at.success ? { kind: 'date', at: at.data } : null;
}

function asPeople(value: unknown): FieldValue | null {
  const people = z.array(WireUser).safeParse(value).data ?? [];
  return people.length === 0
    ? null
    : { kind: 'people', people: people.map((user) => ({ id: user.id, name: nameOf(user) })) };
}
