import { segment } from '../src/http/dialects/segment.ts';
import { readRequest } from '../src/http/ingest-request.ts';
import { keyRing } from '../src/http/write-key.ts';
import { readWriteKeys } from '../src/shared/write-keys.ts';
import { batches, WRITE_KEY } from './http/usage-batches.ts';
import { contest } from './ratio.ts';

/**
 * Reading a batch of 100 events (key, limits, every event checked and brought to one form, `JSON.parse` included) beside
 * `JSON.parse` alone. `node bench/reading.ts`
 */
const load = {
  port: 0,
  path: '/v1/batch',
  kind: 'batch',
  connections: 1,
  seconds: 1,
  requests: 500,
  seed: 'r',
} as const;
const bodies = batches(load).map((request) => request.subarray(request.indexOf('\r\n\r\n') + 4));
const ring = keyRing(readWriteKeys(WRITE_KEY));
const headers = { authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}` };

const outcome = await contest({
  rounds: 9,
  ours() {
    for (const body of bodies) {
      const given = readRequest(segment, { body, path: '/v1/batch', headers }, ring);
      if (given.kind === 'refused' || given.calls.length !== 100) throw new Error('a batch was not read');
    }
  },
  beside() {
    for (const body of bodies) JSON.parse(body.toString('utf8'));
  },
});
console.log(JSON.stringify({ bench: 'reading', ...outcome }));
