import { mentionOf } from '../world/comment-blocks.ts';
import type { Block } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { userRef } from './person-view.ts';

/** The blocks as ClickUp reads them back: mentions filled in, and a last newline block with an id of its own. */
export function blocksView(world: World, blocks: readonly Block[], commentId: number): readonly Block[] {
  const end = { text: '\n', attributes: { 'block-id': `block-${commentId}` } };
  const shown = blocks.map((block) => filledIn(world, block));
  return endsLine(blocks.at(-1)) ? shown : [...shown, end];
}

/** The text that ClickUp derives from blocks: what they say one after another, mentions as `@Name`. */
export function textOf(world: World, blocks: readonly Block[]): string {
  return blocks.map((block) => String(filledIn(world, block).text ?? '')).join('');
}

function filledIn(world: World, block: Block): Block {
  const id = mentionOf(block);
  if (id === null) return block;
  const person = world.people.get(id);
  if (!person) return { type: 'tag', user: { id }, text: '@unknown' };
  return { type: 'tag', user: userRef(person), text: `@${person.name ?? person.email}` };
}

function endsLine(block: Block | undefined): boolean {
  return typeof block?.text === 'string' && block.text.endsWith('\n');
}
