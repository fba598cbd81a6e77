import type { Instant } from '../domain/account.ts';
import { Thoughts } from './conversation/thoughts.ts';
import { draftAssigned } from './answer-assignment.ts';
import type { Board, Hooks } from './board.ts';
import { createClockedSweep } from './clocked-sweep.ts';
import { type DeliverDeps, type DeliveryReport, deliverDue } from './deliver.ts';
import { draftWaiting, type WaitingReport } from './draft-waiting.ts';
import { handleChanges, handleComment, type HandleDeps } from './handle-changes.ts';
import type { SyncReport } from './keep-accounts.ts';
import { keepWebhook, type KeptWebhook, wasSilent } from './keep-webhook.ts';
import type { Lease } from './lease.ts';
import type { Notebook } from './observations.ts';
import { createReconciler } from './reconcile.ts';
import { noteHook, noteWebhook } from './webhook-state.ts';
import { type DigestReport, writeDigests } from './write-digests.ts';
import { sweep, type SweepDeps, type SweepOptions } from './sweep.ts';
import type { SweepReport } from './sweep-tally.ts';

/** The verbs that a living service and the commands share, on ClickUp and the database. */
export interface Monitor {
  /** Hears what people said, and sends what they wait for, until there is no more of either. */
  talk(): Promise<void>;
  /** Works through other news, drafts what waits for a plan, and sends what is due, a slice of each; true: there may be more. */
  round(): Promise<boolean>;
  /** Reads the board for what no delivery told of; `all`: everything, not only what changed. */
  reconcile(all: boolean, onTask?: (read: number) => void): Promise<SyncReport>;
  /**
   * What the clock asks for now and then: looks after the webhook and begins a round of reading, a whole one where the webhook had
   * fallen silent.
   */
  lookAfter(): Promise<void>;
  /** Reads comments that `reconcile` found are to be read, a few tasks at a time; true while more are left. */
  catchUp(): Promise<boolean>;
  /** How many tasks `catchUp` has before it. */
  commentsLeft(): Promise<number>;
  draft(): Promise<WaitingReport>;
  sweep(options: SweepOptions): Promise<SweepReport>;
  /** What the clock asks for (`clocked-sweep.ts`): judges who has news or a due time, now and then everybody. */
  sweepDue(): Promise<SweepReport>;
  /** Judges, then writes the day's digests. */
  digest(): Promise<DigestReport>;
  deliver(): Promise<DeliveryReport>;
  /** Registers or repairs the webhook and remembers its secret; null without PUBLIC_URL. */
  keepWebhook(): Promise<KeptWebhook | null>;
  /** Secrets of our webhooks by id, from memory or from the last time we were told them. */
  webhookSecrets(): Promise<ReadonlyMap<string, string>>;
}

export interface MonitorDeps
  extends Omit<HandleDeps, 'sendAnswers' | 'thoughts'>,
    Omit<SweepDeps, 'words'>,
    DeliverDeps {
  readonly board: Board;
  readonly store: HandleDeps['store'];
  readonly hooks: Hooks;
  readonly publicUrl: string | null;
  readonly notebook: Notebook;
  /** Held by the process that drafts: a model would else be asked, and paid, once in each of them. */
  readonly drafting: Lease;
  readonly now: () => Instant;
  /** Calls `ring` once after `ms`; the function given back calls it off. */
  readonly after: (ms: number, ring: () => void) => () => void;
}

/** Looking for accounts without a plan reads them all, so without news it is done this often. */
const DRAFT_EVERY_MS = 60_000;
/** A long backlog is worked off in slices, so that drafts and alerts do not wait for the end of all news. */
const WRITES_A_ROUND = 10;
const CHANGES_A_ROUND = 20;
/** A model takes many seconds a draft, and a first start may want hundreds. */
const DRAFTING_A_ROUND_MS = 20_000;
/** What was written while nobody listened is read in slices too: on a first start every task is new. */
const TASKS_A_ROUND = 3;
const SECRETS = 'webhook.secrets';
/** Deliveries that were handled are remembered for a day: long enough for every retry of ClickUp's. */
const INBOX_MEMORY_MS = 86_400_000;

export function createMonitor(given: MonitorDeps): Monitor {
  const { store, now } = given;
  const answers = async (): Promise<void> => void (await deliverDue(given, now, WRITES_A_ROUND, 'conversation'));
  const thoughts = new Thoughts(given);
  const deps = { ...given, sendAnswers: answers, thoughts };
  const reconciler = createReconciler(deps);
  const deliver = (): Promise<DeliveryReport> => deliverDue(deps, now);
  const catchUp = (): Promise<boolean> => reconciler.catchUp(now(), TASKS_A_ROUND);
  let draftedAt = Number.NEGATIVE_INFINITY;
  const sweepDue = createClockedSweep(deps, now);
  const draft = async (isTimeUp?: () => boolean): Promise<WaitingReport> => {
    draftedAt = now();
    await draftAssigned(deps, now());
    return draftWaiting(deps, now(), isTimeUp);
  };
  const draftSlice = async (): Promise<void> => {
    // Whoever finds the turn taken asks again in its next round: the other one may have been past what is new now.
    draftedAt = Number.NEGATIVE_INFINITY;
    if (!(await deps.drafting.take())) return;
    try {
      await draftUntilTimeIsUp();
    } finally {
      await deps.drafting.letGo();
    }
  };
  const draftUntilTimeIsUp = async (): Promise<void> => {
    const end = now() + DRAFTING_A_ROUND_MS;
    const { left } = await draft(() => now() >= end);
    if (left > 0) draftedAt = Number.NEGATIVE_INFINITY;
  };
  const reconcile: Monitor['reconcile'] = async (all, onTask) => {
    const report = await reconciler.run(now(), all, onTask);
    if (report.added + report.changed > 0) draftedAt = Number.NEGATIVE_INFINITY;
    return report;
  };
  const keep = async (): Promise<KeptWebhook | null> => {
    if (deps.publicUrl === null) return null;
    const kept = await keepWebhook(deps.hooks, deps.publicUrl, (hook) => noteHook(store, hook, now()));
    await noteWebhook(store, kept, now());
    await store.meta.set(SECRETS, JSON.stringify([[kept.hook.id, kept.hook.secret]]));
    return kept;
  };
  return {
    async talk() {
      await thoughts.tendRows(store.inbox, now());
      for (let heard = true; heard; ) {
        heard = await handleComment(deps, now());
        await answers();
      }
    },
    async round() {
      const handled = await handleChanges(deps, now(), 'rest', CHANGES_A_ROUND);
      if (handled > 0 || now() - draftedAt >= DRAFT_EVERY_MS) await draftSlice();
      const { done, waiting, abandoned } = await deliverDue(deps, now, WRITES_A_ROUND);
      await store.inbox.prune(now() - INBOX_MEMORY_MS);
      await deps.notebook.keep(now());
      return handled === CHANGES_A_ROUND || done + waiting + abandoned === WRITES_A_ROUND;
    },
    reconcile,
    async lookAfter() {
      const silent = await wasSilent(keep, deps.log);
      await reconcile(silent);
    },
    catchUp,
    commentsLeft: () => reconciler.left(),
    draft: () => draft(),
    sweep: (options) => sweep(deps, now(), options),
    sweepDue,
    async digest() {
      await sweepDue();
      return writeDigests(deps, now());
    },
    deliver,
    keepWebhook: keep,
    async webhookSecrets() {
      const stored = await store.meta.get(SECRETS);
      return new Map(stored === null ? [] : (JSON.parse(stored) as [string, string][]));
    },
  };
}
