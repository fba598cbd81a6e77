import type { Setting } from './statement-finding.ts';
import {
  ABSTRACTIONS,
  COLLEAGUES,
  DOORS,
  FIGURES,
  FLAWS,
  INSIGHTS,
  isAttention,
  OUTSIDERS,
  PEOPLE,
  PREPARATIONS,
  PREPARERS,
  PREPARING,
  PRODUCT,
  REALITY,
  REHEARSALS,
  REQUESTS,
} from './statement-nouns.ts';
import type { Happening } from './statement-reading.ts';
import { deedOf, isPast } from './statement-verbs.ts';
import { workOf } from './statement-verticals.ts';
import type { Word } from './statement-words.ts';

/** What a noun phrase is (the head stands last), who is named, and whether it is the real thing. */

type Words = readonly Word[];

export const any = (words: Words, set: ReadonlySet<string>): boolean => words.some(({ stem }) => set.has(stem));
export const plainly = (words: Words, plain: RegExp): boolean => words.some((word) => plain.test(word.plain));

/** Whether the thing is one that only makes ready. In a product whose work it is, it is not. */
export function isPreparation(object: Words, { vertical }: Setting): boolean {
  const own = workOf(vertical);
  const head = object.at(-1);
  if (head === undefined || head.plain === 'them' || own.has(head.stem) || isMoneyAccount(object)) return false;
  if (REQUESTS.has(head.stem) || any(object, REALITY) || any(object, FLAWS)) return false;
  const before = object.slice(0, -1).filter(({ stem }) => !own.has(stem));
  // `data cleansing`, `field mapping`.
  if (head.plain.endsWith('ing') && deedOf(head) === 'prepare') return true;
  return PREPARATIONS.has(head.stem) || any(before, PREPARING) || (PARTS.test(head.plain) && any(before, PREPARATIONS));
}

/** Says nothing itself: the items of a checklist are as good as the checklist. */
const PARTS = /^(items?|steps?|points?|details?|materials?|pages?|parts?|values?|entries|entry)$/;

export const isDoor = (object: Words, { vertical }: Setting): boolean => {
  const head = object.at(-1);
  if (head === undefined || any(object, REALITY) || any(object, FLAWS)) return false;
  const own = workOf(vertical);
  if (isMoneyAccount(object)) return false;
  const opens = ({ stem }: Word): boolean => DOORS.has(stem) && !own.has(stem);
  return opens(head) || (DOOR_PARTS.test(head.plain) && object.slice(0, -1).some(opens));
};

/** Holds money, and opens nothing. */
const isMoneyAccount = (object: Words): boolean =>
  plainly(object.slice(-1), /^accounts?$/) &&
  plainly(object.slice(0, -1), /^(bank|savings|current|checking|deposit|ledger|merchant|payout|payment)$/);

/** `password reset`, `account activation`. */
const DOOR_PARTS =
  /^(resets?|changes?|activations?|creations?|verifications?|confirmations?|screens?|pages?|links?|codes?)$/;

/** Proves who somebody is. */
export const isIdentifier = (object: Words): boolean =>
  isIdentityCheck(object) ||
  plainly(
    object.slice(-1),
    /^(address|addresses|mail|mails|email|emails|code|codes|identity|invitations?|invites?|numbers?|terms|consent)$/,
  );

/** `the identity check`. */
export const isIdentityCheck = (object: Words): boolean =>
  plainly(object.slice(-1), /^(checks?|verifications?|validations?|confirmations?)$/) &&
  plainly(object.slice(0, -1), /^(identity|kyc|email|mail|phone|address)$/);

/** `a phone number`, `the tracking number`: one number, not how many there are. */
export const isNumbering = (object: Words): boolean =>
  object.length > 1 && /^numbers?$/.test(object.at(-1)?.plain ?? '');

/** `work`, `things`: too general to be pointed at. */
export const isGeneric = (object: Words): boolean =>
  object.length === 1 && plainly(object, /^(work|things?|everything|something|stuff|business|life)$/);

export const isKey = (object: Words): boolean =>
  plainly(object, /^(tokens?|apikeys?|keys?|credentials?|passwords?|secrets?)$/);

export const isOnlyProduct = (object: Words): boolean =>
  object.length > 0 && object.length <= 2 && PRODUCT.has(object.at(-1)?.stem ?? '') && !any(object, REALITY);

/** Where one comes in. */
export const isPlace = (object: Words): boolean =>
  isOnlyProduct(object) ||
  (plainly(object.slice(-1), /^(page|screen)$/) && plainly(object.slice(0, -1), /^(home|start|welcome|main)$/)) ||
  plainly(object.slice(-1), /^(homepage|workspace|console|portal|app|platform)$/);

export const isRequest = (object: Words): boolean => any(object.slice(-1), REQUESTS);

/** Nothing that could be pointed at. */
export function isAbstract(object: Words, { vertical }: Setting): boolean {
  const head = object.at(-1);
  if (head === undefined) return true;
  return (
    ABSTRACTIONS.has(head.stem) && !INSIGHTS.has(head.stem) && !any(object, REALITY) && !workOf(vertical).has(head.stem)
  );
}

/** Speaks of something abstract, and of no report on it. */
export const speaksOfAbstract = (object: Words): boolean =>
  any(object, ABSTRACTIONS) && !any(object, INSIGHTS) && !any(object, REALITY);

/** A figure, or attention; live traffic and people are neither. */
export function isCounted(object: Words): boolean {
  const head = object.at(-1);
  if (head === undefined) return false;
  if (any(object, REALITY)) return false;
  if (FIGURES.has(head.stem)) return !/^numbers?$/.test(head.plain);
  return isAttention(head) && !PEOPLE.has(head.stem);
}

export const NUMBERS =
  /^(\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifty|hundred|thousand|million|percent|mark|target|goal|above|more|than)$/;
export const isNumber = (object: Words): boolean =>
  object.length > 0 && object.every(({ plain }) => NUMBERS.test(plain));
export const isLarge = (words: Words): boolean =>
  words.slice(0, 3).some(({ plain }) => /^(thousand|hundred|million|\d{2,})$/.test(plain));

/** People beyond whoever set it up are named. */
export const isForOthers = (words: Words, { claims }: Setting): boolean =>
  claims.another || any(words, OUTSIDERS) || any(words, COLLEAGUES);

export const isReal = (words: Words, { claims }: Setting): boolean => claims.real || any(words, REALITY);

export function isRehearsed({ clause, object }: Happening, { vertical, claims }: Setting): boolean {
  const own = workOf(vertical);
  if (claims.real || any(object, REALITY)) return false;
  if (claims.tried) return true;
  return [...clause, ...object].some(
    ({ plain, stem }) => (REHEARSALS.has(stem) || plain === 'staging') && !own.has(stem),
  );
}

/** Where the people met whom the account itself serves, whatever they met is in use. */
export const reachesEndUsers = (words: Words): boolean =>
  plainly(words, /^endusers?$/) && plainly(words, /^(site|website|live|production|shop)$/);

export const isFromOwnData = (words: Words, setting: Setting): boolean =>
  isReal(words, setting) ||
  (plainly(words, /^(their|its|his|her)$/) &&
    plainly(words, /^(data|numbers|records|figures|transactions|events|deals|opportunities|tickets)$/));

/** `to themselves`, `to his own inbox`, `to the person who configured it`. */
export function reachesOnlyMaker(after: Words): boolean {
  const target = after.slice(after.findIndex(({ plain }) => plain === 'to' || plain === 'by') + 1);
  return (
    plainly(target, /^(themselves|themself|himself|herself|itself|oneself|yourself|myself)$/) ||
    (plainly(target, /^(his|her|their|my|its|own)$/) && plainly(target, /^(inbox|address|mailbox|phone|email)$/)) ||
    any(target.slice(0, 3), PREPARERS)
  );
}

/** By the person who made it ready, for themselves. */
export function isMakersOwn({ actor, after }: Happening, { claims, all }: Setting): boolean {
  if (claims.another) return false;
  const by = after.findIndex(({ plain }) => plain === 'by');
  const doer = (by < 0 ? actor : after.slice(by + 1)).slice(0, 4);
  return namesMaker(all) || any(doer, MAKERS);
}

/** An administrator may do real work; these are there to make ready. */
const MAKERS: ReadonlySet<string> = new Set(
  ['creator', 'author', 'consultant', 'vendor', 'csm', 'trainer', 'implementer', 'implementation'].flatMap((word) =>
    [...PREPARERS].filter((stem) => word.startsWith(stem)),
  ),
);

/** `by the person who created it`. */
const namesMaker = (all: Words): boolean =>
  all.some(({ plain }, at) => {
    const made = all[at + 1];
    if (!/^(who|that)$/.test(plain) || made === undefined || !isPast(made.plain)) return false;
    const deed = deedOf(made);
    const pointed = all.slice(Math.max(0, at - 4), at).some((word) => /^(by|to)$/.test(word.plain));
    return (deed === 'begin' || deed === 'prepare') && pointed;
  });
