/** Deeper than any real event; recursion over a value of this depth is safe. */
const DEEPEST = 64;

/**
 * Whether a value is nested no deeper than we are willing to follow: beyond some thousand levels even `JSON.stringify` runs
 * out of stack. Never recurses further than that itself.
 */
export function isShallow(value: unknown, levels: number = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1));
}
