import fc, { type Parameters } from 'fast-check';

/** How many times as many tries as where people wait for the tests; `.ci/run` sets it. */
const TIMES = Number(process.env.FVM_FUZZ_TIMES ?? 1);
/** The same tries each time, so that a change breaks the tests and nothing else does; `FVM_SEED=random`, or any number, for others. */
const SEED = process.env.FVM_SEED ?? '20261126';

/** For `fc.assert`. What fails is printed with its seed and its path. */
export function tries<T>(count: number): Parameters<T> {
  return { numRuns: count * TIMES, ...(SEED === 'random' ? {} : { seed: Number(SEED) }) };
}

/** Names that mean something to JavaScript itself. */
export const LOADED_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then'];

/** Texts that databases, pages, messages, spreadsheets, file systems or people read as something else. */
export const TRICKS: readonly string[] = [
  ...LOADED_NAMES,
  '\0',
  'nul\0inside',
  '\uD800',
  'half\uDFFFpair',
  '\u202Ereversed\u202C\u2066x\u2069',
  `e${'\u0301'.repeat(300)}`,
  '\uFEFF\u200B\u2028\u2029\u0085',
  "'; DROP TABLE accounts; --",
  '" OR "1"="1',
  "%' ESCAPE '\\",
  '$1 ? :name @p1 {{7*7}} $(7*7) #{7*7}',
  '../../../../etc/passwd',
  '..%2f..%2fpackage.json',
  '=HYPERLINK("https://evil.example","x")',
  '+1+cmd|calc',
  '@SUM(A1)',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '[x](javascript:alert(1)) **b** <@70000001> @everyone',
  '\r\nSet-Cookie: x=y\r\n\r\n',
  '9'.repeat(400),
  '1e400',
  '-0',
  'NaN',
  '2026-02-30',
  '+275760-09-13T00:00:00.001Z',
  'x'.repeat(5_000),
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...TRICKS),
  fc.tuple(fc.constantFrom(...TRICKS), fc.string({ unit: 'binary' })).map(([trick, more]) => `${more}${trick}${more}`),
);

export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, 2 ** 53, -(2 ** 53) - 2, Number.MAX_VALUE, 8.64e15 + 1, -8.64e15 - 1, 1e21, 5e-324),
);

const name = fc.oneof(hostileText, fc.constantFrom(...LOADED_NAMES));

/** A value as JSON may hold it: loaded names as members of its own, nests, odd texts and numbers. */
export const { hostileJson } = fc.letrec<{ hostileJson: unknown }>((tie) => ({
  hostileJson: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(hostileText, hostileNumber, fc.boolean(), fc.constant(null)),
    fc.array(tie('hostileJson'), { maxLength: 5 }),
    fc.array(fc.tuple(name, tie('hostileJson')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
}));

/** An object with some of these members, each of any kind, and some that nobody knows. */
export const hostileObject = (names: readonly string[]): fc.Arbitrary<unknown> =>
  fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: name }),
        hostileJson,
      ),
      {
        maxLength: 8,
      },
    )
    .map((members) => Object.fromEntries(members));

/** Sorted by nobody's wish: that nothing was written onto what all objects share. */
export function expectCleanPrototypes(): void {
  for (const shared of [Object.prototype, Array.prototype, Function.prototype]) expect(Object.keys(shared)).toEqual([]);
}
