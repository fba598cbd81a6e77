import type { Kit } from './cli/kit.ts';
import type { Instant } from './domain/account.ts';
import { type Month, monthsBetween } from './domain/month.ts';
import type { Meters } from './metrics/meters.ts';
import { monthAsked } from './monitor/read-report.ts';
import { retireEvents } from './monitor/retire-events.ts';
import { keepReport, sendReport } from './monitor/write-report.ts';
import type { Job } from './schedule/ticker.ts';
import type { Lines } from './service-lines.ts';

/** What the clock asks for, each on the line that it would else be in the way of. */
export function jobsOf(kit: Kit, { work, reading }: Lines, meters: Pick<Meters, 'swept'>): readonly Job[] {
  const { SWEEP_CRON, DIGEST_CRON, REPORT_CRON, RECONCILE_CRON } = kit.config.settings;
  const monitor = kit.monitor();
  const sweep = async (slot: Instant): Promise<void> => {
    const begun = kit.clock.now();
    const { writes, ...counts } = await monitor.sweepDue();
    const ended = kit.clock.now();
    meters.swept((ended - begun) / 1_000, ended);
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
