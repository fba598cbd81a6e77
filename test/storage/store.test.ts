import { sql } from 'kysely';
import type { Store } from '../../src/monitor/store.ts';
import { type OpenDatabase, openDatabase } from '../../src/storage/engine.ts';
import { eventStretches } from '../../src/storage/event-stretches.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createStore } from '../../src/storage/store.ts';
import { anEvent, describeStore } from './contract.ts';
import { inMemory } from './in-memory.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

async function migrated(url: string): Promise<OpenDatabase> {
  const database = openDatabase(url);
  await migrate(database);
  return database;
}
const storeAt = (url: string): Store => createStore(openDatabase(url).db);

describeStore('SQLite', async () => createStore((await inMemory()).db));

describe('PostgreSQL', () => {
  let server: TestPostgres;
  let brought: string;
  beforeAll(async () => {
    server = await startPostgres();
    brought = await server.database();
    await (await migrated(brought)).db.destroy();
  }, 60_000);
  afterAll(() => server.stop());

  describeStore('PostgreSQL', async () => storeAt(await server.database(brought)));

  it('refuses changes of the audit in the database itself', async () => {
    await expectAppendOnly(openDatabase(await server.database(brought)));
  });

  it('goes through all events a few at a time, however many are of one minute', async () => {
    await expectShortStretches(openDatabase(await server.database(brought)));
  });

  it('goes on after a transaction could not wait for its turn', async () => {
    const url = new URL(await server.database(brought));
    const holder = storeAt(url.href);
    url.searchParams.set('options', '-c lock_timeout=50');
    const waiter = storeAt(url.href);
    await holder.transaction(async () => {
      await expect(waiter.transaction(async () => undefined)).rejects.toThrow('lock timeout');
    });
    await waiter.transaction(async (inside) => inside.meta.set('then', 'well'));
    expect(await waiter.meta.get('then')).toBe('well');
    await Promise.all([holder.close(), waiter.close()]);
  });
});

describe('SQLite', () => {
  it('goes through all events a few at a time, however many are of one minute', async () => {
    await expectShortStretches(await inMemory());
  });

  it('refuses changes of the audit in the database itself', async () => {
    await expectAppendOnly(await inMemory());
  });
});

async function expectShortStretches({ db }: OpenDatabase): Promise<void> {
  const { events } = createStore(db);
  const keys = ['a:1', 'a:2', 'a:3', 'b:1', 'b:2', 'b:3'].flatMap((key) => [`0:${key}`, `7:${key}`]).sort();
  for (const key of keys) {
    const [minute, source = '', messageId = ''] = key.split(':');
    await events.append([anEvent({ minute: Number(minute), source, messageId })]);
  }
  const stretches: string[][] = [];
  for await (const stretch of eventStretches(db, 5)) {
    const rows = await db.selectFrom('events').select(['minute', 'source', 'message_id']).where(stretch).execute();
    stretches.push(rows.map(({ minute, source, message_id: id }) => `${minute}:${source}:${id}`).sort());
  }
  expect(stretches).toEqual([keys.slice(0, 5), keys.slice(5, 10), keys.slice(10)]);
  await db.destroy();
}

async function expectAppendOnly({ db, engine }: OpenDatabase): Promise<void> {
  await createStore(db).audit.add({
    at: 1,
    actor: { kind: 'agent', id: null },
    what: 'x',
    accountKey: null,
    detail: {},
  });
  const row = `(id, at, actor_kind, what, detail) values (1, 1, 'agent', 'y', '{}')`;
  const attempts = [
    `update audit set what = 'y'`,
    `update audit set detail = '{}'`,
    `update audit set detail = '{"forgotten":true}', actor_id = 1`,
    'delete from audit',
    ...(engine === 'sqlite'
      ? [`insert or replace into audit ${row}`]
      : [
          'truncate audit',
          `insert into audit ${row.replace('values', 'overriding system value values')} on conflict (id) do update set what = excluded.what`,
        ]),
  ];
  for (const attempt of attempts)
    expect([attempt, await sql.raw(attempt).execute(db).catch(String)]).toEqual([
      attempt,
      expect.stringContaining('append-only'),
    ]);
  await sql`update audit set detail = '{"forgotten":true}'`.execute(db);
  expect(await createStore(db).audit.page({ accountKey: null, before: null, limit: 9 })).toMatchObject([
    { at: 1, what: 'x', detail: { forgotten: true } },
  ]);
  await db.destroy();
}
