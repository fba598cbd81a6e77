import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import type { Logger } from '../shared/logger.ts';
import { messageOf } from '../shared/errors.ts';
import { onTrail } from '../shared/trail.ts';
import type { Board, Lane, MayStillSend } from './board.ts';
import type { Write, Written } from './outbox.ts';
import { findWritten, perform, type WriteDeps } from './perform-write.ts';
import type { Claim, ClaimedWrite } from './outbox-store.ts';
import { writtenUnknownSince } from './restored.ts';
import type { Store } from './store.ts';
import { noteUntold } from './untold.ts';

export interface DeliverDeps {
  readonly store: Pick<Store, 'outbox' | 'audit' | 'alerts' | 'standings' | 'reports' | 'meta' | 'transaction'>;
  readonly board: Board;
  readonly drawReport: WriteDeps['drawReport'];
  readonly log: Logger;
  /** What a failure means: try again later or never, and whether it may have been applied all the same. */
  readonly readFailure: (thrown: unknown) => Failure;
  /** Does something again and again; the function given back ends it. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** True: the process is about to end, so nothing more is begun. */
  readonly isEnding?: () => boolean;
  /** Told of every try. */
  readonly onDelivered?: (kind: Write['kind'], outcome: DeliveryOutcome) => void;
}

export type GiveUpDeps = Pick<DeliverDeps, 'store' | 'log'>;

export type DeliveryOutcome = 'done' | 'retried' | 'abandoned';

export type Failure =
  | { readonly kind: 'again'; readonly outcomeUnknown: boolean; readonly afterMs: number | null }
  | { readonly kind: 'final' };

export interface DeliveryReport {
  readonly done: number;
  readonly waiting: number;
  readonly abandoned: number;
}

/**
 * A process that died leaves its row to others after this: longer than ClickUp needs to apply what was under way, and than any
 * difference between the clocks of two of our machines may be.
 */
const LEASE_MS = 30_000;
/** A call may wait minutes for the rate limit; while its process lives, its row stays its own. */
const RENEW_EVERY_MS = 5_000;
/**
 * What is not sent this long before the lease ends is not sent at all: a process that was frozen would write what another one has
 * written in the meantime. It is the time that a request may need to get there.
 */
const SENDING_MS = 10_000;
/** A call takes ClickUp some 300 ms: one after another would leave most of a limit of 1,000 a minute unused. */
const SIDE_BY_SIDE = 4;
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * Writes what is due (of one lane, where one is given), oldest first and a few side by side, until nothing more is or `atMost`
 * were tried. Each write is searched for by its key first when an earlier try may have been applied, so it happens once however
 * often the process dies.
 */
export async function deliverDue(
  deps: DeliverDeps,
  clock: () => Instant,
  atMost = Number.POSITIVE_INFINITY,
  lane?: Lane,
): Promise<DeliveryReport> {
  const report = { done: 0, waiting: 0, abandoned: 0 };
  await endStranded(deps, clock());
  let tried = 0;
  const deliverOneByOne = async (): Promise<void> => {
    while (tried < atMost && deps.isEnding?.() !== true) {
      tried += 1;
      const outcome = await deliverNext(deps, clock, lane);
      if (outcome === null) return;
      report[outcome] += 1;
      if (outcome === 'abandoned') await endStranded(deps, clock());
    }
  };
  // All of them have ended, failed or not, before anybody closes what they work with.
  const ended = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, deliverOneByOne));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return report;
}

/** Null: nothing is due. One is claimed at a time: a row that waits behind others in one process's hands would outlive its lease. */
async function deliverNext(
  deps: DeliverDeps,
  clock: () => Instant,
  lane: Lane | undefined,
): Promise<keyof DeliveryReport | null> {
  const claimedAt = clock();
  const [claimed] = await deps.store.outbox.claim(claimedAt, LEASE_MS, 1, lane);
  if (claimed === undefined) return null;
  const held = { claim: claimOf(claimed), until: claimedAt + LEASE_MS };
  const { key, alertId, accountKey, delivery } = claimed.write;
  const outcome = await onTrail({ delivery, write: key, alert: alertId, account: accountKey }, () =>
    whileHeld(deps, held, clock, (may) => deliverOne(deps, claimed, clock, may)),
  );
  deps.onDelivered?.(claimed.write.kind, outcome === 'waiting' ? 'retried' : outcome);
  return outcome;
}

const claimOf = ({ write, attempts }: ClaimedWrite): Claim => ({ key: write.key, attempts });

/** Keeps the row ours for as long as the work takes. */
async function whileHeld<T>(
  { store, log, every }: DeliverDeps,
  { claim, until }: { readonly claim: Claim; readonly until: Instant },
  clock: () => Instant,
  work: (may: MayStillSend) => Promise<T>,
): Promise<T> {
  let heldUntil = until;
  const renew = async (): Promise<void> => {
    const longer = clock() + LEASE_MS;
    try {
      heldUntil = (await store.outbox.renew(claim, longer)) ? longer : 0;
    } catch (thrown) {
      log.warn({ key: claim.key, error: messageOf(thrown) }, 'a write under way could not be held longer');
    }
  };
  const end = every(RENEW_EVERY_MS, () => void renew());
  try {
    return await work(() => clock() < heldUntil - SENDING_MS);
  } finally {
    end();
  }
}

async function deliverOne(
  deps: DeliverDeps,
  claimed: ClaimedWrite,
  clock: () => Instant,
  may: MayStillSend,
): Promise<keyof DeliveryReport> {
  try {
    const since = await writtenUnknownSince(deps.store, claimed.createdAt);
    const mayBeThere = claimed.outcomeUnknown || since !== null;
    const found = mayBeThere ? await findWritten(deps, claimed.write, since ?? claimed.createdAt) : null;
    const result = found ?? (await perform(deps, claimed.write, may));
    await noteDone(deps, claimed.write, result, found !== null, clock());
    const { kind } = claimed.write;
    deps.log.info({ kind, ...result, attempts: claimed.attempts, foundAgain: found !== null }, 'written to ClickUp');
    return 'done';
  } catch (thrown) {
    const failure = deps.readFailure(thrown);
    return failure.kind === 'final'
      ? giveUp(deps, claimed, messageOf(thrown), clock())
      : tryLater(deps, claimed, failure, messageOf(thrown), clock());
  }
}

async function noteDone(
  { store }: DeliverDeps,
  { key, kind, accountKey }: Write,
  result: Written,
  foundAgain: boolean,
  now: Instant,
): Promise<void> {
  await store.transaction(async (inside) => {
    await inside.outbox.done(key, result, now);
    const detail = { key, ...result, ...(foundAgain ? { foundAgain } : {}) };
    await inside.audit.add({ at: now, actor: AGENT, what: `clickup_${kind}`, accountKey, detail });
  });
}

async function tryLater(
  { store, log }: DeliverDeps,
  claimed: ClaimedWrite,
  { afterMs, outcomeUnknown }: Failure & { kind: 'again' },
  error: string,
  now: Instant,
): Promise<'waiting'> {
  const { write, attempts } = claimed;
  const waitMs = afterMs ?? Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(attempts, 12));
  log.warn(
    { key: write.key, accountKey: write.accountKey, attempts, waitMs, error },
    'write to ClickUp failed, will be tried again',
  );
  // What an earlier try may have left behind is still to be looked for when this one never got that far.
  await store.outbox.retry(claimOf(claimed), now + waitMs, error, outcomeUnknown || claimed.outcomeUnknown);
  return 'waiting';
}

/** Ends a write that ClickUp refuses for good; what it was to tell is told to nobody by it. */
export async function giveUp(
  { store, log }: GiveUpDeps,
  claimed: ClaimedWrite,
  error: string,
  now: Instant,
): Promise<'abandoned'> {
  const { key, accountKey } = claimed.write;
  log.error({ key, accountKey, attempts: claimed.attempts, error }, 'write to ClickUp given up');
  await store.transaction(async (inside) => {
    if (!(await inside.outbox.abandon(claimOf(claimed), error, now))) return;
    await inside.audit.add({
      at: now,
      actor: AGENT,
      what: 'clickup_write_abandoned',
      accountKey,
      detail: { key, error },
    });
    await noteUntold(inside, claimed.write, now);
  });
  return 'abandoned';
}

/** Ends what follows a write that never comes, and what follows that; it would wait for ever. */
export async function endStranded({ store, log }: GiveUpDeps, now: Instant): Promise<void> {
  for (;;) {
    const rows = await store.outbox.stranded();
    if (rows.length === 0) return;
    for (const { write, attempts } of rows) {
      const { key, accountKey } = write;
      const error = 'the write that it follows was given up or taken back';
      log.warn({ key, accountKey }, 'a write ended because the one that it follows never comes');
      await store.transaction(async (inside) => {
        if (!(await inside.outbox.abandon({ key, attempts }, error, now))) return;
        const detail = { key, error };
        await inside.audit.add({ at: now, actor: AGENT, what: 'clickup_write_abandoned', accountKey, detail });
        await noteUntold(inside, write, now);
      });
    }
  }
}
