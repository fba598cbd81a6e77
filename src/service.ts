import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Kit, RunningService, ServeOptions } from './cli/kit.ts';
import { createDeliveryReader } from './clickup/receive.ts';
import { openKit } from './compose.ts';
import { type Config, requireToken } from './config.ts';
import { createDashboard } from './dashboard/routes.ts';
import { createApp } from './http/app.ts';
import type { ReadinessCheck } from './http/health.ts';
import { modelMetrics } from './http/model-metrics.ts';
import type { Metric } from './http/prometheus.ts';
import { usageEventRoutes } from './http/usage-events.ts';
import { otherRolesOf, SEAT_WAY_OUT } from './monitor/agent-seat.ts';
import { seatOnRecord } from './monitor/crew.ts';
import { createBoardChangeRecorder } from './monitor/record-board-changes.ts';
import { createUsageEventRecorder } from './monitor/record-usage-events.ts';
import type { Instant } from './domain/account.ts';
import { type Month, monthsBetween } from './domain/month.ts';
import { monthAsked } from './monitor/read-report.ts';
import { remembering, warmUp } from './monitor/remembering.ts';
import { createWorker, type Duty, type Worker } from './monitor/worker.ts';
import { retireEvents } from './monitor/retire-events.ts';
import { keepReport, sendReport } from './monitor/write-report.ts';
import { POLL_EVERY_MS } from './monitor/reading-pace.ts';
import { type Job, startTicker } from './schedule/ticker.ts';
import { MonitorError, messageOf } from './shared/errors.ts';

/** A comment is answered within a second or two of its delivery; without deliveries the board is asked every few more. */
const ROUND_EVERY_MS = 1_000;

/** Doors, clock and worker, or the latter two alone. ClickUp need not be there: what it is needed for is tried again. */
export async function runService(config: Config, options: ServeOptions): Promise<RunningService> {
  requireToken(config);
  const kit = await openKit(config, options);
  const start = new FirstContact(kit);
  const lines = linesOf(kit, start);
  const server = options.web ? await listen(await appFor(kit, start, lines, options), config) : null;
  const { zone } = await kit.reading();
  const ticker = options.worker
    ? startTicker(jobsOf(kit, lines), zone, {
        slots: kit.store.slots,
        dues: kit.store.meta,
        clock: kit.clock,
        log: kit.log,
        timers: systemTimers,
      })
    : null;
  if (options.worker) for (const line of inOrder(lines)) line.start();
  const url = server === null ? '' : addressOf(server, config);
  kit.log.info({ url, web: options.web, worker: options.worker }, 'started');
  return {
    url,
    kit,
    alone: (job) => lines.talk.alone(() => lines.work.alone(() => lines.reading.alone(job))),
    async stop() {
      await ticker?.stop();
      kit.letGo();
      await closeServer(server);
      await Promise.all(inOrder(lines).map((line) => line.stop()));
      await kit.readingBoard.letGo();
      await kit.close();
    },
  };
}

/** What must be done once ClickUp answers for the first time, and is tried until it does. */
class FirstContact {
  readonly #kit: Kit;
  why: string | null = 'ClickUp was not asked yet';
  #polledAt = Number.NEGATIVE_INFINITY;
  #hookKept = false;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  /** Nothing while another process reads the board: it is in touch for all of them. */
  async run(): Promise<void> {
    try {
      if (!(await this.#kit.readingBoard.take())) {
        this.why = null;
        return;
      }
      await this.#keepInTouch();
      this.why = null;
    } catch (thrown) {
      this.why = `${messageOf(thrown)} (tried again every few seconds; nothing that comes in meanwhile is lost)`;
      throw thrown;
    }
  }

  async #keepInTouch(): Promise<void> {
    const monitor = this.#kit.monitor();
    const { PUBLIC_URL } = this.#kit.config.settings;
    const now = this.#kit.clock.now();
    if (!this.#hookKept) {
      await monitor.keepWebhook();
      this.#hookKept = true;
    }
    const first = this.#polledAt === Number.NEGATIVE_INFINITY;
    if (!first && (PUBLIC_URL !== undefined || now - this.#polledAt < POLL_EVERY_MS)) return;
    await monitor.reconcile(first);
    this.#polledAt = now;
    if (first) await this.#complainOfSeat();
  }

  /** Known only once the accounts were read: whose seat the token gives us. */
  async #complainOfSeat(): Promise<void> {
    const { store, rules, log } = this.#kit;
    const seat = await seatOnRecord(store);
    const roles = await otherRolesOf(seat, { store, rules });
    if (roles.length === 0) return;
    log.error(
      { seat: seat.id, wayOut: SEAT_WAY_OUT },
      `CLICKUP_API_TOKEN belongs to ${seat.name}, who is ${roles.join(' and ')}`,
    );
  }
}

/**
 * What goes on side by side: people are answered while alerts go out, and alerts go out while the board is read, however long the
 * rate limit makes one of these wait. Each is as safe beside the others as beside another process on the same database.
 */
interface Lines {
  readonly talk: Worker;
  readonly work: Worker;
  readonly reading: Worker;
}

const inOrder = ({ talk, work, reading }: Lines): readonly Worker[] => [talk, work, reading];

function linesOf(kit: Kit, contact: FirstContact): Lines {
  const line = (...duties: readonly Duty[]): Worker =>
    createWorker({ duties, log: kit.log, everyMs: ROUND_EVERY_MS, timers: systemTimers });
  return {
    talk: line({
      name: 'talk',
      run: () =>
        kit
          .monitor()
          .talk()
          .then(() => false),
    }),
    work: line({ name: 'round', run: () => kit.monitor().round() }),
    reading: line(
      { name: 'contact', run: () => contact.run().then(() => false) },
      { name: 'catch up', run: async () => (await kit.readingBoard.take()) && kit.monitor().catchUp() },
    ),
  };
}

function jobsOf(kit: Kit, { work, reading }: Lines): readonly Job[] {
  const { SWEEP_CRON, DIGEST_CRON, REPORT_CRON, RECONCILE_CRON } = kit.config.settings;
  const monitor = kit.monitor();
  const sweep = async (slot: Instant): Promise<void> => {
    const { writes, ...counts } = await monitor.sweepDue();
    kit.log.info({ slot: new Date(slot).toISOString(), ...counts, writes: writes.length }, 'swept');
    await monitor.deliver();
  };
  const digest = async (): Promise<void> => {
    await monitor.digest();
    await monitor.deliver();
  };
  return [
    { name: 'sweep', cron: SWEEP_CRON, run: (slot: Instant) => work.alone(() => sweep(slot)) },
    { name: 'digest', cron: DIGEST_CRON, run: () => work.alone(digest) },
    // Reading a month takes long and disturbs nobody: alerts go out meanwhile.
    { name: 'report', cron: REPORT_CRON, catchUp: true, run: (due) => report(kit, due).then(() => work.wake()) },
    { name: 'retention', cron: RETENTION_CRON, catchUp: true, run: () => retire(kit) },
    {
      name: 'reconcile',
      cron: RECONCILE_CRON,
      mayRun: kit.readingBoard.take,
      run: () => reading.alone(() => monitor.lookAfter()),
    },
  ];
}

/** At night, when nobody waits for the database. */
const RETENTION_CRON = '41 3 * * *';

async function retire(kit: Kit): Promise<void> {
  const { alerts, events } = kit.config.monitor;
  const periods = { retentionDays: events.retention_days, windowDays: alerts.window_days };
  const dropped = await retireEvents({ ...(await kit.reading()), store: kit.store, ...periods }, kit.clock.now());
  if (dropped > 0) kit.log.info({ events: dropped, ...periods }, 'events older than the retention forgotten');
}

/** The month that had ended when the report was due, and those that have ended since; each once however often it is asked for. */
async function report(kit: Kit, due: Instant): Promise<void> {
  const now = kit.clock.now();
  const reporting = await kit.reporting();
  const ended = (at: Instant): Month => monthAsked(undefined, reporting.zone, at);
  for (const month of monthsBetween(ended(Math.min(due, now)), ended(now))) {
    const kept = await keepReport(reporting, month, kit.clock.now());
    const writes = await sendReport(kit.judging, kept, kit.clock.now());
    kit.log.info({ month: kept.month, writes: writes.length }, 'report written');
  }
}

async function appFor(
  kit: Kit,
  contact: FirstContact,
  lines: Lines,
  { demo = false }: ServeOptions,
): Promise<RequestListener> {
  const { config, store, clock, log } = kit;
  const { settings } = config;
  const read = remembering(await kit.reading(), store);
  warmUp(read, clock.now()).catch((error) => log.warn({ error: messageOf(error) }, 'the first list was not drawn up'));
  const readDelivery = createDeliveryReader({
    secrets: () => kit.monitor().webhookSecrets(),
    agentId: async () => (await seatOnRecord(store)).id,
    note: kit.notebook.note,
    now: clock.now,
    after: systemTimers.after,
  });
  const recordBoardChanges = createBoardChangeRecorder(store, clock.now);
  return createApp({
    log,
    clock,
    dashboardToken: settings.DASHBOARD_TOKEN ?? null,
    webhook: {
      readDelivery,
      recordBoardChanges: async (delivery) => {
        const { added, hasNewActs } = await recordBoardChanges(delivery);
        if (added.stored > 0) for (const line of [lines.talk, lines.work]) line.wake();
        if (hasNewActs) lines.reading.wake();
        return added;
      },
    },
    usageEvents: usageEventRoutes({
      writeKeys: settings.INGEST_WRITE_KEYS,
      record: createUsageEventRecorder(store, config.monitor.events.retention_days),
      now: clock.now,
      log,
      rate: { eventsPerSecond: settings.INGEST_EVENTS_PER_SECOND ?? null },
    }),
    read,
    dashboard: createDashboard({ read, clock, productName: config.monitor.product.name, demo }),
    checks: checksOf(kit, contact),
    metrics: () => metricsOf(kit),
    version: VERSION,
  });
}

async function metricsOf({ store }: Kit): Promise<readonly Metric[]> {
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    help,
    type: 'gauge',
    samples: [{ value }],
  });
  return [
    gauge('fvm_accounts', 'Accounts known.', await store.accounts.count()),
    gauge('fvm_inbox_waiting', 'Changes told by ClickUp that wait to be handled.', await store.inbox.waiting()),
    ...modelMetrics(await store.model.usage()),
    gauge('fvm_writes_waiting', 'Writes to ClickUp that wait to be sent.', (await store.outbox.waiting()).length),
  ];
}

const VERSION = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
  .version;

function checksOf({ store }: Kit, contact: FirstContact): readonly ReadinessCheck[] {
  return [
    { name: 'database', check: async () => ({ ok: (await store.accounts.count()) >= 0, why: null }) },
    { name: 'clickup', check: async () => ({ ok: contact.why === null, why: contact.why }) },
  ];
}

function listen(app: RequestListener, { settings: { HOST, PORT } }: Config): Promise<Server> {
  const server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once('error', (failed: NodeJS.ErrnoException) => {
      const why =
        failed.code === 'EADDRINUSE'
          ? 'is taken: stop what uses it, or set another PORT'
          : `cannot be used: ${messageOf(failed)}`;
      reject(new MonitorError('bad_settings', `PORT: ${HOST}:${PORT} ${why}`, failed));
    });
    server.listen(PORT, HOST, () => resolve(server));
  });
}

function addressOf(server: Server, { settings: { HOST } }: Config): string {
  const { port } = server.address() as AddressInfo;
  return `http://${HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST}:${port}`;
}

function closeServer(server: Server | null): Promise<void> {
  if (server === null) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

const systemTimers = {
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
