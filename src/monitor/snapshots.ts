import type { Account, Instant } from '../domain/account.ts';
import type { ExcludedEvents, Snapshot } from '../domain/assess.ts';
import { ID_MEMORY_MS, likelyIds } from '../domain/blind.ts';
import type { Comparison } from '../domain/comparison.ts';
import { BOARD_SOURCE, boardUser } from '../domain/board-act.ts';
import { inOrder } from '../domain/event-order.ts';
import { completeAtLeastTo } from '../domain/feeds.ts';
import { judgedUpTo, lifeOf } from '../domain/life.ts';
import type { JudgePolicy } from '../domain/policy.ts';
import {
  actedForUs,
  type Disqualified,
  disqualified,
  type Exclusion,
  TRAIT_WORDS,
  traitsSay,
} from '../domain/qualified.ts';
import type { FeedSource, UsageEvent } from '../domain/usage-event.ts';
import type { WorkspaceSight } from '../domain/scene.ts';
import type { Sight } from './act-store.ts';
import type { AccountPeople, FlaggedUsers } from './event-store.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';
import type { ValueRecord, WithdrawnEvent } from './correction-store.ts';
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

/** Account ids that the product sends and nobody has. */
interface Strangers {
  readonly unknownIds: readonly string[];
  readonly unknownIdShare: number | null;
}

const NO_STRANGERS: Strangers = { unknownIds: [], unknownIdShare: null };
const NOTHING_HEARD: Heard = { sent: [], all: [], kept: [], excluded: [], workspace: { kind: 'no_workspace' } };
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
      const heard = accounts.map((account): Heard => {
        const sent = (account.accountId === null ? undefined : events.get(account.accountId)) ?? [];
        const all = standing(sentIn(account, sent), withdrawn.get(account.key) ?? []);
        return {
          sent,
          all,
          ...sift(all, exclusion, around),
          workspace: sightOf(account, sights.get(account.key), now),
        };
      });
      // They bear only on accounts of which nothing was heard, and are as many as the product has customers.
      const areAllHeard = heard.every((each) => isHeard(each, completeAtLeastTo(around.feeds, judgedFrom)));
      if (!areAllHeard) strangers ??= readStrangers(store.events, now);
      const { unknownIds, unknownIdShare } = (await strangers) ?? NO_STRANGERS;
      return accounts.map((account, index) => {
        const known = (account.accountId === null ? undefined : people.get(account.accountId)) ?? NOBODY;
        const { sent, all, kept, excluded, workspace } = heard[index] ?? NOTHING_HEARD;
        return {
          account,
          inForce: plans[index] ?? null,
          plan: plans[index]?.plan ?? null,
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

/** What came for an account, and the part of it that is evidence. */
interface Heard {
  readonly sent: readonly UsageEvent[];
  readonly all: readonly UsageEvent[];
  readonly kept: readonly UsageEvent[];
  readonly excluded: readonly ExcludedEvents[];
  readonly workspace: WorkspaceSight;
}

/** Whatever its milestone is, the account was heard by the earliest judgement; false where that depends on it. */
function isHeard({ kept, workspace }: Heard, feedsAreCompleteTo: Instant): boolean {
  const seenTo = workspace.kind === 'read' ? Math.min(workspace.to, feedsAreCompleteTo) : feedsAreCompleteTo;
  return kept.some((event) => isOfProduct(event) && event.at <= seenTo);
}

/** The thresholds, and the public holidays where the account lives. */
function rulesFor(account: Account, policyOf: SnapshotDeps['policyOf']): Pick<Snapshot, 'policy' | 'isHoliday'> {
  const policy = policyOf(account);
  return policy.isHoliday === undefined ? { policy } : { policy, isHoliday: policy.isHoliday };
}

/** Nothing that came after the end of a life is evidence for it; what came before the life is cut off where its evidence begins. */
function sentIn(account: Account, events: readonly UsageEvent[]): readonly UsageEvent[] {
  const { end } = lifeOf(account);
  return end === null ? events : events.filter(({ at }) => at <= end.leftAt);
}

/** What a person withdrew is evidence for nothing, neither for value nor for use. */
function standing(events: readonly UsageEvent[], withdrawn: readonly WithdrawnEvent[]): readonly UsageEvent[] {
  if (withdrawn.length === 0) return events;
  const ids = new Set(withdrawn.map(({ messageId }) => messageId));
  return events.filter(({ messageId }) => !ids.has(messageId));
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

async function readStrangers(events: Store['events'], now: Instant): Promise<Strangers> {
  const { unknown, total } = await events.groupIds(now - ID_MEMORY_MS);
  return { unknownIds: unknown, unknownIdShare: total === 0 ? null : unknown.length / total };
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

/** Of all that was sent, what is evidence, and why the rest is not. */
function sift(
  events: readonly UsageEvent[],
  exclusion: Exclusion,
  { leftOut, guests }: Pick<Surroundings, 'leftOut' | 'guests'>,
): { readonly kept: readonly UsageEvent[]; readonly excluded: readonly ExcludedEvents[] } {
  const counts = new Map<Disqualified, number>();
  const kept = events.filter((event) => {
    const why = actedForUs(event, guests) ?? disqualified(event, exclusion, leftOut);
    if (why !== null) counts.set(why, (counts.get(why) ?? 0) + 1);
    return why === null;
  });
  return { kept, excluded: [...counts].map(([why, count]) => ({ why, count })) };
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

const isOfProduct = ({ source }: UsageEvent): boolean => source !== BOARD_SOURCE;

/** Of who is gone nothing is read any more: there is nothing left to wait for. */
function sightOf({ status }: Account, sight: Sight | undefined, now: Instant): WorkspaceSight {
  if (status !== 'open') return { kind: 'read', to: now };
  return sight ?? { kind: 'no_workspace' };
}

/** Whoever works in an account's workspace is one of its people, though the product never said so. */
function withGuests(users: AccountPeople['users'], events: readonly UsageEvent[]): AccountPeople['users'] {
  const guests = events.flatMap((event) => (isOfProduct(event) || event.userId === null ? [] : [event.userId]));
  if (guests.length === 0) return users;
  return new Map([...guests.map((userId) => [userId, { member: true, admin: false }] as const), ...users]);
}
