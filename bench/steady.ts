import { parseArgs } from 'node:util';
import { send, startServer } from './http/child.ts';

/**
 * Memory while batches and deliveries come in without a pause: resident and heap in MB after a collection, once a lap.
 * `node bench/steady.ts [--laps 10] [--seconds 30]`
 */
const { values } = parseArgs({
  options: { laps: { type: 'string', default: '10' }, seconds: { type: 'string', default: '30' } },
});
const seconds = Number(values.seconds) / 2;
const server = await startServer('servers/ours.ts');
const { port } = server;
let [events, deliveries] = [0, 0];
for (let lap = 0; lap <= Number(values.laps); lap += 1) {
  const { rss, heapUsed } = await server.sample();
  const memory = { rss_mb: Math.round(rss / 1e6), heap_mb: Math.round(heapUsed / 1e5) / 10 };
  console.log(JSON.stringify({ bench: 'steady', lap, events, deliveries, ...memory }));
  const seed = `s${lap}x`;
  const batches = { kind: 'batch', path: '/v1/batch', connections: 8, requests: 700 * seconds } as const;
  events += 100 * (await send({ ...batches, port, seed, seconds })).answered;
  const acts = { kind: 'delivery', path: '/webhooks/clickup', connections: 32, requests: 10_000 * seconds } as const;
  deliveries += (await send({ ...acts, port, seed, seconds })).answered;
}
await server.stop();
