import type { Account, Instant } from '../domain/account.ts';
import type { Snapshot } from '../domain/assess.ts';
import { likelyIds } from '../domain/blind.ts';
import { BOARD_SOURCE, boardUser } from '../domain/board-act.ts';
import type { Comparison } from '../domain/comparison.ts';
import { inOrder } from '../domain/event-order.ts';
import { judgedUpTo, lifeOf } from '../domain/life.ts';
import type { JudgePolicy } from '../domain/policy.ts';
import { type Disqualified, type Exclusion, TRAIT_WORDS, traitsSay } from '../domain/qualified.ts';
import type { WorkspaceSight } from '../domain/scene.ts';
import type { FeedSource, UsageEvent } from '../domain/usage-event.ts';
import type { Sight } from './act-store.ts';
import type { ValueRecord } from './correction-store.ts';
import type { AccountPeople, FlaggedUsers } from './event-store.ts';
import { hear, isHeard, isOfProduct, NO_STRANGERS, readStrangers, type Strangers } from './heard.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';
import { wordInLife } from './value-word.ts';

export interface SnapshotDeps {
  readonly store: Pick<Store, 'events' | 'plans' | 'corrections' | 'acts' | 'people'>;
  readonly exclusion: Exclusion;
  readonly policyOf: (account: Account) => JudgePolicy;
  /** How others fared, as known at `now`; left out: accounts are judged by their plans' own days. */
  readonly compare?: (now: Instant) => Promise<Comparison | null>;
  /** What was stamped so much later than now is known and in force all the same. Default 0: an earlier instant is judged exactly. */
  readonly clocksDifferBy?: number;
}

/** What is the same for every account of one sweep: read once. */
interface Surroundings {
  readonly feeds: readonly FeedSource[];
  readonly admins: ReadonlySet<string>;
  /** Users whose acts count for nothing, and why. */
  readonly leftOut: ReadonlyMap<string, Disqualified>;
  /** User ids under which guests of the workspace, who are customers, act in ClickUp. */
  readonly guests: ReadonlySet<string>;
  readonly comparison: Comparison | null;
}

const NOBODY: AccountPeople = { users: new Map(), firstUserId: null };

/** With the record of the plan by which it is judged; null: none is in force. */
export interface LoadedSnapshot extends Snapshot {
  readonly inForce: PlanRecord | null;
}

export interface LoadOptions {
  /** Up to when what was said and received is taken into account. Default: `now`; later for a judgement with hindsight. */
  readonly knownAt?: Instant;
  /** The earliest instant at which these snapshots will be judged. Default: `now`. */
  readonly judgedFrom?: Instant;
}

export interface SnapshotReader {
  /** Everything the judgement at `now` needs about these accounts; a few queries whatever their number. */
  load(accounts: readonly Account[], now: Instant, options?: LoadOptions): Promise<readonly LoadedSnapshot[]>;
}

/** One reader serves one sweep or one request: what surrounds the accounts is read at its first use and kept. */
export function createSnapshotReader(deps: SnapshotDeps): SnapshotReader {
  const { store, exclusion, policyOf, clocksDifferBy = 0 } = deps;
  let surroundings: Promise<Surroundings> | null = null;
  let strangers: Promise<Strangers> | null = null;
  return {
    async load(accounts, now, { knownAt: knownTo = now, judgedFrom = now } = {}) {
      const knownAt = knownTo + clocksDifferBy;
      surroundings ??= readSurroundings(deps, now);
      const around = await surroundings;
      const ids = [...new Set(accounts.flatMap((account) => account.accountId ?? []))];
      const keys = accounts.map((account) => account.key);
      // A life that has ended is judged by what was in force and known of it then, not by what came after.
      const plans = await store.plans.inForceEach(
        accounts.map((account) => ({ key: account.key, at: judgedUpTo(account, now + clocksDifferBy) })),
      );
      const words = await store.corrections.wordsOf(keys, knownAt);
      const withdrawn = await store.corrections.withdrawn(keys, knownAt);
      const events = await store.events.ofAccounts(ids, knownAt);
      const people = await store.events.peopleOf(ids);
      const sights = await store.acts.sights(keys);
      const by = { ...around, exclusion, judgedFrom };
      const heard = accounts.map((account, index) => {
        const sent = (account.accountId === null ? undefined : events.get(account.accountId)) ?? [];
        const workspace = sightOf(account, sights.get(account.key), now);
        const plan = plans[index]?.plan ?? null;
        const came = hear({ account, plan, sent, withdrawn: withdrawn.get(account.key) ?? [], workspace }, by);
        return { account, inForce: plans[index] ?? null, plan, ...came };
      });
      // They bear only on accounts with an id of which nothing was heard, and are as many as the product has customers.
      const areAllHeard = heard.every((each) => each.account.accountId === null || isHeard(each));
      if (!areAllHeard) strangers ??= readStrangers(store.events, now);
      const { unknownIds, unknownIdShare } = (await strangers) ?? NO_STRANGERS;
      return heard.map(({ account, inForce, plan, sent, all, kept, excluded, workspace }) => {
        const known = (account.accountId === null ? undefined : people.get(account.accountId)) ?? NOBODY;
        return {
          account,
          inForce,
          plan,
          events: inOrder(kept),
          excluded,
          users: withGuests(withAdmins(known.users, all, around.admins), kept),
          firstUserId: firstOf(known, around.leftOut),
          feeds: around.feeds,
          likelyOtherIds: sent.some(isOfProduct) ? [] : likelyIds(account, unknownIds),
          workspace,
          unknownIdShare,
          comparison: around.comparison,
          ...wordOnValue(wordInLife(account, words.get(account.key) ?? [])),
          earlierLifeEndedAt: lifeOf(account).before?.leftAt ?? null,
          ...rulesFor(account, policyOf),
        };
      });
    },
  };
}

/** The thresholds, and the public holidays where the account lives. */
function rulesFor(account: Account, policyOf: SnapshotDeps['policyOf']): Pick<Snapshot, 'policy' | 'isHoliday'> {
  const policy = policyOf(account);
  return policy.isHoliday === undefined ? { policy } : { policy, isHoliday: policy.isHoliday };
}

/** Recorded by hand, or denied: then what was sent up to that moment does not make first value. */
function wordOnValue(word: ValueRecord | null): Pick<Snapshot, 'valueByHand' | 'valueDeniedAt'> {
  if (word === null) return { valueByHand: null };
  return word.reachedAt === null ? { valueByHand: null, valueDeniedAt: word.at } : { valueByHand: word.reachedAt };
}

async function readSurroundings(
  { store, exclusion, compare }: Omit<SnapshotDeps, 'policyOf'>,
  now: Instant,
): Promise<Surroundings> {
  const comparison = (await compare?.(now)) ?? null;
  const [sources, flagged, known] = await Promise.all([
    store.events.sources(),
    store.events.flaggedUsers(exclusion.emailDomains, TRAIT_WORDS),
    store.people.all(),
  ]);
  // ClickUp is a source for each account apart: how far its own workspace was read.
  const feeds = sources.filter(({ name }) => name !== BOARD_SOURCE);
  const guests = new Set(known.filter(({ role }) => role === 'guest').map(({ id }) => boardUser(id)));
  const leftOut = usersLeftOut(flagged);
  return { feeds, comparison, admins: flagged.admins, leftOut, guests };
}

function usersLeftOut({ internal, marked }: FlaggedUsers): ReadonlyMap<string, Disqualified> {
  const byTraits = marked.flatMap(({ userId, traits }) => {
    const why = traitsSay(traits);
    return why === null ? [] : [[userId, why] as const];
  });
  return new Map([...byTraits, ...[...internal].map((userId) => [userId, 'internal'] as const)]);
}

/** The account's first user, whom `not_creator` asks for: a colleague who set it up is none of the customer's. */
function firstOf({ users, firstUserId }: AccountPeople, leftOut: Surroundings['leftOut']): string | null {
  if (firstUserId === null || !leftOut.has(firstUserId)) return firstUserId;
  return [...users.keys()].find((userId) => !leftOut.has(userId)) ?? null;
}

/** Users who only appear in events may be known as admins too: `not_admin` must see them. */
function withAdmins(
  users: AccountPeople['users'],
  events: readonly UsageEvent[],
  admins: ReadonlySet<string>,
): AccountPeople['users'] {
  const outside = events.flatMap(({ userId }) =>
    userId !== null && admins.has(userId) && !users.has(userId) ? [userId] : [],
  );
  if (outside.length === 0) return users;
  return new Map([...users, ...outside.map((userId) => [userId, { member: false, admin: true }] as const)]);
}

/** Whoever works in an account's workspace is one of its people, though the product never said so. */
function withGuests(users: AccountPeople['users'], events: readonly UsageEvent[]): AccountPeople['users'] {
  const guests = events.flatMap((event) => (isOfProduct(event) || event.userId === null ? [] : [event.userId]));
  if (guests.length === 0) return users;
  return new Map([...guests.map((userId) => [userId, { member: true, admin: false }] as const), ...users]);
}

/** Of who is gone nothing is read any more: there is nothing left to wait for. */
function sightOf({ status }: Account, sight: Sight | undefined, now: Instant): WorkspaceSight {
  if (status !== 'open') return { kind: 'read', to: now };
  return sight ?? { kind: 'no_workspace' };
}
