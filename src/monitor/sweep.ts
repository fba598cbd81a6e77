import type { Account, Instant } from '../domain/account.ts';
import type { Assessment } from '../domain/assessment.ts';
import { whoseMove, type WhoseMove } from '../domain/whose-move.ts';
import { CLOCKS_DIFFER_MS } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { withAbsences } from './alert-owner.ts';
import { applyReview } from './apply-review.ts';
import { changedUsers, doubtUsers } from './changed-users.ts';
import type { Comparisons } from './comparisons.ts';
import type { ApplyDeps } from './facts-for.ts';
import type { Crew } from './keep-accounts.ts';
import { keepDecided, keepStandings, type Reviewed } from './keep-standings.ts';
import { readKnown } from './known-records.ts';
import type { Move } from './messages/alert-facts.ts';
import type { Mark } from './news-store.ts';
import { onboardingWorkOf } from './onboarding-work.ts';
import { openFirings } from './open-alerts.ts';
import { type Ahead, NOBODY_AHEAD, type Overtaken, tellOfClocks, withoutOvertaken } from './overtaken.ts';
import type { Write } from './outbox.ts';
import type { WordFinder } from './find-words.ts';
import type { Firing } from './raise-alerts.ts';
import { fleetNotice, fleetZone, type Notice, staleNotices, tellOperations } from './operations.ts';
import { readFleet, readFleetOnce } from './read-fleet.ts';
import { recallDrafts } from './recall-drafts.ts';
import { remind, type Standing, standingOf } from './remind.ts';
import { isAlertState, type Review, reviewAccount, type Season } from './review-account.ts';
import type { Rules } from './rules.ts';
import type { SnapshotDeps } from './snapshots.ts';
import { SweepChecker } from './sweep-check.ts';
import { type JudgedAccount, judgeInChunks } from './sweep-chunks.ts';
import {
  dueAccounts,
  keepSeen,
  newsOfOthers,
  readMarks,
  readSeen,
  settleMarks,
  surroundingsNow,
} from './sweep-scope.ts';
import { type SweepReport, SweepTally } from './sweep-tally.ts';
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

export interface SweepOptions {
  readonly dryRun: boolean;
  /** Who is judged: everybody, by default, or only accounts with news or a due time. */
  readonly scope?: SweepReport['scope'];
  /** Whether a sweep of everybody looks for accounts that the sweeps before should have judged. Default no. */
  readonly check?: boolean;
  /** The news that was there before `now` was taken; default: what is there when the sweep begins. */
  readonly marks?: readonly Mark[];
  readonly onAccount?: (assessed: number) => void;
}

/**
 * Judges accounts and stores what follows: standings, history, alerts, and what is to be written to ClickUp. Sending it is
 * `deliverDue`'s. Safe beside itself: whoever comes second finds the same verdict stored and nothing new to write.
 */
export async function sweep(deps: SweepDeps, now: Instant, options: SweepOptions): Promise<SweepReport> {
  const { store } = deps;
  const marks = options.marks ?? (await readMarks(store));
  if (!options.dryRun) await store.transaction((inside) => tendUnjoined(inside, now));
  const crew = await withAbsences(store, deps.rules, await deps.crew(), now);
  const before = options.dryRun ? null : await readSeen(store);
  const fleet = await (options.dryRun ? readFleet : readFleetOnce)(store, fleetZone(deps.rules, crew), now);
  const comparison = (await deps.comparisons?.fresh(store, now, before?.drawnAt)) ?? null;
  const around = { ...deps, freshnessHours: deps.rules.freshnessHours, comparison, fleet };
  const current = await surroundingsNow(around, now);
  // Read once more: taking unjoined events in was news too.
  const news = options.dryRun ? [] : await readMarks(store);
  const users = await changedUsers(store, deps.exclusion, news);
  const known = { before, current, marks: news, users };
  const due = await dueAccounts(around, known, now);
  const scope = options.scope === 'due' && due !== null ? 'due' : 'everybody';
  const checker = options.check === true && scope === 'everybody' && due !== null ? new SweepChecker(due) : null;
  const tally = new SweepTally();
  const firings: Firing[] = [];
  const standing: Standing[] = [];
  const opening: Reviewed[] = [];
  const overtaken: Account[] = [];
  const ahead: Ahead[] = [];
  const season = { windowDays: deps.rules.windowDays, isFleetQuiet: fleet.kind === 'quiet' };
  const clocksDifferBy = options.dryRun ? 0 : CLOCKS_DIFFER_MS;
  const judging = { ...deps, policyOf: deps.rules.policyOf, comparison, clocksDifferBy };
  for await (const judged of judgeInChunks(judging, scope === 'due' ? due : null, now)) {
    const { moveFor, known } = await knowingWork(deps, crew, judged);
    // A rehearsal may be one of an earlier date, on which everything stored is newer.
    const apply = (inside: Store) =>
      applyVerdicts({ ...deps, moveFor: inWords(moveFor, known), store: inside }, crew, judged, season, now, options);
    const applied = await (options.dryRun ? rehearse(store, apply) : store.transaction(apply));
    tally.wrote(applied.writes);
    overtaken.push(...applied.overtaken);
    ahead.push(applied.ahead);
    for (const { review, plan, dueAt } of applied.reviewed) {
      tally.count(review);
      checker?.look(review);
      const firing = firingOf(review, plan);
      if (firing !== null) {
        firings.push(firing);
        opening.push({ review, dueAt });
      }
      const stands = standingOf(review, plan);
      if (stands !== null) standing.push(stands);
    }
    options.onAccount?.(tally.assessed);
  }
  const { moveFor, known: knownWords } = await knowingWork(deps, crew, [
    ...firings,
    ...standing.map(({ review }) => review),
  ]);
  // A rehearsal costs nothing.
  const found = options.dryRun ? NO_WORDS : await findWords(deps.words ?? null, firings, moveFor, knownWords);
  const worded = inWords(moveFor, new Map([...knownWords, ...found]));
  const conclude = async (inside: Store): Promise<Concluded> => {
    const within = { ...deps, moveFor: worded, found, store: inside };
    const opened = await openFirings(within, crew, firings, now);
    const reminders = await remind(within, crew, standing, now);
    const recalls = await recallDrafts(within, crew, now);
    const stale = staleNotices(await inside.events.sources(), tally.blindBySource, deps.rules, now);
    const told = await tellOperations(within, crew, [fleetNotice(fleet) ?? [], stale].flat(), now);
    await keepSeen(inside, current);
    await keepDecided(inside, opening, now);
    return { ...opened, notices: told.notices, writes: [...opened.writes, ...reminders, ...recalls, ...told.writes] };
  };
  const concluded = options.dryRun ? await rehearse(store, conclude) : await store.transaction(conclude);
  tally.wrote(concluded.writes);
  tellOfClocks(deps.log, ahead);
  if (!options.dryRun)
    await settle(deps, { marks: newsOfOthers(marks, overtaken), users }, checker, concluded.notices, now);
  return tally.report(scope, concluded.opened, concluded.held);
}

/** Only a person can mend what notices tell of, so they are errors; a rehearsal tells nobody. */
async function settle(
  { store, exclusion, log }: SweepDeps,
  { marks, users }: { readonly marks: readonly Mark[]; readonly users: ReadonlySet<string> },
  checker: SweepChecker | null,
  notices: readonly Notice[],
  now: Instant,
): Promise<void> {
  await settleMarks(store, marks);
  await doubtUsers(store, exclusion, users, await readMarks(store));
  await checker?.conclude(store, log, now);
  for (const { says, wayOut, detail } of notices) log.error({ ...detail, wayOut }, says);
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

interface Applied {
  readonly reviewed: readonly (Reviewed & { readonly plan: PlanRecord | null })[];
  readonly overtaken: Overtaken<JudgedAccount>['overtaken'];
  readonly ahead: Ahead;
  readonly writes: readonly Write[];
}

/**
 * What follows from verdicts is decided on what is stored at that very moment, inside the transaction: another sweep, or a person
 * who took an alert over, may have been here since the accounts were read.
 */
async function applyVerdicts(
  deps: ApplyDeps,
  crew: Crew,
  judged: readonly JudgedAccount[],
  season: Season,
  now: Instant,
  { dryRun }: SweepOptions,
): Promise<Applied> {
  const standings = await deps.store.standings.of(judged.map(({ account }) => account.key));
  const all = { newest: judged, overtaken: [], ahead: NOBODY_AHEAD };
  const { newest, overtaken, ahead } = dryRun ? all : await withoutOvertaken(deps.store, judged, standings, now);
  const accounts = newest.map(({ account }) => account);
  const knownOf = await readKnown(deps.store, accounts, standings, now);
  const reviewed = newest.map(({ account, verdict, plan, dueAt }) => {
    const review = reviewAccount(account, verdict, knownOf(account.key), deps.rules.alerts, season);
    return { review, plan, dueAt };
  });
  await keepStandings(deps.store, reviewed, now);
  const writes: Write[] = [];
  for (const { review, plan } of reviewed) writes.push(...(await applyReview(deps, crew, review, plan, now)));
  return { reviewed, overtaken, ahead, writes };
}

/** Accounts known only from a file are judged and shown, never written to ClickUp. */
function firingOf(review: Review, plan: PlanRecord | null): Firing | null {
  const { account, verdict, decision, held } = review;
  if (decision.kind !== 'open' || account.taskId === null || !isAlertState(verdict.state)) return null;
  return { account: { ...account, taskId: account.taskId }, verdict, plan, decision, kind: verdict.state, held };
}
