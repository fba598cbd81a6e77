/** OpenAPI's two dialects, written as the JSON Schema 2020-12 that a validator knows. */

type Node = Readonly<Record<string, unknown>>;

const NUMBER_FORMATS = ['int32', 'int64', 'float', 'double'];

/**
 * The same document with schemas of JSON Schema 2020-12. For 3.0: `nullable` becomes the type null, boolean exclusive bounds
 * become numbers, and what stands beside a `$ref` is dropped, as 3.0 says. For 3.1: number formats that a converter wrote as
 * `contentEncoding` count as formats.
 */
export function toJsonSchema(json: unknown, openapi: string): unknown {
  return rewrite(json, openapi.startsWith('3.0') ? from30 : from31);
}

function rewrite(node: unknown, change: (node: Node) => Node): unknown {
  if (Array.isArray(node)) return node.map((each) => rewrite(each, change));
  if (typeof node !== 'object' || node === null) return node;
  const children = Object.entries(node).map(([key, value]) => [key, rewrite(value, change)]);
  return change(Object.fromEntries(children));
}

function from31(node: Node): Node {
  const { contentEncoding, ...rest } = node;
  return typeof contentEncoding === 'string' && NUMBER_FORMATS.includes(contentEncoding)
    ? { ...rest, format: contentEncoding }
    : node;
}

function from30(node: Node): Node {
  if (typeof node.$ref === 'string') return { $ref: node.$ref };
  const { nullable, ...rest } = withNumericBounds(node);
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

function withNumericBounds(node: Node): Node {
  const { exclusiveMinimum, exclusiveMaximum, ...rest } = node;
  if (typeof exclusiveMinimum !== 'boolean' && typeof exclusiveMaximum !== 'boolean') return node;
  const { minimum, maximum, ...others } = rest;
  return {
    ...others,
    ...bound('inimum', minimum, exclusiveMinimum === true),
    ...bound('aximum', maximum, exclusiveMaximum === true),
  };
}

function bound(name: 'inimum' | 'aximum', value: unknown, exclusive: boolean): Node {
  if (value === undefined) return {};
  return { [`${exclusive ? 'exclusiveM' : 'm'}${name}`]: value };
}
