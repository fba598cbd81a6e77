import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** More texts than a service has: what is asked once and never again (a list of unusual length) leaves by itself. */
const KEPT = 300;

/** The same database, which prepares each text once: Kysely would have it done before every run, which costs more than most runs. */
export function keepingPrepared(database: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql);
      kept.set(sql, statement);
      const oldest = kept.keys().next();
      if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
      return statement;
    },
  };
}
