import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { type OpenDatabase, openDatabase } from '../../src/storage/engine.ts';

/** The tables of ours in a SQLite file, whatever its schema. */
export function tablesOf(file: string): readonly string[] {
  const database = new SqliteDatabase(file, { readonly: true });
  const names = database
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'kysely%' order by name",
    )
    .pluck()
    .all() as string[];
  database.close();
  return names;
}

/** A text that an engine, a driver or a format could spoil. */
const odd = (n: number): string => `Zoë "${n}" 🚀 \\u0000 {"a":null}`;

/**
 * Puts rows into every table there is, also those of migrations to come: odd texts, fractions, nulls where they may be, and holes in the
 * ids among them.
 */
export function fillTables(
  file: string,
  rowsIn: (table: string) => number,
  text: (n: number, table: string, column: string) => string = odd,
): void {
  const database = new SqliteDatabase(file);
  const value = (table: string, name: string, type: string, n: number): string | number =>
    type.startsWith('double') ? n / 7 : type.toLowerCase() === 'text' ? text(n, table, name) : 2 ** 42 + 3 * n;
  for (const table of tablesOf(file)) {
    const columns = database
      .prepare(`select name, type, "notnull" + pk as filled from pragma_table_info('${table}')`)
      .all() as { name: string; type: string; filled: number }[];
    const insert = database.prepare(`insert into "${table}" values (${columns.map(() => '?').join(', ')})`);
    for (let n = 1; n <= rowsIn(table); n += 1)
      insert.run(
        columns.map(({ name, type, filled }) => (n === 2 && filled === 0 ? null : value(table, name, type, n))),
      );
    // Two open alerts of one account there may never be.
    if (table === 'alerts') database.exec('update alerts set closed_at = 1');
  }
  database.exec(`insert into history values (${LAST_ID}, 'gone', 1, 's', null)`);
  database.exec(`delete from history where id = ${LAST_ID}`);
  database.close();
}

/** The last id that was given out in `history`, to a row that is gone. */
export const LAST_ID = 2_000_000_000_000_000;

/** The same rows in a PostgreSQL database of the same schema; no trigger makes more of them. */
export async function copyRows(file: string, to: string): Promise<void> {
  const [from, there] = [openDatabase(`sqlite:${file}`), openDatabase(to)];
  for (const name of tablesOf(file)) {
    const table = sql.table(name);
    const { rows } = await sql`select * from ${table}`.execute(from.db);
    await sql`alter table ${table} disable trigger user`.execute(there.db);
    await sql`insert into ${table} overriding system value
      select * from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json)`.execute(there.db);
    await sql`alter table ${table} enable trigger user`.execute(there.db);
  }
  await sql`select setval(pg_get_serial_sequence('history', 'id'), ${LAST_ID})`.execute(there.db);
  await Promise.all([from.db.destroy(), there.db.destroy()]);
}

/** The rows of a table in an order and a form of their own, the same on either engine. */
export async function rowsOf({ db }: OpenDatabase, table: string): Promise<readonly string[]> {
  const { rows } = await sql`select * from ${sql.table(table)}`.execute(db);
  return rows.map((row) => JSON.stringify(Object.entries(row as object).sort())).sort();
}
