/**
 * The forms of `wire.ts` read by hand, for deliveries: there the schemas would cost more than signature, JSON and database together.
 * A test holds both against each other. Null for what is missing or has another form.
 */

type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function arrayOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** As `Id` reads it. */
export function readId(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return Number.isSafeInteger(value) ? String(value) : null;
}

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** As `UserId` reads it. */
export function readUserId(value: unknown): number | null {
  const id = typeof value === 'string' && WHOLE.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null;
}

/** As `Millis` reads it. */
export function readMillis(value: unknown): number | null {
  if (typeof value === 'string') return DECIMAL.test(value) ? Number(value) : null;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
