import type { Comparison } from '../../src/domain/comparison.ts';
import { createComparisons } from '../../src/monitor/comparisons.ts';
import type { Store } from '../../src/monitor/store.ts';
import { aJudgePolicy, aPlan, aSignal, anEvent, onDay, START, ZONE } from '../domain/builders.ts';
import { addAccount, approvePlan, openWorld, type ReadWorld } from './read-world.ts';

let world: ReadWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.store.close());

const exclusion = {
  emailDomains: [],
  userIds: new Set<string>(),
  eventNames: new Set<string>(),
};
const comparisons = () => createComparisons({ exclusion, policyOf: () => aJudgePolicy(), zone: async () => ZONE });

/** So many accounts that finished a sprint on their third day. */
async function addOthers(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const id = `other-${n}`;
    await addAccount(world, { id, events: [anEvent({ on: 3, name: 'Sprint Completed', messageId: `m-${id}` })] });
  }
}

const asked = (day: number) =>
  ({ key: 'x', useCase: 'project management', tier: 'professional', at: onDay(day), activeDay: day }) as const;

describe('how others fared', () => {
  it('is nothing below twenty-one accounts, and is drawn from what is stored above', async () => {
    await addOthers(20);
    expect(await comparisons().at(world.store, onDay(10))).toBeNull();
    await addAccount(world, { id: 'one-more' });
    const drawn = await comparisons().at(world.store, onDay(10));
    expect(drawn?.version).toMatch(/^2026-09-17\/21\./);
    expect(drawn?.groupFor(asked(10))).toMatchObject({ level: 'use_case_and_tier', n: 21 });
    expect(drawn?.groupFor(asked(10))?.shareBy(aPlan().signal, 3)).toBeCloseTo(20 / 21, 12);
  });

  it('is drawn once a date, and by sweeps anew when a plan with another rule came into force', async () => {
    await addOthers(21);
    const kept = comparisons();
    const first = await kept.at(world.store, onDay(10, 8));
    expect(await kept.at(world.store, onDay(10, 20))).toBe(first);
    expect(await kept.fresh(world.store, onDay(10, 20))).toBe(first);
    expect(await kept.at(world.store, onDay(11))).not.toBe(first);
    const account = await addAccount(world, { id: 'late', plan: null });
    await approvePlan(world, account, aPlan({ signal: aSignal({ event: ['Report Sent'] }) }), onDay(11, 13));
    const anew = await kept.fresh(world.store, onDay(11, 14));
    // The rule of this one is followed already.
    await approvePlan(world, account, aPlan({ byDay: 30 }), onDay(11, 15));
    expect(await kept.fresh(world.store, onDay(11, 16))).toBe(anew);
    expect(anew?.signals.size).toBeGreaterThan(first?.signals.size ?? 0);
  });

  it('is the same in every process that sweeps, also where one starts later or draws it anew', async () => {
    await addOthers(21);
    const [one, other] = [comparisons(), comparisons()];
    const shareBy = (drawn: Comparison | null) => drawn?.groupFor(asked(10))?.shareBy(aPlan().signal, 10);
    const first = await one.fresh(world.store, onDay(10, 8), onDay(9, 20));
    expect(first?.knownTo).toBe(onDay(10, 8));
    const event = anEvent({ on: 10, hour: 9, name: 'Sprint Completed', messageId: 'late' });
    await addAccount(world, { id: 'late', events: [event] });
    const second = await other.fresh(world.store, onDay(10, 10), onDay(10, 8));
    expect(second?.knownTo).toBe(onDay(10, 8));
    expect(shareBy(first)).toBe(1);
    expect(shareBy(second)).toBeCloseTo(21 / 22, 12);
    const account = await addAccount(world, { id: 'new rule', plan: null });
    await approvePlan(world, account, aPlan({ signal: aSignal({ event: ['Report Sent'] }) }), onDay(10, 11));
    // Whoever starts now must follow the new rule too, which the last one did not.
    const third = await comparisons().fresh(world.store, onDay(10, 12), onDay(10, 8));
    expect([third?.knownTo, third?.signals.size]).toEqual([onDay(10, 12), 4]);
    expect((await one.fresh(world.store, onDay(10, 13), onDay(10, 12)))?.knownTo).toBe(onDay(10, 12));
    expect((await one.fresh(world.store, onDay(10, 14), onDay(10, 8)))?.knownTo).toBe(onDay(10, 12));
  });

  it('does not keep a transaction waiting for what is being read past it', async () => {
    await addOthers(21);
    const kept = comparisons();
    const { store, isReading } = telling(world.store);
    const past = kept.at(store, onDay(10));
    await isReading;
    // With its one connection, SQLite lets the reading go on only when the transaction is over.
    const inside = await world.store.transaction((own: Store) => kept.at(own, onDay(10)));
    expect(inside?.version).toBe((await past)?.version);
  });

  it('leaves out who is excluded, has no id, or began long before our data', async () => {
    await addOthers(20);
    await addAccount(world, { id: 'test', status: 'excluded' });
    await addAccount(world, { id: 'old', startedOn: START - 200 });
    const drawn = await comparisons().at(world.store, onDay(10));
    expect(drawn?.version).toMatch(/\/20\./);
  });
});

/** The same store; `isReading` comes true when the drawing has begun to read. */
function telling(store: Store): { readonly store: Store; readonly isReading: Promise<void> } {
  let tell: () => void = () => undefined;
  const isReading = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const count = (): Promise<number> => {
    tell();
    return store.accounts.count();
  };
  return { store: { ...store, accounts: { ...store.accounts, count } }, isReading };
}
