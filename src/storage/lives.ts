import type { Kysely } from 'kysely';
import type { Account, AccountKey } from '../domain/account.ts';
import type { AccountStore } from '../monitor/account-store.ts';
import type { Database } from './schema.ts';

/** The lives of accounts that ended, each as the account was then. */
export function createLifeStore(
  db: Kysely<Database>,
): Pick<AccountStore, 'endedLives' | 'endedUnderOtherIds' | 'keepEndedLives'> {
  return {
    async endedLives(keys) {
      const found = new Map<AccountKey, Account[]>();
      if (keys.length === 0) return found;
      const rows = await db
        .selectFrom('lives')
        .selectAll()
        .where('account_key', 'in', [...keys])
        .orderBy('account_key')
        .orderBy('life')
        .execute();
      for (const row of rows) {
        const lives = found.get(row.account_key) ?? [];
        lives.push(JSON.parse(row.body) as Account);
        found.set(row.account_key, lives);
      }
      return found;
    },
    async endedUnderOtherIds() {
      const rows = await db
        .selectFrom('lives')
        .innerJoin('accounts', 'accounts.key', 'lives.account_key')
        .select(['lives.body', 'accounts.account_id'])
        .orderBy('lives.account_key')
        .orderBy('lives.life')
        .execute();
      const found = new Map<string, Account[]>();
      for (const { body, account_id: idNow } of rows) {
        const life = JSON.parse(body) as Account;
        if (life.accountId === null || life.accountId === idNow) continue;
        found.set(life.accountId, [...(found.get(life.accountId) ?? []), life]);
      }
      return found;
    },
    async keepEndedLives(key, lives) {
      await db.deleteFrom('lives').where('account_key', '=', key).execute();
      const rows = lives.map((life, index) => ({
        account_key: key,
        life: index + 1,
        started_on: life.startedOn,
        left_at: life.leftAt ?? 0,
        body: JSON.stringify(life),
      }));
      if (rows.length > 0) await db.insertInto('lives').values(rows).execute();
    },
  };
}
