import type { Because, Verdict } from './statement-advice.ts';
import type { Claims } from './statement-clauses.ts';
import {
  ABSTRACTIONS,
  COLLEAGUES,
  DOORS,
  FIGURES,
  INSIGHTS,
  isAttention,
  isFeature,
  OUTSIDERS,
  PEOPLE,
  PREPARATIONS,
  PREPARERS,
  PREPARING,
  PRODUCT,
  REALITY,
  REHEARSALS,
  REQUESTS,
  stemsOf,
} from './statement-nouns.ts';
import type { Happening } from './statement-reading.ts';
import { deedOf, isPast } from './statement-verbs.ts';
import { awaitsAnswer, isFileSync, isIdentity, isSecurity, workOf } from './statement-verticals.ts';
import type { Word } from './statement-words.ts';

/** What one event of a statement is worth. */

export interface Finding {
  readonly verdict: Verdict;
  readonly because: Because;
}

/** What surrounds the event. */
export interface Setting {
  readonly vertical: string | null;
  readonly claims: Claims;
  /** Every word of the statement, claimed or not. */
  readonly all: readonly Word[];
}

const found = (verdict: Verdict, because: Because): Finding => ({ verdict, because });
const PREPARED = found('setup', 'preparation');
const BEGUN = found('setup', 'begun');
const REHEARSED = found('setup', 'rehearsal');

const any = (words: readonly Word[], set: ReadonlySet<string>): boolean => words.some(({ stem }) => set.has(stem));
const plainly = (words: readonly Word[], plain: RegExp): boolean => words.some((word) => plain.test(word.plain));

export function judgeHappening(happening: Happening, setting: Setting): Finding {
  const judge = JUDGES[happening.deed];
  return judge(happening, setting);
}

const JUDGES: Readonly<Record<Happening['deed'], (happening: Happening, setting: Setting) => Finding>> = {
  login: judgeLogin,
  prepare: judgePreparation,
  begin: judgeBeginning,
  rehearse: ({ clause }, setting) =>
    any(clause, workOf(setting.vertical)) && isForOthers(clause, setting)
      ? found('value', 'the_work_itself')
      : REHEARSED,
  deliver: judgeDelivery,
  finish: judgeFinish,
  confirm: judgeFinish,
  unknown: judgeUnknown,
  view: judgeView,
  use: judgeUse,
  state: judgeState,
  change: judgeChange,
  fail: (happening, setting) =>
    happening.object.some(({ stem }) => PROTECTED.has(stem))
      ? judgeFinish(happening, setting)
      : found('vague', 'failure'),
};

/** What a product protects from: stopping it is the work. */
const PROTECTED = new Set('fraud attack threat intrusion malware phish spam chargeback breach'.split(' '));

/** People beyond whoever set it up are named. */
function isForOthers(words: readonly Word[], { claims }: Setting): boolean {
  return claims.another || any(words, OUTSIDERS) || any(words, COLLEAGUES);
}

const isReal = (words: readonly Word[], { claims }: Setting): boolean => claims.real || any(words, REALITY);

function isRehearsed({ clause, object }: Happening, { vertical, claims }: Setting): boolean {
  const own = workOf(vertical);
  if (claims.real) return false;
  return [...clause, ...object].some(({ stem, plain }) => REHEARSALS.has(stem) && !own.has(stem) && plain !== 'live');
}

/** Where the people met whom the account itself serves, whatever they met is in use. */
const reachesEndUsers = (words: readonly Word[]): boolean =>
  plainly(words, /^endusers?$/) && plainly(words, /^(site|website|live|production|shop)$/);

/** Whether the thing is one that only makes ready. In a product whose work it is, it is not. */
function isPreparation(object: readonly Word[], { vertical }: Setting): boolean {
  const own = workOf(vertical);
  const head = object.at(-1);
  if (head === undefined || head.plain === 'them' || own.has(head.stem)) return false;
  if (REQUESTS.has(head.stem) || any(object, REALITY)) return false;
  return PREPARATIONS.has(head.stem) || object.slice(0, -1).some(({ stem }) => PREPARING.has(stem) && !own.has(stem));
}

function judgeLogin(happening: Happening, setting: Setting): Finding {
  const { clause, actor } = happening;
  const sso = isIdentity(setting.vertical) || clause.some(({ stem }) => stem === 'sso');
  const byAdmin = any(actor, PREPARERS) && !setting.claims.another;
  if (sso && !byAdmin && !isRehearsed(happening, setting) && (isForOthers(clause, setting) || isReal(clause, setting)))
    return found('value', 'the_work_itself');
  if (
    isPreparation(happening.object, setting) &&
    !plainly(happening.object, /^(tokens?|apikeys?|keys?|credentials?|accounts?|portal)$/)
  )
    return PREPARED;
  return found('login', 'door');
}

/** A trade's own word for its work; said of people, it mostly tells how they feel. */
function judgeUnknown(happening: Happening, setting: Setting): Finding {
  const head = happening.object.at(-1);
  const passive = happening.actor !== happening.object && happening.actor.length === 0;
  if (passive && head !== undefined && PEOPLE.has(head.stem)) return found('vague', 'feeling');
  return judgeFinish(happening, setting);
}

function judgePreparation(happening: Happening, setting: Setting): Finding {
  const { object, clause } = happening;
  if (any(object, ABSTRACTIONS) && !isPreparation(object, setting)) return found('vague', 'no_event');
  if (isNumber(object)) return judgeChange(happening, setting);
  if (isDoor(object, setting) && OPENING.has(happening.verb.stem)) return found('login', 'door');
  const own = workOf(setting.vertical);
  const isWork = own.has(happening.verb.stem) || (ATTENDING.has(happening.verb.stem) && any(object, own));
  if (isOnlyProduct(object) && any(happening.after, ABSTRACTIONS)) return found('vague', 'feeling');
  if (isWork && isForOthers([...happening.actor, ...happening.after], setting) && !isRehearsed(happening, setting))
    return found('value', 'the_work_itself');
  if (
    LINKS.has(happening.verb.stem) &&
    plainly(object, /^(friends|people|contacts|followers|strangers)$/) &&
    any(clause, PEOPLE)
  )
    return found('value', 'answered');
  return PREPARED;
}

/** `activates the account`, `sets a password`. */
const OPENING = stemsOf('activated set chosen chooses');
const ATTENDING = stemsOf('join attend');
const LINKS = new Set(['connect', 'add', 'link']);

const isDoor = (object: readonly Word[], { vertical }: Setting): boolean => {
  const head = object.at(-1);
  return head !== undefined && DOORS.has(head.stem) && !workOf(vertical).has(head.stem);
};

function judgeBeginning(happening: Happening, setting: Setting): Finding {
  const { object, clause, actor, verb } = happening;
  if (isDoor(object, setting)) return found('login', 'door');
  if (any(object, ABSTRACTIONS) && !any(object, PREPARATIONS) && !any(object, INSIGHTS))
    return found('vague', 'no_event');
  if (isRehearsed(happening, setting)) return REHEARSED;
  if (any(object, INSIGHTS) && isFromOwnData(clause, setting)) return found('value', 'own_data');
  if (togetherOn(verb, actor, clause)) return found('value', 'answered');
  if (RECORDING.has(verb.stem) && isReal(clause, setting)) return found('value', 'done');
  if (any(actor, STRANGERS) && !REQUESTS.has(object.at(-1)?.stem ?? '') && !isPreparation(object, setting))
    return found('value', 'answered');
  if (LIGHT.has(verb.stem) && DEED_NOUNS.has(object.at(-1)?.stem ?? '')) return judgeFinish(happening, setting);
  return BEGUN;
}

/** People whom nobody could take for the account itself. */
const ACCOUNT_ITSELF = stemsOf('customer client lead contractor public external outside');
const STRANGERS: ReadonlySet<string> = new Set([...OUTSIDERS].filter((word) => !ACCOUNT_ITSELF.has(word)));
/** Writing down what really happened is what such a product is for. */
const RECORDING = stemsOf('record log enter capture');
/** `makes a decision`, `places an order`: the noun says what is done. */
const LIGHT = stemsOf('make made place');
const DEED_NOUNS = stemsOf(
  'decision order payment sale purchase call change booking donation claim hire offer deposit ' +
    'appointment reservation transfer profit',
);

/** Several people at one thing: what a shared document is for. */
const togetherOn = (verb: Word, actor: readonly Word[], clause: readonly Word[]): boolean =>
  (verb.stem === 'writ' || verb.stem === 'write' || verb.stem === 'edit' || verb.stem === 'comment') &&
  plainly(clause, /^(two|three|another|second|together|eachother)$/) &&
  (any(actor, PEOPLE) || any(clause, PEOPLE));

const isFromOwnData = (words: readonly Word[], setting: Setting): boolean =>
  isReal(words, setting) ||
  (plainly(words, /^(their|its|his|her)$/) &&
    plainly(words, /^(data|numbers|records|figures|transactions|events|deals|opportunities|tickets)$/));

function judgeDelivery(happening: Happening, setting: Setting): Finding {
  const { object, after, clause, verb } = happening;
  if (isRehearsed(happening, setting)) return REHEARSED;
  if (any(object, ABSTRACTIONS) && !any(object, INSIGHTS)) return found('vague', 'no_event');
  if (isPreparation(object, setting)) return PREPARED;
  if (any(object, DOORS) && !any(object, workOf(setting.vertical))) return found('login', 'door');
  if (reachesOnlyMaker(after)) return found('setup', 'to_oneself');
  if (plainly(clause, /^(asdraft|forlater|internally)$/)) return BEGUN;
  const seen = clause.some((word) => VIEWED.has(word.stem)) || setting.all.some((word) => ANSWERED.has(word.stem));
  if (awaitsAnswer(setting.vertical) && SENDING.has(verb.stem) && !seen) return BEGUN;
  if (
    REQUESTS.has(object.at(-1)?.stem ?? '') &&
    (verb.stem === 'submit' || verb.stem === 'route' || verb.stem === 'fil')
  )
    return verb.stem === 'route' ? found('value', 'done') : BEGUN;
  if (
    plainly(after, /^(signature|approval|review|feedback|sign|verification|signing)$/) &&
    after.some(({ plain }) => plain === 'for')
  )
    return BEGUN;
  if (isOnlyProduct(object) || any(object.slice(-1), PEOPLE)) return PREPARED;
  return found('value', 'done');
}

const SENDING = stemsOf('sent published shared posted launched released golive emailed');
const VIEWED = new Set(['view', 'seen', 'read', 'open', 'watch']);
const ANSWERED = new Set(['answer', 'respond', 'repl', 'reply', 'sign', 'countersign', 'complet', 'vot', 'vote']);

/** `to themselves`, `to his own inbox`, `to the person who configured it`. */
function reachesOnlyMaker(after: readonly Word[]): boolean {
  const target = after.slice(after.findIndex(({ plain }) => plain === 'to' || plain === 'by') + 1);
  return (
    plainly(target, /^(themselves|themself|himself|herself|itself|oneself|yourself|myself)$/) ||
    (plainly(target, /^(his|her|their|my|its|own)$/) && plainly(target, /^(inbox|address|mailbox|phone|email)$/)) ||
    any(target.slice(0, 3), PREPARERS)
  );
}

const isOnlyProduct = (object: readonly Word[]): boolean =>
  object.length > 0 && object.length <= 2 && PRODUCT.has(object.at(-1)?.stem ?? '');

function judgeFinish(happening: Happening, setting: Setting): Finding {
  const { object, actor, verb, clause, after, deed } = happening;
  if (isRehearsed(happening, setting)) return REHEARSED;
  if (isNumber(object)) return judgeChange(happening, setting);
  if (isDoor(object, setting) && !UNDOING.has(verb.stem)) return found('login', 'door');
  const own = workOf(setting.vertical);
  if (any(object, own) && !isForOthers([...actor, ...clause], setting) && any(object, PREPARATIONS)) return PREPARED;
  if (isPreparation(object, setting) && !UNDOING.has(verb.stem) && !reachesEndUsers(clause)) return PREPARED;
  if (BUYING.has(verb.stem) && plainly(object, /^(seats?|credits?|licen[cs]es?|plan|subscription|package|tier|trial)$/))
    return PREPARED;
  const head = object.at(-1);
  if (head === undefined || head.plain === 'it' || ABSTRACTIONS.has(head.stem)) return found('vague', 'no_event');
  if ((FIGURES.has(head.stem) && head.plain !== 'number') || (isAttention(head) && !PEOPLE.has(head.stem)))
    return found('vanity', 'attention');
  if (deed === 'confirm' && leadsToPreparation(happening, setting)) return PREPARED;
  if (deed === 'confirm' && object === actor && PEOPLE.has(head.stem)) return found('vague', 'feeling');
  if (isMakersOwn(happening, setting)) return found('setup', 'own_doing');
  if (isComparison(clause)) return found('vague', 'comparison');
  if (isOnlyProduct(object))
    return ENTERING.has(verb.stem) ? judgeLogin(happening, setting) : found('vague', 'no_event');
  if (
    verb.stem === 'receiv' &&
    plainly(object, /^(events?|data|heartbeat|ping|payload|webhook|credentials|access|email)$/) &&
    !isReal(clause, setting)
  )
    return PREPARED;
  if (verb.stem === 'return' && object === actor && any(actor, PEOPLE)) return found('login', 'door');
  if (isSecurity(setting.vertical) && FINDING.has(verb.stem)) return BEGUN;
  if (verb.stem === 'appear' && !isForOthers(clause, setting) && !isReal(clause, setting)) return PREPARED;
  if (REACHED_BY_REALITY.has(verb.stem) && !isReal(clause, setting) && !isForOthers(after, setting)) return BEGUN;
  if (plainly(object, /^(api|endpoint)$/) && !isReal(clause, setting) && !isForOthers(clause, setting)) return BEGUN;
  if (plainly(clause, /^(asdraft|forlater)$/)) return BEGUN;
  return found('value', any(clause, OUTSIDERS) ? 'answered' : 'done');
}

/** Harm is undone: that is work, whatever it is done to. */
const UNDOING = stemsOf('revoked remediated blocked quarantined fixed prevented rotated restored recovered stopped');
/** Where finding harm is only half of the work. */
const FINDING = stemsOf('find found identify identified');
const ENTERING = stemsOf('reach enter get find');
const BUYING = stemsOf('bought buys purchase paid upgraded ordered');
const isNumber = (object: readonly Word[]): boolean =>
  object.length > 0 &&
  object.every(({ plain }) =>
    /^(\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifty|hundred|thousand|million|percent|mark|target|goal|above|more|than)$/.test(
      plain,
    ),
  );

/** A switch that is thrown is worth something where real people feel it. */
const REACHED_BY_REALITY = new Set(['toggl']);

function leadsToPreparation({ after, clause, object }: Happening, setting: Setting): boolean {
  const rest = after.length > 0 ? after : setting.all;
  if (setting.all.some((word) => deedOf(word) === 'prepare')) return true;
  return any(rest, PREPARATIONS) || any(rest, PREPARING) || (any(clause, PREPARATIONS) && !any(object, REQUESTS));
}

/** By the person who made it ready, for themselves. */
function isMakersOwn({ actor, after, object }: Happening, { claims, all }: Setting): boolean {
  if (claims.another) return false;
  if (namesMaker(all)) return true;
  const by = after.findIndex(({ plain }) => plain === 'by');
  const doer = by < 0 ? actor : after.slice(by + 1);
  const maker =
    plainly(doer.slice(0, 4), /^(creator|author|consultant|vendor|csm|trainer|implementer)$/) ||
    doer.slice(0, 4).some(({ stem }) => stem === 'implementation');
  return maker || reachesOnlyMaker(object);
}

/** `by the person who created it`. */
const namesMaker = (all: readonly Word[]): boolean =>
  all.some(({ plain }, at) => {
    const made = all[at + 1];
    if (!/^(who|that)$/.test(plain) || made === undefined || !isPast(made.plain)) return false;
    const deed = deedOf(made);
    return (
      (deed === 'begin' || deed === 'prepare') &&
      all.slice(Math.max(0, at - 4), at).some((word) => /^(by|to)$/.test(word.plain))
    );
  });

const isComparison = (words: readonly Word[]): boolean =>
  plainly(
    words,
    /^(faster|better|easier|smoother|quicker|cheaper|efficient|efficiently|effectively|effective|smoothly|regularly|frequently|sooner|smarter|seamlessly)$/,
  ) && !plainly(words, /^(first|one|once)$/);

function judgeView(happening: Happening, setting: Setting): Finding {
  const { object, clause, actor, after } = happening;
  if (isRehearsed(happening, setting)) return REHEARSED;
  if (any(object, ABSTRACTIONS)) return found('vague', 'feeling');
  if (isOnlyProduct(object)) return judgeLogin(happening, setting);
  const viewers = [...actor, ...after];
  if (isDoor(object, setting)) return found('login', 'door');
  const counted = clause.some(({ plain }) => /^(times|thousand|million|hundred)$/.test(plain));
  if (counted && !any(viewers, OUTSIDERS)) return found('vanity', 'attention');
  const works = any(object, workOf(setting.vertical)) && isForOthers(viewers, setting);
  if (isPreparation(object, setting) && !works && !reachesEndUsers(clause)) return PREPARED;
  if (REQUESTS.has(object.at(-1)?.stem ?? '') && happening.verb.stem === 'open') return BEGUN;
  if (isMakersOwn(happening, setting) || any(actor, PREPARERS)) return found('vanity', 'attention');
  if (any(viewers, OUTSIDERS) || setting.claims.another || namesRecipient(viewers))
    return found('value', 'seen_by_another');
  if (isFileSync(setting.vertical) && plainly(clause, /^(second|another|other)$/))
    return found('value', 'seen_by_another');
  if (isFromOwnData(clause, setting)) return found('value', 'own_data');
  return found('vanity', 'attention');
}

/** `another member`, `the executive who asked`: a definite person other than the maker. */
const namesRecipient = (viewers: readonly Word[]): boolean =>
  plainly(viewers, /^(another|second|executive|colleague|teammate|board|recipient|approver|reviewer|oncall)$/);

function judgeUse(happening: Happening, setting: Setting): Finding {
  const { object, clause } = happening;
  if (isRehearsed(happening, setting)) return REHEARSED;
  if (object.some(isFeature))
    return plainly(clause, /^(two|three|four|five|six|seven|eight|nine|ten|\d+|all|most|half|percent|every|several)$/)
      ? found('vanity', 'features')
      : found('vague', 'feeling');
  if (any(object, ABSTRACTIONS) || isOnlyProduct(object) || object.length === 0) return found('vague', 'feeling');
  if (isPreparation(object, setting)) return PREPARED;
  if (isForOthers(clause, setting) || isReal(clause, setting)) return found('value', 'answered');
  return found('vague', 'feeling');
}

function judgeState({ object, clause }: Happening): Finding {
  if (plainly(clause, /^(active|users?)$/) && object.some(isAttention) && plainly(clause, /^(percent|\d+)$/))
    return found('vanity', 'attention');
  return found('vague', 'feeling');
}

function judgeChange({ object, actor, clause }: Happening, _setting: Setting): Finding {
  const what = [...object, ...actor];
  if (any(what, DOORS) && !what.some(isAttention)) return found('login', 'door');
  if (what.some(isAttention) || any(what, FIGURES) || clause.slice(0, 6).some(isAttention))
    return found('vanity', 'figure');
  return found('vague', 'comparison');
}
