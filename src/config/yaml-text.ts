import { constructFromEvents, EVENT_ID, type Event, getScalarValue, parseEvents, YAMLException } from 'js-yaml';
import { isShallow } from '../shared/depth.ts';

export type YamlPath = readonly PropertyKey[];

/** The line in which the deepest part of a path begins that is there; 1 is the first. */
export type LineOf = (path: YamlPath) => number;

/** A text in YAML 1.2 as a value, and where its parts stand. */
export type YamlText =
  | { readonly kind: 'read'; readonly value: unknown; readonly lines: () => LineOf }
  | { readonly kind: 'refused'; readonly line: number; readonly why: string };

/** An empty text is an object without names. Lines are looked for when something is wrong only. */
export function readYaml(source: string): YamlText {
  try {
    const events = parseEvents(source, {});
    const [value = {}, ...others] = constructFromEvents(events, { source });
    if (others.length > 0) return { kind: 'refused', line: 1, why: 'not YAML: it holds more than one document' };
    const tooMuch = whatIsTooMuch(value);
    if (tooMuch !== null) return { kind: 'refused', line: 1, why: `cannot be read: ${tooMuch}` };
    return { kind: 'read', value: value ?? {}, lines: () => linesOf(placesOf(source, events)) };
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    return { kind: 'refused', line: (thrown.mark?.line ?? 0) + 1, why: `not YAML: ${thrown.reason}` };
  }
}

/** More parts than any file that people write. */
const MOST_PARTS = 1_000_000;

function whatIsTooMuch(value: unknown): string | null {
  if (partsOf(value) > MOST_PARTS) return 'its aliases multiply it without end';
  return isShallow(value) ? null : 'it is nested too deeply';
}

/** What would be walked through with each alias written out; without end where one stands within itself. */
function partsOf(value: unknown, known: Map<object, number> = new Map()): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, Number.POSITIVE_INFINITY);
  let parts = 1;
  for (const each of Object.values(value)) parts += partsOf(each, known);
  known.set(value, parts);
  return parts;
}

/** A part of the text: the line it begins in, that of its key if it has one, and what is in it by name or number. */
interface Place {
  readonly line: number;
  readonly parts: Map<string, Place>;
}

/** A missing part is reported at the one that lacks it. */
function linesOf(whole: Place): LineOf {
  return (path) => {
    let place = whole;
    for (const key of path) {
      const part = place.parts.get(String(key));
      if (part === undefined) break;
      place = part;
    }
    return place.line;
  };
}

/** One walk over the parser's events, which come in the order of the text. */
function placesOf(source: string, events: readonly Event[]): Place {
  const lineAt = lineCounter(source);
  // The first event opens the document.
  let next = 1;
  const isOver = (): boolean => next >= events.length || events[next]?.type === EVENT_ID.POP;
  function read(keyLine?: number): Place {
    const event = events[next];
    next += 1;
    const place: Place = { line: keyLine ?? lineAt(startOf(event)), parts: new Map() };
    if (event?.type !== EVENT_ID.MAPPING && event?.type !== EVENT_ID.SEQUENCE) return place;
    for (let index = 0; !isOver(); index += 1) {
      if (event.type === EVENT_ID.SEQUENCE) place.parts.set(String(index), read());
      else readPair(place);
    }
    next += 1;
    return place;
  }
  function readPair({ parts }: Place): void {
    const key = events[next];
    const { line } = read();
    const part = read(line);
    if (key?.type === EVENT_ID.SCALAR) parts.set(getScalarValue(source, key), part);
  }
  return read();
}

/** Asked for offsets that only grow. */
function lineCounter(source: string): (offset: number) => number {
  let line = 1;
  let end = source.indexOf('\n');
  return (offset) => {
    for (; end !== -1 && end < offset; end = source.indexOf('\n', end + 1)) line += 1;
    return line;
  };
}

function startOf(event: Event | undefined): number {
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      return event.valueStart;
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart;
    default:
      return 0;
  }
}
