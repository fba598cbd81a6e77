import type { Condition } from './plan.ts';

type Operators = Extract<Condition, object>;

/**
 * Whether an event's properties meet one condition (CONTRACT section 4). A missing property is `undefined`, which equals
 * nothing: `false` and `null` do not stand for it, `ne` is true of it, comparisons are false, and only `exists` asks for it.
 */
export function meets(properties: Readonly<Record<string, unknown>>, name: string, condition: Condition): boolean {
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isOperators(condition) ? meetsAll(value, condition) : value === condition;
}

function isOperators(condition: Condition): condition is Operators {
  return typeof condition === 'object' && condition !== null;
}

function meetsAll(value: unknown, asked: Operators): boolean {
  if (asked.eq !== undefined && value !== asked.eq) return false;
  if (asked.ne !== undefined && value === asked.ne) return false;
  if (asked.gt !== undefined && !(isNumber(value) && value > asked.gt)) return false;
  if (asked.gte !== undefined && !(isNumber(value) && value >= asked.gte)) return false;
  if (asked.lt !== undefined && !(isNumber(value) && value < asked.lt)) return false;
  if (asked.lte !== undefined && !(isNumber(value) && value <= asked.lte)) return false;
  if (asked.in !== undefined && !asked.in.some((each) => each === value)) return false;
  return asked.exists === undefined || asked.exists === (value !== undefined);
}

/** Text that looks like a number is not compared: a plan that asks for it would then never say why it does not match. */
const isNumber = (value: unknown): value is number => typeof value === 'number';
