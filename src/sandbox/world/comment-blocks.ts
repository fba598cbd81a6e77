import { z } from 'zod';
import type { Block } from './model.ts';
import { undocumented } from './refusal.ts';

/** Comments are made of blocks: text with attributes, mentions, and kinds that are only passed on (emoji, task mentions). */

const Attributes = z.record(z.string(), z.unknown());
const Text = z.looseObject({ text: z.string(), attributes: Attributes.optional(), type: z.undefined().optional() });
const Tag = z.looseObject({ type: z.literal('tag'), user: z.looseObject({ id: z.number().int() }) });
const Other = z.looseObject({ type: z.string() });

/** Checks the blocks of a body. A mention must carry a numeric user id; a text block must carry text. */
export function parseBlocks(value: unknown): readonly Block[] {
  if (!Array.isArray(value) || value.length === 0) throw undocumented(400, 'comment must be a list of blocks');
  return value.map((block, index) => {
    const tag = Tag.safeParse(block);
    if (tag.success) return { type: 'tag', user: { id: tag.data.user.id } };
    const text = Text.safeParse(block);
    if (text.success) return { text: text.data.text, attributes: nested(text.data.attributes ?? {}) };
    const other = Other.safeParse(block);
    if (other.success && other.data.type !== 'tag') return other.data;
    throw undocumented(400, `comment block ${index} is neither text nor a mention of a user id`);
  });
}

/** Plain `comment_text`: one literal block. An `@name` in it mentions nobody. */
export function literalBlocks(text: string): readonly Block[] {
  return [{ text, attributes: {} }];
}

/** Whom a block mentions; null when it is no mention. */
export function mentionOf(block: Block): number | null {
  const tag = Tag.safeParse(block);
  return tag.success ? tag.data.user.id : null;
}

/** People mentioned by tag blocks, each once. */
export function mentionedIds(blocks: readonly Block[]): readonly number[] {
  const ids = blocks.map(mentionOf).filter((id) => id !== null);
  return [...new Set(ids)];
}

/** ClickUp takes `{"list":"bullet"}` as well as the nested form, and reads the nested one back. */
function nested(attributes: Record<string, unknown>): Record<string, unknown> {
  return typeof attributes.list === 'string' ? { ...attributes, list: { list: attributes.list } } : attributes;
}
