import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { z } from 'zod';
import { toJsonSchema } from './dialect.ts';

/** A JSON Schema, looked at only where a check needs more than a validator says. */
export type Schema = Readonly<Record<string, unknown>>;

const Schema: z.ZodType<Schema> = z.record(z.string(), z.unknown());
const Content = z.record(z.string(), z.object({ schema: Schema.optional() })).optional();
const Parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema: Schema });
const Parameters = z.array(Parameter).default([]);
const DescribedOperation = z.object({
  parameters: Parameters,
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content })),
});
const Document = z.object({
  openapi: z.string(),
  servers: z.array(z.object({ url: z.url() })).min(1),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

type Parameter = z.infer<typeof Parameter>;
const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const JSON_TYPE = 'application/json';
/** The stand-in logs a form of files as JSON, a list of what was sent in each part. */
const FORM_TYPE = 'multipart/form-data';

export interface Operation {
  readonly method: string;
  /** The path as the description writes it, such as `/v2/task/{task_id}`. */
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly schema: Schema } | null;
  /** By status; null where no JSON body is described. */
  readonly responses: ReadonlyMap<string, Schema | null>;
  readonly description: Description;
}

/** One OpenAPI file, ready to be asked. */
export interface Description {
  readonly operations: readonly (Operation & { readonly segments: readonly string[] })[];
  errors(schema: Schema, value: unknown): readonly ErrorObject[];
  /** The schema itself, or the one that its `$ref` names. */
  resolve(schema: Schema): Schema;
}

/** Reads an OpenAPI 3.0 or 3.1 document. Throws when it is none. */
export function readDescription(json: unknown): Description {
  const { openapi, servers, paths } = Document.parse(json);
  const root = toJsonSchema(json, openapi) as Schema;
  const described = Document.parse(root);
  const validators = createValidators(root);
  const operations: Description['operations'][number][] = [];
  const description = { operations, errors: validators.errors, resolve: (schema: Schema) => resolve(root, schema) };
  const prefix = new URL(servers[0]?.url ?? '').pathname.replace(/\/$/, '');
  for (const template of Object.keys(paths)) {
    const path = described.paths[template] ?? {};
    for (const method of METHODS.filter((name) => name in path)) {
      const segments = `${prefix}${template}`.split('/');
      operations.push({ ...toOperation(method, template, path), segments, description });
    }
  }
  return description;
}

/** The operation of a path; where several templates fit, the one with the fewest placeholders. */
export function findOperation(
  descriptions: readonly Description[],
  method: string,
  path: string,
): { readonly operation: Operation; readonly values: ReadonlyMap<string, string> } | null {
  const asked = path.split('/').map(decodeURIComponent);
  const candidates = descriptions
    .flatMap(({ operations }) => operations)
    .filter((operation) => operation.method === method && fits(operation.segments, asked))
    .toSorted((one, other) => one.segments.filter(isPlaceholder).length - other.segments.filter(isPlaceholder).length);
  const operation = candidates[0];
  if (operation === undefined) return null;
  const pairs = operation.segments.map((segment, index): [string, string] => [segment, asked[index] ?? '']);
  return {
    operation,
    values: new Map(pairs.filter(([name]) => isPlaceholder(name)).map(([name, value]) => [name.slice(1, -1), value])),
  };
}

const isPlaceholder = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');

function fits(segments: readonly string[], asked: readonly string[]): boolean {
  return (
    segments.length === asked.length &&
    segments.every((segment, index) => (isPlaceholder(segment) ? asked[index] !== '' : segment === asked[index]))
  );
}

function toOperation(method: string, template: string, path: Schema): Omit<Operation, 'description'> {
  const { parameters, requestBody, responses } = DescribedOperation.parse(path[method]);
  const shared = Parameters.parse(path.parameters);
  const own = (each: Parameter) => parameters.some(({ name, in: place }) => name === each.name && place === each.in);
  const content = requestBody?.content;
  const schema = (content?.[JSON_TYPE] ?? content?.[FORM_TYPE])?.schema;
  return {
    method: method.toUpperCase(),
    template,
    parameters: [...parameters, ...shared.filter((each) => !own(each))],
    body: schema === undefined ? null : { required: requestBody?.required ?? false, schema },
    responses: new Map(
      Object.entries(responses).map(([status, { content }]) => [status, content?.[JSON_TYPE]?.schema ?? null]),
    ),
  };
}

const ROOT = 'description';

/**
 * The schemas refer to one another by their place in the document, so the whole of it is given to the validator. Keywords and
 * formats that JSON Schema does not know say something to people only.
 */
function createValidators(root: Schema): Pick<Description, 'errors'> {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, logger: false, validateSchema: false });
  formats.default(ajv);
  ajv.addSchema({ ...root, $id: ROOT }, ROOT);
  const compiled = new Map<Schema, ValidateFunction>();
  return {
    errors(schema, value) {
      const validate = compiled.get(schema) ?? ajv.compile(anchored(schema) as Schema);
      compiled.set(schema, validate);
      return validate(value) ? [] : (validate.errors ?? []);
    },
  };
}

/** The same schema where it is compiled alone: what it refers to is in the document. */
function anchored(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(anchored);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === '$ref' && typeof value === 'string' ? [key, `${ROOT}${value}`] : [key, anchored(value)],
    ),
  );
}

function resolve(root: Schema, schema: Schema): Schema {
  const { $ref: ref } = schema;
  if (typeof ref !== 'string') return schema;
  let found: unknown = root;
  for (const part of ref.split('/').slice(1)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    found = (found as Schema | undefined)?.[name];
  }
  return resolve(root, Schema.parse(found));
}
