import type { Instant } from '../domain/account.ts';
import type { MetaStore } from './store.ts';

/** A standing duty that one process does for all of them. It stays with whoever has it, for as long as that process lives. */
export interface Lease {
  /** Takes it, or holds it longer; false while another process has it. */
  take(): Promise<boolean>;
  /** Leaves it to whoever asks next. */
  letGo(): Promise<void>;
}

export interface LeaseDeps {
  readonly meta: Pick<MetaStore, 'get' | 'swap'>;
  readonly now: () => Instant;
  /** Does something again and again; the function given back ends it. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** Another one in each process. */
  readonly owner: string;
}

interface Holder {
  readonly owner: string;
  readonly until: Instant;
}

/** @param leaseMs after this another process goes on with what a dead one did */
export function createLease({ meta, now, every, owner }: LeaseDeps, name: string, leaseMs: number): Lease {
  const renewEveryMs = leaseMs / 3;
  const key = `lease.${name}`;
  let endRenewing: (() => void) | null = null;
  /** When we last knew it to be ours; a process that was frozen has missed its renewals and asks again. */
  let knownAt = Number.NEGATIVE_INFINITY;

  /** Whoever sets the value last has read the one before, so two can never both think that it is theirs. */
  async function claim(until: (now: Instant) => Instant): Promise<boolean> {
    for (;;) {
      const stored = await meta.get(key);
      const holder = stored === null ? null : (JSON.parse(stored) as Holder);
      if (holder !== null && holder.owner !== owner && holder.until > now()) return false;
      if (await meta.swap(key, stored, JSON.stringify({ owner, until: until(now()) }))) return true;
    }
  }
  async function longer(): Promise<boolean> {
    const at = now();
    const ours = await claim((from) => from + leaseMs);
    knownAt = ours ? at : Number.NEGATIVE_INFINITY;
    return ours;
  }
  const stopRenewing = (): void => {
    endRenewing?.();
    endRenewing = null;
  };
  // What cannot be renewed is lost in time, and then found lost by whoever takes it next.
  const renew = (): void => void longer().catch(() => undefined);

  return {
    async take() {
      if (endRenewing !== null && now() < knownAt + 2 * renewEveryMs) return true;
      const ours = await longer();
      if (ours) endRenewing ??= every(renewEveryMs, renew);
      else stopRenewing();
      return ours;
    },
    async letGo() {
      if (endRenewing === null) return;
      stopRenewing();
      knownAt = Number.NEGATIVE_INFINITY;
      await claim(() => 0);
    },
  };
}
