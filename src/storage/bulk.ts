import type { CompiledQuery, InsertQueryBuilder, Insertable, Kysely, QueryResult } from 'kysely';
import type { Database } from './schema.ts';

/** Largest first: any number of rows is a few of these. More values than those of 128 rows some engines refuse in one statement. */
const SIZES = [128, 32, 8, 2, 1];

/** A statement for a number of items, as Kysely builds it. */
type Build<Row> = (db: Kysely<Database>, size: number) => { compile(): CompiledQuery<Row> };

/**
 * Runs one statement over many items. Building and preparing its text for every number of them costs several times what running it
 * does, so items go in groups of a few fixed sizes, whose texts are built once for each engine.
 */
function inGroups<Row>(build: Build<Row>) {
  const texts = new WeakMap<object, Map<number, CompiledQuery<Row>>>();
  const textOf = (db: Kysely<Database>, size: number): CompiledQuery<Row> => {
    const engine = db.getExecutor().adapter;
    const known = texts.get(engine) ?? new Map<number, CompiledQuery<Row>>();
    const text = known.get(size) ?? build(db, size).compile();
    texts.set(engine, known.set(size, text));
    return text;
  };
  return async (db: Kysely<Database>, items: readonly unknown[]): Promise<readonly QueryResult<Row>[]> => {
    const results: QueryResult<Row>[] = [];
    for (let from = 0; from < items.length; ) {
      const size = SIZES.find((each) => each <= items.length - from) ?? 1;
      const parameters = items.slice(from, from + size).flat();
      results.push(await run(db, { ...textOf(db, size), parameters }));
      from += size;
    }
    return results;
  };
}

/** Through the plugins too: one of them watches that nothing asks past an open transaction. */
function run<Row>(db: Kysely<Database>, query: CompiledQuery<Row>): Promise<QueryResult<Row>> {
  const executor = db.getExecutor();
  executor.transformQuery(query.query, query.queryId);
  return executor.executeQuery<Row>(query);
}

/**
 * Inserts rows, given as lists of values in the order of `columns`.
 * @param clauses adds what becomes of conflicts, and what is returned
 * @returns a function that inserts rows in order and says what became of them
 */
export function bulkInsert<Table extends keyof Database, Row>(
  table: Table,
  columns: readonly (keyof Insertable<Database[Table]> & string)[],
  clauses: (insert: InsertQueryBuilder<Database, Table, object>) => InsertQueryBuilder<Database, Table, Row>,
): (db: Kysely<Database>, rows: readonly (readonly unknown[])[]) => Promise<Inserted<Row>> {
  const row = Object.fromEntries(columns.map((column) => [column, 0])) as Insertable<Database[Table]>;
  const insert = inGroups<Row>((db, size) => clauses(db.insertInto(table).values(Array(size).fill(row))));
  return async (db, rows) => {
    const results = await insert(db, rows);
    const inserted = results.reduce((sum, { numAffectedRows = 0n }) => sum + Number(numAffectedRows), 0);
    return { rows: results.flatMap((result) => result.rows), inserted };
  };
}

interface Inserted<Row> {
  /** What the statements returned. */
  readonly rows: readonly Row[];
  /** Of statements that return nothing. */
  readonly inserted: number;
}

/**
 * Selects by a list of ids.
 * @param build the query for these ids, which are only placeholders
 */
export function bulkSelect<Row>(
  build: (db: Kysely<Database>, ids: readonly string[]) => { compile(): CompiledQuery<Row> },
): (db: Kysely<Database>, ids: readonly string[]) => Promise<readonly Row[]> {
  const select = inGroups<Row>((db, size) => build(db, Array(size).fill('')));
  return async (db, ids) => (await select(db, ids)).flatMap((result) => result.rows);
}
