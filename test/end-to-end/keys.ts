import type { Comment } from './world.ts';

/** The keys of what the agent wrote, from its links. */
export const keysIn = (text: string): readonly string[] =>
  [...text.matchAll(/#fvm-([\w.-]+)/g)].map((hit) => hit[1] ?? '');

export const keysOf = ({ comment }: Pick<Comment, 'comment'>): readonly string[] =>
  keysIn(comment.map(({ attributes }) => attributes?.link ?? '').join(' '));
