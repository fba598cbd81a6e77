import { z } from 'zod';
import { undocumented } from '../world/refusal.ts';

/** How the bytes of a request read. */
export type ReadBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly text: string; readonly why: string };

/** JSON only: ClickUp does not fully support form bodies, so a client that sends one has a bug. */
export function readBody(bytes: Buffer | null, contentType: string | undefined): ReadBody {
  const text = bytes?.toString('utf8') ?? '';
  if (text === '') return { kind: 'empty' };
  if (!/^application\/json\b/i.test(contentType ?? '')) {
    return { kind: 'unreadable', text, why: 'Content-Type must be application/json' };
  }
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (thrown) {
    return { kind: 'unreadable', text, why: thrown instanceof Error ? thrown.message : 'Invalid JSON' };
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
