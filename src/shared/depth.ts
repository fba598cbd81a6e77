/** Deeper than any real event; recursion over a value of this depth is safe. */
const DEEPEST = 64;

/**
 * Whether a value is nested no deeper than we are willing to follow: beyond some thousand levels even `JSON.stringify` runs
 * out of stack. Never recurses further than that itself.
 */
export function isShallow(value: unknown, levels: number = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels <= 0) return false;
  for (const name in value)
    if (!isShallow((value as Readonly<Record<string, unknown>>)[name], levels - 1)) return false;
  return true;
}
