import type { ErrorObject } from 'ajv';
import { type Description, findOperation, type Operation, type Schema } from './description.ts';
import type { Exchange } from './exchange.ts';
import { typedValue } from './parameter-value.ts';
import { undescribed } from './undescribed.ts';

export type Where = 'path' | 'query' | 'request' | 'response';

/** One way in which an exchange differs from the description. Two exchanges that differ alike make the same misfit. */
export interface Misfit {
  readonly method: string;
  readonly template: string;
  readonly where: Where;
  /** JSON pointer, with `*` for places in arrays. For path and query: the parameter's name. */
  readonly pointer: string;
  readonly what: string;
}

/** What could be checked of an exchange, and what did not fit. */
export interface Finding {
  readonly misfits: readonly Misfit[];
  readonly request: 'checked' | 'not ours';
  readonly response: 'checked' | 'error' | 'cut' | 'unknown';
}

type Difference = Omit<Misfit, 'method' | 'template'>;

/** Holds one exchange against the descriptions: its answer always, its request only when the agent made it. */
export function checkExchange(descriptions: readonly Description[], exchange: Exchange, agentId: number): Finding {
  const request = exchange.user_id === agentId ? 'checked' : 'not ours';
  const { method, path } = exchange;
  const found = findOperation(descriptions, method, path);
  if (found === null) {
    const misfit = { method, template: path, where: 'path' as const, pointer: '', what: 'has no operation' };
    return { misfits: [misfit], request, response: 'unknown' };
  }
  const { operation, values } = found;
  const response = { kind: responseKind(exchange), differences: [] as readonly Difference[] };
  if (response.kind === 'checked') response.differences = inResponse(operation, exchange);
  const differences =
    request === 'checked'
      ? [...inPath(operation, values), ...inQuery(operation, exchange), ...inBody(operation, exchange)]
      : [];
  const named = [...differences, ...response.differences].map((each) => ({
    method,
    template: operation.template,
    ...each,
  }));
  return { misfits: named, request, response: response.kind };
}

function responseKind({ status }: Exchange): Finding['response'] {
  if (status === null) return 'cut';
  // Only success is described throughout; what errors look like is not.
  return status >= 400 ? 'error' : 'checked';
}

function inPath(operation: Operation, values: ReadonlyMap<string, string>): readonly Difference[] {
  return [...values].flatMap(([name, text]) => {
    const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name);
    return parameter === undefined ? [] : ofParameter(operation, 'path', name, parameter.schema, [text]);
  });
}

function inQuery(operation: Operation, { query }: Exchange): readonly Difference[] {
  const known = operation.parameters.filter((each) => each.in === 'query');
  const missing = known
    .filter(({ name, required }) => required && !(name in query))
    .map(({ name }) => ({ where: 'query' as const, pointer: `/${name}`, what: 'is missing' }));
  const present = Object.entries(query).flatMap(([name, texts]) => {
    const parameter = known.find((each) => each.name === name);
    if (parameter === undefined) return [{ where: 'query' as const, pointer: `/${name}`, what: 'is not described' }];
    return ofParameter(operation, 'query', name, parameter.schema, texts);
  });
  return [...missing, ...present];
}

function ofParameter(
  { description }: Operation,
  where: Where,
  name: string,
  schema: Schema,
  texts: readonly string[],
): readonly Difference[] {
  const value = typedValue(description.resolve(schema), texts);
  return differences(description.errors(schema, value), where).map((each) => ({
    ...each,
    pointer: `/${name}${each.pointer}`,
  }));
}

function inBody({ body: described, description }: Operation, { body }: Exchange): readonly Difference[] {
  if (described === null) {
    const isEmpty = body === null || JSON.stringify(body) === '{}';
    return isEmpty ? [] : [{ where: 'request', pointer: '', what: 'is not described' }];
  }
  if (body === null) return described.required ? [{ where: 'request', pointer: '', what: 'is missing' }] : [];
  const unknown = undescribed(description, described.schema, body).map((pointer) => ({
    where: 'request' as const,
    pointer: anyPlace(pointer),
    what: 'is not described',
  }));
  return [...differences(description.errors(described.schema, body), 'request'), ...unknown];
}

function inResponse({ responses, description }: Operation, exchange: Exchange): readonly Difference[] {
  const schema = responses.get(String(exchange.status));
  if (schema === undefined)
    return [{ where: 'response', pointer: '', what: `comes with status ${exchange.status}, which is not described` }];
  const empty = exchange.status === 204 && exchange.response === null;
  return schema === null || empty ? [] : differences(description.errors(schema, exchange.response), 'response');
}

/** A validator's errors in our words. Of a choice that fits none of its branches, only that is said. */
function differences(errors: readonly ErrorObject[], where: Where): readonly Difference[] {
  const choices = errors.filter(isChoice).map(({ instancePath }) => instancePath);
  return errors
    .filter((error) => isChoice(error) || !choices.some((place) => isWithin(error.instancePath, place)))
    .map((error) => ({ where, pointer: anyPlace(pointerOf(error)), what: whatIsWrong(error) }));
}

const isChoice = ({ keyword }: ErrorObject): boolean => keyword === 'anyOf' || keyword === 'oneOf';
const isWithin = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
const anyPlace = (pointer: string): string => pointer.replace(/\/\d+(?=\/|$)/g, '/*');

function pointerOf({ instancePath, keyword, params }: ErrorObject): string {
  return keyword === 'required' ? `${instancePath}/${params.missingProperty}` : instancePath;
}

function whatIsWrong({ keyword, params, data, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'type':
      return `is ${kindOf(data)}, described as ${[params.type].flat().join(' or ')}`;
    case 'format':
      return `does not fit ${params.format}`;
    case 'anyOf':
    case 'oneOf':
      return `is ${kindOf(data)}, and fits not exactly what is described`;
    default:
      return message ?? keyword;
  }
}

function kindOf(data: unknown): string {
  if (data === null) return 'null';
  return Array.isArray(data) ? 'array' : typeof data;
}
