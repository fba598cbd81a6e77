/**
 * Words as the drafter compares them: lower case, without accents, endings cut, so that `Tickets`, `ticketResolved` and
 * `ticket_resolved` meet. English only; a text in another language matches nothing and leads to a question, not to a guess.
 */

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['paid', 'pay'],
  ['sent', 'send'],
  ['won', 'win'],
  ['held', 'hold'],
  ['built', 'build'],
  ['sold', 'sell'],
  ['ran', 'run'],
  ['made', 'make'],
  ['met', 'meet'],
  ['taken', 'take'],
  ['written', 'write'],
  ['people', 'person'],
  ['cancelled', 'cancel'],
  ['cancelling', 'cancel'],
]);

/** The part of a word that its forms share: `completed` and `completes` give `complet`. */
export function stem(word: string): string {
  return cutFinalE(IRREGULAR.get(word) ?? cutEnding(cutPlural(word)));
}

function cutPlural(word: string): string {
  if (word.length < 4) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word;
  if (/(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

function cutEnding(word: string): string {
  const base = word.length >= 6 && word.endsWith('ing') ? word.slice(0, -3) : cutPast(word);
  // `planned` and `plan` are one word; `billed` keeps its double letter because `bill` has it.
  return base !== word && /([bdgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

const cutPast = (word: string): string => (word.length >= 5 && /[^e]ed$/.test(word) ? word.slice(0, -2) : word);

const cutFinalE = (word: string): string => (word.length >= 4 && word.endsWith('e') ? word.slice(0, -1) : word);

/** Signing in is not signing: `sign on`, `signing up` and a final `signed in` become one word. */
const SIGN_IN = /\b(?:sign(?:s|ing)?|signed(?=[^a-z0-9]+in[^a-z0-9]*$))[^a-z0-9]+(in|on|up|off)\b/g;

/** Most words of playbooks: nothing of what follows touches them, and there are thousands. */
const ONE_WORD = /^[a-z0-9]+$/;

/** The words of a text or of an event name in any style, in order, uncut. */
export function plainWordsOf(text: string): readonly string[] {
  if (ONE_WORD.test(text)) return [text];
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1 ')
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/\be-(?=[a-z])/g, 'e')
    .replace(SIGN_IN, 'sign$1')
    .replace(/['’]s?\b/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The stems of a text or an event name, in order. */
export function wordsOf(text: string): readonly string[] {
  return plainWordsOf(text).map(stem);
}

/** True when the phrase's stems stand in the text one after the other. */
export function hasPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  return startsOf(words, phrase).length > 0;
}

/** Every place at which the phrase begins. */
function startsOf(words: readonly string[], phrase: readonly string[]): readonly number[] {
  if (phrase.length === 0) return [];
  return words.flatMap((_, at) => (phrase.every((word, offset) => words[at + offset] === word) ? [at] : []));
}

/**
 * A shape of event names, written `ticket|case resolved|closed`: each group must be met by some word of the name, in any
 * order. An alternative of several words is joined by hyphens (`check-in`).
 */
export interface EventPattern {
  readonly text: string;
  readonly groups: readonly (readonly (readonly string[])[])[];
  /** Every stem that the pattern speaks of: such words in a name are meant, not by-catch. */
  readonly stems: ReadonlySet<string>;
}

export function parsePattern(text: string): EventPattern {
  const groups = text
    .trim()
    .split(/\s+/)
    .map((group) => group.split('|').flatMap(spellings));
  return { text, groups, stems: new Set(groups.flat(2)) };
}

/** `check-in` is also written `checkin`. */
function spellings(alternative: string): readonly (readonly string[])[] {
  const apart = wordsOf(alternative);
  return apart.length > 1 ? [apart, wordsOf(alternative.replaceAll('-', ''))] : [apart];
}

/** Each group needs a word of its own: `report_sent` does not meet `report reported`. */
export function matchesPattern({ groups }: EventPattern, nameWords: readonly string[]): boolean {
  return meetsGroups(groups, nameWords);
}

function meetsGroups([group, ...others]: EventPattern['groups'], words: readonly string[]): boolean {
  if (group === undefined) return true;
  return group.some((alternative) =>
    startsOf(words, alternative).some((at) => meetsGroups(others, words.toSpliced(at, alternative.length, USED))),
  );
}

/** Stands where a group has taken its word; no stem is empty. */
const USED = '';

/** The word of the name that met the pattern's first group, in the singular: what the product calls the thing. */
export function thingOf(pattern: EventPattern, eventName: string): string {
  const plain = plainWordsOf(eventName);
  const stems = plain.map(stem);
  for (const alternative of pattern.groups[0] ?? []) {
    const [at] = startsOf(stems, alternative);
    if (at !== undefined)
      return plain
        .slice(at, at + alternative.length)
        .map(cutPlural)
        .join(' ');
  }
  return plain[0] ?? eventName;
}
