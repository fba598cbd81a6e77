import type { RunningService, ServeOptions } from './cli/kit.ts';
import { openKit } from './compose.ts';
import { type Config, requireToken } from './config.ts';
import { createMeters } from './metrics/meters.ts';
import { Pulse } from './monitor/pulse.ts';
import { WriteWatch } from './monitor/write-watch.ts';
import { watchSetBack } from './schedule/set-back.ts';
import { startTicker } from './schedule/ticker.ts';
import { appFor } from './service-app.ts';
import { FirstContact } from './service-contact.ts';
import { jobsOf } from './service-jobs.ts';
import { inOrder, linesOf } from './service-lines.ts';
import { addressOf, closeServer, listen } from './service-port.ts';
import { systemTimers } from './system-timers.ts';
import { VERSION } from './version.ts';

/** Doors, clock and worker, or the latter two alone. ClickUp need not be there: what it is needed for is tried again. */
export async function runService(config: Config, options: ServeOptions): Promise<RunningService> {
  requireToken(config);
  const meters = createMeters(VERSION, [...new Set(config.settings.INGEST_WRITE_KEYS.map(({ source }) => source))]);
  const kit = await openKit(config, { ...options, onDelivered: meters.delivered });
  const start = new FirstContact(kit);
  const watches = { meters, pulse: new Pulse(kit.clock.now), writes: new WriteWatch(kit.store.meta, kit.clock.now) };
  const lines = linesOf(kit, start, watches);
  const { zone } = await kit.reading();
  // The last thing that may fail: nothing listens that does not work.
  const server = options.web ? await listen(await appFor(kit, start, lines, watches, options), config) : null;
  const ticker = options.worker
    ? startTicker(jobsOf(kit, lines, meters), zone, {
        slots: kit.store.slots,
        dues: kit.store.meta,
        clock: kit.clock,
        log: kit.log,
        timers: systemTimers,
      })
    : null;
  const unwatch = watchSetBack(kit.clock, systemTimers, (byMs) => {
    kit.log.warn({ byMs }, 'the clock was set back, what is due by the clock is planned anew');
    void ticker?.planAnew();
  });
  if (options.worker) for (const line of inOrder(lines)) line.start();
  const url = server === null ? '' : addressOf(server, config);
  kit.log.info({ url, web: options.web, worker: options.worker }, 'started');
  return {
    url,
    kit,
    alone: (job) => lines.talk.alone(() => lines.work.alone(() => lines.reading.alone(job))),
    async stop() {
      unwatch();
      kit.letGo();
      await Promise.all([ticker?.stop(), closeServer(server), ...inOrder(lines).map((line) => line.stop())]);
      await kit.readingBoard.letGo();
      await kit.close();
    },
  };
}
