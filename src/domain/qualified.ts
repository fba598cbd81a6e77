import { BOARD_SOURCE } from './board-act.ts';
import { domainOf } from './event-person.ts';
import type { UsageEvent } from './usage-event.ts';

/**
 * Qualified evidence (METHOD section 1): acts of a human who belongs to the customer. What follows is the whole list of what says
 * otherwise, each with its reason. It is short on purpose: an act that is left out by mistake makes an account look idle. Only
 * values of the named type count: `test: "no"`, `bot: 0` or `impersonator: ""` say nothing.
 */
export type Disqualified =
  | 'event_name'
  | 'user_id'
  | 'internal'
  | 'bot'
  | 'api_key'
  | 'impersonation'
  | 'sandbox'
  | 'test'
  /** In ClickUp: no guest did it, so it was our own team, an automation, or somebody whom nobody knows. */
  | 'own_team';

/** What the settings leave out (monitor.yaml `exclude`). */
export interface Exclusion {
  readonly emailDomains: readonly string[];
  readonly userIds: ReadonlySet<string>;
  readonly eventNames: ReadonlySet<string>;
}

type Bag = Readonly<Record<string, unknown>>;
/** What one value says; null: nothing. */
type Reading = (value: unknown) => Disqualified | null;

const ifTrue =
  (why: Disqualified): Reading =>
  (value) =>
    value === true || (typeof value === 'string' && value.toLowerCase() === 'true') ? why : null;
const ifNamed =
  (why: Disqualified): Reading =>
  (value) =>
    (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' ? why : null;
const ifFalse =
  (why: Disqualified): Reading =>
  (value) =>
    value === false || (typeof value === 'string' && value.toLowerCase() === 'false') ? why : null;
const ifOneOf =
  (words: ReadonlyMap<string, Disqualified>): Reading =>
  (value) =>
    typeof value === 'string' ? (words.get(value.toLowerCase().replaceAll(/[^a-z]/g, '')) ?? null) : null;

/**
 * Who acts, in one word. `system` and `automation` are not among them: a workflow that ran by itself may be the very value; nor
 * is `service`, the role of many humans, nor a token, by which a human's own command line signs in.
 */
const ACTOR = ifOneOf(
  new Map<string, Disqualified>([
    ['bot', 'bot'],
    ['crawler', 'bot'],
    ['apikey', 'api_key'],
    ['serviceaccount', 'api_key'],
    ['impersonation', 'impersonation'],
    ['impersonated', 'impersonation'],
  ]),
);
/** `staging` and `dev` are not among them: they may be the customer's own, where its work goes on. */
const ENVIRONMENT = ifOneOf(
  new Map<string, Disqualified>([
    ['sandbox', 'sandbox'],
    ['test', 'sandbox'],
    ['testing', 'sandbox'],
  ]),
);

/** `is_test` is also read as `isTest`: senders write their names in either way. */
function underBothSpellings(readings: Readonly<Record<string, Reading>>): ReadonlyMap<string, Reading> {
  const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return new Map(
    Object.entries(readings).flatMap(
      ([name, read]) =>
        [
          [name, read],
          [camel(name), read],
        ] as const,
    ),
  );
}

/** Properties and context of one event. */
const EVENT_MARKS = underBothSpellings({
  // A rehearsal, said by the sender itself; payments say it by `livemode`.
  test: ifTrue('test'),
  is_test: ifTrue('test'),
  test_mode: ifTrue('test'),
  livemode: ifFalse('test'),
  live_mode: ifFalse('test'),
  sandbox: ifTrue('sandbox'),
  is_sandbox: ifTrue('sandbox'),
  sandbox_mode: ifTrue('sandbox'),
  environment: ENVIRONMENT,
  env: ENVIRONMENT,
  // No human: a crawler, a script behind a key, a service account.
  bot: ifTrue('bot'),
  is_bot: ifTrue('bot'),
  service_account: ifTrue('api_key'),
  is_service_account: ifTrue('api_key'),
  via_api_key: ifTrue('api_key'),
  is_api_key: ifTrue('api_key'),
  actor_type: ACTOR,
  user_type: ACTOR,
  principal_type: ACTOR,
  auth_type: ACTOR,
  auth_method: ACTOR,
  // A colleague in the customer's clothes.
  impersonated: ifTrue('impersonation'),
  is_impersonated: ifTrue('impersonation'),
  impersonating: ifTrue('impersonation'),
  is_impersonating: ifTrue('impersonation'),
  impersonation: ifTrue('impersonation'),
  impersonator: ifNamed('impersonation'),
  impersonator_id: ifNamed('impersonation'),
  impersonated_by: ifNamed('impersonation'),
});

/**
 * Traits of a user: they leave out all that the user does. `internal` stands only here, of an event it may mean a note among
 * colleagues; staff and employees are not among them, as they may be the customer's.
 */
const TRAIT_MARKS = underBothSpellings({
  bot: ifTrue('bot'),
  is_bot: ifTrue('bot'),
  service_account: ifTrue('api_key'),
  is_service_account: ifTrue('api_key'),
  user_type: ACTOR,
  account_type: ACTOR,
  type: ACTOR,
  kind: ACTOR,
  role: ACTOR,
  test: ifTrue('test'),
  is_test: ifTrue('test'),
  test_user: ifTrue('test'),
  is_test_user: ifTrue('test'),
  sandbox: ifTrue('sandbox'),
  is_sandbox: ifTrue('sandbox'),
  internal: ifTrue('internal'),
  is_internal: ifTrue('internal'),
  $internal_or_test_user: ifTrue('internal'),
});

/** Names under which an event or a user may say that it does not count. */
export const isMark = (name: string): boolean => name === 'context' || EVENT_MARKS.has(name) || TRAIT_MARKS.has(name);

/** Every marked trait has one of these in its name or value: what has none need not be read. */
export const TRAIT_WORDS: readonly string[] = [
  'bot',
  'crawler',
  'service',
  'api',
  'test',
  'sandbox',
  'internal',
  'impersonat',
];

/** Why all acts of a user with these traits are left out; null: they count. */
export const traitsSay = (traits: Bag): Disqualified | null => firstMark(traits, TRAIT_MARKS);

/**
 * Why an event is no evidence; null: it is. Applied whenever events are read, so a changed rule changes history alike.
 * @param users why the acts of some users are left out: by their e-mail's domain, by their traits
 */
export function disqualified(
  { name, userId, properties }: Pick<UsageEvent, 'name' | 'userId' | 'properties'>,
  exclusion: Exclusion,
  users: ReadonlyMap<string, Disqualified>,
): Disqualified | null {
  if (exclusion.eventNames.has(name)) return 'event_name';
  if (userId !== null && exclusion.userIds.has(userId)) return 'user_id';
  const byUser = userId === null ? null : (users.get(userId) ?? null);
  return byUser ?? firstMark(properties, EVENT_MARKS) ?? contextSays(properties.context, exclusion);
}

/** In ClickUp guests are the customers: why an act there is no evidence; null: it may be. `guests`: their user ids. */
export function actedForUs(
  { source, userId }: Pick<UsageEvent, 'source' | 'userId'>,
  guests: ReadonlySet<string>,
): Disqualified | null {
  return source === BOARD_SOURCE && userId !== null && !guests.has(userId) ? 'own_team' : null;
}

/** Of the context that a sender gives beside the properties, what bears on whether the event counts; null: nothing. */
export function contextMarks(context: unknown): Bag | null {
  if (!isBag(context)) return null;
  const marks = Object.entries(context).filter(([name, value]) => EVENT_MARKS.get(name)?.(value) != null);
  const email =
    isBag(context.traits) && typeof context.traits.email === 'string' ? { email: context.traits.email } : {};
  const found = { ...Object.fromEntries(marks), ...email };
  return Object.keys(found).length === 0 ? null : found;
}

function contextSays(context: unknown, { emailDomains }: Exclusion): Disqualified | null {
  if (!isBag(context)) return null;
  const domain = typeof context.email === 'string' ? domainOf(context.email) : null;
  if (domain !== null && emailDomains.some((each) => each.toLowerCase() === domain)) return 'internal';
  return firstMark(context, EVENT_MARKS);
}

function firstMark(bag: Bag, marks: ReadonlyMap<string, Reading>): Disqualified | null {
  for (const name of Object.keys(bag)) {
    const why = marks.get(name)?.(bag[name]) ?? null;
    if (why !== null) return why;
  }
  return null;
}

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);
