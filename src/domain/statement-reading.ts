import { AUXILIARY, type Clause, DETERMINER, PREPOSITION } from './statement-clauses.ts';
import { CONTAINERS, PEOPLE, PREPARING, PRODUCT } from './statement-nouns.ts';
import { type Deed, deedOf, isPast } from './statement-verbs.ts';
import type { Word } from './statement-words.ts';

/** Who did what to what: one event of a clause. */
export interface Happening {
  readonly deed: Deed;
  readonly verb: Word;
  /** What it was done to; for a verb without an object, who or what did it. The head stands last. */
  readonly object: readonly Word[];
  /** Who did it, as far as it is said. */
  readonly actor: readonly Word[];
  /** All claimed words of the clause. */
  readonly clause: readonly Word[];
  /** What the clause says after the verb. */
  readonly after: readonly Word[];
  /** `a scheduled report is sent`: the scheduling is not what is claimed. */
  readonly weak: boolean;
}

const ADVERB = /ly$/;
const ADVERBS = new Set(
  'just now already finally also once twice again still together daily weekly monthly ever fully only soon then here there up out live'.split(
    ' ',
  ),
);
const isAdverb = ({ plain }: Word): boolean =>
  ADVERBS.has(plain) ||
  (ADVERB.test(plain) && plain.length > 4 && !/^(reply|supply|apply|family|assembly|weekly|monthly)$/.test(plain));

/** The events of a clause, in order. `before`: the clause before it, whose subject a clause after `and` shares. */
export function happeningsOf({ words, relative }: Clause, before: Clause | null): readonly Happening[] {
  const kept = words.filter((word) => !isAdverb(word));
  let finite = false;
  return kept.flatMap((word, at) => {
    const form = formAt(kept, at, before !== null);
    if (form === null || (finite && !isPast(word.plain) && relative === null)) return [];
    // `uses the features listed in a report`: after the verb of the clause a bare participle only describes.
    const bare = finite && isPast(word.plain) && !AUXILIARY.has(kept[at - 1]?.plain ?? '');
    const describes = form === 'passive' && !AUXILIARY.has(kept[at - 1]?.plain ?? '') && hasFinite(kept.slice(at + 1));
    const again = finite;
    finite ||= form !== 'modifier' && (form === 'active' || AUXILIARY.has(kept[at - 1]?.plain ?? ''));
    const found = happeningAt(kept, at, form, deedOf(word) ?? 'unknown', before);
    if (again && relative !== null && !isPast(word.plain) && before !== null)
      return [{ ...resumed(found, before), clause: words }];
    return [{ ...found, clause: words, weak: found.weak || bare || describes || relative === 'person' }];
  });
}

/** `a route planned by the product is driven`: a later verb is the one of the sentence. */
const hasFinite = (words: readonly Word[]): boolean =>
  words.some(({ plain }, at) => /^(is|are|was|were|gets?|has|have)$/.test(plain) && isPast(words[at + 1]?.plain ?? ''));

/** `a contact who came through a campaign buys`: the verb belongs to the contact. */
function resumed(found: Happening, before: Clause): Happening {
  const subject = subjectOf(upToVerb(before.words));
  const alone = found.object === found.actor;
  return { ...found, actor: subject, object: alone ? subject : found.object };
}

type Form = 'passive' | 'active' | 'modifier';

/** Whether the word at this place is the verb of the clause. */
function formAt(words: readonly Word[], at: number, continued = false): Form | null {
  const word = words[at];
  if (word === undefined || (AUXILIARY.has(word.plain) && !takesObject(words, at))) return null;
  const before = words[at - 1];
  const next = words[at + 1];
  if (isPast(word.plain) || isJoinedPast(word)) return pastForm(words, at, continued);
  if (before === undefined) return continued && isFiniteS(words, at) ? 'active' : baseAtStart(words, at);
  if (deedOf(word) === null) return isUnknownVerb(words, at) ? 'active' : null;
  if (DETERMINER.has(before.plain) || PREPOSITION.has(before.plain)) return null;
  if (word.plain.endsWith('ing') && word.plain !== 'bring') return AUXILIARY.has(before.plain) ? 'active' : null;
  if (AUXILIARY.has(before.plain) || /.{3}ings$/.test(word.plain)) return null;
  if (next !== undefined && (AUXILIARY.has(next.plain) || (isPast(next.plain) && !startsObject(words[at + 2]))))
    return null;
  if (word.plain.endsWith('s')) {
    if (isNumberWord(before)) return null;
    if (deedOf(word) === 'login' && !PEOPLE.has(before.stem) && !PRODUCT.has(before.stem)) return null;
    return isNounLike(before) && !headless(words, at) ? 'active' : null;
  }
  if (next !== undefined && /[^s]s$/.test(next.plain) && deedOf(next) !== null && at > 1) return null;
  const plural = before.plain.endsWith('s') || phraseOf(words.slice(0, at)).at(-1)?.plain.endsWith('s') === true;
  return plural || PEOPLE.has(before.stem) || isNumberWord(before) ? 'active' : null;
}

const isFiniteS = (words: readonly Word[], at: number): boolean => {
  const [word, next] = [words[at], words[at + 1]];
  if (word === undefined || !word.plain.endsWith('s') || deedOf(word) === null) return false;
  return next === undefined || !(AUXILIARY.has(next.plain) || isPast(next.plain));
};

/** `a student borrows a book`: between a person and an object stands a verb, known or not. */
function isUnknownVerb(words: readonly Word[], at: number): boolean {
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  if (before === undefined || word === undefined || next === undefined) return false;
  return (
    isNounLike(before) &&
    !PEOPLE.has(word.stem) &&
    DETERMINER.has(next.plain) &&
    word.plain.endsWith('s') !== before.plain.endsWith('s') &&
    !PREPOSITION.has(word.plain)
  );
}

/** `gets an answer`, `has a first reply`: the auxiliary is the verb. */
function takesObject(words: readonly Word[], at: number): boolean {
  const plain = words[at]?.plain ?? '';
  const next = words[at + 1];
  return /^(gets?|got)$/.test(plain) && next !== undefined && !isPast(next.plain);
}

const isJoinedPast = ({ plain }: Word): boolean =>
  plain === 'signin' || plain === 'login' || plain === 'signup' || plain === 'signoff' || plain === 'checkin';

function pastForm(words: readonly Word[], at: number, continued: boolean): Form | null {
  const before = words[at - 1];
  const next = words[at + 1];
  const word = words[at];
  if (word !== undefined && isJoinedPast(word)) {
    if (before === undefined) return continued ? 'active' : null;
    return next?.plain === 'attempt' || DETERMINER.has(before.plain) || PREPOSITION.has(before.plain) ? null : 'active';
  }
  if (before !== undefined && AUXILIARY.has(before.plain)) {
    const perfect = /^(has|have|had|having)$/.test(before.plain);
    return perfect && startsObject(next)
      ? 'active'
      : perfect && PEOPLE.has(words[at - 2]?.stem ?? '')
        ? 'active'
        : 'passive';
  }
  if (before === undefined)
    return startsObject(next) && next !== undefined && !DETERMINER.has(next.plain) ? 'modifier' : 'active';
  if (
    (DETERMINER.has(before.plain) || PREPOSITION.has(before.plain) || isAdjective(before) || isNumberWord(before)) &&
    isNounLike(next)
  )
    return 'modifier';
  if (startsObject(next) && isNounLike(before)) return 'active';
  return PEOPLE.has(before.stem) && !hasBy(words, at) && next === undefined ? 'active' : 'passive';
}

const isAdjective = ({ plain }: Word): boolean =>
  /^(new|real|fully|newly|own|live|recently|automatically|properly)$/.test(plain);
const isNumberWord = ({ plain }: Word): boolean => /^\d+$/.test(plain);
const hasBy = (words: readonly Word[], at: number): boolean => words.slice(at).some(({ plain }) => plain === 'by');

function startsObject(word: Word | undefined): boolean {
  return word !== undefined && !PREPOSITION.has(word.plain) && !AUXILIARY.has(word.plain) && !isPast(word.plain);
}

function isNounLike(word: Word | undefined): boolean {
  return (
    word !== undefined && !PREPOSITION.has(word.plain) && !AUXILIARY.has(word.plain) && !DETERMINER.has(word.plain)
  );
}

/** `Reports sent`, `orders processed`: at the very beginning, or before a later verb, it is a noun in the plural. */
const headless = (words: readonly Word[], at: number): boolean =>
  words.slice(at + 1).some(({ plain }) => /^(is|are|was|were|has|have|been)$/.test(plain)) &&
  !startsObject(words[at + 1]);

function baseAtStart(words: readonly Word[], at: number): Form | null {
  const word = words[at];
  const next = words[at + 1];
  if (at > 0 || word === undefined || next === undefined) return null;
  // `Send the first campaign`: an order to oneself. A gerund (`Sending …`) likewise names the deed.
  const gerund =
    word.plain.endsWith('ing') &&
    !PREPARING.has(word.stem) &&
    words.some(({ plain }) => PREPOSITION.has(plain)) &&
    !words.slice(1).some(({ plain }) => isPast(plain) || AUXILIARY.has(plain));
  return deedOf(word) !== null && (DETERMINER.has(next.plain) || gerund) ? 'active' : null;
}

function happeningAt(words: readonly Word[], at: number, form: Form, deed: Deed, before: Clause | null): Happening {
  const verb = words[at] ?? { plain: '', stem: '' };
  const after = words.slice(at + 1);
  const own = subjectOf(words.slice(0, at));
  const subject = own.length > 0 ? own : before === null ? [] : subjectOf(upToVerb(before.words));
  const rest = { deed, verb, clause: words, after };
  if (form === 'modifier') return { ...rest, object: phraseOf(after), actor: [], weak: true };
  const by = after.findIndex(({ plain }) => plain === 'by');
  if (form === 'passive')
    return { ...rest, object: subject, actor: by < 0 ? [] : phraseOf(after.slice(by + 1)), weak: false };
  // `are cleaned and imported`: the passive goes on.
  if (at === 0 && isPast(verb.plain) && before !== null && hasFinite(before.words) && !startsObject(after[0]))
    return { ...rest, object: subject, actor: [], weak: false };
  const object = isTime(phraseOf(after)) ? [] : phraseOf(after);
  return { ...rest, object: object.length > 0 ? object : subject, actor: subject, weak: false };
}

function upToVerb(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex(
    (word, index) =>
      index > 0 &&
      (AUXILIARY.has(word.plain) || (formAt(words, index) !== null && formAt(words, index) !== 'modifier')),
  );
  return at < 0 ? words : words.slice(0, at);
}

/** The noun phrase before the verb; what hangs on it by a preposition is left out, except after a word that only counts. */
const subjectOf = (words: readonly Word[]): readonly Word[] =>
  phraseOf(words.filter(({ plain }) => !AUXILIARY.has(plain)));

/** `an outside guest`. */
const isQuality = (words: readonly Word[], at: number): boolean =>
  words[at]?.plain === 'outside' && DETERMINER.has(words[at - 1]?.plain ?? '');

/** `returns the next day`. */
const isTime = (words: readonly Word[]): boolean =>
  words.length > 0 &&
  words.every(
    ({ plain }) =>
      /^(\d+|day|days|week|weeks|month|months|times|morning|evening|year|next|first|second|same)$/.test(plain) ||
      DETERMINER.has(plain),
  );

/** `every day`, `twice a week`: says how often, not what. */
const isTimeAdverbial = (words: readonly Word[], at: number): boolean =>
  /^(every|each|once|twice|this|last|a)$/.test(words[at]?.plain ?? '') &&
  words
    .slice(at + 1, at + 3)
    .some(({ plain }) =>
      /^(day|week|month|morning|evening|quarter|year|monday|tuesday|wednesday|thursday|friday)$/.test(plain),
    );

/** The first noun phrase: `a list of contacts for the launch` gives `list contacts`. */
export function phraseOf(words: readonly Word[]): readonly Word[] {
  const phrase: Word[] = [];
  for (const [at, word] of words.entries()) {
    const last = phrase.at(-1);
    if (word.plain === 'of' && last !== undefined && CONTAINERS.has(last.stem)) continue;
    if (word.plain === 'of' && last === undefined) continue;
    if ((PREPOSITION.has(word.plain) && !isQuality(words, at)) || AUXILIARY.has(word.plain)) break;
    if (last !== undefined && isTimeAdverbial(words, at)) break;
    if (at > 0 && isPast(word.plain) && !isNounLike(words[at + 1])) break;
    phrase.push(word);
  }
  return phrase.filter((word, index) => !DETERMINER.has(word.plain) || index === phrase.length - 1);
}
