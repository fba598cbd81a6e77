import type { Instant } from '../domain/account.ts';
import { networkOf } from './sender-address.ts';
import { isSame } from './session.ts';

/** A guess at the token: right ones pass at once, wrong ones wait longer and longer. */
export type Guess = 'right' | 'wrong' | 'too_many';

export interface Brake {
  /** @param from address of the one who guesses */
  guess(from: string, given: string, now: Instant): Promise<Guess>;
}

const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;
const FORGOTTEN_AFTER_MS = 15 * 60_000;
/** More guesses than these at a time are not looked at, so many connections are no faster than a few. */
const AT_A_TIME = 8;
const ADDRESSES_KEPT = 10_000;
/** Wrong guesses of all addresses together after which none is free any more: somebody guesses from many places. */
const FREE_FAILURES_OF_ALL = 100;
const WAIT_OF_ALL_MS = 1_000;

interface Suspect {
  failures: number;
  waiting: number;
  lastAt: Instant;
}

/**
 * Slows down whoever tries many tokens: at most about two guesses a second from one address, from the first guess on while many
 * addresses guess, and never a lock-out, so nobody can keep the owner out by guessing. In memory: a restart forgives.
 */
export function createBrake(token: string, wait: (ms: number) => Promise<void>): Brake {
  const suspects = new Map<string, Suspect>();
  const all = { failures: 0, lastAt: 0 };
  return {
    async guess(from, given, now) {
      const place = networkOf(from);
      const suspect = suspectAt(suspects, place, now);
      if (suspect.waiting >= AT_A_TIME) return 'too_many';
      if (isSame(given, token)) {
        suspects.delete(place);
        return 'right';
      }
      if (now - all.lastAt >= FORGOTTEN_AFTER_MS) all.failures = 0;
      for (const each of [suspect, all]) {
        each.failures += 1;
        each.lastAt = now;
      }
      suspect.waiting += 1;
      await wait(Math.max(waitAfter(suspect.failures), all.failures > FREE_FAILURES_OF_ALL ? WAIT_OF_ALL_MS : 0));
      suspect.waiting -= 1;
      return 'wrong';
    },
  };
}

function waitAfter(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES - 1));
}

function suspectAt(suspects: Map<string, Suspect>, from: string, now: Instant): Suspect {
  if (suspects.size >= ADDRESSES_KEPT) forget(suspects, now);
  const known = suspects.get(from);
  if (known !== undefined && (known.waiting > 0 || now - known.lastAt < FORGOTTEN_AFTER_MS)) return known;
  const fresh: Suspect = { failures: 0, waiting: 0, lastAt: now };
  suspects.set(from, fresh);
  return fresh;
}

/** Makes room: first the ones long silent, and if that is not enough everyone who is not waiting right now. */
function forget(suspects: Map<string, Suspect>, now: Instant): void {
  for (const [address, { waiting, lastAt }] of suspects) {
    if (waiting === 0 && now - lastAt >= FORGOTTEN_AFTER_MS) suspects.delete(address);
  }
  if (suspects.size < ADDRESSES_KEPT) return;
  for (const [address, { waiting }] of suspects) {
    if (waiting === 0) suspects.delete(address);
  }
}
