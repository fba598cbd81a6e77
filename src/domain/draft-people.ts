import { plainWordsOf, stem } from './draft-words.ts';

/**
 * Who an account serves. Many products mark an event with the kind of person behind it (`booked_by`, `signer_type`, `role`);
 * whether such an event is value depends on that person. The words come from the account's own text and the catalogue first.
 */

/** People whom the customer serves with the product: a person of theirs acting shows value. */
const SERVED = new Set(
  (
    'client customer patient guest tenant resident student learner pupil parent member partner supplier buyer shopper visitor ' +
    'subscriber candidate applicant donor citizen passenger traveller traveler attendee participant respondent reader viewer ' +
    'borrower policyholder claimant contractor subcontractor volunteer player farmer dealer franchisee reseller merchant ' +
    'investor diner consumer counterparty homeowner landlord taxpayer caller fan trainee employee recipient follower ' +
    'homebuyer leaseholder occupant shareholder beneficiary grower exhibitor creator freelancer'
  ).split(' '),
);
/** People of the account itself who do the daily work with the product. */
const STAFF = new Set(
  (
    'agent driver courier technician nurse clinician doctor teacher instructor engineer developer manager representative rep ' +
    'editor analyst picker operator worker seller salesperson recruiter inspector planner accountant colleague teammate staff ' +
    'employee trainee cashier adviser advisor dispatcher mechanic designer marketer reviewer translator lawyer paralegal ' +
    'underwriter adjuster buyer controller supervisor crew foreman pharmacist therapist coach author'
  ).split(' '),
);

/** Whom a trade serves, for accounts whose text names nobody: only the weakest hint. */
const TRADES: readonly { readonly trade: RegExp; readonly serves: string }[] = [
  {
    trade:
      /\b(legal|law|attorneys?|solicitors?|notar(y|ies)|llp|account(ants|ing)|tax|audit|consult\w*|agency|advis\w+)\b/,
    serves: 'client',
  },
  {
    trade: /\b(clinics?|hospitals?|health|telehealth|medical|dental|dentists?|therap\w+|physio\w*|surgery|hospice)\b/,
    serves: 'patient',
  },
  { trade: /\b(universit(y|ies)|college|schools?|academy|campus|faculty)\b/, serves: 'student' },
  { trade: /\b(hotels?|resorts?|inns?|hostels?|restaurants?|bistro|lodges?)\b/, serves: 'guest' },
  { trade: /\b(propert(y|ies)|housing|lettings?|apartments?|residen(ces|tial)|estates?)\b/, serves: 'tenant' },
  { trade: /\b(gyms?|fitness|yoga|clubs?|credit union|cooperative|association|librar(y|ies))\b/, serves: 'member' },
  { trade: /\b(council|cit(y|ies) of|county|municipal\w*|borough|ministry|government)\b/, serves: 'citizen' },
  { trade: /\b(airlines?|rail\w*|bus(es)?|ferr(y|ies)|transit)\b/, serves: 'passenger' },
  { trade: /\b(charity|foundation|relief|aid)\b/, serves: 'donor' },
  { trade: /\b(museums?|zoo|festivals?|theatres?|theaters?|gardens?)\b/, serves: 'visitor' },
  { trade: /\b(banks?|insurance|mutual|telecom\w*|energy|retail\w*|shops?|stores?)\b/, serves: 'customer' },
];

export interface PeopleHints {
  readonly account: string;
  readonly useCase: string;
  readonly goals: string;
  /** Names of the catalogue's events and of their properties. */
  readonly catalogue: readonly string[];
  /** The playbook's own, the likeliest first. */
  readonly usual: readonly string[];
}

export interface ServedPerson {
  readonly noun: string;
  /** The account's own text names them, and not only its trade or catalogue. */
  readonly said: boolean;
}

const WEIGHT = { goals: 4, useCase: 4, catalogue: 2, trade: 1, usual: 1 } as const;

/**
 * The people the product is bought for, in the singular; null when neither text nor catalogue nor trade names them: a guess
 * from the vertical alone could demand a value that the product never sends.
 */
export function servedPerson(hints: PeopleHints): ServedPerson | null {
  const usual = new Set(hints.usual);
  const knows = (noun: string): boolean => SERVED.has(noun) || usual.has(noun);
  const inGoals = nounsIn(hints.goals, knows);
  const inUseCase = nounsIn(hints.useCase, knows);
  const scores = new Map<string, number>();
  const add = (nouns: readonly string[], weight: number): void => {
    for (const noun of new Set(nouns)) scores.set(noun, (scores.get(noun) ?? 0) + weight);
  };
  const inCatalogue = hints.catalogue.flatMap((name) => nounsIn(name, knows));
  add(inGoals, WEIGHT.goals);
  add(inUseCase, WEIGHT.useCase);
  add(inCatalogue, WEIGHT.catalogue);
  add(tradesOf(hints), WEIGHT.trade);
  const usualOnes = [...scores.keys()].filter((noun) => usual.has(noun));
  add(usualOnes, WEIGHT.usual);
  const noun = [...scores].toSorted(([, one], [, other]) => other - one)[0]?.[0];
  return noun === undefined ? null : { noun, said: inGoals.includes(noun) || inUseCase.includes(noun) };
}

/** A text that speaks of the account's own people is not about those whom its trade serves. */
const OWN_PEOPLE = /\b(staff|employees?|colleagues?|internal|workforce|crews?|teammates?)\b/;

function tradesOf({ account, useCase, goals }: PeopleHints): string[] {
  if (OWN_PEOPLE.test(plainWordsOf(`${useCase} ${goals}`).join(' '))) return [];
  const text = plainWordsOf(`${account} ${useCase}`).join(' ');
  return TRADES.filter(({ trade }) => trade.test(text))
    .slice(0, 1)
    .map(({ serves }) => serves);
}

/** True for a person of the account itself, whom the product knows as its member. */
export function isStaff(noun: string): boolean {
  return STAFF.has(noun);
}

/** True for a word that means a person, on either side. */
export function isPerson(noun: string): boolean {
  return SERVED.has(noun) || STAFF.has(noun);
}

const STEM_TO_NOUN = new Map([...SERVED, ...STAFF].map((noun) => [stem(noun), noun]));

function nounsIn(text: string, knows: (noun: string) => boolean): string[] {
  return plainWordsOf(text).flatMap((word) => {
    const noun = STEM_TO_NOUN.get(stem(word)) ?? word.replace(/s$/, '');
    return knows(noun) ? [noun] : [];
  });
}

/** How something came in, for properties such as `source` and `channel`: the channel that the text speaks of most. */
const CHANNELS: readonly { readonly channel: string; readonly words: RegExp }[] = [
  { channel: 'email', words: /\b(emails?|mails?|mailbox(es)?)\b/g },
  { channel: 'phone', words: /\b(phones?|calls?|telephone|voice)\b/g },
  { channel: 'chat', words: /\b(chats?|messenger|live chat)\b/g },
  { channel: 'sms', words: /\b(sms|text messages?)\b/g },
  { channel: 'whatsapp', words: /\bwhatsapp\b/g },
  { channel: 'web', words: /\b(web|website|online form|portal|web ?form)\b/g },
  { channel: 'api', words: /\bapi\b/g },
];

/** What the customer wants to get away from says nothing about how the new work comes in. */
const LEFT_BEHIND =
  /\b(without|instead of|replac\w+|no more|fewer|rather than|away from)\b[^.,;]*?(?=\b(into|by|with|to|for)\b|[.,;]|$)/gi;

/** Null when no channel is named, or two equally often: then none is required. */
export function namedChannel(text: string): string | null {
  const plain = plainWordsOf(text.replace(LEFT_BEHIND, ' ')).join(' ');
  const counted = CHANNELS.map(({ channel, words }) => ({ channel, hits: plain.match(words)?.length ?? 0 }))
    .filter(({ hits }) => hits > 0)
    .toSorted((one, other) => other.hits - one.hits);
  const [first, second] = counted;
  return first !== undefined && first.hits > (second?.hits ?? 0) ? first.channel : null;
}
