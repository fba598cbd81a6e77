/**
 * Numbers as English texts say them, so that a text which carries one that the facts lack can be refused: digits in any
 * spelling (`1,000`, `50 %`, `21st`, `10k`), words (`fifty`, `two hundred`, `third`, `twice`, `a dozen`), and spans of time,
 * of which `two weeks` and `14 days` are the same. When in doubt it is a number: a refusal costs less than an invented figure.
 */

interface SaidNumber {
  /** As it stands in the text, lower case. */
  readonly said: string;
  readonly value: number;
  /** Whatever of these the facts know vouches for it. */
  readonly means: readonly number[];
}

/** What the text says in numbers that are not among the allowed ones, as it says it. One is no claim: texts say it as an article. */
export function numbersNotIn(text: string, allowed: ReadonlySet<number>): readonly string[] {
  return numbersIn(text)
    .filter(({ value, means }) => value !== 1 && !means.some((each) => allowed.has(each)))
    .map(({ said }) => said);
}

/** Every number that the facts hold: as a number, or in words and digits inside a text or the name of a field. */
export function numbersOf(facts: unknown): ReadonlySet<number> {
  if (typeof facts === 'number') return new Set([facts]);
  if (typeof facts === 'string') return new Set(numbersIn(facts).flatMap(({ value, means }) => [value, ...means]));
  if (typeof facts !== 'object' || facts === null) return new Set();
  if (Array.isArray(facts)) return new Set(facts.flatMap((each) => [...numbersOf(each)]));
  return new Set(Object.entries(facts).flatMap(([name, value]) => [...numbersOf(name), ...numbersOf(value)]));
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const ORDINALS =
  'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';
const WORDS: ReadonlyMap<string, number> = new Map([
  ...SMALL.split(' ').map((word, at): [string, number] => [word, at]),
  ...TENS.split(' ').map((word, at): [string, number] => [word, (at + 2) * 10]),
  ...ORDINALS.split(' ').map((word, at): [string, number] => [word, at + 3]),
  ...TENS.split(' ').map((word, at): [string, number] => [`${word.slice(0, -1)}ieth`, (at + 2) * 10]),
  ...Object.entries({
    once: 1,
    first: 1,
    twice: 2,
    thrice: 3,
    couple: 2,
    dozen: 12,
    dozens: 12,
    half: 0.5,
    fortnight: 14,
  }),
]);
const SCALES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    hundred: 100,
    hundreds: 100,
    hundredth: 100,
    thousand: 1e3,
    thousands: 1e3,
    million: 1e6,
    millions: 1e6,
    billion: 1e9,
  }),
);
const SUFFIXES: ReadonlyMap<string, number> = new Map(Object.entries({ k: 1e3, K: 1e3, M: 1e6, bn: 1e9 }));
/** In days. */
const SPANS: readonly (readonly [RegExp, number])[] = [
  [/^weeks?$/i, 7],
  [/^fortnights?$/i, 14],
  [/^months?$/i, 30],
  [/^years?$/i, 365],
];

/** Digits with their thousands marked or not, words, the sign of per cent; any other script's digits stand for themselves. */
const TOKEN = /\d{1,3}(?:[,'’\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[\p{L}\p{M}]+|%|\p{Nd}+|\p{No}+/gu;

function numbersIn(text: string): readonly SaidNumber[] {
  const tokens = text.normalize('NFKC').match(TOKEN) ?? [];
  const found: SaidNumber[] = [];
  for (let at = 0; at < tokens.length; ) {
    const taken = digitsAt(tokens, at) ?? wordsAt(tokens, at);
    if (taken === null) {
      at += 1;
      continue;
    }
    const unit = unitAt(tokens, taken.next);
    found.push({
      said: tokens.slice(at, unit.next).join(' ').toLowerCase(),
      value: taken.value,
      means: meaningsOf(taken.value, unit.kind),
    });
    at = unit.next;
  }
  return found;
}

interface Taken {
  readonly value: number;
  readonly next: number;
}

function digitsAt(tokens: readonly string[], at: number): Taken | null {
  const token = tokens[at] ?? '';
  if (/^(?!\d)[\p{Nd}\p{No}]/u.test(token)) return { value: Number.NaN, next: at + 1 };
  if (!/^\d/.test(token)) return null;
  const value = Number(token.replace(/[^\d.]/g, ''));
  const factor = SUFFIXES.get(tokens[at + 1] ?? '') ?? SCALES.get((tokens[at + 1] ?? '').toLowerCase());
  return factor === undefined ? { value, next: at + 1 } : { value: value * factor, next: at + 2 };
}

/** `two hundred and fifty`: what stands before a scale is multiplied by it, what follows is added. */
function wordsAt(tokens: readonly string[], from: number): Taken | null {
  const word = (at: number): string => (tokens[at] ?? '').toLowerCase();
  const isNumber = (at: number): boolean => WORDS.has(word(at)) || SCALES.has(word(at));
  if (!isNumber(from)) return null;
  let total = 0;
  let group: number | null = null;
  let next = from;
  for (
    ;
    isNumber(next) || (word(next) === 'and' && next > from && isScale(word(next - 1)) && isNumber(next + 1));
    next += 1
  ) {
    if (word(next) === 'and') continue;
    const scale = SCALES.get(word(next));
    const value = WORDS.get(word(next)) ?? 0;
    // `five ten` are two numbers, `twenty five` is one.
    if (scale === undefined && group !== null && !joins(group, value)) break;
    if (scale === undefined) group = (group ?? 0) + value;
    else if (scale === 100) group = (group ?? 1) * scale;
    else {
      total += (group ?? 1) * scale;
      group = null;
    }
  }
  return { value: total + (group ?? 0), next };
}

const isScale = (word: string): boolean => SCALES.has(word);
const joins = (group: number, value: number): boolean =>
  (group % 100 === 0 && group > 0) || (group % 100 >= 20 && group % 10 === 0 && value >= 1 && value < 10);

type Unit = { readonly kind: 'none' | 'percent' | number; readonly next: number };

function unitAt(tokens: readonly string[], at: number): Unit {
  const token = tokens[at] ?? '';
  if (token === '%' || /^percent$/i.test(token)) return { kind: 'percent', next: at + 1 };
  if (/^per$/i.test(token) && /^cent$/i.test(tokens[at + 1] ?? '')) return { kind: 'percent', next: at + 2 };
  const days = SPANS.find(([span]) => span.test(token))?.[1];
  return days === undefined ? { kind: 'none', next: at } : { kind: days, next: at + 1 };
}

function meaningsOf(value: number, unit: Unit['kind']): readonly number[] {
  if (unit === 'percent') return [value, value / 100];
  if (typeof unit === 'number') return [value * unit];
  return value === 0.5 ? [value, 50] : [value];
}
