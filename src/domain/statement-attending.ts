import {
  BEGUN,
  COUNTED,
  DOOR,
  FELT,
  ANSWERED,
  type Finding,
  firstOf,
  found,
  PREPARED,
  REHEARSED,
  type Rule,
} from './statement-finding.ts';
import {
  ABSTRACTIONS,
  COLLEAGUES,
  DOORS,
  FIGURES,
  isAttention,
  isFeature,
  OUTSIDERS,
  PEOPLE,
  PRECEPTS,
  PREPARERS,
  stemsOf,
} from './statement-nouns.ts';
import { ENTERING, judgeLogin } from './statement-preparing.ts';
import type { Happening } from './statement-reading.ts';
import {
  any,
  isAbstract,
  isDoor,
  isForOthers,
  isKey,
  isFromOwnData,
  isLarge,
  isMakersOwn,
  isOnlyProduct,
  isPlace,
  isPreparation,
  isReal,
  isRehearsed,
  isRequest,
  plainly,
  reachesEndUsers,
} from './statement-things.ts';
import { isFileSync, isIdentity, workOf } from './statement-verticals.ts';

/** Looking, using, feeling, and figures that move. */

const SEEN_BY_ANOTHER = found('value', 'seen_by_another');

const VIEW_RULES: readonly Rule[] = [
  // `sees us as a partner`.
  ({ verb, after }) =>
    /^se(e|en)$/.test(verb.stem) && (plainly(after, /^as$/) || plainly(after.slice(0, 1), /^(what|how|why)$/))
      ? FELT
      : null,
  ({ object, verb }, setting) => (verb.stem === 'open' && isDoor(object, setting) ? DOOR : null),
  (happening, setting) =>
    isIdentity(setting.vertical) && ENTERING.has(happening.verb.stem) ? judgeLogin(happening, setting) : null,
  (happening, setting) => (isRehearsed(happening, setting) ? REHEARSED : null),
  ({ object }) => (any(object, ABSTRACTIONS) || plainly(object.slice(-1), /^(results?|gains?)$/) ? FELT : null),
  (happening, setting) =>
    isOnlyProduct(happening.object) || (ENTERING.has(happening.verb.stem) && isPlace(happening.object))
      ? judgeLogin(happening, setting)
      : null,
  ({ object }, setting) => (isDoor(object, setting) ? DOOR : null),
  (happening) =>
    plainly(happening.clause, /^(times|thousand|million|hundred)$/) && !any(viewersOf(happening), OUTSIDERS)
      ? COUNTED
      : null,
  (happening, { vertical, ...rest }) => {
    const works = any(happening.object, workOf(vertical)) && isForOthers(viewersOf(happening), { vertical, ...rest });
    return isPreparation(happening.object, { vertical, ...rest }) && !works && !reachesEndUsers(happening.clause)
      ? PREPARED
      : null;
  },
  ({ object, verb }) => (isRequest(object) && verb.stem === 'open' ? BEGUN : null),
  (happening, setting) => (isMakersOwn(happening, setting) || any(happening.actor, PREPARERS) ? COUNTED : null),
  (happening, { claims }) => (any(viewersOf(happening), OUTSIDERS) || claims.another ? SEEN_BY_ANOTHER : null),
  (happening) => (namesRecipient(viewersOf(happening)) ? SEEN_BY_ANOTHER : null),
  // `builds a report, and the officer reads it`: the work of one has reached the other.
  ({ object, actor }) => (plainly(object, /^(it|them)$/) && any(actor, COLLEAGUES) ? SEEN_BY_ANOTHER : null),
  ({ clause }, { vertical }) =>
    isFileSync(vertical) && plainly(clause, /^(second|another|other|phone|tablet|computer|device|laptop)$/)
      ? SEEN_BY_ANOTHER
      : null,
  ({ clause }, setting) => (isFromOwnData(clause, setting) ? found('value', 'own_data') : null),
];

/** Looking is worth something when the work was made for who looks; else it is counted attention. */
export const judgeView = firstOf(VIEW_RULES, COUNTED);

const viewersOf = ({ actor, after }: Happening) => [...actor, ...after];

/** `another member`, `the executive who asked`: a definite person other than the maker. */
const namesRecipient = (viewers: Happening['after']): boolean =>
  viewers.some(
    ({ plain }, at) =>
      plain === 'by' && viewers[at + 1]?.plain === 'the' && any(viewers.slice(at + 2, at + 4), COLLEAGUES),
  ) || plainly(viewers, /^(another|second|executive|colleague|teammate|board|recipient|approver|reviewer|oncall)$/);

const SEVERAL = /^(two|three|four|five|six|seven|eight|nine|ten|\d+|all|most|half|percent|every|several)$/;

const USE_RULES: readonly Rule[] = [
  (happening, setting) => (isRehearsed(happening, setting) ? REHEARSED : null),
  ({ object, clause }) => (object.some(isFeature) && plainly(clause, SEVERAL) ? found('vanity', 'features') : null),
  ({ object }, setting) =>
    object.some(isFeature) || isAbstract(object, setting) || isOnlyProduct(object) ? FELT : null,
  ({ object }, setting) => (isPreparation(object, setting) ? PREPARED : null),
  ({ clause }, setting) => (isForOthers(clause, setting) || isReal(clause, setting) ? ANSWERED : null),
];

export const judgeUse = firstOf(USE_RULES, FELT);

const JOINING = stemsOf('collaborate cooperate work communicate');
const TRYING = stemsOf('explore try tried experience');

const STATE_RULES: readonly Rule[] = [
  ({ after }) => (isLarge(after) && plainly(after, /^times$/) ? COUNTED : null),
  // `Two users collaborate on the same board`: that can be seen; collaborating better cannot.
  ({ verb, actor, after }) =>
    JOINING.has(verb.stem) && any(actor, PEOPLE) && plainly(after, /^same$/) ? ANSWERED : null,
  (happening, setting) => (TRYING.has(happening.verb.stem) && isRehearsed(happening, setting) ? REHEARSED : null),
  ({ object }) => (any(object.slice(-1), PRECEPTS) ? PREPARED : null),
  ({ verb, object }, setting) => (verb.stem === 'succeed' && isDoor(object, setting) ? DOOR : null),
  ({ verb, object }, setting) =>
    verb.stem === 'work' && isPreparation(object, setting) ? (isKey(object) ? DOOR : PREPARED) : null,
  // `A hundred dashboards exist`.
  ({ verb, clause }) => (verb.stem === 'exist' && isLarge(clause) ? found('vanity', 'figure') : null),
  // A launcher is embedded in a site; a product is embedded in how people work.
  ({ verb, clause }) => (verb.stem === 'embed' && plainly(clause, /^(site|website|page|code)$/) ? PREPARED : null),
  ({ object, clause }) => (object.some(isFeature) && plainly(clause, SEVERAL) ? found('vanity', 'features') : null),
];

export const judgeState = firstOf(STATE_RULES, FELT);

/** Attention or adoption that grows is vanity; anything else that grows or improves has no one moment. */
export function judgeChange({ object, actor, clause, after }: Happening): Finding {
  const what = [...object, ...actor];
  if (any(what, DOORS) && !what.some(isAttention)) return DOOR;
  if (what.some(isAttention) || any(what, FIGURES) || clause.slice(0, 6).some(isAttention))
    return found('vanity', 'figure');
  return isLarge(after) ? found('vanity', 'figure') : found('vague', 'comparison');
}
