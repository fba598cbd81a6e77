import { join } from 'node:path';
import { readConfig } from '../../../src/config.ts';
import { runService } from '../../../src/service.ts';
import { WEBHOOK } from '../deliveries.ts';
import { accountOf, USERS, WRITE_KEY } from '../usage-batches.ts';

/** The product as it is started, all its doors open and no worker behind them, so that receiving alone is measured. */
const [, , folder = ''] = process.argv;
const config = await readConfig({
  CLICKUP_API_TOKEN: 'pk_bench',
  CLICKUP_API_URL: 'http://127.0.0.1:9',
  DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
  INGEST_WRITE_KEYS: WRITE_KEY,
  PORT: '0',
  LOG_LEVEL: 'error',
});
const service = await runService(config, { web: true, worker: false });
const { store } = service.kit;
await store.meta.set('webhook.secrets', JSON.stringify([[WEBHOOK.id, WEBHOOK.secret]]));
await store.transaction(async ({ events }) => {
  for (let user = 0; user < USERS; user += 1) await events.addMember(`u${user}`, accountOf(user), 1_780_000_000_000);
});
process.send?.({ port: Number(new URL(service.url).port) });
