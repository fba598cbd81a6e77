import { type Kysely, sql, type Transaction } from 'kysely';
import { MonitorError, messageOf } from '../shared/errors.ts';
import { type OpenDatabase, openDatabase } from './engine.ts';
import { migrate } from './migrate.ts';
import type { Database } from './schema.ts';
import { type FileTable, openSqliteFile, type Row, type SqliteFile } from './sqlite-file.ts';

export interface Move {
  /** `sqlite:FILE` */
  readonly from: string;
  /** `postgres://…`, without data. */
  readonly to: string;
  /** How many rows there are, then again and again how many of them were moved. */
  readonly onRows?: (moved: number, total: number) => void;
}

export interface MoveReport {
  readonly migrated: readonly string[];
  /** Rows by table. */
  readonly moved: Readonly<Record<string, number>>;
}

/**
 * Moves everything in a SQLite file into an empty PostgreSQL database, in one transaction: when it fails or is killed nothing is
 * there, and it is simply done again. The file stays as it is.
 * @throws MonitorError `bad_usage` for a file or an address that cannot be used, `conflict` when there is data already or when the
 * file was written to meanwhile, `bad_input` naming the table whose rows PostgreSQL refuses
 */
export async function moveDatabase({ from, to, onRows }: Move): Promise<MoveReport> {
  if (!to.startsWith('postgres'))
    throw new MonitorError(
      'bad_usage',
      'DATABASE_URL: --from moves a SQLite file into PostgreSQL: set it to postgres://…',
    );
  if (!from.startsWith('sqlite:')) throw new MonitorError('bad_usage', `--from: "${from}": write sqlite:FILE`);
  const file = openSqliteFile(from.slice('sqlite:'.length), '--from');
  let target: OpenDatabase | null = null;
  try {
    target = openDatabase(to);
    const migrated = await migrate(target);
    await expectSameSchema(target.db, file, from);
    const moved = await target.db.transaction().execute((inside) => fill(inside, file, onRows));
    return { migrated, moved };
  } finally {
    await target?.db.destroy();
  }
}

async function expectSameSchema(db: Kysely<Database>, { migrations }: SqliteFile, from: string): Promise<void> {
  const ours = (await sql<{ name: string }>`select name from kysely_migration`.execute(db)).rows.map(
    ({ name }) => name,
  );
  if (migrations.some((name) => !ours.includes(name)))
    throw new MonitorError('schema_too_new', `--from: ${from} was written by a newer version: move it with that one`);
  if (migrations.length < ours.length) {
    const wayOut = `bring it up to date first, with \`DATABASE_URL=${from} first-value-monitor migrate\``;
    throw new MonitorError('bad_usage', `--from: ${from} was written by an older version: ${wayOut}`);
  }
}

type Inside = Transaction<Database>;

async function fill(inside: Inside, file: SqliteFile, onRows: Move['onRows']): Promise<MoveReport['moved']> {
  const { tables } = file;
  await expectEmpty(inside, tables);
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  let moved = 0;
  onRows?.(0, total);
  for (const table of tables) {
    // What triggers once made of these rows is among the rows that are moved.
    await sql`alter table ${sql.table(table.name)} disable trigger user`.execute(inside);
    for (const rows of inPortions(file.rowsOf(table))) {
      await insert(inside, table, rows);
      moved += rows.length;
      onRows?.(moved, total);
    }
    await sql`alter table ${sql.table(table.name)} enable trigger user`.execute(inside);
    if (table.lastId !== null) await goOnCounting(inside, table.name, table.lastId);
  }
  if (!file.close())
    throw new MonitorError(
      'conflict',
      '--from: the file was written to meanwhile: stop what runs on it, then move again',
    );
  return verified(inside, tables);
}

/** From here to the end nobody else writes into these tables; reading goes on. */
async function expectEmpty(inside: Inside, tables: readonly FileTable[]): Promise<void> {
  await sql`lock table ${sql.join(tables.map(({ name }) => sql.table(name)))} in exclusive mode`.execute(inside);
  const counts = await countRows(inside, tables);
  const full = Object.entries(counts).filter(([, rows]) => rows > 0);
  if (full.length === 0) return;
  const what = full.map(([name, rows]) => `${name} ${rows}`).join(', ');
  throw new MonitorError('conflict', `DATABASE_URL: there is data already (${what}): name an empty database`);
}

const ROWS_A_PORTION = 500;

function* inPortions(rows: Iterable<Row>): Generator<readonly Row[]> {
  let portion: Row[] = [];
  for (const row of rows) {
    portion.push(row);
    if (portion.length < ROWS_A_PORTION) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

/** One parameter however many rows and columns; PostgreSQL takes the columns' types from the table. */
async function insert(inside: Inside, { name, columns }: FileTable, rows: readonly Row[]): Promise<void> {
  const table = sql.table(name);
  const named = sql.join(columns.map((column) => sql.ref(column)));
  const json = JSON.stringify(rows, (_, value) => (typeof value === 'string' ? storable(value) : value));
  try {
    await sql`insert into ${table} (${named}) overriding system value
      select ${named} from json_populate_recordset(null::${table}, ${json}::json)`.execute(inside);
  } catch (thrown) {
    throw new MonitorError('bad_input', `--from: table ${name}: ${messageOf(thrown)}`, thrown);
  }
}

/** SQLite keeps the character NUL and halves of surrogate pairs, PostgreSQL refuses them. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Ids are never given out twice, not even those of rows that are gone. */
async function goOnCounting(inside: Inside, table: string, lastId: number): Promise<void> {
  if (lastId === 0) return;
  const { rows } = await sql<{ column_name: string }>`select column_name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_identity = 'YES'`.execute(inside);
  for (const { column_name: column } of rows)
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), ${lastId})`.execute(inside);
}

async function verified(inside: Inside, tables: readonly FileTable[]): Promise<MoveReport['moved']> {
  const counts = await countRows(inside, tables);
  const wrong = tables.filter(({ name, rows }) => counts[name] !== rows);
  if (wrong.length === 0) return counts;
  const what = wrong.map(({ name, rows }) => `${name}: ${rows} in the file, ${counts[name]} arrived`).join('; ');
  throw new Error(`nothing was moved: ${what}`);
}

async function countRows(inside: Inside, tables: readonly FileTable[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(inside);
    counts[name] = rows[0]?.n ?? 0;
  }
  return counts;
}
