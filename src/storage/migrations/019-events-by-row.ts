import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * SQLite kept events inside the tree of their key, which is meant for short rows: one of 500 bytes cost half as much again to store.
 * Now the rows stand in the order in which they came, and the key in an index of its own. PostgreSQL has always done so.
 */
export async function keepEventsByRow(db: Kysely<unknown>, engine: Engine): Promise<void> {
  if (engine !== 'sqlite') return;
  // Dropping the table takes its triggers along.
  const triggers = await sql<{ readonly text: string }>`
    select sql as text from sqlite_master where type = 'trigger' and tbl_name = 'events' order by rowid`.execute(db);
  for (const statement of [...STATEMENTS, ...triggers.rows.map(({ text }) => text)])
    await sql.raw(statement).execute(db);
}

const COLUMNS = 'minute, source, message_id, account_id, user_id, name, at, received_at, properties, anonymous_id';

const STATEMENTS = [
  `create table events_by_row (
     minute bigint not null, source text not null, message_id text not null, account_id text, user_id text, name text not null,
     at bigint not null, received_at bigint not null, properties text not null, anonymous_id text)`,
  `insert into events_by_row (${COLUMNS}) select ${COLUMNS} from events order by minute, source, message_id`,
  'drop table events',
  'alter table events_by_row rename to events',
  'create unique index events_once on events (minute, source, message_id)',
  'create index events_by_account on events (account_id, at)',
  'create index events_by_user on events (user_id) where account_id is null',
  'create index events_by_anonymous on events (anonymous_id) where account_id is null and anonymous_id is not null',
];
