import { z } from 'zod';
import type { AccountKey } from '../domain/account.ts';
import { MonitorError } from '../shared/errors.ts';
import { isoMoment } from './json-values.ts';
import { findAccount } from './read-account.ts';
import type { ReadDeps } from './read-deps.ts';
import type { AuditEntry } from './audit-store.ts';

/** One entry of `/api/audit`: who did what, when, and with what in detail. */
export const AuditJson = z.strictObject({
  id: z.int().describe('rises with time; name the last one in `before` for the next page'),
  at: z.iso.datetime(),
  actor: z.strictObject({
    kind: z.enum(['person', 'agent', 'import', 'settings']),
    id: z.int().nullable(),
    name: z.string().nullable(),
  }),
  what: z.string().describe('a verb in the past, such as plan_approved'),
  account_id: z.string().nullable(),
  account_name: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditJson = z.infer<typeof AuditJson>;

export interface AuditQuery {
  /** An `account_id` or a task id. */
  readonly account?: string;
  /** Entries older than the one with this id. */
  readonly before?: number;
  readonly limit: number;
}

/**
 * The audit, newest first.
 * @throws MonitorError `not_found` for an account nobody knows
 */
export async function readAudit(deps: ReadDeps, { account, before, limit }: AuditQuery): Promise<readonly AuditJson[]> {
  const accountKey = account === undefined ? null : await keyOf(deps, account);
  const entries = await deps.store.audit.page({ accountKey, before: before ?? null, limit });
  const people = new Map((await deps.store.people.all()).map(({ id, name }) => [id, name]));
  const accounts = await accountsOf(deps, entries);
  return entries.map(({ id, at, actor, what, accountKey: key, detail }) => {
    const about = key === null ? undefined : accounts.get(key);
    const name = actor.id === null ? null : (people.get(actor.id) ?? null);
    return {
      id,
      at: isoMoment(at),
      actor: { ...actor, name },
      what,
      account_id: about?.accountId ?? null,
      account_name: about?.name ?? null,
      detail: { ...detail },
    };
  });
}

async function keyOf(deps: ReadDeps, id: string): Promise<AccountKey> {
  const account = await findAccount(deps, id);
  if (account !== null) return account.key;
  throw new MonitorError('not_found', `account "${id}" is not known: leave the filter out to see every entry`);
}

async function accountsOf({ store }: ReadDeps, entries: readonly AuditEntry[]) {
  const keys = [...new Set(entries.flatMap(({ accountKey }) => accountKey ?? []))];
  const accounts = await Promise.all(keys.map((key) => store.accounts.byKey(key)));
  return new Map(accounts.flatMap((account) => (account === null ? [] : [[account.key, account] as const])));
}
