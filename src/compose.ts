import { randomUUID } from 'node:crypto';
import type { Kit, OpenOptions } from './cli/kit.ts';
import { createClickUpBoard } from './clickup/board.ts';
import { createClickUpClient } from './clickup/client.ts';
import { ClickUpError } from './clickup/errors.ts';
import { digestOf } from './clickup/digest.ts';
import { createClickUpHooks } from './clickup/hooks.ts';
import { createSharedLedger, rateWindowOf } from './clickup/rate-ledger.ts';
import { createRateLimiter, systemTimers } from './clickup/rate-limiter.ts';
import { createHeaderWatch } from './clickup/watch-rate-headers.ts';
import { composeDrafter, composeModel } from './compose-model.ts';
import { type Config, requireToken } from './config.ts';
import { reportFile } from './dashboard/report/report-file.ts';
import { aspirationsOf } from './domain/aspirations.ts';
import { coreEventNames } from './domain/draft-catalogue.ts';
import { chooseIntervention, gapOf } from './domain/intervention.ts';
import { playbookOfOrigin } from './domain/playbook.ts';
import { tierOf } from './domain/tier.ts';
import { wordFinder } from './drafting/word-finder.ts';
import type { Board, Hooks, RateWindow } from './monitor/board.ts';
import { createComparisons } from './monitor/comparisons.ts';
import { createCrew, seatOnRecord } from './monitor/crew.ts';
import type { DeliverDeps, Failure } from './monitor/deliver.ts';
import type { WordFinder } from './monitor/find-words.ts';
import type { DraftDeps } from './monitor/draft-deps.ts';
import type { Crew } from './monitor/keep-accounts.ts';
import { createLease, type LeaseDeps } from './monitor/lease.ts';
import { createMonitor, type Monitor } from './monitor/monitor.ts';
import { createNotebook, type Notebook } from './monitor/observations.ts';
import type { ReadDeps } from './monitor/read-deps.ts';
import { type Rules, workspaceZone } from './monitor/rules.ts';
import type { Store } from './monitor/store.ts';
import type { SuggestMove, SweepDeps } from './monitor/sweep.ts';
import { exclusionOf, rulesOf } from './rules.ts';
import { longestGapMs } from './schedule/cron-gap.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import { createLogger, type Logger } from './shared/logger.ts';
import { type OpenDatabase, openDatabase } from './storage/engine.ts';
import { migrate } from './storage/migrate.ts';
import { createStore } from './storage/store.ts';

/** Opens the database (bringing it up to date) and wires everything to it. Nothing is asked of ClickUp yet. */
export async function openKit(config: Config, options: OpenOptions = {}): Promise<Kit> {
  const { settings } = config;
  const clock = options.clock ?? systemClock;
  const log = createLogger(options.logLevel ?? settings.LOG_LEVEL, options.logTo);
  const database = openDatabase(settings.DATABASE_URL);
  const migrated = await broughtUpToDate(database);
  const store = createStore(database.db);
  const rules = rulesOf(config);
  const exclusion = exclusionOf(config);
  const notebook = createNotebook(store);
  let isEnding = false;
  const ending = { isEnding: () => isEnding, onDelivered: options.onDelivered };
  const leasing: LeaseDeps = { meta: store.meta, now: clock.now, every, owner: randomUUID() };
  const clickup = connectClickUp({ config, store, clock, log, note: notebook.note });
  const crew = clickup?.crew ?? (() => crewOnRecord(store, rules));
  const zone = async (from: Pick<Store, 'meta'>) => workspaceZone(rules, (await seatOnRecord(from)).zone ?? 'UTC');
  const model = await composeModel(config, { ledger: store.model, clock, log });
  const comparisons = createComparisons({ exclusion, policyOf: rules.policyOf, zone });
  // Advice, like drafts that nobody waits for, leaves one place to people.
  const atOnce = Math.max(1, config.monitor.model.concurrency - 1);
  const words = model === null ? null : wordFinder({ writer: model.writer, after: systemTimers.after, atOnce });
  const drafting: DraftDeps = {
    store,
    rules,
    exclusion,
    crew,
    comparisons,
    catalogue: config.catalogue,
    ...composeDrafter(config, model, log),
  };
  const judging: SweepDeps = {
    store,
    rules,
    exclusion,
    crew,
    comparisons,
    log,
    moveFor: suggestMove(config),
    words,
  };
  const reading = async (): Promise<ReadDeps> => ({
    store,
    exclusion,
    policyOf: rules.policyOf,
    compare: (now) => comparisons.at(store, now),
    zone: await zone(store),
    tierRank: rules.tierRank,
    ...tierReading(config),
    moveFor: suggestMove(config),
    modelCapUsd: config.monitor.model.monthly_cap_usd,
    freshnessHours: rules.freshnessHours,
  });
  return {
    config,
    store,
    rules,
    clock,
    log,
    drafting,
    judging,
    reading,
    reporting: async () => ({ ...(await reading()), store, productName: config.monitor.product.name }),
    drawReport: reportFile,
    examining: {
      store,
      rules,
      clickup,
      publicUrl: settings.PUBLIC_URL ?? null,
      ingestKeys: settings.INGEST_WRITE_KEYS.length,
      model: model?.access ?? null,
      notebook,
      reconcileEveryMs: () => longestGapMs(settings.RECONCILE_CRON, workspaceZone(rules, 'UTC')),
    },
    notebook,
    readingBoard: createLease(leasing, 'reading', READING_LEASE_MS),
    monitor: once(() =>
      monitorOver(config, clickup, { ...drafting, ...judging, words, ...ending }, notebook, clock, leasing),
    ),
    rateWindow: clickup?.rateWindow ?? (async () => null),
    migrated,
    letGo() {
      isEnding = true;
      clickup?.close();
    },
    async close() {
      clickup?.close();
      await notebook.keep(clock.now());
      await store.close();
    },
  };
}

/** One that cannot be used is let go of: its connections would keep the process alive. */
async function broughtUpToDate(database: OpenDatabase): Promise<readonly string[]> {
  try {
    return await migrate(database);
  } catch (thrown) {
    await database.db.destroy();
    throw thrown;
  }
}

function monitorOver(
  config: Config,
  clickup: ClickUpParts | null,
  deps: DraftDeps & SweepDeps & { readonly words: WordFinder | null } & Pick<DeliverDeps, 'isEnding' | 'onDelivered'>,
  notebook: Notebook,
  clock: Clock,
  leasing: LeaseDeps,
): Monitor {
  if (clickup === null) requireToken(config);
  const { board, hooks } = clickup as ClickUpParts;
  return createMonitor({
    ...deps,
    board,
    hooks,
    notebook,
    drafting: createLease(leasing, 'drafting', DRAFTING_LEASE_MS),
    note: notebook.note,
    readFailure,
    drawReport: reportFile,
    every,
    after: systemTimers.after,
    draftAtOnce: composeDrafter(config, null, deps.log).drafter,
    publicUrl: config.settings.PUBLIC_URL ?? null,
    now: clock.now,
  });
}

/** Long, since it is held all the time: every renewal makes what pages keep in memory out of date. */
const READING_LEASE_MS = 30_000;
/** Short, since drafts of a dead process wait for it. */
const DRAFTING_LEASE_MS = 9_000;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Without a token: the people and the seat last known, or nobody; enough to judge and to rehearse. */
async function crewOnRecord(store: Store, rules: Rules): Promise<Crew> {
  const people = (await store.people.all()).filter(({ active }) => active);
  const seat = await seatOnRecord(store);
  return { seat, people, zone: workspaceZone(rules, seat.zone ?? 'UTC') };
}

/** What config/tiers.yaml says for people: what each tier aspires to, and the onboarding phases. */
function tierReading({ tiers }: Config): Pick<ReadDeps, 'aspirationsOf' | 'phases'> {
  return {
    aspirationsOf: ({ tier, annualValue, trialEndsOn }) =>
      aspirationsOf(tierOf(tier, annualValue, tiers, trialEndsOn !== null).tier, tiers),
    phases: tiers.phases,
  };
}

interface ClickUpParts {
  readonly board: Board;
  readonly hooks: Hooks;
  readonly crew: () => Promise<Crew>;
  readonly rateWindow: () => Promise<RateWindow | null>;
  close(): void;
}

interface ConnectDeps {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly note: Notebook['note'];
}

function connectClickUp({ config, store, clock, log, note }: ConnectDeps): ClickUpParts | null {
  const { settings, monitor } = config;
  const token = settings.CLICKUP_API_TOKEN;
  if (token === undefined) return null;
  const part = log.child({ part: 'clickup' });
  // One budget a token, for everything that runs on this database.
  const ledger = createSharedLedger(store.meta, `rate.${digestOf(token).slice(0, 16)}`, part);
  const limiter = createRateLimiter({ ledger });
  const client = createClickUpClient({
    apiUrl: settings.CLICKUP_API_URL,
    token,
    limiter,
    log: part,
    onHeaders: createHeaderWatch(note),
  });
  const team = settings.CLICKUP_TEAM_ID === undefined ? {} : { teamId: settings.CLICKUP_TEAM_ID };
  const board = createClickUpBoard(client, team);
  const hooks = createClickUpHooks(client, team);
  const crew = createCrew({ store, board, log: part, now: clock.now, note, zone: monitor.alerts.time_zone });
  return { board, hooks, crew, rateWindow: () => rateWindowOf(ledger), close: () => limiter.close() };
}

/** The playbook that wrote the plan knows the gap; a lead's or an imported plan is served by the general one. */
const suggestMove =
  ({ playbooks, catalogue }: Config): SuggestMove =>
  (account, verdict, plan, whose) => {
    const playbook = playbookOfOrigin(plan?.origin ?? '', playbooks);
    const gap = gapOf(account, verdict) ?? {
      state: 'early_alert' as const,
      accountName: account.name,
      tier: account.tier,
      stepName: 'First use',
      isMilestone: false,
      events: [...coreEventNames(catalogue)],
      count: 0,
      wanted: 1,
      users: 0,
      wantedUsers: 1,
      daysStuck: verdict.daysStuck ?? 0,
      trialDaysLeft: verdict.trialDaysLeft,
    };
    return { ...chooseIntervention(playbook, gap, whose), whose };
  };

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

/** What ClickUp did not answer in time it may still be working on: looking for it sooner could miss it. */
const SETTLE_MS = 60_000;
const GATEWAY_TIMEOUT = 504;

/** Which failures pass by themselves, and after which of them a write may have been applied all the same. */
export function readFailure(thrown: unknown): Failure {
  if (!(thrown instanceof ClickUpError)) return { kind: 'again', outcomeUnknown: true, afterMs: null };
  const { code, status, outcome, retryAfterMs } = thrown;
  const final = code === 'bad_request' || code === 'not_found' || code === 'forbidden';
  if (final && outcome === 'not_applied') return { kind: 'final' };
  const outcomeUnknown = outcome === 'unknown';
  const underWay = outcomeUnknown && (code === 'timeout' || status === GATEWAY_TIMEOUT);
  return { kind: 'again', outcomeUnknown, afterMs: underWay ? SETTLE_MS : retryAfterMs };
}
