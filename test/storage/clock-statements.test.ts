import SqliteDatabase from 'better-sqlite3';
import { CompiledQuery, Kysely, type LogEvent, SqliteDialect, sql } from 'kysely';
import { createMonitor, type MonitorDeps } from '../../src/monitor/monitor.ts';
import type { Store } from '../../src/monitor/store.ts';
import { migrate } from '../../src/storage/migrate.ts';
import type { Database } from '../../src/storage/schema.ts';
import { createStore } from '../../src/storage/store.ts';
import { aPlan } from '../domain/builders.ts';
import { aTask, hearDeps } from '../monitor/conversation/talk.ts';
import { addAccount, draftPlan, NOW } from '../monitor/read-world.ts';
import { anAlert } from './records.ts';

/** Whatever is done stays in these, for a day or for ever: what runs on a clock must not read them from one end to the other. */
const GROWING = ['inbox', 'outbox', 'events', 'alerts', 'answers', 'audit', 'comments', 'history', 'news'];

interface Watched {
  readonly store: Store;
  /** Of the statements since the last call: which tables they were about, and those that read all of a growing one. */
  takeStock(): Promise<{ readonly tables: ReadonlySet<string>; readonly scans: readonly string[] }>;
}

/** An account with a waiting draft and an alert, on SQLite, which plans by what indexes there are and not by how many rows. */
async function openWatched(): Promise<Watched> {
  const heard = new Map<string, CompiledQuery>();
  const log = ({ query }: LogEvent): void => void heard.set(query.sql, query);
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: new SqliteDatabase(':memory:') }), log });
  await migrate({ db, engine: 'sqlite' });
  const { rows } = await sql<{ readonly name: string }>`
    select indexes.name from sqlite_schema as tables, pragma_index_list(tables.name) as indexes where indexes.partial`.execute(
    db,
  );
  const partial = new Set(rows.map(({ name }) => name));
  const store = createStore(db);
  const acme = await addAccount({ store }, { id: 'acme', plan: null });
  await draftPlan({ store }, acme, aPlan(), NOW);
  await store.alerts.put(anAlert({ accountKey: acme.key }));
  heard.clear();
  return {
    store,
    async takeStock() {
      const statements = [...heard.values()].filter(({ sql: text }) => /^(select|insert|update|delete)/.test(text));
      const scans: string[] = [];
      for (const { sql: text, parameters } of statements) {
        const plan = await db.executeQuery<Step>(CompiledQuery.raw(`explain query plan ${text}`, [...parameters]));
        scans.push(
          ...plan.rows.filter((step) => isScan(step, text, partial)).map(({ detail }) => `${detail}: ${text}`),
        );
      }
      heard.clear();
      return { tables: new Set(statements.flatMap(({ sql: text }) => tablesIn(text))), scans };
    },
  };
}

interface Step {
  readonly detail: string;
}

/** A partial index holds what waits, and nothing else. */
function isScan({ detail }: Step, text: string, partial: ReadonlySet<string>): boolean {
  const [, name = '', index = ''] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(detail) ?? [];
  const table = new RegExp(`"(\\w+)" as "${name}"`).exec(text)?.[1] ?? name;
  return GROWING.includes(table) && !partial.has(index);
}

const tablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:from|into|update|join) "(\w+)"/g)].map(([, name = '']) => name);

/** What a service has the clock and its lines do, on a board on which nothing happens. */
function idleMonitor(store: Store): ReturnType<typeof createMonitor> {
  const {
    thoughts: _thoughts,
    sendAnswers: _sendAnswers,
    ...deps
  } = hearDeps(store, { comments: [], replies: new Map() }, []);
  const nothing = { every: () => () => undefined, after: () => () => undefined, publicUrl: null };
  const task = async (id: string) => aTask({ id, listId: 'accounts' });
  const whatBecameOf = async (id: string) => ({ kind: 'there', task: await task(id) });
  const board = { tasks: async function* () {}, task, whatBecameOf, comments: async () => [] };
  const drafting = { take: async () => true, letGo: async () => undefined };
  const notebook = { keep: async () => undefined };
  return createMonitor({ ...deps, ...nothing, board, drafting, notebook, now: () => NOW } as unknown as MonitorDeps);
}

describe('what runs on a clock reads no table that grows with what is done from one end to the other:', () => {
  it.each<[string, readonly string[], (store: Store) => Promise<unknown>]>([
    ['the line that answers people', ['inbox', 'outbox'], (store) => idleMonitor(store).talk()],
    ['the line that sends alerts', ['inbox', 'outbox'], (store) => idleMonitor(store).round()],
    [
      'the line that reads the board',
      ['outbox', 'alerts', 'plans', 'told_acts', 'workspaces'],
      async (store) => {
        const monitor = idleMonitor(store);
        await monitor.reconcile(false);
        while (await monitor.catchUp());
        await monitor.catchUp();
      },
    ],
    [
      'the figures of the queues',
      ['inbox', 'outbox'],
      async ({ inbox, outbox }) => [await inbox.backlog(), await outbox.backlog(NOW), await outbox.givenUp()],
    ],
    ['the list of writes that wait', ['outbox'], ({ outbox }) => outbox.waiting()],
    ['a later page of the news', ['news'], ({ news }) => news.page({ what: 'account', id: 'acme' }, 10)],
  ])('%s', async (_what, tables, run) => {
    const { store, takeStock } = await openWatched();
    await run(store);
    const stock = await takeStock();
    expect([...stock.tables]).toEqual(expect.arrayContaining([...tables]));
    expect(stock.scans).toEqual([]);
    await store.close();
  });
});
