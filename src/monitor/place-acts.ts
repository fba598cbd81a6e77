import type { Instant } from '../domain/account.ts';
import type { BoardAct, ToldAct } from '../domain/board-act.ts';
import { DAY_MS } from '../domain/duration.ts';
import { domainOf } from '../domain/event-person.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { ClaimedPlace, WaitingAct } from './act-store.ts';
import { type Board, type ListPlace, PLACE_KINDS } from './board.ts';
import type { Crew } from './keep-accounts.ts';
import { type PlacedAct, recordActs } from './record-acts.ts';
import { ourListIds, type Rules } from './rules.ts';
import type { Store } from './store.ts';

export interface PlaceActsDeps {
  readonly store: Pick<Store, 'acts' | 'transaction'>;
  readonly board: Pick<Board, 'listPlace'>;
  readonly rules: Pick<Rules, 'lists'>;
  readonly crew: () => Promise<Crew>;
  readonly log: Logger;
}

/** Where a task stands, from the closest place outwards. */
export interface Placement extends ListPlace {
  readonly listId: string;
}

/**
 * Whose workspace this is: of the places that accounts name, the closest one. Where several accounts name it, the one that lists the
 * e-mail domain of whoever acted; null: none, or nobody can tell.
 */
export function ownerOf(
  claims: readonly ClaimedPlace[],
  { listId, folderId, spaceId }: Placement,
  email: string | null,
): ClaimedPlace | null {
  const ids = { list: listId, folder: folderId, space: spaceId };
  for (const kind of PLACE_KINDS) {
    const here = claims.filter((claim) => claim.kind === kind && claim.placeId === ids[kind]);
    const [first] = here;
    if (first === undefined) continue;
    if (here.every(({ accountId }) => accountId === first.accountId)) return first;
    const domain = email === null ? null : domainOf(email);
    const theirs = here.filter(({ domains }) => domain !== null && domains.includes(domain));
    return theirs.length === 1 ? (theirs[0] ?? null) : null;
  }
  return null;
}

/** Lists are moved between folders now and then. */
const PLACE_MEMORY_MS = 6 * 3_600_000;
const ACTS_AT_ONCE = 200;

/** Gives acts that deliveries told of to the accounts in whose workspaces they were done; all others are forgotten. */
export class ActPlacer {
  readonly #places = new Map<string, { readonly place: ListPlace | null; readonly at: Instant }>();
  /** When a list could last not be looked up: the others come before it. */
  readonly #refusedAt = new Map<string, Instant>();
  /** The last one seen: what cannot be placed now must not hold up what comes behind it. Null: from the first. */
  #after: WaitingAct | null = null;

  /** @returns true while more may be waiting that need not wait for anything; at most `calls` calls to ClickUp, for lists that were not seen yet */
  async run(deps: PlaceActsDeps, now: Instant, calls: number): Promise<boolean> {
    const told = await deps.store.acts.told(now - DAY_MS, ACTS_AT_ONCE, this.#after);
    this.#after = told.length === ACTS_AT_ONCE ? (told.at(-1) ?? null) : null;
    if (told.length === 0) return false;
    const crew = await deps.crew();
    const foreign = told.filter(({ act }) => act.listId === null || ourListIds(deps.rules).has(act.listId));
    const ownActs = told.filter(({ act }) => act.actorId === crew.seat.id);
    const dropped = new Set([...foreign, ...ownActs].map(({ key }) => key));
    const rest = told.filter(({ key }) => !dropped.has(key));
    const placements = await this.#placementsOf(deps, rest, now, calls);
    const claims = await deps.store.acts.claims([...new Set([...placements.values()].flatMap(idsOf))]);
    const placed: PlacedAct[] = [];
    for (const { key, act } of rest) {
      const placement = placements.get(act.listId ?? '');
      // Its list could not be looked up this time, or what an account names there was not looked up yet.
      if (placement === undefined || claims.some((claim) => isOpen(claim, placement))) continue;
      const email = crew.people.find(({ id }) => id === act.actorId)?.email ?? null;
      const owner = ownerOf(claims, placement, email);
      if (owner?.accountId != null) placed.push({ accountId: owner.accountId, act });
      dropped.add(key);
    }
    await recordActs(deps.store, placed, crew.people, now);
    await deps.store.acts.forget([...dropped]);
    return this.#after !== null && dropped.size > 0;
  }

  async #placementsOf(
    deps: PlaceActsDeps,
    told: readonly ToldAct[],
    now: Instant,
    calls: number,
  ): Promise<ReadonlyMap<string, Placement>> {
    const isWide = told.length > 0 && (await deps.store.acts.hasWidePlaces());
    const found = new Map<string, Placement>();
    let left = calls;
    const refusedAt = (listId: string): Instant => this.#refusedAt.get(listId) ?? 0;
    const lists = [...new Set(told.map(({ act }) => listOf(act)))];
    for (const listId of lists.toSorted((one, other) => refusedAt(one) - refusedAt(other))) {
      const known = this.#places.get(listId);
      if (!isWide) found.set(listId, { listId, folderId: null, spaceId: null });
      else if (known !== undefined && now - known.at < PLACE_MEMORY_MS) found.set(listId, { listId, ...inside(known) });
      else if (left > 0) {
        left -= 1;
        const place = await this.#lookUp(deps, listId, now);
        if (place !== undefined) found.set(listId, { listId, ...inside({ place }) });
      }
    }
    return found;
  }

  /** Undefined: ClickUp cannot be asked now. */
  async #lookUp({ board, log }: PlaceActsDeps, listId: string, now: Instant): Promise<ListPlace | null | undefined> {
    try {
      const place = await board.listPlace(listId);
      this.#places.set(listId, { place, at: now });
      this.#refusedAt.delete(listId);
      return place;
    } catch (thrown) {
      log.warn({ listId, error: messageOf(thrown) }, 'where a list lies could not be looked up, tried again later');
      this.#refusedAt.set(listId, now);
      return undefined;
    }
  }
}

const listOf = ({ listId }: BoardAct): string => listId ?? '';
const inside = ({ place }: { readonly place: ListPlace | null }): ListPlace =>
  place ?? { folderId: null, spaceId: null };
export const idsOf = ({ listId, folderId, spaceId }: Placement): readonly string[] =>
  [listId, folderId, spaceId].filter((id) => id !== null);
const isOpen = ({ kind, placeId }: ClaimedPlace, placement: Placement): boolean =>
  kind === null && idsOf(placement).includes(placeId);
