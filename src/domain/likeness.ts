/** What is left when two spellings of one name are compared: letters and digits, case folded. */
export function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** The words of a name or id: `acmeProd-EU` is acme, prod and eu; `GmbH` is one. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Fewer letters may differ by a slip or by being another name. */
const SHORTEST_SLIP = 5;
const LONG = 9;

/** Whether one text is the other with a letter missing, added, wrong or two swapped; two such slips where it is long. */
export function isSlipOf(one: string, other: string): boolean {
  const length = Math.max(one.length, other.length);
  if (length < SHORTEST_SLIP) return false;
  const slips = length >= LONG ? 2 : 1;
  return Math.abs(one.length - other.length) <= slips && slipsBetween(one, other) <= slips;
}

/** Optimal string alignment: the fewest insertions, deletions, replacements and swaps of neighbours. */
export function slipsBetween(one: string, other: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const steps = [
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (isSame ? 0 : 1),
        ...(isSwap ? [(before[j - 2] ?? 0) + 1] : []),
      ];
      row.push(Math.min(...steps));
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
