import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, KyselyPlugin } from 'kysely';
import type { Database } from './schema.ts';

/** Watches that nothing inside a transaction asks the database past it. */
export interface TransactionGuard {
  /** The database for everything outside transactions; inside one it refuses at once. */
  readonly outside: Kysely<Database>;
  /** Runs the work of one transaction. */
  inside<T>(work: () => Promise<T>): Promise<T>;
  /** @throws Error when this code runs inside a transaction already */
  check(): void;
}

/**
 * With SQLite's single connection such a question would wait for the transaction, and the transaction for its answer, for ever;
 * with PostgreSQL it would read what the transaction has not yet written. An error names the mistake instead.
 */
export function guardTransactions(db: Kysely<Database>): TransactionGuard {
  const scope = new AsyncLocalStorage<{ open: boolean }>();
  const check = (): void => {
    if (scope.getStore()?.open === true)
      throw new Error('the database was asked past an open transaction: use the store that the transaction hands in');
  };
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      check();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    outside: db.withPlugin(plugin),
    check,
    async inside(work) {
      // What is started here and outlives the transaction, such as a timer, is outside again once it ends.
      const transaction = { open: true };
      try {
        return await scope.run(transaction, work);
      } finally {
        transaction.open = false;
      }
    },
  };
}
