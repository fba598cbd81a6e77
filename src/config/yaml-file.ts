import { readFile } from 'node:fs/promises';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { isShallow } from '../shared/depth.ts';
import { messageOf } from '../shared/errors.ts';

export type FileOutcome<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'refused'; readonly lines: readonly string[] };

type Path = readonly PropertyKey[];

/**
 * Reads one YAML file and checks it. Each mistake becomes one line `file:line: path: what is wrong (value)`, whose message
 * already names the way out.
 */
export async function readYamlFile<T>(file: string, schema: z.ZodType<T>): Promise<FileOutcome<T>> {
  let source: string;
  try {
    source = await readFile(file, 'utf8');
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unreadable';
    const why = code === 'ENOENT' ? 'file not found' : `cannot be read (${code})`;
    return { kind: 'refused', lines: [`${file}: ${why}: create it (the repository ships one) or set CONFIG_DIR`] };
  }
  return checkYaml(file, source, schema);
}

/** The same for a text that is already at hand; `file` is only its name in messages. */
export function checkYaml<T>(file: string, source: string, schema: z.ZodType<T>): FileOutcome<T> {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  if (document.errors.length > 0)
    return refused(document.errors.map(({ pos, message }) => `${file}:${lineAt(pos[0])}: not YAML: ${message}`));
  const root = rootOf(document);
  if (root.kind === 'none') return refused([`${file}:1: cannot be read: ${root.why}`]);
  const parsed = schema.safeParse(root.value);
  if (parsed.success) return { kind: 'read', value: parsed.data };
  const lineOf = (path: Path): number => lineAt(offsetOf(document.contents, path));
  return refused(parsed.error.issues.flatMap((issue) => describeIssue(issue, root.value, file, lineOf)));
}

/** Nobody mends more at once. */
const MOST_LINES = 50;

function refused(lines: readonly string[]): FileOutcome<never> {
  const each = [...new Set(lines)];
  const more = each.length - MOST_LINES;
  return { kind: 'refused', lines: more > 0 ? [...each.slice(0, MOST_LINES), `and ${more} more`] : each };
}

type Root = { readonly kind: 'some'; readonly value: unknown } | { readonly kind: 'none'; readonly why: string };

/** Aliases that name nothing, or multiply without end, show only here. */
function rootOf(document: Document): Root {
  try {
    const value: unknown = document.toJS() ?? {};
    return isShallow(value) ? { kind: 'some', value } : { kind: 'none', why: 'it is nested too deeply' };
  } catch (thrown) {
    return { kind: 'none', why: messageOf(thrown) };
  }
}

function describeIssue(issue: z.core.$ZodIssue, root: unknown, file: string, lineAt: (path: Path) => number): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return `${file}:${lineAt(path)}: ${show(path)}: unknown name: remove it or correct its spelling`;
    });
  }
  const value = valueAt(root, issue.path);
  const given = value === undefined ? 'missing' : `${JSON.stringify(value)?.slice(0, 80)}`;
  return [`${file}:${lineAt(issue.path)}: ${show(issue.path)}: ${given}: ${issue.message}`];
}

const show = (path: Path): string => (path.length === 0 ? 'the file' : path.map(String).join('.'));

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (at === null || at === undefined ? undefined : Reflect.get(Object(at), key)),
    root,
  );
}

/** Where the deepest part of the path that exists begins; a missing key is reported at its parent. */
function offsetOf(node: unknown, path: Path): number {
  let offset = rangeStart(node) ?? 0;
  let at = node;
  for (const key of path) {
    if (isMap(at)) {
      const pair = at.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) return offset;
      offset = rangeStart(pair.key) ?? offset;
      at = pair.value;
    } else {
      const items = (at as { items?: unknown[] } | null)?.items;
      if (!Array.isArray(items) || typeof key !== 'number' || items[key] === undefined) return offset;
      at = items[key];
      offset = rangeStart(at) ?? offset;
    }
  }
  return offset;
}

function rangeStart(node: unknown): number | null {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? null;
}
