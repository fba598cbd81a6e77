import { isComparison, isEquipping, isPutOff } from './statement-delivering.ts';
import {
  ANSWERED,
  BEGUN,
  COUNTED,
  DONE,
  DOOR,
  FELT,
  type Finding,
  firstOf,
  found,
  NO_EVENT,
  PREPARED,
  REHEARSED,
  type Rule,
  type Setting,
} from './statement-finding.ts';
import {
  OUTSIDERS,
  PEOPLE,
  PREPARATIONS,
  PREPARERS,
  PREPARING,
  PRODUCT,
  stemsOf,
  isMood,
  REALITY,
} from './statement-nouns.ts';
import { judgeChange } from './statement-attending.ts';
import { ENTERING, judgeLogin } from './statement-preparing.ts';
import { type Happening, phraseOf } from './statement-reading.ts';
import {
  any,
  isAbstract,
  isCounted,
  isDoor,
  isForOthers,
  isGeneric,
  isIdentifier,
  isIdentityCheck,
  isKey,
  isLarge,
  isMakersOwn,
  isNumber,
  isOnlyProduct,
  isPlace,
  isPreparation,
  isReal,
  isRehearsed,
  isRequest,
  plainly,
  reachesEndUsers,
} from './statement-things.ts';
import { deedOf } from './statement-verbs.ts';
import { isSecurity, workOf } from './statement-verticals.ts';

/** Finishing: the work itself, unless what was finished is none. */

const ARRIVING = stemsOf('land arrive come came get got go went');
/** Harm is undone: that is work, whatever it is done to. */
const UNDOING = stemsOf(
  'revoked corrected remediated blocked quarantined fixed prevented rotated restored recovered stopped',
);
/** Where finding harm is only half of the work. */
const FINDING = stemsOf('find found identify identified');
/** Being shown somewhere is no work yet. */
const APPEARING = stemsOf('appear shown display');
const COUNTING = stemsOf('reach pass passed exceed count');
const BUYING = stemsOf('bought buys purchase paid upgraded ordered');
const AGREEING = stemsOf('agreed');
const TELLING = stemsOf('tell told inform notify');
const ATTAINING = stemsOf('achieve attain');

/** `a room is booked for the training`: whatever is done for a preparation is part of it. */
function isForPreparing({ after }: Happening, setting: Setting): boolean {
  const at = after.findIndex(({ plain }) => plain === 'for');
  return (
    at >= 0 &&
    GETTING_READY.test(phraseOf(after.slice(at + 1)).at(-1)?.plain ?? '') &&
    workOf(setting.vertical).size === 0
  );
}
const GETTING_READY =
  /^(training|onboarding|kickoff|rollout|golive|migration|installation|implementation|launch|pilot|workshop)$/;

const QUALIFYING = stemsOf('certified qualified accredited');
/** A switch that is thrown is worth something where real people feel it. */
const SWITCHING = stemsOf('toggled');

/** What was finished is no piece of the customer's work. */
const NO_WORK: readonly Rule[] = [
  // `gets comfortable`, `gets more done`, `the product pays off`: how it is with somebody, and no event.
  ({ verb, object }) => (verb.stem === 'get' && object.length === 1 && object.some(isMood) ? FELT : null),
  ({ verb, object }) =>
    verb.stem === 'get' && plainly(object.slice(0, 1), /^(more|better|faster)$/) ? found('vague', 'comparison') : null,
  ({ verb, actor }) => (verb.stem === 'pay' && isOnlyProduct(actor) ? FELT : null),
  // Ticking off is what one does to a list; telling people of the tool prepares them.
  ({ verb }) => (verb.stem === 'tick' ? PREPARED : null),
  ({ verb, after }) => (TELLING.has(verb.stem) && after[0]?.plain === 'about' && any(after, PRODUCT) ? PREPARED : null),
  ({ verb, object }) =>
    ATTAINING.has(verb.stem) && plainly(object.slice(-1), /^(wins?|results?|targets?)$/) ? NO_EVENT : null,
  (happening, setting) => (isForPreparing(happening, setting) ? PREPARED : null),
  ({ verb, after }) =>
    verb.stem === 'go' && plainly(after.slice(0, 1), /^(well|fine|nicely|great)$/)
      ? found('vague', 'comparison')
      : null,
  // `finds the product intuitive`.
  ({ verb, object }) => (verb.stem === 'find' && any(object.slice(0, 1), PRODUCT) ? FELT : null),
  ({ verb, object, actor }) =>
    verb.stem === 'return' && (object === actor || actor.length === 0) && any(object.slice(-1), PEOPLE) ? DOOR : null,
  (happening, setting) => (isRehearsed(happening, setting) ? REHEARSED : null),
  (happening) =>
    isNumber(happening.object) || (COUNTING.has(happening.verb.stem) && isLarge(happening.after))
      ? judgeChange(happening)
      : null,
  ({ object }, setting) => (isIdentityCheck(object) && !any(object, workOf(setting.vertical)) ? DOOR : null),
  ({ deed, object }) =>
    deed === 'confirm' && (isKey(object) || (isIdentifier(object) && !any(object, REALITY))) ? DOOR : null,
  (happening, setting) =>
    ENTERING.has(happening.verb.stem) && isPlace(happening.object) ? judgeLogin(happening, setting) : null,
  ({ object, verb }, setting) => (isDoor(object, setting) && !UNDOING.has(verb.stem) ? DOOR : null),
  ({ object, actor, clause }, setting) =>
    any(object, workOf(setting.vertical)) &&
    any(object, PREPARATIONS) &&
    !isReal(clause, setting) &&
    !isForOthers([...actor, ...clause], setting)
      ? PREPARED
      : null,
  ({ object, actor, verb, clause }, setting) =>
    isPreparation(object, setting) &&
    !(object === actor && any(object.slice(-1), PEOPLE)) &&
    !UNDOING.has(verb.stem) &&
    !reachesEndUsers(clause)
      ? PREPARED
      : null,
  ({ verb, object }, setting) =>
    BUYING.has(verb.stem) &&
    !any(object, workOf(setting.vertical)) &&
    plainly(object, /^(seats?|credits?|licen[cs]es?|plan|subscription|package|tier|trial)$/)
      ? PREPARED
      : null,
  // Tools are handed out to those who are to work with them.
  (happening, setting) => (isEquipping(happening, setting) ? PREPARED : null),
  // `Work gets done`.
  ({ object, actor, clause }, setting) =>
    isGeneric(object) && (actor.length === 0 || actor === object) && !isForOthers(clause, setting) ? NO_EVENT : null,
  ({ verb, clause }) => (ARRIVING.has(verb.stem) && plainly(clause, /^(screen|homepage|home)$/) ? DOOR : null),
  // `The user gets it`.
  ({ object, verb }) => (verb.stem === 'get' && plainly(object, /^it$/) ? NO_EVENT : null),
  ({ object }, setting) => (isAbstract(object, setting) ? NO_EVENT : null),
  ({ object, clause }, setting) => (isCounted(object) && !isReal(clause, setting) ? COUNTED : null),
];

/** It is work, but nobody has got it, or nobody but who made it ready. */
const NOT_YET: readonly Rule[] = [
  // Whoever is certified for the product has been prepared for it.
  ({ verb, object }, setting) =>
    QUALIFYING.has(verb.stem) && any(object.slice(-1), PEOPLE) && workOf(setting.vertical).size === 0 ? PREPARED : null,
  ({ deed, after }) => (deed === 'confirm' && after[0]?.plain === 'with' && any(after, PREPARERS) ? PREPARED : null),
  ({ clause }) => (plainly(clause, /^internally$/) ? BEGUN : null),
  // What is agreed on is still to be done.
  ({ verb }) => (AGREEING.has(verb.stem) ? PREPARED : null),
  ({ deed, object }) =>
    deed === 'confirm' && plainly(object.slice(-1), /^(plans?|timeline|dates?|scope)$/) ? PREPARED : null,
  (happening, setting) => (happening.deed === 'confirm' && leadsToPreparation(happening, setting) ? PREPARED : null),
  ({ deed, object, actor }) => (deed === 'confirm' && object === actor && any(object.slice(-1), PEOPLE) ? FELT : null),
  (happening, setting) => (isMakersOwn(happening, setting) ? found('setup', 'own_doing') : null),
  ({ clause }) => (isComparison(clause) ? found('vague', 'comparison') : null),
  ({ object, clause }, setting) => (isOnlyProduct(object) && !isReal(clause, setting) ? NO_EVENT : null),
  ({ verb, object, clause }, setting) =>
    verb.stem === 'receiv' &&
    !isReal(clause, setting) &&
    plainly(object, /^(events?|data|heartbeat|ping|payload|webhook|credentials|access|email)$/)
      ? PREPARED
      : null,
  ({ verb }, setting) => (isSecurity(setting.vertical) && FINDING.has(verb.stem) ? BEGUN : null),
  ({ verb, clause }, setting) =>
    APPEARING.has(verb.stem) && !isForOthers(clause, setting) && !isReal(clause, setting) ? PREPARED : null,
  ({ verb, after }, setting) => (verb.stem === 'export' && !isForOthers(after, setting) ? BEGUN : null),
  ({ verb, clause, after }, setting) =>
    SWITCHING.has(verb.stem) && !isReal(clause, setting) && !isForOthers(after, setting) ? BEGUN : null,
  ({ object, clause }, setting) =>
    plainly(object, /^(api|endpoint)$/) && !isReal(clause, setting) && !isForOthers(clause, setting) ? BEGUN : null,
  ({ clause }) => (isPutOff(clause) ? BEGUN : null),
  ({ clause }) => (any(clause, OUTSIDERS) ? ANSWERED : null),
];

export const judgeFinish = firstOf([...NO_WORK, ...NOT_YET], DONE);

/** A yes to a preparation is one itself. */
function leadsToPreparation({ after, clause, object }: Happening, { all }: Setting): boolean {
  const rest = (after.length > 0 ? after : all).filter(({ stem }) => !PRODUCT.has(stem));
  if (all.some((word) => deedOf(word) === 'prepare')) return true;
  return any(rest, PREPARATIONS) || any(rest, PREPARING) || (any(clause, PREPARATIONS) && !isRequest(object));
}

/** A trade's own word for its work; said of people, it mostly tells how they feel. */
export function judgeUnknown(happening: Happening, setting: Setting): Finding {
  const { object, actor } = happening;
  if (actor.length === 0 && any(object.slice(-1), PEOPLE)) return FELT;
  if (setting.claims.first) return BEGUN;
  return isDoor(object, setting) ? PREPARED : judgeFinish(happening, setting);
}
