import type { Block } from '../world/model.ts';
import type { World } from '../world/world.ts';

interface Named {
  readonly id: number;
  readonly name: string;
}

/**
 * What a person typed, as blocks: `@Name` becomes a mention when it is the name of an active member, the longest such name
 * first, without regard to case. Other at-signs, as in e-mail addresses, stay text.
 */
export function typedBlocks(world: World, typed: string): readonly Block[] {
  const text = typed.replace(/\r\n/g, '\n').trim();
  const people = namesOf(world);
  const blocks: Block[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const person = people.find(({ name }) => standsAt(text, at, name));
    if (!person) continue;
    if (at > from) blocks.push({ text: text.slice(from, at), attributes: {} });
    blocks.push({ type: 'tag', user: { id: person.id } });
    from = at + 1 + person.name.length;
  }
  if (from < text.length) blocks.push({ text: text.slice(from), attributes: {} });
  return blocks;
}

function namesOf(world: World): readonly Named[] {
  return [...world.people.values()]
    .flatMap(({ id, name, active }) => (name !== null && active ? [{ id, name }] : []))
    .toSorted((a, b) => b.name.length - a.name.length);
}

function standsAt(text: string, at: number, name: string): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + 1 + name.length);
  const found = text.slice(at + 1, at + 1 + name.length);
  return found.toLowerCase() === name.toLowerCase() && !isWord(before) && !isWord(after);
}

function isWord(sign: string): boolean {
  return /[\p{L}\p{N}_]/u.test(sign);
}
