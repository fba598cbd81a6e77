import type { CatalogueEvent } from './draft-catalogue.ts';
import { hasPhrase, stem, wordsOf } from './draft-words.ts';

/** What an event's name says about it, in any product: English verbs and nouns, no vertical's own knowledge. */

export type Nature = 'login' | 'setup' | 'failure' | 'view' | 'input' | 'outcome' | 'other';

/** One event of the catalogue, read once. */
export interface ReadEvent {
  readonly event: CatalogueEvent;
  /** Stems of the name, in order. */
  readonly words: readonly string[];
  readonly nature: Nature;
  /** Stems that speak against value: sign-in, rehearsal, preparation, failure. A pattern must mean them to accept them. */
  readonly doubts: readonly string[];
}

const stems = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(stem));

const LOGIN = stems('login logon signin signup signon session logout sso authenticated heartbeat pageview registered');
const LOGIN_PHRASES = ['log in', 'logged in', 'signed up', 'app opened'].map((phrase) => wordsOf(phrase));
/** A trial run of the real thing. */
const REHEARSAL = stems(
  'test testing demo sample simulated simulation preview previewed sandbox mock dummy practice tutorial tour walkthrough ' +
    'rehearsal rehearsed training example dry draft drafted trial staging',
);
/** Verbs and objects of making the product ready. */
const SETUP = stems(
  'imported import invited invite invitation connected connect connection configured configuration config installed install ' +
    'installation initialised initialized init enabled paired setup set onboarded onboarding trained joined verified kyc ' +
    'mapped synced sync provisioned migrated migration uploaded upload added registered subscribed attached linked integrated ' +
    'integration settings profile branding template checklist wizard permission key token sdk snippet webhook ' +
    'theme macro connector credential mailbox plugin extension edited customised customized activated',
);
const FAILURE = stems(
  'failed failure error errored rejected declined cancelled canceled cancel bounced expired deleted removed abandoned unsubscribed ' +
    'disputed refunded refund reversed voided undone reopened skipped missed lost churned paused blocked overdue withdrawn ' +
    'uninstalled disconnected disabled archived downgraded',
);
const VIEW = stems('viewed view opened clicked searched visited seen browsed scrolled hovered looked');
const INPUT = stems(
  'created created started sent planned scheduled published assigned requested placed submitted drafted saved built designed ' +
    'logged posted recorded queued dispatched entered routed listed captured ordered launched opened prepared ' +
    'moved updated changed generated issued raised reported staged',
);
/** Something has come to its end, or has come back from outside. */
const OUTCOME = stems(
  'completed complete completion resolved closed solved received paid settled succeeded delivered signed countersigned won ' +
    'approved confirmed fulfilled matched merged fixed passed finished done held answered accepted deployed restored reconciled ' +
    'collected converted deflected hired filed reached attended redeemed read replied voted reviewed run ran executed shipped ' +
    'returned achieved booked sold cleared disbursed reimbursed renewed remediated mitigated acknowledged released adopted ' +
    'certified graded awarded donated pledged harvested inspected repaired installed picked packed scanned checked arrived ' +
    'served fulfilled accomplished honoured dispensed prescribed diagnosed treated translated detected prevented saved ' +
    'exported shared used applied enrolled processed posted rated responded earned recovered verified renewed purchased handed',
);

/** What comes in to be worked on: its arrival is where the work starts. */
const ARRIVES_FIRST = stems(
  'ticket case request order booking inquiry enquiry message lead application call complaint claim email mail submission form ' +
    'registration reservation question report referral',
);

export function readEvent(event: CatalogueEvent): ReadEvent {
  const words = wordsOf(event.name);
  const doubts = event.kind === 'core' ? [] : doubtsIn(words);
  return { event, words, doubts, nature: natureOf(event, words) };
}

function doubtsIn(words: readonly string[]): string[] {
  const phrases = LOGIN_PHRASES.filter((phrase) => hasPhrase(words, phrase)).flat();
  const single = words.filter((word) => [LOGIN, REHEARSAL, SETUP, FAILURE].some((set) => set.has(word)));
  return [...new Set([...phrases, ...single])];
}

function natureOf(event: CatalogueEvent, words: readonly string[]): Nature {
  if (event.kind === 'login' || event.kind === 'setup') return event.kind;
  const has = (set: ReadonlySet<string>): boolean => words.some((word) => set.has(word));
  if (event.kind !== 'core') {
    if (has(LOGIN) || LOGIN_PHRASES.some((phrase) => hasPhrase(words, phrase))) return 'login';
    if (has(REHEARSAL) || has(SETUP)) return 'setup';
    if (has(FAILURE)) return 'failure';
  }
  // An application that is received has only begun; a payment that is received has arrived.
  if (words.includes(stem('received')) && has(ARRIVES_FIRST)) return 'input';
  const verb = words.findLast((word) => OUTCOME.has(word) || INPUT.has(word) || VIEW.has(word));
  if (verb === undefined) return 'other';
  if (OUTCOME.has(verb)) return 'outcome';
  return INPUT.has(verb) ? 'input' : 'view';
}

/** What one verb says by itself, or null for a word that is none of ours. Rehearsals are not among them: they qualify a verb. */
export function natureOfWord(word: string): Exclude<Nature, 'other'> | null {
  if (LOGIN.has(word)) return 'login';
  if (FAILURE.has(word)) return 'failure';
  if (OUTCOME.has(word)) return 'outcome';
  if (INPUT.has(word)) return 'input';
  if (VIEW.has(word)) return 'view';
  return null;
}

/** Words of a name that say what happened, not to what: they prove no likeness between an event and a goal. */
export function isVerb(word: string): boolean {
  return [LOGIN, REHEARSAL, SETUP, FAILURE, VIEW, INPUT, OUTCOME].some((set) => set.has(word));
}
