import { z } from 'zod';
import { undocumented } from '../world/refusal.ts';

/** How the bytes of a request read. */
export type ReadBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly files: readonly UploadedFile[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly text: string; readonly why: string };

/** One file of a form. */
export interface UploadedFile {
  /** The name of its part. */
  readonly part: string;
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/** JSON, or a form of files where a route takes one. */
export async function readBody(bytes: Buffer | null, contentType: string | undefined): Promise<ReadBody> {
  const text = bytes?.toString('utf8') ?? '';
  if (bytes === null || text === '') return { kind: 'empty' };
  if (/^multipart\/form-data\b/i.test(contentType ?? '')) return readForm(bytes, contentType ?? '');
  if (!/^application\/json\b/i.test(contentType ?? '')) {
    return { kind: 'unreadable', text, why: 'Content-Type must be application/json' };
  }
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (thrown) {
    return { kind: 'unreadable', text, why: thrown instanceof Error ? thrown.message : 'Invalid JSON' };
  }
}

async function readForm(bytes: Buffer, contentType: string): Promise<ReadBody> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': contentType } }).formData();
    const files: UploadedFile[] = [];
    for (const [part, value] of form) {
      if (typeof value === 'string') continue;
      files.push({ part, name: value.name, type: value.type, content: new Uint8Array(await value.arrayBuffer()) });
    }
    return { kind: 'form', files };
  } catch (thrown) {
    return { kind: 'unreadable', text: '', why: thrown instanceof Error ? thrown.message : 'Invalid form' };
  }
}

/** A body of the wanted shape, or 400 with the first thing that is wrong with it. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw undocumented(400, `${where}${issue?.message ?? 'invalid'}`);
}

/** An id as paths and bodies may give it: a number or a string. */
export const AnyId = z.union([z.string().min(1), z.number()]).transform(String);
