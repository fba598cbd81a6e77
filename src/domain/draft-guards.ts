import type { ReadEvent } from './draft-event-nature.ts';
import { isPerson, isStaff, type ServedPerson } from './draft-people.ts';
import { plainWordsOf, stem } from './draft-words.ts';
import type { Actor, Condition } from './plan.ts';

/**
 * Conditions that tell real work from rehearsal, read off the names of an event's properties. A condition is added only for
 * a property that the catalogue lists: one that never comes would keep the milestone out of reach for ever.
 */

/** Properties that mark an event as not real when true. */
const REHEARSAL_FLAGS = new Set(
  (
    'test is_test test_mode testing test_data demo is_demo demo_data sandbox is_sandbox simulated is_simulated simulation sample ' +
    'is_sample sample_data dry_run dryrun is_dry_run mock is_mock dummy fake preview is_preview rehearsal practice is_practice ' +
    'synthetic is_synthetic seeded is_draft trial_run test_run example is_example training is_training training_mode staging ' +
    'imported is_imported migrated backfilled historical internal is_internal bot is_bot'
  ).split(' '),
);
/** Properties that mark an event as real when true. */
const REAL_FLAGS = new Set(
  'live live_mode livemode is_live real is_real real_data own_data production is_production'.split(' '),
);
const SUCCESS_FLAGS = new Set('success succeeded successful is_success ok'.split(' '));
const ENVIRONMENTS = new Set('env environment deploy_env deployment_env target_env'.split(' '));
const CHANNELS = new Set('source channel via'.split(' '));
/** Things that reach the customer by some channel; elsewhere `source` means something else. */
const INCOMING = new Set(
  'ticket case request order booking inquiry enquiry message claim lead donation reservation conversation application call complaint'
    .split(' ')
    .map(stem),
);

/** Whoever acts, in any product; with `_type` such a word asks for a kind of person, where `payment_type` does not. */
const ACTING = new Set(
  (
    'person party user actor author owner signer signatory sender payer approver requester requestor submitter reporter uploader ' +
    'initiator originator organiser organizer host'
  ).split(' '),
);

/** Ways in which people outside the customer begin something; other `…_by` properties mostly hold a user's id or name. */
const BEGUN_BY = new Set(
  'booked opened requested ordered placed reported raised applied filed asked submitted reserved lodged claimed enrolled made'.split(
    ' ',
  ),
);

export interface Surroundings {
  /** Whom the customer serves; null: unknown. */
  readonly served: ServedPerson | null;
  /** How work comes in; null: not said. */
  readonly channel: string | null;
  /** The template's own conditions, each only where its property is listed. */
  readonly wanted: Readonly<Record<string, Condition>>;
  readonly actor: Actor;
  /** True when the event is value only if a served person does it: then a property that names the doer is held to that. */
  readonly servedActs: boolean;
}

export interface Guards {
  readonly where: Readonly<Record<string, Condition>>;
  readonly actor: Actor;
  /** The person that a condition names; null when none does. */
  readonly who: string | null;
}

/**
 * Staff can never be `external`: then the rule asks for somebody who is not an administrator instead. Where a second person
 * must act and the account says that this is somebody it serves, the rule asks for that person.
 */
export function guardsOf(event: ReadEvent, around: Surroundings): Guards {
  const where: Record<string, Condition> = {};
  const { served } = around;
  const outsider = served?.said === true && !isStaff(served.noun);
  const servedActs = around.servedActs || (around.actor === 'not_creator' && outsider);
  let who: string | null = null;
  let acts = false;
  for (const property of event.event.properties) {
    const plain = plainWordsOf(property).join('_');
    const condition = wantedCondition(plain, around.wanted) ?? flagCondition(plain, event, around.channel);
    if (condition !== undefined) {
      where[property] = condition;
    } else if (served !== null && namesAPerson(plain)) {
      const doer = namesTheDoer(plain, event);
      if (doer && !servedActs && !(begins(plain) && served.said && around.actor === 'any')) continue;
      where[property] = served.noun;
      who = served.noun;
      acts ||= doer;
    }
  }
  return { where, who, actor: actorFor(around.actor, who, acts) };
}

function actorFor(template: Actor, who: string | null, acts: boolean): Actor {
  if (who !== null && isStaff(who)) return template === 'external' ? 'not_admin' : template;
  return template === 'not_creator' && acts ? 'external' : template;
}

/** The template's own word on a property. A list of names may stand for one: `status|status_code`. */
function wantedCondition(plain: string, wanted: Readonly<Record<string, Condition>>): Condition | undefined {
  const entry = Object.entries(wanted).find(([names]) => names.split('|').includes(plain));
  return entry?.[1];
}

function flagCondition(plain: string, event: ReadEvent, channel: string | null): Condition | undefined {
  if (REHEARSAL_FLAGS.has(plain)) return false;
  if (REAL_FLAGS.has(plain) || SUCCESS_FLAGS.has(plain) || /^real_/.test(plain)) return true;
  if (ENVIRONMENTS.has(plain)) return 'production';
  const comesIn = CHANNELS.has(plain) && event.words.some((word) => INCOMING.has(word));
  return comesIn && channel !== null ? channel : undefined;
}

/** True for a property by which a product tells real work from rehearsal: such events matter to it. */
export function isRealityFlag(property: string): boolean {
  const plain = plainWordsOf(property).join('_');
  return REHEARSAL_FLAGS.has(plain) || REAL_FLAGS.has(plain) || ENVIRONMENTS.has(plain);
}

/** `role`, `signer_type`, `booked_by`: a property whose value is a kind of person. */
function namesAPerson(plain: string): boolean {
  if (/^(.+_)?(role|persona)$|_by_type$/.test(plain)) return true;
  const noun = /^([a-z]+)_type$/.exec(plain)?.[1];
  return noun === undefined ? begins(plain) : ACTING.has(noun) || isPerson(noun);
}

/** `booked_by`, `submitted_by`: such a property exists because people inside and outside both can begin the matter. */
function begins(plain: string): boolean {
  const verb = /^([a-z]+)_by$/.exec(plain)?.[1];
  return verb !== undefined && BEGUN_BY.has(verb);
}

/** True when the property speaks of the person who did this very event, not of one who began the matter earlier. */
function namesTheDoer(plain: string, event: ReadEvent): boolean {
  const verb = /^([a-z]+)_by/.exec(plain)?.[1];
  return verb === undefined || event.words.includes(stem(verb));
}
