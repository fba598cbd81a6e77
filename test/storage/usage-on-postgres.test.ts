import pg from 'pg';
import { createUsageEventRecorder } from '../../src/monitor/record-usage-events.ts';
import { importAccounts } from '../../src/monitor/import-accounts.ts';
import { importEvents } from '../../src/monitor/import-events.ts';
import type { Store } from '../../src/monitor/store.ts';
import { openDatabase } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createStore } from '../../src/storage/store.ts';
import { aTrack, anAccount, KEY, startIngest } from '../http/ingest-server.ts';
import { listener, NOW, rowsOf } from '../monitor/import-builders.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** What comes in from outside meets PostgreSQL's own rules: no NUL in texts, ids that fit an index, no second update of a row. */
let server: TestPostgres;
let store: Store;
let url: string;
beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  const database = openDatabase(url);
  await migrate(database);
  store = createStore(database.db);
}, 60_000);
afterAll(async () => {
  await store.close();
  await nobodyConnected(url);
  await server.stop();
});

/** A closed pool may still be taking leave; a server that stops meanwhile would be an error nobody listens for. */
async function nobodyConnected(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const others = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  while ((await client.query(others)).rows.length > 0);
  await client.end();
}

describe('usage on PostgreSQL', () => {
  it('takes texts that it does not like, and knows them again', async () => {
    const ingest = await startIngest({ record: createUsageEventRecorder(store) });
    const odd = {
      event: 'A\0b',
      userId: 'u\ud800',
      messageId: '漢'.repeat(3000),
      context: { groupId: '🚀'.repeat(100) },
    };
    const batch = {
      batch: [
        aTrack({ ...odd, properties: { text: '\0\ud800' } }),
        aTrack({ ...odd }),
        aTrack(),
        { type: 'group', userId: 'u1', groupId: 'acme' },
      ],
    };
    expect((await ingest.post('/v1/batch', { ...batch, writeKey: KEY })).body).toMatchObject({
      stored: 3,
      known: 1,
      refused: [],
    });
    expect((await ingest.post('/v1/batch', batch)).body).toMatchObject({ stored: 0, known: 4 });
    await ingest.close();
  });

  it('keeps batches that come at once and name the same users and accounts in another order', async () => {
    const ingest = await startIngest({ record: createUsageEventRecorder(store) });
    const batch = (from: number, groups: readonly string[]) => ({
      batch: groups.flatMap((groupId, at) => [
        { type: 'group', userId: `u-${groupId}`, groupId },
        aTrack({ messageId: `c${from}-${at}`, event: `E${groupId}`, context: { groupId } }),
      ]),
    });
    const orders = [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'c', 'a'],
    ];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => ingest.post('/v1/batch', batch(at, orders[at % 3] ?? []))),
    );
    await ingest.close();
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('finds accounts by their domains', async () => {
    await store.accounts.put(anAccount({ accountId: 'd1', domains: ['D.example'] }), null, NOW);
    await store.accounts.put(anAccount({ accountId: 'd2', domains: ['d.example', 'e.example'] }), null, NOW + 1);
    expect(Object.fromEntries(await store.accounts.domains())).toEqual({
      'd.example': ['d1', 'd2'],
      'e.example': ['d2'],
    });
  });

  it('imports, and adds nothing the second time', async () => {
    const accounts = Array.from({ length: 30 }, (_, at) => ({
      account_id: `i${at}`,
      started_on: '2026-10-18',
      name: `N\0${at}`,
    }));
    const events = accounts.flatMap(({ account_id }) =>
      [1, 2].map(() => ({ account_id, event: 'A', timestamp: '2026-11-02' })),
    );
    const deps = { store, now: NOW, zone: 'Europe/Berlin', resolveTier: (tier: string | null) => tier };
    expect(await importAccounts(deps, rowsOf(accounts), listener())).toMatchObject({ stored: 30 });
    expect(await importAccounts(deps, rowsOf(accounts), listener())).toMatchObject({ known: 30 });
    expect(await importEvents({ store, now: NOW, completeTo: null }, rowsOf(events), listener())).toMatchObject({
      stored: 60,
    });
    expect(await importEvents({ store, now: NOW, completeTo: null }, rowsOf(events), listener())).toMatchObject({
      known: 60,
    });
  });
});
