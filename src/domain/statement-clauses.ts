import { FIGURES, isAttention, OUTSIDERS, PEOPLE, PREPARERS, REALITY, REHEARSALS } from './statement-nouns.ts';
import { deedOf, isPast } from './statement-verbs.ts';
import type { Word } from './statement-words.ts';

/**
 * What a sentence claims and what it only speaks of. `but nobody has opened it` denies; `not the person who made it`,
 * `rather than on sample data` set something aside; `before …`, `ready to …`, `can …` look ahead.
 */

export interface Clause {
  /** The claimed words. */
  readonly words: readonly Word[];
  /** It says of which person (`who …`) or thing (`that …`): after its own verb the sentence goes on with that of the clause before. */
  readonly relative: 'person' | 'thing' | null;
}

export interface Claims {
  readonly clauses: readonly Clause[];
  /** It is said of the work itself that it has not been done, or has reached nobody. */
  readonly denied: boolean;
  /** It is said who did *not* do it: somebody other than whoever made it ready. */
  readonly another: boolean;
  /** Rehearsal is set aside (`not on sample data`). */
  readonly real: boolean;
  /** It is done to see whether it works (`to check that the script runs`). */
  readonly tried: boolean;
  /** The work is said to come only afterwards (`before the campaign is sent`). */
  readonly first: boolean;
}

type Mode = 'said' | 'denied' | 'aside' | 'ahead' | 'why';

const RESTART = new Set('but then while whereas although though after when whenever yet'.split(' '));
const RELATIVE = new Set('who that which where whose whom'.split(' '));
const AHEAD = new Set(
  'before until till unless if will would can could may might should ready able unable shall must'.split(' '),
);
const PENDING = new Set('awaiting waiting pending awaits waits remains'.split(' '));
const DENIAL = new Set(
  'never nobody none nothing neither nor cannot cant hasnt isnt doesnt didnt wont wasnt arent werent havent dont hardly barely unsent unread unopened unpublished unsigned unpaid'.split(
    ' ',
  ),
);
export const AUXILIARY = new Set(
  'is are was were be been being has have had gets get got becomes does do did having'.split(' '),
);
export const DETERMINER = new Set(
  'a an the its his her their our my your this that these those any some each every no one two three four five six seven eight nine ten twelve twenty thirty forty fifty hundred thousand first second last next another other several many few all both'.split(
    ' ',
  ),
);
export const PREPOSITION = new Set(
  'of in on for to with from by about at into through within between after per via than as over against during inside outside across without before under upon onto among towards toward until since behind beyond'.split(
    ' ',
  ),
);

export function claimsOf(stretches: readonly (readonly Word[])[]): Claims {
  const read = stretches.map((words) => readStretch(words));
  return {
    clauses: read.flatMap(({ clauses }) => clauses),
    denied:
      read.some(({ denied }) => deniesWork(denied)) ||
      stretches.some((words) => words.some(({ plain }) => plain === 'ready')),
    another: read.some(({ aside }) => aside.some(({ stem }) => PREPARERS.has(stem) || MAKERS.has(stem))),
    tried: read.some(({ ahead }) => ahead.some(({ stem }) => TRIALS.has(stem))),
    first: read.some(({ ahead }) =>
      ahead.some((word) => isPast(word.plain) && (deedOf(word) === 'deliver' || deedOf(word) === 'finish')),
    ),
    real: read.some(({ aside, denied }) => [...aside, ...denied].some(({ stem }) => REHEARSALS.has(stem))),
  };
}

const TRIALS = new Set(['check', 'test', 'verify', 'whether', 'try']);

/** `the person who created it`, `the team`, `the author`. */
const MAKERS = new Set('person one creat configur built build team staff invit set sent send'.split(' '));

interface Stretch {
  readonly clauses: readonly Clause[];
  readonly denied: readonly Word[];
  readonly aside: readonly Word[];
  readonly ahead: readonly Word[];
}

function readStretch(words: readonly Word[]): Stretch {
  const clauses: Word[][] = [[]];
  const relatives = new Map<Word[], 'person' | 'thing'>();
  const denied: Word[] = [];
  const aside: Word[] = [];
  const ahead: Word[] = [];
  let mode: Mode = 'said';
  for (const [at, word] of words.entries()) {
    const next = modeAt(words, at, mode);
    if (next.opens) clauses.push([]);
    const open = clauses.at(-1);
    const said = deedOf(words[at - 1] ?? NOTHING) !== null;
    if (next.opens && RELATIVE.has(word.plain) && !said && open !== undefined)
      relatives.set(open, word.plain.startsWith('who') ? 'person' : 'thing');
    if (next.mode === 'aside' && mode === 'said') dropAuxiliary(clauses.at(-1));
    mode = next.mode;
    if (next.skip) continue;
    if (mode === 'said') clauses.at(-1)?.push(word);
    if (mode === 'denied') denied.push(word);
    if (mode === 'aside') aside.push(word);
    if (mode === 'ahead') ahead.push(word);
  }
  return {
    clauses: clauses
      .filter((each) => each.length > 0)
      .map((each) => ({ words: each, relative: relatives.get(each) ?? null })),
    denied,
    aside,
    ahead,
  };
}

/** `is` of `who is not an administrator` says nothing without it. */
function dropAuxiliary(clause: Word[] | undefined): void {
  if (clause !== undefined && AUXILIARY.has(clause.at(-1)?.plain ?? '')) clause.pop();
}

interface Step {
  readonly mode: Mode;
  readonly opens: boolean;
  /** The word itself is a joint, not a part. */
  readonly skip: boolean;
}

const step = (mode: Mode, opens = false, skip = true): Step => ({ mode, opens, skip });

function modeAt(words: readonly Word[], at: number, mode: Mode): Step {
  const { plain } = words[at] ?? NOTHING;
  const next = words[at + 1] ?? NOTHING;
  // `after reading the report`: what led to it.
  if (RESTART.has(plain) && next.plain.endsWith('ing') && at > 0) return step('why');
  if (RESTART.has(plain) || (plain === 'once' && at === 0)) return step('said', true);
  if (plain === 'and' || plain === 'or') return mode === 'said' || startsAnew(next) ? step('said', true) : step(mode);
  if (RELATIVE.has(plain)) return step(mode, mode === 'said');
  if (plain === 'because' || plain === 'so') return step('why');
  // `a customer about to leave renews`: the leaving is only feared.
  if (looksAhead(words, at) && words[at - 1]?.plain === 'about') return step('aside');
  if (AHEAD.has(plain) || looksAhead(words, at)) return step('ahead');
  if (PENDING.has(plain) && mode === 'said') return step('denied');
  const negated = negationAt(words, at);
  if (negated !== null) return negated;
  if (mode === 'aside' && endsAside(words, at)) return step('said', true, false);
  return step(mode, false, false);
}

const NOTHING: Word = { plain: '', stem: '' };

const startsAnew = (word: Word): boolean => DETERMINER.has(word.plain) || RELATIVE.has(word.plain);

/** `to send` is a purpose, but `the first customer to pay` has paid. */
function looksAhead(words: readonly Word[], at: number): boolean {
  const next = words[at + 1] ?? NOTHING;
  if (words[at]?.plain !== 'to' || DETERMINER.has(next.plain) || words[at - 1]?.stem === 'used') return false;
  const isBase = !isPast(next.plain) && !/(s|ing)$/.test(next.plain) && deedOf(next) !== null && !PEOPLE.has(next.stem);
  const ranked = words.slice(Math.max(0, at - 4), at).some(({ plain }) => /^(first|last|next|second)$/.test(plain));
  const follows = words[at + 2];
  return isBase && !(ranked && at < 5) && (follows === undefined || !isPast(follows.plain));
}

function negationAt(words: readonly Word[], at: number): Step | null {
  const { plain } = words[at] ?? NOTHING;
  const next = words[at + 1] ?? NOTHING;
  if (DENIAL.has(plain)) return step('denied', false, !plain.startsWith('un'));
  if (plain === 'no')
    return words[at - 1]?.plain === 'with' || PREPARERS.has(next.stem) ? step('aside') : step('denied');
  if (plain === 'without') return words.slice(at, at + 3).some(reachesNobody) ? step('denied') : step('aside');
  if (/^(rather|instead|other)$/.test(plain) && /^(than|of)$/.test(next.plain)) return setAside(words[at + 2]);
  if (plain === 'except' || plain === 'unlike') return step('aside');
  if (plain !== 'not') return null;
  if (RELATIVE.has(words[at - 2]?.plain ?? '') && /^(did|does|do)$/.test(words[at - 1]?.plain ?? ''))
    return step('aside');
  return DETERMINER.has(next.plain) || PREPOSITION.has(next.plain) || PEOPLE.has(next.stem)
    ? step('aside')
    : step('denied');
}

const reachesNobody = ({ plain }: Word): boolean => /^(anyone|anybody|being|any)$/.test(plain);

/** `scheduled rather than sent` denies the sending; `rather than on paper` sets paper aside. */
const setAside = (next: Word | undefined): Step => step(next !== undefined && isPast(next.plain) ? 'denied' : 'aside');

/** A finite verb that does not belong to `who …` takes the sentence up again: `who is not an administrator signs in`. */
function endsAside(words: readonly Word[], at: number): boolean {
  const word = words[at] ?? NOTHING;
  const before = words[at - 1] ?? NOTHING;
  if (RELATIVE.has(before.plain) || DETERMINER.has(before.plain) || PREPOSITION.has(before.plain)) return false;
  if (AUXILIARY.has(word.plain)) return !RELATIVE.has(before.plain) && before.plain !== 'not';
  const again = words[at - 1]?.plain !== 'not' && !isPast(word.plain) && DETERMINER.has(words[at + 1]?.plain ?? '');
  if (again && deedOf(word) !== null && !word.plain.endsWith('ing')) return true;
  const finite = (word.plain.endsWith('s') && !word.plain.endsWith('ss')) || word.plain === 'signin';
  return finite && deedOf(word) !== null;
}

/** Help that was not needed is no denial; work that was not done, or reached nobody, is. */
function deniesWork(words: readonly Word[]): boolean {
  if (words.length === 0) return false;
  if (words.some(({ plain }) => plain.startsWith('un') && DENIAL.has(plain))) return true;
  if (words.some(({ stem }) => HELP.has(stem))) return false;
  const content = words.filter(({ plain }) => !AUXILIARY.has(plain) && plain !== 'yet');
  if (content.length === 0) return true;
  return content.some((word) => {
    const deed = deedOf(word);
    return (
      deed === 'deliver' ||
      deed === 'finish' ||
      deed === 'view' ||
      deed === 'use' ||
      deed === 'confirm' ||
      OUTSIDERS.has(word.stem) ||
      REALITY.has(word.stem) ||
      isAttention(word) ||
      (FIGURES.has(word.stem) && deed === null)
    );
  });
}

const HELP = new Set(
  'help ask support chas remind interven manual manually prompt assist paper train longer'.split(' '),
);
