import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { Kit, ServeOptions } from './cli/kit.ts';
import { createDeliveryReader } from './clickup/receive.ts';
import { createDashboard } from './dashboard/routes.ts';
import { createApp } from './http/app.ts';
import type { ReadinessCheck } from './http/health.ts';
import { modelMetrics } from './http/model-metrics.ts';
import type { Metric } from './http/prometheus.ts';
import { usageEventRoutes } from './http/usage-events.ts';
import { seatOnRecord } from './monitor/crew.ts';
import { createBoardChangeRecorder } from './monitor/record-board-changes.ts';
import { createUsageEventRecorder } from './monitor/record-usage-events.ts';
import { remembering, warmUp } from './monitor/remembering.ts';
import type { WriteWatch } from './monitor/write-watch.ts';
import type { FirstContact } from './service-contact.ts';
import type { Lines } from './service-lines.ts';
import { messageOf } from './shared/errors.ts';
import { systemTimers } from './system-timers.ts';

/** The doors: what comes in through them wakes the lines that it is for. */
export async function appFor(
  kit: Kit,
  contact: FirstContact,
  lines: Lines,
  writes: WriteWatch,
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
  const recordUsageEvents = createUsageEventRecorder(store, config.monitor.events.retention_days);
  return createApp({
    log,
    clock,
    dashboardToken: settings.DASHBOARD_TOKEN ?? null,
    webhook: {
      readDelivery,
      recordBoardChanges: async (delivery) => {
        const added = await writes.over(recordBoardChanges(delivery.changes));
        if (added.stored > 0) for (const line of [lines.talk, lines.work]) line.wake();
        return added;
      },
    },
    usageEvents: usageEventRoutes({
      writeKeys: settings.INGEST_WRITE_KEYS,
      record: (...batch) => writes.over(recordUsageEvents(...batch)),
      now: clock.now,
      log,
      rate: { eventsPerSecond: settings.INGEST_EVENTS_PER_SECOND ?? null },
    }),
    read,
    dashboard: createDashboard({ read, clock, productName: config.monitor.product.name, demo }),
    checks: checksOf(kit, contact, writes),
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

function checksOf({ store }: Kit, contact: FirstContact, writes: WriteWatch): readonly ReadinessCheck[] {
  return [
    { name: 'database', check: () => databaseCheck(store, writes) },
    { name: 'clickup', check: async () => ({ ok: contact.why === null, why: contact.why }) },
  ];
}

async function databaseCheck({ accounts }: Kit['store'], writes: WriteWatch): ReturnType<ReadinessCheck['check']> {
  await accounts.count();
  const why = await writes.trouble();
  return { ok: why === null, why };
}
