import type { Instant } from '../domain/account.ts';
import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Board, Seat } from './board.ts';
import type { Crew } from './keep-accounts.ts';
import type { Notebook } from './observations.ts';
import type { Store } from './store.ts';

export interface CrewDeps {
  readonly store: Pick<Store, 'people' | 'meta' | 'transaction'>;
  readonly board: Pick<Board, 'whoAmI' | 'members'>;
  readonly log: Logger;
  readonly now: () => Instant;
  readonly note?: Notebook['note'];
  /** `alerts.time_zone`, which goes before the seat's own. */
  readonly zone: string | null;
}

/** People come and go; who left must not get alerts for long. */
const FRESH_MS = 10 * 60_000;
/** While ClickUp cannot be reached, it is asked this often at most. */
const PATIENCE_MS = 15_000;
const SEAT = 'seat';
const FALLBACK_ZONE = 'UTC';

/**
 * Who we are and who is here: read from ClickUp now and then, and from the database while ClickUp cannot be reached, so that
 * judging goes on. Rejects only when neither is to be had.
 */
export function createCrew({ store, board, log, now, zone, note }: CrewDeps): () => Promise<Crew> {
  let known: Crew | null = null;
  let askAgainAt = Number.NEGATIVE_INFINITY;

  const fromClickUp = async (): Promise<Crew> => {
    const [seat, people] = await Promise.all([board.whoAmI(), board.members()]);
    if (people.some(({ id }) => id < 0)) note?.({ topic: 'super_agents', way: 'listed' });
    await store.transaction(async (inside) => {
      await inside.people.replace(people);
      await inside.meta.set(SEAT, JSON.stringify(seat));
    });
    askAgainAt = now() + FRESH_MS;
    return { seat, zone: zone ?? seat.zone ?? FALLBACK_ZONE, people };
  };
  const fromDatabase = async (): Promise<Crew | null> => {
    const seat = await seatOnRecord(store);
    if (seat.id === NOBODY.id) return null;
    const people = (await store.people.all()).filter(({ active }) => active);
    return { seat, zone: zone ?? seat.zone ?? FALLBACK_ZONE, people };
  };
  const ask = async (): Promise<Crew> => {
    try {
      known = await fromClickUp();
    } catch (thrown) {
      askAgainAt = now() + PATIENCE_MS;
      known ??= await fromDatabase();
      if (known === null) throw thrown;
      log.warn({ error: messageOf(thrown) }, 'ClickUp cannot be asked who is here; the people last known are used');
    }
    return known;
  };
  let asking: Promise<Crew> | null = null;
  return async () => {
    if (known !== null && now() < askAgainAt) return known;
    // Whoever asks meanwhile waits for the same answer.
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
}

const NOBODY: Seat = { id: 0, name: 'First Value Monitor', email: null, zone: null };

/** The agent's seat as ClickUp last told it; a nameless one before the first time. */
export async function seatOnRecord({ meta }: Pick<Store, 'meta'>): Promise<Seat> {
  const stored = await meta.get(SEAT);
  return stored === null ? NOBODY : (JSON.parse(stored) as Seat);
}
