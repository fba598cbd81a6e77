/** What one look found due, and how much of it could be taken. */
export interface Claimed<T> {
  readonly due: number;
  readonly claimed: readonly T[];
}

/**
 * Where other processes took all that was found due, there may be more behind it: whoever gave up then would rest a second
 * beside a full table. Each look that goes away empty-handed has seen another process get something, so it ends.
 */
export async function untilWon<T>(look: () => Promise<Claimed<T>>): Promise<readonly T[]> {
  for (;;) {
    const { due, claimed } = await look();
    if (claimed.length > 0 || due === 0) return claimed;
  }
}
