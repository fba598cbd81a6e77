import { type Kysely, sql } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * The audit still only grows, also past `insert or replace` and `truncate`, which the first guard let through. One change is let in: what
 * an entry tells in detail may be taken out for good, as whoever is forgotten may ask; that it was written, when, by whom and of what stays.
 */
export async function guardAudit(db: Kysely<unknown>, engine: Engine): Promise<void> {
  for (const statement of engine === 'sqlite' ? ON_SQLITE : ON_POSTGRES) await sql.raw(statement).execute(db);
}

const FORGOTTEN = `'{"forgotten":true}'`;
const REST = ['id', 'at', 'actor_kind', 'actor_id', 'what', 'account_key'];
const isForgetting = (same: string): string =>
  [...REST.map((column) => `new.${column} ${same} old.${column}`), `new.detail = ${FORGOTTEN}`].join(' and ');

const REFUSE = `begin select raise(abort, 'the audit is append-only'); end`;
const ON_SQLITE = [
  'drop trigger audit_no_update',
  `create trigger audit_no_update before update on audit when not (${isForgetting('is')}) ${REFUSE}`,
  `create trigger audit_no_replace before insert on audit when exists (select 1 from audit where id = new.id) ${REFUSE}`,
];

const ON_POSTGRES = [
  'drop trigger audit_append_only on audit',
  `create trigger audit_no_update before update on audit for each row
     when (not (${isForgetting('is not distinct from')})) execute function refuse_audit_change()`,
  `create trigger audit_no_delete before delete or truncate on audit for each statement execute function refuse_audit_change()`,
];
