import type { Kit } from './cli/kit.ts';
import { addDatabaseGauges } from './metrics/database-gauges.ts';
import type { Meters } from './metrics/meters.ts';
import type { Pulse } from './monitor/pulse.ts';
import type { WriteWatch } from './monitor/write-watch.ts';

/** What is watched of the process itself. */
export interface Watches {
  readonly meters: Meters;
  readonly pulse: Pulse;
  readonly writes: WriteWatch;
}

/** What `/metrics` answers: what this process counted, and what the database knows at that moment. */
export function metricsOf(
  { store, clock, rateWindow, config }: Kit,
  { registry }: Meters,
  pulse: Pulse,
): () => Promise<string> {
  const bringUpToDate = addDatabaseGauges(registry, {
    store,
    rateWindow,
    busy: pulse.busy,
    hasWebhook: config.settings.PUBLIC_URL !== undefined,
  });
  return async () => {
    await bringUpToDate(clock.now());
    return registry.metrics();
  };
}
