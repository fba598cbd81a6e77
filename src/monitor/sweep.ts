import type { Account, AccountKey, Day, Instant } from '../domain/account.ts';
import { assess } from '../domain/assess.ts';
import type { Assessment } from '../domain/assessment.ts';
import { whoseMove, type WhoseMove } from '../domain/whose-move.ts';
import { dayOf } from '../domain/local-date.ts';
import type { Logger } from '../shared/logger.ts';
import { withAbsences } from './alert-owner.ts';
import { applyReview } from './apply-review.ts';
import type { Comparisons } from './comparisons.ts';
import type { ApplyDeps } from './facts-for.ts';
import type { Crew } from './keep-accounts.ts';
import { livesAt } from './lives.ts';
import type { Move } from './messages/alert-facts.ts';
import { onboardingWorkOf } from './onboarding-work.ts';
import { openFirings } from './open-alerts.ts';
import type { Write } from './outbox.ts';
import type { WordFinder } from './find-words.ts';
import type { Firing } from './raise-alerts.ts';
import { fleetNotice, fleetZone, type Notice, staleNotices, tellOperations } from './operations.ts';
import { readFleet } from './read-fleet.ts';
import { recallDrafts } from './recall-drafts.ts';
import { remind, type Standing, standingOf } from './remind.ts';
import { isAlertState, type Review, type ReviewedRecord, reviewAccount, type Season } from './review-account.ts';
import type { Rules } from './rules.ts';
import { createSnapshotReader, type SnapshotDeps } from './snapshots.ts';
import { tendUnjoined } from './tend-unjoined.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Store } from './store.ts';
import { findWords, inWords, NO_WORDS, type WordsOfAccounts } from './word-advice.ts';

/** The suggested next move for this very gap, which follows whose move it is. */
export type SuggestMove = (
  account: Account,
  verdict: Assessment,
  plan: PlanRecord | null,
  whose: WhoseMove | null,
) => Move;

export interface SweepDeps {
  readonly moveFor: SuggestMove;
  readonly store: Store;
  readonly rules: Rules;
  readonly exclusion: SnapshotDeps['exclusion'];
  readonly crew: () => Promise<Crew>;
  readonly log: Logger;
  /** Null or left out: no model is configured, and alerts advise in the playbooks' own words. */
  readonly words?: WordFinder | null;
  /** Left out: everybody is judged by the own plan's days. */
  readonly comparisons?: Comparisons;
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
  if (!options.dryRun) await deps.store.transaction((store) => tendUnjoined(store, now));
  const crew = await withAbsences(deps.store, deps.rules, await deps.crew(), now);
  const tally = new Tally();
  const firings: Firing[] = [];
  const standing: Standing[] = [];
  const fleet = await readFleet(deps.store, fleetZone(deps.rules, crew), now);
  const season = { windowDays: deps.rules.windowDays, isFleetQuiet: fleet.kind === 'quiet' };
  for await (const judged of judgeAll(deps, now)) {
    const { moveFor, known } = await knowingWork(deps, crew, judged);
    const apply = async (store: Store) => {
      // A rehearsal may be one of an earlier date, on which everything stored is newer.
      const newest = options.dryRun ? judged : await withoutOvertaken(store, judged, now);
      return applyVerdicts({ ...deps, moveFor: inWords(moveFor, known), store }, crew, newest, season, now);
    };
    const applied = await (options.dryRun ? rehearse(deps.store, apply) : deps.store.transaction(apply));
    tally.wrote(applied.writes);
    for (const { review, plan } of applied.reviewed) {
      tally.count(review);
      const firing = firingOf(review, plan);
      if (firing !== null) firings.push(firing);
      const stands = standingOf(review, plan);
      if (stands !== null) standing.push(stands);
    }
    options.onAccount?.(tally.assessed);
  }
  const { moveFor, known } = await knowingWork(deps, crew, [...firings, ...standing.map(({ review }) => review)]);
  // A rehearsal costs nothing.
  const found = options.dryRun ? NO_WORDS : await findWords(deps.words ?? null, firings, moveFor, known);
  const worded = inWords(moveFor, new Map([...known, ...found]));
  const conclude = async (store: Store): Promise<Concluded> => {
    const inside = { ...deps, moveFor: worded, found, store };
    const opened = await openFirings(inside, crew, firings, now);
    const reminders = await remind(inside, crew, standing, now);
    const recalls = await recallDrafts(inside, crew, now);
    const stale = staleNotices(await store.events.sources(), tally.blindBySource, deps.rules, now);
    const told = await tellOperations(inside, crew, [fleetNotice(fleet) ?? [], stale].flat(), now);
    return { ...opened, notices: told.notices, writes: [...opened.writes, ...reminders, ...recalls, ...told.writes] };
  };
  const concluded = options.dryRun ? await rehearse(deps.store, conclude) : await deps.store.transaction(conclude);
  tally.wrote(concluded.writes);
  // Only a person can mend what they tell of, so they are errors; a rehearsal tells nobody.
  for (const { says, wayOut, detail } of options.dryRun ? [] : concluded.notices)
    deps.log.error({ ...detail, wayOut }, says);
  return tally.report(concluded.opened, concluded.held);
}

interface Concluded {
  readonly opened: number;
  readonly held: number;
  readonly notices: readonly Notice[];
  readonly writes: readonly Write[];
}

/** The moves for these accounts, with what is open in their onboarding workspaces read at once, and the words found for them before. */
async function knowingWork(
  { store, moveFor }: SweepDeps,
  { people }: Crew,
  judged: readonly { readonly account: Account; readonly verdict: Assessment }[],
): Promise<{ readonly moveFor: ApplyDeps['moveFor']; readonly known: WordsOfAccounts }> {
  const alerting = judged.filter(({ verdict }) => isAlertState(verdict.state)).map(({ account }) => account.key);
  const workOf = await onboardingWorkOf(store, people, alerting);
  return {
    moveFor: (account, verdict, plan) => moveFor(account, verdict, plan, whoseMove(verdict, workOf(account.key))),
    known: await store.alerts.wordsOfOpen(alerting),
  };
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

interface Judged {
  readonly account: Account;
  readonly verdict: Assessment;
  readonly plan: PlanRecord | null;
}

async function* judgeAll(deps: SweepDeps, now: Instant): AsyncGenerator<readonly Judged[]> {
  const { store, rules, exclusion, comparisons } = deps;
  const compare = async (at: Instant) => (await comparisons?.fresh(store, at)) ?? null;
  const reader = createSnapshotReader({ store, exclusion, policyOf: rules.policyOf, compare });
  // Of two accounts with one id only the one first seen is judged (METHOD section 1); `doctor` names both.
  const later = await store.accounts.laterTwins();
  let after: string | null = null;
  for (;;) {
    const accounts: readonly Account[] = await store.accounts.page(after, CHUNK);
    if (accounts.length === 0) return;
    after = accounts.at(-1)?.key ?? null;
    const present = accounts.filter(({ key }) => !later.has(key));
    const wanted = await livesAt(store.accounts, present, now);
    const snapshots = await reader.load(wanted, now);
    const plans = await store.plans.inForce(
      wanted.map(({ key }) => key),
      now,
    );
    yield snapshots.map((snapshot) => ({
      account: snapshot.account,
      verdict: assess(snapshot, now),
      plan: plans.get(snapshot.account.key) ?? null,
    }));
  }
}

interface Applied {
  readonly reviewed: readonly { readonly review: Review; readonly plan: PlanRecord | null }[];
  readonly writes: readonly Write[];
}

/**
 * What follows from verdicts is decided on what is stored at that very moment, inside the transaction: another sweep, or a person
 * who took an alert over, may have been here since the accounts were read.
 */
async function applyVerdicts(
  deps: ApplyDeps,
  crew: Crew,
  judged: readonly Judged[],
  season: Season,
  now: Instant,
): Promise<Applied> {
  const knownOf = await readKnown(deps.store, judged, now);
  const writes: Write[] = [];
  const reviewed = [];
  for (const { account, verdict, plan } of judged) {
    const review = reviewAccount(account, verdict, knownOf(account.key), deps.rules.alerts, season);
    writes.push(...(await applyReview(deps, crew, review, plan, now)));
    reviewed.push({ review, plan });
  }
  return { reviewed, writes };
}

/** Where a sweep that began later has been, what it saw is newer: taking it back would undo what people were told. */
async function withoutOvertaken(store: Store, judged: readonly Judged[], now: Instant): Promise<readonly Judged[]> {
  const standings = await store.standings.of(judged.map(({ account }) => account.key));
  return judged.filter(({ account }) => (standings.get(account.key)?.assessedAt ?? now) <= now);
}

/** A pause that ended longer ago is asked about no more. */
const PAUSE_MEMORY_DAYS = 30;

async function readKnown(
  store: Store,
  judged: readonly Judged[],
  now: Instant,
): Promise<(key: AccountKey) => ReviewedRecord> {
  const keys = judged.map(({ account }) => account.key);
  // One after another: inside a transaction there is one connection.
  const standings = await store.standings.of(keys);
  const open = await store.alerts.open(keys);
  const closed = await store.alerts.lastClosed(keys);
  const snoozed = await store.accounts.snoozedUntil(keys);
  const pauses = await store.accounts.lastPauses(keys, dayOf(now, 'utc') - PAUSE_MEMORY_DAYS);
  const gone = judged.filter(
    ({ account }) => account.status === 'left' && standings.get(account.key)?.missedOn == null,
  );
  const warned = await store.alerts.firstHard(gone.map(({ account }) => account.key));
  const zones = new Map(gone.map(({ account }) => [account.key, account.zone]));
  return (key) => ({
    standing: standings.get(key) ?? null,
    open: open.get(key) ?? null,
    lastClosed: closed.get(key) ?? null,
    snoozedUntil: snoozed.get(key) ?? null,
    pause: pauses.get(key) ?? null,
    firstHardOn: dateOf(warned.get(key), zones.get(key)),
  });
}

const dateOf = (at: Instant | undefined, zone: string | undefined): Day | null =>
  at === undefined || zone === undefined ? null : dayOf(at, zone);

/** Accounts known only from a file are judged and shown, never written to ClickUp. */
function firingOf(review: Review, plan: PlanRecord | null): Firing | null {
  const { account, verdict, decision, held } = review;
  if (decision.kind !== 'open' || account.taskId === null || !isAlertState(verdict.state)) return null;
  return { account: { ...account, taskId: account.taskId }, verdict, plan, decision, kind: verdict.state, held };
}

class Tally {
  /** Accounts of which a newer verdict was stored meanwhile are not among them. */
  assessed = 0;
  /** How many accounts cannot be judged because of each source that went silent. */
  readonly blindBySource = new Map<string, number>();
  #changed = 0;
  #closed = 0;
  readonly #states: Record<string, number> = {};
  readonly #writes: Write[] = [];

  count({ verdict, decision }: Review): void {
    this.assessed += 1;
    this.#states[verdict.state] = (this.#states[verdict.state] ?? 0) + 1;
    if (verdict.blind?.kind === 'stale_source') {
      const { source } = verdict.blind;
      this.blindBySource.set(source, (this.blindBySource.get(source) ?? 0) + 1);
    }
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
