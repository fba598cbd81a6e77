import type { Account, Instant } from '../../domain/account.ts';
import { ID_MEMORY_MS } from '../../domain/blind.ts';
import {
  type Candidate,
  likelyAccount,
  type Likeness,
  type Likely,
  type Stranger,
} from '../../domain/likely-account.ts';
import { accountPages } from '../account-pages.ts';
import type { SentAccount, UnjoinedPerson } from '../event-store.ts';
import type { Store } from '../store.ts';
import { UNJOINED_MEMORY_MS } from '../user-files.ts';
import { plural } from '../words.ts';
import { type Check, type DoctorDeps, type Finding, ok, warning } from './finding.ts';

/** How many are looked at, and how many are shown. */
const LOOKED_AT = 500;
const SHOWN = 5;

/** Whose the ids and the people are that belong to no account: the likely one of each, and how to say so. */
export const checkStrangers = async ({ store }: Pick<DoctorDeps, 'store'>, now: Instant): ReturnType<Check> => {
  const { unknown } = await store.events.groupIds(now - ID_MEMORY_MS);
  const sent = await store.events.strangers(unknown.slice(0, LOOKED_AT), now - ID_MEMORY_MS);
  const people = await store.events.unjoinedPeople(now - UNJOINED_MEMORY_MS, LOOKED_AT);
  if (sent.length === 0 && people.length === 0) return [ok('strangers', 'every event belongs to an account')];
  const candidates = await candidatesOf(store, now);
  return [...unknownIds(sent, candidates), ...unjoined(people, candidates)];
};

type Known = Candidate & Pick<Account, 'name'>;

async function candidatesOf(store: Store, now: Instant): Promise<readonly Known[]> {
  const found: Account[] = [];
  for await (const page of accountPages(store.accounts)) found.push(...page.filter(({ status }) => status !== 'left'));
  const ids = found.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  const heard = await store.events.heardOf(ids, now - ID_MEMORY_MS);
  return found.map((account) => ({ ...account, isHeard: account.accountId !== null && heard.has(account.accountId) }));
}

const BECAUSE: Readonly<Record<Likeness, string>> = {
  domain: 'its people write from a domain of that account',
  same: 'it is spelled almost the same',
  name: 'the product calls it by that name',
  part: 'they share a name',
  slip: 'it differs by a letter or two',
  mail: 'its people’s addresses name that company',
};

function unknownIds(sent: readonly SentAccount[], candidates: readonly Known[]): readonly Finding[] {
  const shown = sent.toSorted((a, b) => b.events - a.events).slice(0, SHOWN);
  return shown.map(({ id, name, events, emails }) => {
    const called = name === null ? '' : ` (“${name}”)`;
    const says = `the product sends ${id}${called}, ${plural(events, 'event')}, which is no account’s Account ID`;
    const likely = likelyAccount({ id, name, emails }, candidates);
    if (likely === null) return warning('account id sent', says, 'write it into the Account ID field of its account');
    const { account, likeness } = likely;
    const now = account.accountId === null ? 'is empty' : `says ${account.accountId}`;
    const hint = `likely “${account.name}”, whose Account ID ${now}: ${BECAUSE[likeness]}`;
    return warning('account id sent', `${says}; ${hint}`, `write ${id} into the Account ID field of “${account.name}”`);
  });
}

interface Crowd {
  readonly likely: Likely<Known> | null;
  readonly people: UnjoinedPerson[];
}

/** People who likely belong together are told of in one line. */
function unjoined(people: readonly UnjoinedPerson[], candidates: readonly Known[]): readonly Finding[] {
  const crowds = new Map<string | null, Crowd>();
  for (const person of people) {
    const likely = likelyAccount(asStranger(person), candidates);
    const key = likely?.account.name ?? null;
    const crowd = crowds.get(key) ?? { likely, people: [] };
    crowd.people.push(person);
    crowds.set(key, crowd);
  }
  return [...crowds.values()].slice(0, SHOWN).map(crowdInWords);
}

const asStranger = ({ email }: UnjoinedPerson): Stranger => ({
  id: null,
  name: null,
  emails: email === null ? [] : [email],
});

const CALL_GROUP = 'name the account on the event, or send a group call for these users (docs/sources/)';

function crowdInWords({ likely, people }: Crowd): Finding {
  const events = people.reduce((sum, person) => sum + person.events, 0);
  const names = people.slice(0, SHOWN).map(({ who, email }) => email ?? who ?? 'nobody named');
  const more = people.length > SHOWN ? ` and ${people.length - SHOWN} more` : '';
  const says = `${plural(events, 'event')} of ${names.join(', ')}${more} name no account`;
  if (likely === null) return warning('unjoined', says, CALL_GROUP);
  const { account, likeness } = likely;
  const domain = people[0]?.email?.split('@').at(-1) ?? '';
  const because = likeness === 'domain' ? 'it lists their domain' : 'their addresses name that company';
  const wayOut =
    likeness === 'domain'
      ? 'nothing: the next sweep joins them'
      : `write ${domain} into the Email domains field of “${account.name}”`;
  return warning('unjoined', `${says}; likely of “${account.name}”: ${because}`, wayOut);
}
