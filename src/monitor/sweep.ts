import type { Account, Instant } from '../domain/account.ts';
import { assess } from '../domain/assess.ts';
import type { Logger } from '../shared/logger.ts';
import { applyReview, type ApplyDeps } from './apply-review.ts';
import type { Crew } from './keep-accounts.ts';
import { openFirings } from './open-alerts.ts';
import type { Firing } from './raise-alerts.ts';
import { isAlertState, type Review, reviewAccount } from './review-account.ts';
import type { Rules } from './rules.ts';
import { createSnapshotReader, type SnapshotDeps } from './snapshots.ts';
import type { PlanRecord, Store } from './store.ts';
import type { Write } from './outbox.ts';

export interface SweepDeps extends Pick<ApplyDeps, 'moveFor'> {
  readonly store: Store;
  readonly rules: Rules;
  readonly exclusion: SnapshotDeps['exclusion'];
  readonly crew: () => Promise<Crew>;
  readonly log: Logger;
}

export interface SweepReport {
  readonly assessed: number;
  readonly states: Readonly<Record<string, number>>;
  readonly opened: number;
  readonly changed: number;
  readonly closed: number;
  readonly held: number;
  /** What was (or with `dryRun` would be) written, in order. */
  readonly writes: readonly Write[];
}

export interface SweepOptions {
  readonly dryRun: boolean;
  readonly onAccount?: (assessed: number) => void;
}

const CHUNK = 500;

/**
 * Judges every account and stores what follows: standings, history, alerts, and what is to be written to ClickUp. Sending it is
 * `deliverDue`'s. Safe beside itself: whoever comes second finds the same verdict stored and nothing new to write.
 */
export async function sweep(deps: SweepDeps, now: Instant, options: SweepOptions): Promise<SweepReport> {
  const crew = await deps.crew();
  const tally = new Tally();
  const firings: Firing[] = [];
  for await (const reviews of reviewAll(deps, now)) {
    for (const { review, plan } of reviews) {
      tally.count(review);
      const firing = firingOf(review, plan);
      if (firing !== null) firings.push(firing);
    }
    const apply = (store: Store) => applyReviews({ ...deps, store }, crew, reviews, now);
    tally.wrote(options.dryRun ? await rehearse(deps.store, apply) : await deps.store.transaction(apply));
    options.onAccount?.(tally.assessed);
  }
  const open = (store: Store) => openFirings({ ...deps, store }, crew, firings, now);
  const opened = options.dryRun ? await rehearse(deps.store, open) : await deps.store.transaction(open);
  tally.wrote(opened.writes);
  return tally.report(opened.opened, opened.held);
}

/** Does it in a transaction that is thrown away: a dry run takes the very path of a real one. */
async function rehearse<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  let outcome: { readonly value: T } | null = null;
  const undo = new Error('dry run');
  await store
    .transaction(async (inside) => {
      outcome = { value: await work(inside) };
      throw undo;
    })
    .catch((thrown: unknown) => {
      if (thrown !== undo) throw thrown;
    });
  if (outcome === null) throw undo;
  return (outcome as { readonly value: T }).value;
}

interface Reviewed {
  readonly review: Review;
  readonly plan: PlanRecord | null;
}

async function* reviewAll(deps: SweepDeps, now: Instant): AsyncGenerator<readonly Reviewed[]> {
  const { store, rules, exclusion } = deps;
  const reader = createSnapshotReader({ store, exclusion, policyOf: rules.policyOf });
  // Of two accounts with one id only the one first seen is judged (METHOD section 1); `doctor` names both.
  const later = await store.accounts.laterTwins();
  let after: string | null = null;
  for (;;) {
    const accounts: readonly Account[] = await store.accounts.page(after, CHUNK);
    if (accounts.length === 0) return;
    after = accounts.at(-1)?.key ?? null;
    yield await reviewChunk(
      deps,
      accounts.filter(({ key }) => !later.has(key)),
      reader,
      now,
    );
  }
}

async function reviewChunk(
  { store, rules }: SweepDeps,
  accounts: readonly Account[],
  reader: ReturnType<typeof createSnapshotReader>,
  now: Instant,
): Promise<readonly Reviewed[]> {
  const keys = accounts.map((account) => account.key);
  const snapshots = await reader.load(accounts, now);
  const plans = await store.plans.inForce(keys, now);
  const [standings, open, closed, snoozed] = await Promise.all([
    store.standings.of(keys),
    store.alerts.open(keys),
    store.alerts.lastClosed(keys),
    store.accounts.snoozedUntil(keys),
  ]);
  return snapshots.map((snapshot) => {
    const { key } = snapshot.account;
    const known = {
      standing: standings.get(key) ?? null,
      open: open.get(key) ?? null,
      lastClosed: closed.get(key) ?? null,
      snoozedUntil: snoozed.get(key) ?? null,
    };
    const review = reviewAccount(snapshot.account, assess(snapshot, now), known, rules.alerts);
    return { review, plan: plans.get(key) ?? null };
  });
}

async function applyReviews(
  deps: ApplyDeps,
  crew: Crew,
  reviews: readonly Reviewed[],
  now: Instant,
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  // Another sweep may have stored this very verdict since it was reviewed; then it is no news any more.
  const stored = await deps.store.standings.of(reviews.map(({ review }) => review.account.key));
  for (const { review, plan } of reviews) {
    const before = stored.get(review.account.key) ?? null;
    const fresh = { ...review, before, turned: before?.state !== review.verdict.state };
    writes.push(...(await applyReview(deps, crew, fresh, plan, now)));
  }
  return writes;
}

/** Accounts known only from a file are judged and shown, never written to ClickUp. */
function firingOf(review: Review, plan: PlanRecord | null): Firing | null {
  const { account, verdict, decision, held } = review;
  if (decision.kind !== 'open' || account.taskId === null || !isAlertState(verdict.state)) return null;
  return { account: { ...account, taskId: account.taskId }, verdict, plan, decision, kind: verdict.state, held };
}

class Tally {
  assessed = 0;
  #changed = 0;
  #closed = 0;
  readonly #states: Record<string, number> = {};
  readonly #writes: Write[] = [];

  count({ verdict, decision }: Review): void {
    this.assessed += 1;
    this.#states[verdict.state] = (this.#states[verdict.state] ?? 0) + 1;
    if (decision.kind === 'update') this.#changed += 1;
    if (decision.kind === 'close') this.#closed += 1;
  }

  wrote(writes: readonly Write[]): void {
    this.#writes.push(...writes);
  }

  report(opened: number, held: number): SweepReport {
    return {
      assessed: this.assessed,
      states: this.#states,
      opened,
      changed: this.#changed,
      closed: this.#closed,
      held,
      writes: this.#writes,
    };
  }
}
