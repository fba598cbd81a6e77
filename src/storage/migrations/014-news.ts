import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * What changed since accounts were last judged, noted by the database itself in the same transaction, whoever changes what; and
 * with each standing when time alone could change it next.
 */
export async function keepNews(db: Kysely<unknown>, engine: Engine): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  for (const statement of engine === 'sqlite' ? onSqlite() : onPostgres()) await sql.raw(statement).execute(db);
}

/** `mark` is drawn at random, so that what was noted anew is never taken for what was read before. */
const STATEMENTS = [
  `create table news (what text not null, id text not null, mark bigint not null, before text, primary key (what, id))`,
  `alter table standings add column due_at bigint`,
  `alter table standings add column unheard bigint not null default 0`,
  `create index standings_due on standings (due_at) where due_at is not null`,
  `create index standings_unheard on standings (account_key) where unheard = 1`,
  `create index plans_by_approval on plans (approved_at)`,
  `create index plans_waiting on plans (account_key) where status = 'draft'`,
];

type Moment = 'insert' | 'update' | 'delete';

interface Watch {
  readonly table: string;
  /** Whose verdict may change: an account, by its key, or whatever has this id of the product's. */
  readonly what: 'account' | 'sent';
  readonly column: string;
  readonly on: readonly Moment[];
  /** An update counts only where one of these is another than before; left out: always. */
  readonly columns?: readonly string[];
  /** … or where this holds. */
  readonly or?: string;
  /** Only rows of which this holds. */
  readonly only?: string;
  /** The id that the row had before counts too. */
  readonly alsoOld?: boolean;
}

const KEPT: readonly Moment[] = ['insert', 'update', 'delete'];

/**
 * All that a judgement, or what follows from it, reads of one account. An id is watched too, since two accounts may have one and
 * only the first is judged. Events are noted through `group_ids`, once a batch, but for what people do in ClickUp: the product sent no id there.
 */
const WATCHED: readonly Watch[] = [
  { table: 'accounts', what: 'account', column: 'key', on: ['insert', 'update'], columns: ['body', 'gone'] },
  {
    table: 'accounts',
    what: 'sent',
    column: 'account_id',
    on: KEPT,
    columns: ['account_id', 'gone', 'status'],
    alsoOld: true,
  },
  { table: 'holds', what: 'account', column: 'account_key', on: KEPT },
  { table: 'plans', what: 'account', column: 'account_key', on: KEPT },
  { table: 'values_by_hand', what: 'account', column: 'account_key', on: KEPT },
  { table: 'withdrawn_events', what: 'account', column: 'account_key', on: KEPT },
  { table: 'alerts', what: 'account', column: 'account_key', on: KEPT },
  { table: 'standings', what: 'account', column: 'account_key', on: ['delete'] },
  { table: 'group_ids', what: 'sent', column: 'account_id', on: ['insert', 'update'] },
  { table: 'memberships', what: 'sent', column: 'account_id', on: KEPT, columns: ['first_at'] },
  {
    table: 'workspaces',
    what: 'account',
    column: 'account_key',
    on: KEPT,
    columns: ['place_id', 'place_kind'],
    // How far it is read moves every quarter of an hour; only after a silence does that change a verdict.
    or: 'coalesce(new.acts_to, 0) - coalesce(old.acts_to, 0) not between 0 and 3600000',
  },
  {
    table: 'events',
    what: 'sent',
    column: 'account_id',
    on: ['update', 'delete'],
    columns: ['account_id', 'user_id', 'properties'],
    alsoOld: true,
  },
  { table: 'events', what: 'sent', column: 'account_id', on: ['insert'], only: "new.source = 'clickup'" },
];

interface Trigger {
  readonly name: string;
  readonly table: string;
  readonly on: Moment;
  readonly what: string;
  /** `new.account_key` */
  readonly id: string;
  readonly when: string;
}

function triggers(): readonly Trigger[] {
  return WATCHED.flatMap(({ table, what, column, on, columns = [], or, only, alsoOld = false }) =>
    on.flatMap((moment) => {
      const distinct = columns.map((each) => `new.${each} is distinct from old.${each}`);
      const changed = [...distinct, ...(or === undefined ? [] : [or])].join(' or ');
      const rows = moment === 'delete' ? ['old'] : moment === 'update' && alsoOld ? ['new', 'old'] : ['new'];
      return rows.map((row) => ({
        name: `news_of_${table}_${what}_${moment}_${row}`,
        table,
        on: moment,
        what,
        id: `${row}.${column}`,
        when: `${row}.${column} is not null${moment === 'update' && changed !== '' ? ` and (${changed})` : ''}${only === undefined ? '' : ` and ${only}`}`,
      }));
    }),
  );
}

/** A user's file counts where it changes what the user's acts are worth, so what it said before is kept until it is judged. */
const USER_CHANGED = ['admin', 'email', 'traits']
  .map((each) => `new.${each} is distinct from old.${each}`)
  .join(' or ');

const SQLITE_MARK = 'random() & 9007199254740991';

function onSqlite(): readonly string[] {
  const users = (moment: Moment, before: string, when: string): string =>
    `create trigger news_of_users_${moment} after ${moment} on users ${when} begin
       insert into news (what, id, mark, before) select 'user', new.user_id, ${SQLITE_MARK}, ${before} where true
       on conflict (what, id) do update set mark = excluded.mark; end`;
  return [
    ...triggers().map(
      ({ name, table, on, what, id, when }) =>
        `create trigger ${name} after ${on} on ${table} when ${when} begin
           insert into news (what, id, mark) select '${what}', ${id}, ${SQLITE_MARK} where true
           on conflict (what, id) do update set mark = excluded.mark; end`,
    ),
    users('insert', 'null', ''),
    users(
      'update',
      `json_object('admin', old.admin, 'email', old.email, 'traits', old.traits)`,
      `when ${USER_CHANGED}`,
    ),
  ];
}

const POSTGRES_MARK = 'floor(random() * 9007199254740991)::bigint';

function onPostgres(): readonly string[] {
  const functionOf = (name: string, id: string, what: string, before: string): string =>
    `create function ${name}() returns trigger language plpgsql as $$ begin
       insert into news (what, id, mark, before) values ('${what}', ${id}, ${POSTGRES_MARK}, ${before})
       on conflict (what, id) do update set mark = excluded.mark;
       return null; end $$`;
  const trigger = (name: string, table: string, on: Moment, when: string): string =>
    `create trigger ${name} after ${on} on ${table} for each row ${when} execute function ${name}()`;
  const before = `json_build_object('admin', old.admin, 'email', old.email, 'traits', old.traits)::text`;
  return [
    ...triggers().flatMap(({ name, table, on, what, id, when }) => [
      functionOf(name, id, what, 'null'),
      trigger(name, table, on, `when (${when})`),
    ]),
    functionOf('news_of_users_insert', 'new.user_id', 'user', 'null'),
    trigger('news_of_users_insert', 'users', 'insert', ''),
    functionOf('news_of_users_update', 'new.user_id', 'user', before),
    trigger('news_of_users_update', 'users', 'update', `when (${USER_CHANGED})`),
  ];
}
