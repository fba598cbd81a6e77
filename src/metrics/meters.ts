import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Instant } from '../domain/account.ts';
import type { DeliveryOutcome } from '../monitor/deliver.ts';
import type { Write } from '../monitor/outbox.ts';

/** What this process counts of its own doings; a restart begins at 0, which Prometheus expects. */
export interface Meters {
  readonly registry: Registry;
  /** One try of a write to ClickUp. */
  readonly delivered: (kind: Write['kind'], outcome: DeliveryOutcome) => void;
  /** A delivery from ClickUp was answered. */
  readonly heard: (status: number, at: Instant) => void;
  /** One that ClickUp signed was kept, and nothing of it can be used. */
  readonly unusable: () => void;
  /** A request with usage events was answered. */
  readonly ingestAnswered: (status: number) => void;
  /** What became of the usage events of one request. */
  readonly ingested: (source: string, outcomes: Partial<Readonly<Record<EventOutcome, number>>>) => void;
  readonly swept: (seconds: number, at: Instant) => void;
}

type EventOutcome = 'stored' | 'known' | 'refused' | 'failed';

/** A sweep of a small company takes milliseconds, one of 50,000 accounts minutes. */
const SWEEP_SECONDS = [0.05, 0.25, 1, 5, 15, 60, 300, 900];

/** All there are, so that the first failure of a kind is seen as a rise from 0. */
const WRITES: Readonly<Record<Write['kind'], true>> = {
  create_task: true,
  update_task: true,
  close_task: true,
  comment: true,
  reply: true,
  attach_file: true,
  edit_comment: true,
};
const WRITE_OUTCOMES: readonly DeliveryOutcome[] = ['done', 'retried', 'abandoned'];
const EVENT_OUTCOMES: readonly EventOutcome[] = ['stored', 'known', 'refused', 'failed'];

/**
 * @param version what `fvm_build_info` says
 * @param sources those that may send usage events
 */
export function createMeters(version: string, sources: readonly string[]): Meters {
  const registry = new Registry();
  const into = { registers: [registry] };
  collectDefaultMetrics({ register: registry });
  new Gauge({ ...into, ...NAMES.build, labelNames: ['version', 'node'] }).set({ version, node: process.version }, 1);
  const writes = new Counter({ ...into, ...NAMES.writes, labelNames: ['kind', 'outcome'] });
  const heard = new Counter({ ...into, ...NAMES.heard, labelNames: ['status'] });
  const unusable = new Counter({ ...into, ...NAMES.unusable });
  const heardAt = new Gauge({ ...into, ...NAMES.heardAt });
  const requests = new Counter({ ...into, ...NAMES.requests, labelNames: ['status'] });
  const events = new Counter({ ...into, ...NAMES.events, labelNames: ['source', 'outcome'] });
  const sweeps = new Histogram({ ...into, ...NAMES.sweeps, buckets: SWEEP_SECONDS });
  const sweptAt = new Gauge({ ...into, ...NAMES.sweptAt });
  for (const kind of Object.keys(WRITES)) for (const outcome of WRITE_OUTCOMES) writes.inc({ kind, outcome }, 0);
  for (const source of sources) for (const outcome of EVENT_OUTCOMES) events.inc({ source, outcome }, 0);
  return {
    registry,
    delivered: (kind, outcome) => writes.inc({ kind, outcome }),
    heard(status, at) {
      heard.inc({ status });
      if (status === 200) heardAt.set(at / 1_000);
    },
    unusable: () => unusable.inc(),
    ingestAnswered: (status) => requests.inc({ status }),
    ingested(source, outcomes) {
      for (const [outcome, n] of Object.entries(outcomes)) if (n > 0) events.inc({ source, outcome }, n);
    },
    swept(seconds, at) {
      sweeps.observe(seconds);
      sweptAt.set(at / 1_000);
    },
  };
}

const NAMES = {
  build: { name: 'fvm_build_info', help: 'Always 1; the labels say which version runs, on which Node.' },
  writes: {
    name: 'fvm_clickup_writes_total',
    help: 'Tries of writes to ClickUp, by kind and by what came of them: done, retried (it will be tried again) or abandoned.',
  },
  heard: { name: 'fvm_webhook_deliveries_total', help: 'Deliveries from ClickUp, by the HTTP status of our answer.' },
  unusable: {
    name: 'fvm_webhook_unusable_total',
    help: 'Deliveries among them that ClickUp signed and of which nothing can be used; their digests are kept for a day.',
  },
  heardAt: {
    name: 'fvm_webhook_last_delivery_timestamp_seconds',
    help: 'When this process last took a delivery from ClickUp, in Unix time; 0: not since its start.',
  },
  requests: {
    name: 'fvm_ingest_requests_total',
    help: 'Requests with usage events, by the HTTP status of our answer.',
  },
  events: {
    name: 'fvm_usage_events_total',
    help: 'Usage events by source and by what became of them: stored, known (sent before), refused, failed (not stored, to be sent again).',
  },
  sweeps: { name: 'fvm_sweep_seconds', help: 'How long sweeps of the clock took, without the writes that follow.' },
  sweptAt: {
    name: 'fvm_sweep_last_timestamp_seconds',
    help: 'When this process last ended a sweep, in Unix time; 0: not since its start.',
  },
} as const;
