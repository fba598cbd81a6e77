const Z_95 = 1.96;

/**
 * 95 % interval of a share, after Wilson 1927 (METHOD section 3): centre (p + z²/2n)/(1 + z²/n), half-width
 * z/(1 + z²/n)·sqrt(p(1−p)/n + z²/4n²). `n` at least 1.
 */
export function wilsonInterval(hits: number, n: number): { readonly low: number; readonly high: number } {
  const share = hits / n;
  const zz = Z_95 ** 2;
  const scale = 1 + zz / n;
  const centre = (share + zz / (2 * n)) / scale;
  const half = (Z_95 / scale) * Math.sqrt((share * (1 - share)) / n + zz / (4 * n ** 2));
  // None and all of n end exactly at 0 and 1, whatever the rounding.
  return { low: hits === 0 ? 0 : centre - half, high: hits === n ? 1 : centre + half };
}
