import { z } from 'zod';

/** The shape of an answer as a server that answers by JSON Schema is told it. */
export interface AnswerSchema {
  readonly schema: Readonly<Record<string, unknown>>;
  /** Servers that enforce the shape token by token want every field required and none besides. */
  readonly strict: boolean;
}

/** Made from the task's own schema, which checks the answer again, limits on lengths included. */
export function answerSchema(schema: z.ZodType): AnswerSchema {
  const { $schema: _, ...whole } = z.toJSONSchema(schema) as Record<string, unknown>;
  return { schema: withoutLengths(whole) as AnswerSchema['schema'], strict: isClosed(whole) };
}

/** Several servers refuse a whole request for a keyword that they do not enforce. */
function withoutLengths(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutLengths);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([name, value]) => !(LENGTHS.has(name) && typeof value === 'number'));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutLengths(value)]));
}

const LENGTHS = new Set(['minLength', 'maxLength']);

function isClosed(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return true;
  if (!Object.values(node).every(isClosed)) return false;
  const { properties, required = [], additionalProperties, type } = node as Record<string, unknown>;
  if (type !== 'object' || typeof properties !== 'object' || properties === null) return type !== 'object';
  const names = Array.isArray(required) ? required : [];
  return additionalProperties === false && Object.keys(properties).every((name) => names.includes(name));
}
