import { parseArgs } from 'node:util';
import { rowsOf } from './http/rows.ts';
import { type Candidate, race } from './http/race.ts';
import { EVENTS_A_BATCH } from './http/usage-batches.ts';

/**
 * Usage events over HTTP in batches of 100, every event once and durable before the 200, beside the least that could keep them.
 * `node bench/ingest.ts [--rounds 5] [--seconds 3]`
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

const path = '/v1/batch';
const candidates: readonly Candidate[] = [
  { name: 'ours', file: 'ours.ts', path },
  { name: 'limit', file: 'bare-ingest.ts', path },
  { name: 'usual', file: 'usual-ingest.ts', path },
];
const count = ({ folder }: { readonly folder: string }, { name }: Candidate): number =>
  rowsOf(folder, name === 'usual' ? 'raw_events' : 'events');

const load = { kind: 'batch', connections: 8, seconds, requests: 1_000 * seconds } as const;
for (const standing of await race({ candidates, rounds, load, count })) {
  const events = {
    events_per_second: Math.round(standing.perSecond * EVENTS_A_BATCH),
    cpu_micros_an_event: standing.cpuMicros / EVENTS_A_BATCH,
  };
  console.log(JSON.stringify({ bench: 'ingest', ...events, ...standing }));
}
