/**
 * The smallest value with at least this share of the values at or below it, as for the quantiles of METHOD section 2 where
 * nothing is censored. Null for no values.
 */
export function quantileOf(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const index = Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1);
  return sorted[index] ?? null;
}
