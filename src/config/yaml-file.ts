import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { type LineOf, readYaml, type YamlPath } from './yaml-text.ts';

export type FileOutcome<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'refused'; readonly lines: readonly string[] };

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
  const text = readYaml(source);
  if (text.kind === 'refused') return refused([`${file}:${text.line}: ${text.why}`]);
  const parsed = schema.safeParse(text.value);
  if (parsed.success) return { kind: 'read', value: parsed.data };
  const lineOf = text.lines();
  return refused(parsed.error.issues.flatMap((issue) => describeIssue(issue, text.value, file, lineOf)));
}

/** Nobody mends more at once. */
const MOST_LINES = 50;

function refused(lines: readonly string[]): FileOutcome<never> {
  const each = [...new Set(lines)];
  const more = each.length - MOST_LINES;
  return { kind: 'refused', lines: more > 0 ? [...each.slice(0, MOST_LINES), `and ${more} more`] : each };
}

function describeIssue(issue: z.core.$ZodIssue, root: unknown, file: string, lineOf: LineOf): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return `${file}:${lineOf(path)}: ${show(path)}: unknown name: remove it or correct its spelling`;
    });
  }
  const value = valueAt(root, issue.path);
  const given = value === undefined ? 'missing' : `${JSON.stringify(value)?.slice(0, 80)}`;
  return [`${file}:${lineOf(issue.path)}: ${show(issue.path)}: ${given}: ${issue.message}`];
}

const show = (path: YamlPath): string => (path.length === 0 ? 'the file' : path.map(String).join('.'));

function valueAt(root: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (at, key) => (at === null || at === undefined ? undefined : Reflect.get(Object(at), key)),
    root,
  );
}
