import {
  BEGUN,
  COUNTED,
  DONE,
  DOOR,
  firstOf,
  found,
  NO_EVENT,
  PREPARED,
  REHEARSED,
  type Rule,
  type Setting,
} from './statement-finding.ts';
import { EQUIPMENT, OUTSIDERS, PEOPLE, stemsOf } from './statement-nouns.ts';
import type { Happening } from './statement-reading.ts';
import {
  any,
  isDoor,
  isLarge,
  isNumbering,
  isOnlyProduct,
  isPreparation,
  isReal,
  isRehearsed,
  isRequest,
  plainly,
  reachesOnlyMaker,
  speaksOfAbstract,
} from './statement-things.ts';
import { awaitsAnswer, workOf } from './statement-verticals.ts';

/** Handing over: the work itself, unless what was handed over is none, or nobody has got it. */

const SENDING = stemsOf('sent published shared posted launched released golive emailed');
const LODGING = stemsOf('submit file');
const SEEN = stemsOf(
  'viewed seen read opened watched answer responded reply replied signed countersigned completed voted',
);

const PLACING = stemsOf('publish launch release share');
const SHELVES = /^(forms?|portal|storefront|catalogue|catalog|board|calendar|workspace|folder)$/;

const DELIVERY_RULES: readonly Rule[] = [
  // Mails that went out, counted; whom they reached is not said.
  ({ object, clause }) =>
    isLarge(clause) && plainly(object.slice(-1), /^(mails|emails|notifications)$/) && !any(clause, OUTSIDERS)
      ? COUNTED
      : null,
  (happening, setting) => (isRehearsed(happening, setting) ? REHEARSED : null),
  ({ object }) => (speaksOfAbstract(object) ? NO_EVENT : null),
  (happening, setting) => (isEquipping(happening, setting) ? PREPARED : null),
  ({ object }, setting) => (isPreparation(object, setting) ? PREPARED : null),
  ({ object }, setting) => (isDoor(object, setting) ? DOOR : null),
  // Put where it can be found; nobody has found it yet.
  ({ verb, object, clause }, setting) =>
    PLACING.has(verb.stem) &&
    plainly(object.slice(-1), SHELVES) &&
    !any(setting.all, SEEN) &&
    !isReal(clause, setting) &&
    !any(clause, OUTSIDERS)
      ? BEGUN
      : null,
  ({ after }) => (reachesOnlyMaker(after) ? found('setup', 'to_oneself') : null),
  ({ clause }) => (isPutOff(clause) || plainly(clause, /^internally$/) ? BEGUN : null),
  ({ verb }, { vertical, all }) => (awaitsAnswer(vertical) && SENDING.has(verb.stem) && !any(all, SEEN) ? BEGUN : null),
  ({ verb, object }) => (LODGING.has(verb.stem) && isRequest(object) ? BEGUN : null),
  ({ after }) => (isHandedOnFor(after) || plainly(after, /^(workspace|library|gallery|console)$/) ? BEGUN : null),
  ({ clause }) => (isComparison(clause) ? found('vague', 'comparison') : null),
  ({ object, clause }, setting) =>
    (isOnlyProduct(object) && !isReal(clause, setting)) || any(object.slice(-1), PEOPLE) ? PREPARED : null,
];

const HANDING = stemsOf(
  'order purchase buy bought receive collect deploy roll rolled ship issue deliver distribute hand arrive',
);

export function isEquipping({ verb, object, clause }: Happening, { vertical }: Setting): boolean {
  const head = object.at(-1);
  if (head === undefined || !HANDING.has(verb.stem) || workOf(vertical).has(head.stem)) return false;
  return (EQUIPMENT.has(head.stem) || isNumbering(object)) && !any(clause, OUTSIDERS);
}

export const judgeDelivery = firstOf(DELIVERY_RULES, DONE);

export const isPutOff = (clause: Happening['clause']): boolean => plainly(clause, /^(asdraft|forlater)$/);

/** `sent for signature`: the other side still has to act. */
const isHandedOnFor = (after: Happening['after']): boolean =>
  after.some(
    ({ plain }, at) =>
      plain === 'for' &&
      plainly(after.slice(at + 1, at + 3), /^(signature|approval|review|feedback|verification|signing)$/),
  );

export const isComparison = (words: Happening['clause']): boolean =>
  (plainly(
    words,
    /^(closer|stronger|happier|healthier|deeper|richer|leaner|tighter|safer|clearer|simpler|greater|higher|wider|broader|lighter|calmer|faster|better|easier|smoother|quicker|cheaper|efficient|efficiently|effectively|effective|smoothly|regularly|frequently|sooner|smarter|seamlessly)$/,
  ) ||
    words.some(({ plain }, at) => plain === 'more' && /ly$|^often$/.test(words[at + 1]?.plain ?? ''))) &&
  !plainly(words, /^(first|one|once)$/);
