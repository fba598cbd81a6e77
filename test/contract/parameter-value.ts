import type { Schema } from './description.ts';

/** A path or query parameter as the value that its schema speaks of; a text that is no such value stays a text. */
export function typedValue(schema: Schema, texts: readonly string[]): unknown {
  if (schema.type === 'array') return texts.map((text) => plainValue((schema.items ?? {}) as Schema, text));
  const [only, ...others] = texts;
  return others.length > 0 ? texts : plainValue(schema, only ?? '');
}

function plainValue({ type }: Schema, text: string): unknown {
  const types = [type].flat();
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  if (isNumber && (types.includes('integer') || types.includes('number'))) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
