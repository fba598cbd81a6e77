import { sql } from 'kysely';
import type { EventCall, UsageCall } from '../../src/domain/event-call.ts';
import { eraseAccount, subjectCalled } from '../../src/monitor/erase-account.ts';
import { erasePerson, personCalled } from '../../src/monitor/erase-person.ts';
import { exportData } from '../../src/monitor/export-data.ts';
import { brokenInvariants } from '../../src/monitor/invariants.ts';
import { createUsageEventRecorder, type RecordUsageEvents } from '../../src/monitor/record-usage-events.ts';
import type { Store } from '../../src/monitor/store.ts';
import { type OpenDatabase, openDatabase } from '../../src/storage/engine.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { createStore } from '../../src/storage/store.ts';
import { ABOUT_NOBODY, partsOfAccount, partsOfPerson } from '../../src/storage/subject-parts.ts';
import { anAccount, aPlan } from '../domain/builders.ts';
import { inMemory } from '../storage/in-memory.ts';
import { anAlert, aStanding } from '../storage/records.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 40);
const DAY = 86_400_000;
const STAND_IN = 77_777_777;
const ACME = anAccount({ key: 'file:acme', taskId: null, taskUrl: null, accountId: 'acme', name: 'Acme Widgets' });
const OTHER = anAccount({ key: 'file:other', taskId: null, taskUrl: null, accountId: 'other', name: 'Other Ltd' });

/** Rows about the other account. */
const OTHERS = /:"other"|file:other|Other Ltd/;

const times = { timestamp: NOW - DAY, sentAt: null };
const hints = { groupId: null, traitAccountId: null, email: null, propertyAccountId: null };
const did = (messageId: string, userId: string, groupId: string | null, part: Partial<EventCall> = {}): UsageCall => ({
  kind: 'event',
  index: 0,
  times,
  messageId,
  name: 'Task Completed',
  userId,
  anonymousId: null,
  hints: { ...hints, groupId },
  properties: {},
  ...part,
});
const isCalled = (userId: string, email: string, groupId: string, at = times): UsageCall => ({
  kind: 'identify',
  index: 0,
  times: at,
  userId,
  anonymousId: null,
  hints: { ...hints, groupId, email },
  traits: { name: userId === 'ada' ? 'Ada Lovelace' : 'Bob', role: 'admin', email },
});

/** Ada is Acme's, under two ids; Bob works for both; Ada is named in what Bob did. */
const BATCH: readonly UsageCall[] = [
  isCalled('ada', 'ada@acme.example', 'acme'),
  { kind: 'alias', index: 0, times, userId: 'ada', previousId: 'device-ada' },
  isCalled('bob', 'bob@elsewhere.example', 'acme'),
  isCalled('bob', 'bob@elsewhere.example', 'other'),
  did('m1', 'ada', 'acme', {
    properties: { plan: 'pro', title: 'Call Ada Lovelace', amount: 3, context: { env: 'x' } },
  }),
  did('m2', 'bob', 'acme', { properties: { creator_id: 'ada', people: ['ADA@acme.example', 'bob'] } }),
  did('m3', 'bob', 'other', { properties: { note: 'ada lovelace is another word than ada' } }),
  did('m4', 'device-ada', 'acme'),
];

describe.each(['SQLite', 'PostgreSQL'])('on %s', (engine) => {
  let server: TestPostgres | null = null;
  let brought: string;
  let database: OpenDatabase;
  let store: Store;
  let record: RecordUsageEvents;
  beforeAll(async () => {
    if (engine === 'SQLite') return;
    server = await startPostgres();
    brought = await server.database();
    const first = openDatabase(brought);
    await migrate(first);
    await first.db.destroy();
  }, 60_000);
  afterAll(() => server?.stop());
  beforeEach(async () => {
    database = server === null ? await inMemory() : openDatabase(await server.database(brought));
    store = createStore(database.db);
    record = createUsageEventRecorder(store);
    for (const account of [ACME, OTHER]) await liveOf(account.key);
    await record(BATCH, 'key-1', NOW);
  });
  afterEach(() => store.close());

  /** Something in every table that knows an account by its key. */
  async function liveOf(key: string): Promise<void> {
    const account = key === ACME.key ? ACME : OTHER;
    const at = NOW - DAY;
    await store.accounts.put(account, null, at);
    await store.accounts.keepEndedLives(key, [account]);
    const pause = { from: 1, until: 2, source: 'comment', reason: null, byId: 7 } as const;
    await store.accounts.openHold({ accountKey: key, kind: 'pause', ...pause }, at);
    const plan = { ...aPlan(), signal: { ...aPlan().signal, where: { plan: 'pro' } } };
    await store.plans.add({ accountKey: key, plan, hash: 'h', author: 'import', origin: 'x', rationale: '' }, at);
    await store.plans.setQuestion(key, `what is value for ${account.name}?`, 'f', at);
    await store.standings.put([aStanding({ accountKey: key })]);
    await store.standings.addHistory(key, at, 'on_track', null);
    await store.alerts.put(anAlert({ id: `${key}.a1`, accountKey: key, delivery: 'digest' }));
    await store.alerts.judge(`${key}.a1`, 'noise', 7, at);
    const write = { key: `${key}.note`, accountKey: key, alertId: null, notBefore: 0, after: null } as const;
    const body = [{ kind: 'paragraph', spans: [{ kind: 'text', text: account.name }] }] as const;
    await store.outbox.add([{ ...write, kind: 'comment', task: { id: 't' }, body, lane: 'alert' }], at);
    const said = { accountKey: key, reason: null, by: 7, at };
    await store.corrections.recordValue({ ...said, reachedAt: at, commentId: 'c' });
    await store.corrections.withdraw({ ...said, messageId: 'm9', reason: account.name });
    await store.onboarding.setPlace(key, `place-${key}`);
    const task = { taskId: `${key}-w`, name: account.name, url: '', dueOn: null, assignees: [] };
    await store.onboarding.keep(key, { open: [task], closed: [], whole: true }, at);
    const talk = { taskId: `${key}-t`, accountKey: key, listId: 'l', name: account.name, changedAt: at };
    await store.acts.noteTasks([talk]);
    await store.healthInputs.put(key, new Map([['nps', 3]]), at);
    const detail = { alert: `${key}.a1`, about: account.name };
    for (const what of ['alert_opened', 'x'])
      await store.audit.add({ at, actor: { kind: 'person', id: 7 }, what, accountKey: key, detail });
  }

  /** Everything in the database, table by table. */
  async function everything(): Promise<Readonly<Record<string, readonly string[]>>> {
    const tables = Object.keys(await rowsByTable(partsNames()));
    return Object.fromEntries(
      await Promise.all(tables.map(async (table) => [table, (await rowsByTable([table]))[table] ?? []] as const)),
    );
  }
  const partsNames = (): readonly string[] => [...new Set([...subjectTables(), ...Object.keys(ABOUT_NOBODY)])];
  async function rowsByTable(tables: readonly string[]): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const table of tables) {
      const { rows } = await sql`select * from ${sql.table(table)}`.execute(database.db);
      found[table] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return found;
  }
  /** Rows in which this stands, as `table: row`; of the audit its keys are left out, as they stay. */
  async function rowsWith(...texts: readonly string[]): Promise<readonly string[]> {
    const all = Object.entries(await everything()).flatMap(([table, rows]) => rows.map((row) => `${table}: ${row}`));
    const plain = all.map((row) => (row.startsWith('audit:') ? row.replaceAll('file:acme', '') : row));
    return plain.filter((row) => texts.some((text) => row.toLowerCase().includes(text.toLowerCase())));
  }

  /** Sent once more, it changes nothing that is known of people and their acts. */
  async function expectNothingOf(batch: readonly UsageCall[]): Promise<void> {
    const before = await everything();
    expect(await record(batch, 'key-1', NOW + 1)).toMatchObject({ stored: 0, refused: [] });
    const after = await everything();
    for (const table of ['events', 'users', 'memberships', 'aliases'])
      expect([table, after[table]]).toEqual([table, before[table]]);
  }

  describe('an account', () => {
    const forget = async () => eraseAccount(store, await subjectCalled(store, 'acme'), NOW);

    it('is handed out with every row that is kept of it, and with nobody else’s', async () => {
      const found = new Map<string, number>();
      const rows: unknown[] = [];
      for await (const each of exportData(store, await subjectCalled(store, 'acme'))) {
        found.set(each.table, (found.get(each.table) ?? 0) + 1);
        rows.push(each);
      }
      const parts = partsOfAccount(await subjectCalled(store, 'acme')).map(({ table }) => table);
      // These know accounts by their tasks in ClickUp.
      const empty = ['comments', 'assignments'];
      expect([...found.keys()].sort()).toEqual([...new Set(parts)].filter((table) => !empty.includes(table)).sort());
      expect(JSON.stringify(rows)).not.toMatch(/Other Ltd|file:other|"bob@/);
      expect(rows).toContainEqual({
        table: 'events',
        row: expect.objectContaining({
          message_id: 'm1',
          at: '2026-11-21T14:40:00Z',
          properties: expect.objectContaining({ amount: 3 }),
        }),
      });
    });

    it('is forgotten with its people who are nobody else’s, and the others stay as they are', async () => {
      const before = await everything();
      expect(await forget()).toMatchObject({ accounts: 1, events: 3, users: 1, alerts: 1, answers: 1, audit: 2 });
      expect(await rowsWith('acme', 'ada@', '"ada"', 'device-ada')).toEqual([]);
      const after = await everything();
      for (const table of subjectTables())
        expect([table, after[table]?.filter((row) => OTHERS.test(row))]).toEqual([
          table,
          before[table]?.filter((row) => OTHERS.test(row)),
        ]);
      expect(await store.events.user('bob')).toMatchObject({ email: 'bob@elsewhere.example' });
      expect(await brokenInvariants(store)).toEqual([]);
    });

    it('leaves of its audit that something was done and by whom, no longer what', async () => {
      await forget();
      const entries = await store.audit.page({ accountKey: 'file:acme', before: null, limit: 9 });
      expect(entries.map(({ what, actor, detail }) => [what, actor.id, detail])).toEqual([
        ['account_forgotten', null, { events: 3 }],
        ['x', 7, { forgotten: true }],
        ['alert_opened', 7, { forgotten: true }],
      ]);
    });

    it('does not come back when the same batch is sent again, but when it is used again', async () => {
      await forget();
      await expectNothingOf(BATCH);
      expect(await rowsWith('acme', '"ada"')).toEqual([]);
      const later = { timestamp: NOW + 5, sentAt: null };
      expect(await record([did('m8', 'cleo', 'acme', { times: later })], 'key-1', NOW + 10)).toMatchObject({
        stored: 1,
      });
    });

    it('is not forgotten while its task is in the accounts list', async () => {
      await store.accounts.put({ ...ACME, key: 'task:t1', taskId: 't1', accountId: 'live' }, NOW, NOW);
      const asked = subjectCalled(store, 't1').then((subject) => eraseAccount(store, subject, NOW));
      await expect(asked).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('delete it') });
      await store.accounts.markGone('t1', NOW);
      await eraseAccount(store, await subjectCalled(store, 't1'), NOW);
      expect(await rowsWith('task:t1')).toEqual([expect.stringContaining('account_forgotten')]);
    });

    it('keeps the events of an id that another account has now', async () => {
      await store.accounts.put({ ...OTHER, key: 'file:twin', accountId: 'acme' }, null, NOW);
      await eraseAccount(store, await subjectCalled(store, 'file:acme'), NOW);
      expect((await store.events.ofAccounts(['acme'], NOW)).get('acme')).toHaveLength(3);
    });
  });

  describe('a person', () => {
    const forget = async (who = 'ada@ACME.example') =>
      erasePerson(store, await personCalled(store, who), STAND_IN, NOW);

    it.each(['ada', 'ada@acme.example', 'device-ada'])('is found as %s, under all ids', async (who) => {
      expect((await personCalled(store, who)).userIds).toEqual(expect.arrayContaining(['ada', 'device-ada']));
      const tables = new Set<string>();
      for await (const { table } of exportData(store, await personCalled(store, who))) tables.add(table);
      expect([...tables].sort()).toEqual(['aliases', 'events', 'memberships', 'news', 'users']);
    });

    it('is found nowhere any more, and what was done still counts as done by one person', async () => {
      expect(await forget()).toMatchObject({ users: 1, events: 3 });
      expect((await rowsWith('ada@', 'lovelace', 'device-ada')).filter((row) => !row.includes('"m3"'))).toEqual([]);
      expect((await rowsWith('"ada"')).filter((row) => !row.includes('"m3"'))).toEqual([]);
      const events = (await store.events.ofAccounts(['acme'], NOW)).get('acme') ?? [];
      expect(events.map(({ messageId, userId, properties }) => [messageId, userId, properties])).toEqual([
        ['m1', `forgotten:${STAND_IN}`, { plan: 'pro', amount: 3, context: { env: 'x' } }],
        ['m2', 'bob', { creator_id: `forgotten:${STAND_IN}`, people: ['forgotten@acme.example', 'bob'] }],
        ['m4', `forgotten:${STAND_IN}`, {}],
      ]);
      const { users } = (await store.events.peopleOf(['acme'])).get('acme') ?? { users: new Map() };
      expect(Object.fromEntries(users)).toEqual({
        bob: { member: true, admin: true },
        [`forgotten:${STAND_IN}`]: { member: true, admin: true },
      });
      expect(await store.events.user(`forgotten:${STAND_IN}`)).toMatchObject({
        email: 'forgotten@acme.example',
        traits: { role: 'admin' },
      });
      expect(await brokenInvariants(store)).toEqual([]);
    });

    it('does not come back when the same batch is sent again, but by acts of a later time', async () => {
      await record([did('m5', 'ada', null, { anonymousId: null, hints })], 'key-1', NOW);
      await forget();
      await expectNothingOf(BATCH);
      const later = { timestamp: NOW + 5, sentAt: null };
      await record([isCalled('ada', 'ada@acme.example', 'acme', later)], 'key-1', NOW + 10);
      expect(await store.events.user('ada')).toMatchObject({ email: 'ada@acme.example' });
    });

    it('is not forgotten while they are in the ClickUp workspace; afterwards a guest’s acts stay those of a guest', async () => {
      const guest = { id: 900, name: 'Gil Guest', email: 'gil@acme.example', role: 'guest' } as const;
      await store.people.replace([guest as never]);
      const act = { minute: 1, source: 'clickup', messageId: 'x:', accountId: 'acme', userId: 'clickup:900' } as const;
      await store.events.append([{ ...act, name: 'clickup.task_created', at: 1, receivedAt: 1, properties: {} }]);
      await expect(forget('gil@acme.example')).rejects.toMatchObject({ code: 'conflict' });
      await store.people.replace([]);
      await forget('clickup:900');
      expect(await rowsWith('gil', 'clickup:900', '"id":900')).toEqual([]);
      expect(await store.people.all()).toMatchObject([{ id: STAND_IN, role: 'guest', active: false }]);
      expect((await store.events.ofAccounts(['acme'], NOW)).get('acme')).toContainEqual(
        expect.objectContaining({ userId: `clickup:${STAND_IN}` }),
      );
    });

    it('of whom nothing is kept is said to be unknown', async () => {
      await expect(personCalled(store, 'nobody@nowhere.example')).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  it('knows of every table whether something of an account or a person is in it', async () => {
    const { rows } = await (engine === 'SQLite'
      ? sql<{ name: string }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`
      : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema()`
    ).execute(database.db);
    const tables = rows.map(({ name }) => name).filter((name) => !name.startsWith('kysely'));
    expect(tables.sort()).toEqual([...partsNames()].sort());
  });
});

function subjectTables(): readonly string[] {
  const account = { key: 'k', name: 'n', taskId: 't', isOnBoard: false, accountIds: ['a'] };
  const person = { userIds: ['u'], emails: ['e@x'], isOnBoard: null };
  return [...new Set([...partsOfAccount(account), ...partsOfPerson(person)].map(({ table }) => table))];
}
