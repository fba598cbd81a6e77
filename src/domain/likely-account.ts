import type { Account } from './account.ts';
import { domainOf } from './event-person.ts';
import { isSlipOf, lettersAndDigits, wordsOf } from './likeness.ts';

/** Something the product sent that belongs to no account: a group id, or people of whom nobody said where they belong. */
export interface Stranger {
  readonly id: string | null;
  /** What the product calls the account. */
  readonly name: string | null;
  readonly emails: readonly string[];
}

export interface Candidate extends Pick<Account, 'accountId' | 'name' | 'domains'> {
  /** The product sends its own id already: then another id is less likely to be its. */
  readonly isHeard: boolean;
}

/** Why a stranger is taken for an account, surest first. */
export const LIKENESSES = ['domain', 'same', 'name', 'part', 'slip', 'mail'] as const;
export type Likeness = (typeof LIKENESSES)[number];

export interface Likely<C> {
  readonly account: C;
  readonly likeness: Likeness;
}

/**
 * The account that a stranger most likely is; null when none resembles it, or several alike: a person follows this hint, so a
 * wrong one costs more than none.
 */
export function likelyAccount<C extends Candidate>(stranger: Stranger, candidates: readonly C[]): Likely<C> | null {
  const alike = candidates.flatMap((account) => {
    const likeness = LIKENESSES.find((each) => RESEMBLES[each](stranger, account));
    return likeness === undefined ? [] : [{ account, likeness }];
  });
  const best = Math.min(...alike.map(rankOf));
  const [only, ...others] = alike.filter((each) => rankOf(each) === best);
  return only === undefined || others.length > 0 ? null : only;
}

function rankOf({ account, likeness }: Likely<Candidate>): number {
  return LIKENESSES.indexOf(likeness) + (account.isHeard ? LIKENESSES.length : 0);
}

type Resembles = (stranger: Stranger, account: Candidate) => boolean;

const RESEMBLES: Readonly<Record<Likeness, Resembles>> = {
  domain: ({ emails }, { domains }) => {
    const listed = domains.map((domain) => domain.toLowerCase());
    return emails.some((email) => listed.includes(domainOf(email) ?? ''));
  },
  same: ({ id }, account) => id !== null && spellings(account).includes(lettersAndDigits(id)),
  name: ({ name }, account) => name !== null && spellings(account).includes(core(name)),
  part: ({ id, name }, account) => [id, name].some((text) => text !== null && sharesWords(text, account)),
  slip: ({ id, name }, account) =>
    [id, name].some((text) => text !== null && spellings(account).some((each) => isSlipOf(core(text), each))),
  mail: ({ emails }, account) => emails.some((email) => companyLabels(email).some((label) => isNamed(label, account))),
};

/** Says who it is before the law, and is left out as often as not. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'ab ag as bv co corp company gmbh group holding inc kg limited llc ltd nv oy plc sa sarl sas se spa srl'.split(' '),
);

const core = (name: string): string => {
  const words = wordsOf(name);
  const kept = words.filter((word) => !LEGAL_FORMS.has(word));
  return (kept.length === 0 ? words : kept).join('');
};

/** All that the account's id and name come to, with and without its legal form. */
function spellings({ accountId, name }: Candidate): readonly string[] {
  const texts = [accountId ?? '', name];
  return [...new Set(texts.flatMap((text) => [lettersAndDigits(text), core(text)]))].filter((text) => text !== '');
}

/** A shorter word is found in other names by chance. */
const SHORTEST_WORD = 3;

/** The id or name of one is made of whole words of the other: `acme-production`, `org_acme`, `Initech Logistics`. */
function sharesWords(text: string, account: Candidate): boolean {
  const given = core(text);
  const within = (part: string, whole: string): boolean =>
    part.length >= SHORTEST_WORD && runsOf(wordsOf(whole)).has(part);
  return (
    [account.accountId ?? '', account.name].some((own) => within(given, own)) ||
    spellings(account).some((own) => within(own, text))
  );
}

/** Every run of neighbouring words, joined. */
function runsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(
    words.flatMap((_, from) => words.slice(from).map((_word, length) => words.slice(from, from + length + 1).join(''))),
  );
}

/** At these anybody has an address, so they name no company. */
const FREE_MAIL =
  /^(?:aol|fastmail|gmail|gmx|googlemail|hotmail|icloud|live|mail|me|outlook|proton|protonmail|qq|web|yahoo|yandex|zoho)$/;

/** The labels of a mail domain before its ending: `acme` of `ada@mail.acme.co.uk`. */
function companyLabels(email: string): readonly string[] {
  const labels = (domainOf(email) ?? '').split('.').slice(0, -1);
  return labels.filter((label) => label.length > SHORTEST_WORD && !FREE_MAIL.test(label)).map(lettersAndDigits);
}

const isNamed = (label: string, account: Candidate): boolean =>
  spellings(account).includes(label) || runsOf(wordsOf(account.name)).has(label);
