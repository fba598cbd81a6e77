import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rowsOf } from './http/rows.ts';
import { type Candidate, race } from './http/race.ts';

/**
 * Deliveries of ClickUp, durable before the 200, beside the least that could keep them.
 * `node bench/receive.ts [--rounds 5] [--seconds 3]`; Probot takes part once `npm ci --prefix bench/peers` was run.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

const path = '/webhooks/clickup';
const candidates: readonly Candidate[] = [
  { name: 'ours', file: 'ours.ts', path },
  { name: 'limit', file: 'bare-receive.ts', path },
  ...(existsSync(join(import.meta.dirname, 'peers/node_modules')) ? [{ name: 'probot', file: 'probot.ts', path }] : []),
  { name: 'each_commit', file: 'bare-receive.ts', args: ['each'], path },
];
const count = ({ folder }: { readonly folder: string }, { name }: Candidate): number | null =>
  name === 'probot' ? null : rowsOf(folder, 'inbox');

for (const connections of [32, 1]) {
  const load = { kind: 'delivery', connections, seconds, requests: 20_000 * seconds } as const;
  for (const standing of await race({ candidates, rounds, load, count }))
    console.log(JSON.stringify({ bench: 'receive', connections, ...standing }));
}
