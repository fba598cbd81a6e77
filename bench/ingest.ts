import { parseArgs } from 'node:util';
import { fillEvents, rowsOf } from './http/rows.ts';
import { type Candidate, race } from './http/race.ts';
import { EVENTS_A_BATCH } from './http/usage-batches.ts';

/**
 * Usage events over HTTP in batches of 100, every event once and durable before the 200, beside the least that could keep them.
 * `node bench/ingest.ts [--rounds 5] [--seconds 3] [--stored 2000000]`: events that are there already
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    stored: { type: 'string', default: '2000000' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const stored = Number(values.stored);

const path = '/v1/batch';
const candidates: readonly Candidate[] = [
  { name: 'ours', file: 'ours.ts', path },
  { name: 'limit', file: 'bare-ingest.ts', path },
  { name: 'usual', file: 'usual-ingest.ts', path },
];
const tableOf = ({ name }: Candidate) => (name === 'usual' ? 'raw_events' : 'events');
const prepare = async ({ folder }: { readonly folder: string }, candidate: Candidate): Promise<void> =>
  fillEvents(folder, tableOf(candidate), stored);
const count = ({ folder }: { readonly folder: string }, candidate: Candidate): number =>
  rowsOf(folder, tableOf(candidate)) - stored;

const load = { kind: 'batch', connections: 8, seconds, requests: 1_000 * seconds } as const;
for (const standing of await race({ candidates, rounds, load, prepare, count })) {
  const events = {
    events_per_second: Math.round(standing.perSecond * EVENTS_A_BATCH),
    cpu_micros_an_event: standing.cpuMicros / EVENTS_A_BATCH,
  };
  console.log(JSON.stringify({ bench: 'ingest', stored, ...events, ...standing }));
}
