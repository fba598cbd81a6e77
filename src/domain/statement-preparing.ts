import {
  ANSWERED,
  BEGUN,
  DOOR,
  type Finding,
  firstOf,
  found,
  COUNTED,
  FELT,
  ITS_WORK,
  NO_EVENT,
  PREPARED,
  REHEARSED,
  type Rule,
  type Setting,
} from './statement-finding.ts';
import { stem } from './draft-words.ts';
import {
  ABSTRACTIONS,
  DOORS,
  INSIGHTS,
  OUTSIDERS,
  PEOPLE,
  PREPARATIONS,
  PREPARERS,
  stemsOf,
  PRODUCT,
  FLAWS,
} from './statement-nouns.ts';
import type { Happening } from './statement-reading.ts';
import {
  any,
  isDoor,
  isForOthers,
  isFromOwnData,
  isKey,
  isLarge,
  isOnlyProduct,
  isPlace,
  isPreparation,
  isReal,
  isRehearsed,
  isRequest,
  plainly,
} from './statement-things.ts';
import { isIdentity, workOf } from './statement-verticals.ts';

/** Getting in, making ready, beginning: what comes before the work, and the cases in which it is the work. */

/** Where signing in is the product, it is value when somebody does it who does not administer it. */
export function judgeLogin(happening: Happening, setting: Setting): Finding {
  const { clause, object, verb } = happening;
  // A thing that is registered has been made ready.
  if (verb.stem === stem('register') && happening.actor.length === 0 && !any(clause, PEOPLE)) return PREPARED;
  // Who came in is counted.
  if (verb.stem === 'signup' && isLarge(clause)) return found('vanity', 'figure');
  const sso = isIdentity(setting.vertical) || clause.some(({ stem }) => stem === 'sso');
  const byAdmin = any(clause, PREPARERS) && !setting.claims.another;
  const named =
    happening.actor.length > 0 && !plainly(happening.actor, /^users?$/) && plainly(clause, /^apps?|applications?$/);
  const works = named || isForOthers(clause, setting) || isReal(clause, setting);
  if (sso && !byAdmin && works && !isRehearsed(happening, setting)) return ITS_WORK;
  const opens = isKey(object) || plainly(object, /^(accounts?|portal|workspace)$/);
  return isPreparation(object, setting) && !opens ? PREPARED : DOOR;
}

/** `activates the account`, `sets a password`. */
const OPENING = stemsOf('activated set create obtain chosen chooses');
const ATTENDING = stemsOf('join attend');
const LINKING = stemsOf('connect add link');

const PREPARATION_RULES: readonly Rule[] = [
  ({ object }, setting) => (any(object, ABSTRACTIONS) && !isPreparation(object, setting) ? NO_EVENT : null),
  ({ object, verb }, setting) => (isDoor(object, setting) && (OPENING.has(verb.stem) || isKey(object)) ? DOOR : null),
  ({ object, after }) => (isOnlyProduct(object) && any(after, ABSTRACTIONS) ? FELT : null),
  ({ after }) => (isLarge(after) && plainly(after, /^times$/) ? COUNTED : null),
  ({ actor, object }, setting) =>
    any(actor.slice(-1), STRANGERS) && !isPreparation(object, setting) ? ANSWERED : null,
  (happening, setting) => (isOwnWork(happening, setting) && !isRehearsed(happening, setting) ? ITS_WORK : null),
  ({ verb, object, clause }) =>
    LINKING.has(verb.stem) && plainly(object, /^(friends|people|strangers)$/) && any(clause, PEOPLE) ? ANSWERED : null,
];

/** In a product that is about it (courses, feeds, synced files), when it is done by or for those whom it is for. */
function isOwnWork({ verb, object, actor, after }: Happening, setting: Setting): boolean {
  const own = workOf(setting.vertical);
  const itself = own.has(verb.stem) || (ATTENDING.has(verb.stem) && any(object, own));
  return itself && (isForOthers([...actor, ...after], setting) || plainly(actor, /^people$/));
}

export const judgePreparation = firstOf(PREPARATION_RULES, PREPARED);

/** People whom nobody could take for the account itself. */
const ACCOUNT_ITSELF = stemsOf('customer client lead contractor public external outside');
const STRANGERS: ReadonlySet<string> = new Set([...OUTSIDERS].filter((word) => !ACCOUNT_ITSELF.has(word)));
/** Writing down what really happened is what such a product is for. */
const RECORDING = stemsOf('record log enter capture');
/** Several people at one thing: what a shared document is for. */
const WRITING = stemsOf('write writing edit comment');
/** `makes a decision`, `places an order`: the noun says what is done. */
const LIGHT = stemsOf('make made place');
const DEED_NOUNS = stemsOf(
  'decision order payment sale purchase call change booking donation claim hire offer deposit ' +
    'appointment reservation transfer profit',
);

/** Keeps what comes in. */
const HOARDING = stemsOf('store ingest accumulate retain track log capture');

const MENDING = stemsOf('change update rewrite');
const EFFORT = /^(time|money|effort|hours|costs?)$/;

const BEGINNING_RULES: readonly Rule[] = [
  // What was wrong with it is put right.
  ({ verb, object }) => (MENDING.has(verb.stem) && any(object, FLAWS) ? found('value', 'done') : null),
  // `makes the product their own`.
  ({ verb, object }) =>
    LIGHT.has(verb.stem) && any(object.slice(0, 1), PRODUCT) && !any(object.slice(-1), DEED_NOUNS) ? FELT : null,
  ({ verb, object }) => (verb.stem === 'start' && plainly(object.slice(-1), /^trial$/) ? DOOR : null),
  ({ verb, object }) =>
    LIGHT.has(verb.stem) &&
    plainly(object.slice(-1), /^(easier|faster|better|simpler|smoother|quicker|safer|happier|clearer)$/)
      ? found('vague', 'comparison')
      : null,
  // `More than 500 projects created`: how much was begun is no work done.
  ({ object, actor, clause }) =>
    isLarge(clause) && (actor.length === 0 || actor === object) ? found('vanity', 'figure') : null,
  ({ object }) =>
    plainly(object.slice(0, 1), /^(better|faster|smarter|quicker|more)$/) ? found('vague', 'comparison') : null,
  ({ verb, object }) =>
    verb.stem === 'sav' && plainly(object.slice(-1), EFFORT) ? found('vague', 'comparison') : null,
  ({ verb, object, actor }) =>
    verb.stem === 'enter' && object === actor && any(object.slice(-1), PEOPLE) ? DOOR : null,
  // Where signing in is the work, it is so for whoever does not administer it.
  (happening, setting) =>
    isIdentity(setting.vertical) && any(happening.object.slice(-1), DOORS) ? judgeLogin(happening, setting) : null,
  ({ verb, clause }) => (HOARDING.has(verb.stem) && isLarge(clause) ? found('vanity', 'figure') : null),
  (happening, setting) =>
    ENTERING.has(happening.verb.stem) && isPlace(happening.object) ? judgeLogin(happening, setting) : null,
  ({ object }, setting) => (isDoor(object, setting) ? DOOR : null),
  ({ object }) => (any(object, ABSTRACTIONS) && !any(object, PREPARATIONS) && !any(object, INSIGHTS) ? NO_EVENT : null),
  (happening, setting) => (isRehearsed(happening, setting) ? REHEARSED : null),
  ({ object, clause }, setting) =>
    any(object, INSIGHTS) && isFromOwnData(clause, setting) ? found('value', 'own_data') : null,
  ({ verb, clause }) =>
    WRITING.has(verb.stem) && plainly(clause, /^(two|three|another|second|together|eachother)$/) && any(clause, PEOPLE)
      ? ANSWERED
      : null,
  ({ verb, clause }, setting) => (RECORDING.has(verb.stem) && isReal(clause, setting) ? found('value', 'done') : null),
  ({ actor, object }, setting) =>
    any(actor, STRANGERS) && !isRequest(object) && !isPreparation(object, setting) ? ANSWERED : null,
  ({ verb, object }) => (LIGHT.has(verb.stem) && any(object.slice(-1), DEED_NOUNS) ? found('value', 'done') : null),
  ({ object }, setting) => (isPreparation(object, setting) ? PREPARED : null),
];

/** Comes into a place. */
export const ENTERING = stemsOf('reach enter open access');

export const judgeBeginning = firstOf(BEGINNING_RULES, BEGUN);
