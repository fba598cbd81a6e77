import type { Finding } from './statement-finding.ts';
import { type Clause, DETERMINER, PREPOSITION } from './statement-clauses.ts';
import { FIGURES, isAttention, isFeature, PEOPLE, REALITY } from './statement-nouns.ts';
import { phraseOf } from './statement-reading.ts';
import { isNumber, isNumbering } from './statement-things.ts';
import { isPast, deedOf } from './statement-verbs.ts';
import type { Word } from './statement-words.ts';

/** Figures over many events, and attention or people that are counted: they move without any one event. */

export const PERSONS =
  /^(users|members|customers|people|subscribers|fans|attendees|participants|visitors|registrants)$/;

/** A statement whose subject is a figure over many events, or attention that is counted. */
export function figureOf(clauses: readonly Clause[]): Finding | null {
  const words = clauses[0]?.words ?? [];
  const verb = words.findIndex((word, at) => at > 0 && isPast(word.plain));
  const subject = phraseOf(verb > 0 && FIGURES.has(words[verb - 1]?.stem ?? '') ? words.slice(0, verb) : words);
  if (words[0] !== undefined && isAttention(words[0])) {
    if (words[1]?.plain === 'of') return rateOf(subject);
    if (PREPOSITION.has(words[1]?.plain ?? '') && !PEOPLE.has(words[0].stem)) return rateOf(subject);
  }
  // `Dashboards created: 40`.
  if (clauses.length > 1 && clauses.some((clause) => isNumber(clause.words)))
    return { verdict: 'vanity', because: 'figure' };
  if (clauses.every((clause) => isCountedAlone(clause.words))) return { verdict: 'vanity', because: 'attention' };
  if (isTimeSpent(words) || isRatio(words)) return { verdict: 'vanity', because: 'figure' };
  if (subject.some(({ stem }) => REALITY.has(stem)) || isRealPart(words)) return null;
  if (isSetByHand(clauses.flatMap((clause) => clause.words))) return null;
  const real = words.some(({ stem }) => REALITY.has(stem));
  if (isOfFeatures(words)) return { verdict: 'vanity', because: 'features' };
  const by = words.findIndex(({ plain }) => plain === 'by');
  if (
    by > 0 &&
    !real &&
    words.slice(by, by + 4).some(({ plain }) => plain === 'percent') &&
    words.slice(by).some(isPersonal)
  )
    return rateOf(subject);
  const per = words.findIndex(({ plain }) => plain === 'per');
  if (per > 0) return rateOf(subject);
  if (!real && subject.some(isFeature) && words.some(({ plain }) => NUMBER.test(plain)))
    return { verdict: 'vanity', because: 'features' };
  if (![subject[0], subject.at(-1)].some(isFigure) || isNumbering(subject)) return null;
  if (subject[0]?.plain === 'percent' || words[1]?.plain === 'percent') {
    if (words.some(({ stem }) => REALITY.has(stem))) return null;
  }
  return rateOf(subject);
}

/** `half of the live traffic`, `a percentage of live users`: a real part, not a figure. */
const isRealPart = (words: readonly Word[]): boolean => {
  const of = words.findIndex(({ plain }) => plain === 'of');
  return of > 0 && of < 4 && phraseOf(words.slice(of + 1)).some(({ stem }) => REALITY.has(stem));
};

/** `tax rates are entered`: a figure that somebody sets is a setting. */
const isSetByHand = (words: readonly Word[]): boolean =>
  !words.some(({ plain }) => plain === 'percent') &&
  words.some(
    (word, at) =>
      /^(is|are|was|were|been)$/.test(words[at - 1]?.plain ?? '') &&
      isPast(word.plain) &&
      /^(prepare|begin)$/.test(deedOf(word) ?? ''),
  );

/** `nine of its ten modules`. */
const isOfFeatures = (words: readonly Word[]): boolean =>
  words.some(
    ({ plain }, at) =>
      NUMBER.test(plain) && words[at + 1]?.plain === 'of' && words.slice(at + 2, at + 6).some(isFeature),
  );

const isPersonal = ({ stem }: Word): boolean => PEOPLE.has(stem);

const rateOf = (subject: readonly Word[]): Finding =>
  subject.some(({ stem }) => stem === 'login' || stem === 'signin')
    ? { verdict: 'login', because: 'door' }
    : { verdict: 'vanity', because: 'figure' };

/** `Likes and shares`. */
const isCountedAlone = (words: readonly Word[]): boolean =>
  words.length > 0 &&
  words.length <= 3 &&
  isAttention(words.at(-1) ?? NO_WORD) &&
  !words.some(({ plain, stem }) => PEOPLE.has(stem) || DETERMINER.has(plain) || PREPOSITION.has(plain));

const NO_WORD: Word = { plain: '', stem: '' };

export const isPerson = ({ plain }: Word): boolean => PERSONS.test(plain);

/** `Time spent in the app`; time that is saved is no figure yet. */
const isTimeSpent = (words: readonly Word[]): boolean =>
  /^(time|hours|minutes)$/.test(words[0]?.plain ?? '') && !words.slice(1, 4).some(({ plain }) => /^sav/.test(plain));

/** `seats used out of seats bought`. */
const isRatio = (words: readonly Word[]): boolean => {
  const at = words.findIndex(({ plain }, index) => plain === 'out' && words[index + 1]?.plain === 'of');
  return at > 0 && words.slice(0, at).some((word) => isAttention(word) || isPerson(word) || isFeature(word));
};

export const isFigure = (word: Word | undefined): boolean =>
  word !== undefined &&
  word.plain !== 'numbers' &&
  FIGURES.has(word.stem) &&
  !isPast(word.plain) &&
  !word.plain.endsWith('ing');

export const NUMBER = /^(\d+|two|three|four|five|six|seven|eight|nine|ten|all|half|most|percent)$/;
