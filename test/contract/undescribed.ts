import type { Description, Schema } from './description.ts';

/**
 * JSON pointers to the properties of a request body that its schema does not name. JSON Schema lets them pass, but a name that
 * ClickUp does not know is most often a mistake of ours, which it would ignore in silence.
 */
export function undescribed(description: Description, schema: Schema, value: unknown, at = ''): readonly string[] {
  const branches = branchesOf(description, schema);
  if (Array.isArray(value)) {
    const items = branches.flatMap((branch) => schemasIn(branch.items));
    return value.flatMap((each, index) => leastIn(description, items, each, `${at}/${index}`));
  }
  if (typeof value !== 'object' || value === null || branches.some(isOpen)) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const known = branches.flatMap(({ properties }) => schemasIn((properties as Schema | undefined)?.[name]));
    return known.length === 0 ? [`${at}/${name}`] : leastIn(description, known, each, `${at}/${name}`);
  });
}

/** A value may follow any one of several schemas: the one that names most of it counts. */
function leastIn(description: Description, schemas: readonly Schema[], value: unknown, at: string): readonly string[] {
  const found = schemas.map((schema) => undescribed(description, schema, value, at));
  return found.toSorted((one, other) => one.length - other.length)[0] ?? [];
}

/** The schema itself and all it is composed of. */
function branchesOf(description: Description, schema: Schema): readonly Schema[] {
  const own = description.resolve(schema);
  const parts = [own.allOf, own.anyOf, own.oneOf].flatMap(schemasIn);
  return parts.length === 0 ? [own] : [own, ...parts.flatMap((part) => branchesOf(description, part))].filter(hasWords);
}

/** A schema that only holds its alternatives together says nothing itself. */
const hasWords = (schema: Schema): boolean => 'properties' in schema || 'items' in schema;

/** An object without named properties may have any. */
function isOpen({ properties, additionalProperties: more }: Schema): boolean {
  return properties === undefined || (more !== undefined && more !== false);
}

function schemasIn(found: unknown): readonly Schema[] {
  return [found].flat().filter((each): each is Schema => typeof each === 'object' && each !== null);
}
