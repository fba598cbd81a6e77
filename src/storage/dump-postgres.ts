import SqliteDatabase from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { MonitorError, messageOf } from '../shared/errors.ts';
import { openDatabase } from './engine.ts';
import { expectKnownSchema, migrate } from './migrate.ts';
import type { Database } from './schema.ts';
import type { OnCopied } from './sqlite-copy.ts';
import { type FileTable, MIGRATIONS, type Row, tablesIn } from './sqlite-file.ts';

/**
 * Writes everything in a PostgreSQL database, as of one moment, into this new SQLite file, in the schema that the database has. Nobody waits
 * for it, and it waits for nobody.
 * @throws MonitorError `bad_usage` when the database is none of ours, `schema_too_new` when a newer version has written it
 */
export async function dumpPostgres(url: string, file: string, onCopied: OnCopied): Promise<void> {
  const source = openDatabase(url);
  try {
    // Not one of our transactions: those take turns.
    await source.db.connection().execute(async (inside) => {
      await sql`begin isolation level repeatable read read only`.execute(inside);
      try {
        await dump(inside, file, onCopied);
      } finally {
        await sql`rollback`.execute(inside);
      }
    });
  } finally {
    await source.db.destroy();
  }
}

async function dump(inside: Kysely<Database>, file: string, onCopied: OnCopied): Promise<void> {
  const applied = await schemasIn(inside);
  expectKnownSchema(applied, 'DATABASE_URL: the database');
  const made = openDatabase(`sqlite:${file}`);
  await migrate(made, applied.at(-1));
  await made.db.destroy();
  const copy = new SqliteDatabase(file);
  try {
    copy.pragma('synchronous = off');
    const asleep = takeTriggers(copy);
    await fill(inside, copy, onCopied);
    for (const trigger of asleep) copy.exec(trigger);
  } finally {
    copy.close();
  }
}

async function schemasIn(inside: Kysely<Database>): Promise<readonly string[]> {
  try {
    const { rows } = await sql.raw<{ name: string }>(MIGRATIONS).execute(inside);
    return rows.map(({ name }) => name);
  } catch (thrown) {
    throw new MonitorError('bad_usage', `DATABASE_URL: is no database of ours (${messageOf(thrown)})`, thrown);
  }
}

/** What triggers once made of these rows is among the rows that are copied. */
function takeTriggers(copy: SqliteDatabase.Database): readonly string[] {
  const triggers = copy.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of triggers) copy.exec(`drop trigger "${name}"`);
  return triggers.map((trigger) => trigger.sql);
}

const ROWS_A_FETCH = 1_000;

async function fill(inside: Kysely<Database>, copy: SqliteDatabase.Database, onCopied: OnCopied): Promise<void> {
  const tables = tablesIn(copy);
  let total = 0;
  for (const { name } of tables) total += await countOf(inside, name);
  let done = 0;
  for (const table of tables) {
    const columns = table.columns.map((column) => `"${column}"`).join(', ');
    const insert = copy.prepare(
      `insert into "${table.name}" (${columns}) values (${table.columns.map(() => '?').join(', ')})`,
    );
    for await (const rows of rowsOf(inside, table)) {
      copy.transaction(() => {
        for (const row of rows) insert.run(table.columns.map((column) => row[column] ?? null));
      })();
      done += rows.length;
      onCopied(done, total);
    }
  }
  await goOnCounting(inside, copy);
}

async function countOf(inside: Kysely<Database>, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(inside);
  return rows[0]?.n ?? 0;
}

async function* rowsOf(inside: Kysely<Database>, { name, columns }: FileTable): AsyncGenerator<readonly Row[]> {
  const named = sql.join(columns.map((column) => sql.ref(column)));
  await sql`declare dumped no scroll cursor for select ${named} from ${sql.table(name)}`.execute(inside);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_A_FETCH)} from dumped`.execute(inside);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`close dumped`.execute(inside);
}

/** Ids are never given out twice, not even those of rows that are gone. */
async function goOnCounting(inside: Kysely<Database>, copy: SqliteDatabase.Database): Promise<void> {
  const { rows } = await sql<{ table_name: string; last: number | null }>`
    select columns.table_name, sequences.last_value as last
    from information_schema.columns
    join pg_sequences as sequences on sequences.schemaname = columns.table_schema
      and pg_get_serial_sequence(quote_ident(columns.table_name), columns.column_name)
        = quote_ident(sequences.schemaname) || '.' || quote_ident(sequences.sequencename)
    where columns.table_schema = current_schema() and columns.is_identity = 'YES'`.execute(inside);
  for (const { table_name: name, last } of rows) {
    if (last === null) continue;
    copy.prepare('delete from sqlite_sequence where name = ?').run(name);
    copy.prepare('insert into sqlite_sequence (name, seq) values (?, ?)').run(name, last);
  }
}
