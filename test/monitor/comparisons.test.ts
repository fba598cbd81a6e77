import { createComparisons } from '../../src/monitor/comparisons.ts';
import { seatOnRecord } from '../../src/monitor/crew.ts';
import type { Store } from '../../src/monitor/store.ts';
import { aJudgePolicy } from '../domain/builders.ts';
import { NOW } from './read-world.ts';
import { emptyStore } from './store.ts';

const EXCLUSION = { emailDomains: [], userIds: new Set<string>(), eventNames: new Set<string>() };

/** Answers to comments are judged inside the transaction that stores them. */
describe('what accounts are compared with', () => {
  let store: Store;
  beforeEach(async () => {
    store = await emptyStore();
  });
  afterEach(() => store.close());

  const comparisons = () =>
    createComparisons({
      exclusion: EXCLUSION as never,
      policyOf: () => aJudgePolicy(),
      zone: async (from) => (await seatOnRecord(from)).zone ?? 'UTC',
    });

  it('is read through the transaction that asks', async () => {
    expect(await store.transaction((inside) => comparisons().at(inside, NOW))).toBeNull();
  });

  it('is not waited for inside a transaction while somebody outside still reads it', async () => {
    const kept = comparisons();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const count = async (): Promise<number> => {
      await held;
      return store.accounts.count();
    };
    const outside = kept.at({ ...store, accounts: { ...store.accounts, count } }, NOW);
    await store.transaction((inside) => kept.at(inside, NOW));
    letGo();
    expect(await outside).toBeNull();
  });
});
