import type { RequestListener } from 'node:http';
import type { Kit, ServeOptions } from './cli/kit.ts';
import { createDeliveryReader } from './clickup/receive.ts';
import { createDashboard } from './dashboard/routes.ts';
import { createApp } from './http/app.ts';
import type { ReadinessCheck } from './http/health.ts';
import { usageEventRoutes } from './http/usage-events.ts';
import { UNUSABLE } from './domain/board-act.ts';
import { seatOnRecord } from './monitor/crew.ts';
import { createBoardChangeRecorder } from './monitor/record-board-changes.ts';
import { createUsageEventRecorder } from './monitor/record-usage-events.ts';
import { remembering, warmUp } from './monitor/remembering.ts';
import type { FirstContact } from './service-contact.ts';
import type { Lines } from './service-lines.ts';
import { metricsOf, type Watches } from './service-metrics.ts';
import { messageOf } from './shared/errors.ts';
import { systemTimers } from './system-timers.ts';
import { VERSION } from './version.ts';

/** The doors: what comes in through them wakes the lines that it is for. */
export async function appFor(
  kit: Kit,
  contact: FirstContact,
  lines: Lines,
  { meters, pulse, writes }: Watches,
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
        if (delivery.changes.some(({ event }) => event === UNUSABLE)) meters.unusable();
        if (added.stored > 0) for (const line of [lines.talk, lines.work]) line.wake();
        return added;
      },
      answered: (status) => meters.heard(status, clock.now()),
    },
    usageEvents: usageEventRoutes({
      writeKeys: settings.INGEST_WRITE_KEYS,
      record: (...batch) => writes.over(recordUsageEvents(...batch)),
      now: clock.now,
      log,
      answered: meters.ingestAnswered,
      ingested: meters.ingested,
      rate: { eventsPerSecond: settings.INGEST_EVENTS_PER_SECOND ?? null },
    }),
    read,
    dashboard: createDashboard({ read, clock, productName: config.monitor.product.name, demo }),
    checks: checksOf(kit, contact, { pulse, writes }),
    metrics: metricsOf(kit, meters, pulse),
    version: VERSION,
  });
}

function checksOf(
  { store }: Kit,
  contact: FirstContact,
  { pulse, writes }: Omit<Watches, 'meters'>,
): readonly ReadinessCheck[] {
  return [
    { name: 'database', check: () => databaseCheck(store, writes) },
    { name: 'clickup', check: async () => ({ ok: contact.why === null, why: contact.why }) },
    { name: 'worker', check: async () => ({ ok: pulse.trouble() === null, why: pulse.trouble() }) },
  ];
}

async function databaseCheck(
  { accounts }: Kit['store'],
  writes: Watches['writes'],
): ReturnType<ReadinessCheck['check']> {
  await accounts.count();
  const why = await writes.trouble();
  return { ok: why === null, why };
}
