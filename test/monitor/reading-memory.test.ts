import { createReadingMemory } from '../../src/monitor/reading-memory.ts';

const MINUTE = 60_000;

/** A memory over a database whose version the test sets; answers are numbered in the order in which they were begun. */
function aMemory({ most = 4 }: { readonly most?: number } = {}) {
  const state = { version: 'v1', begun: 0 };
  const memory = createReadingMemory<number>({ version: async () => state.version, most });
  const read = async (): Promise<number> => {
    state.begun += 1;
    return state.begun;
  };
  const ask = (now: number, { question = 'q', old = false }: { question?: string; old?: boolean } = {}) =>
    memory.recall(question, { now, ...(old ? { mayBeOld: () => true } : {}) }, read);
  return { state, memory, read, ask };
}

describe('what was read before', () => {
  it('holds for a minute as long as nothing changed', async () => {
    const { ask } = aMemory();
    expect([await ask(0), await ask(MINUTE - 1), await ask(MINUTE)]).toEqual([1, 1, 2]);
  });

  it('is read anew once anything changed, or the clock went back', async () => {
    const { ask, state } = aMemory();
    await ask(MINUTE);
    expect(await ask(MINUTE - 1)).toBe(2);
    state.version = 'v2';
    expect(await ask(MINUTE)).toBe(3);
  });

  it('is kept for each question of its own, the least asked forgotten', async () => {
    const { ask } = aMemory({ most: 2 });
    await ask(0, { question: 'a' });
    await ask(0, { question: 'b' });
    expect(await ask(0, { question: 'a' })).toBe(1);
    await ask(0, { question: 'c' });
    expect(await ask(0, { question: 'a' })).toBe(1);
    expect(await ask(0, { question: 'b' })).toBe(4);
  });

  it('is read once for several who ask at the same time', async () => {
    const { ask, state } = aMemory();
    expect(await Promise.all([ask(0), ask(0), ask(1)])).toEqual([1, 1, 1]);
    expect(state.begun).toBe(1);
  });

  it('is not kept where reading failed', async () => {
    const { memory, ask } = aMemory();
    await expect(memory.recall('q', { now: 0 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await ask(0)).toBe(1);
  });
});

describe('whoever would rather see an old answer than wait', () => {
  it('gets it at once, though everything changed', async () => {
    const { ask, state } = aMemory();
    await ask(0);
    state.version = 'v2';
    expect(await ask(2 * MINUTE - 1, { old: true })).toBe(1);
    expect(state.begun).toBe(1);
  });

  it('has it renewed beside once it is two minutes old', async () => {
    const { ask, state } = aMemory();
    await ask(0);
    state.version = 'v2';
    expect(await ask(2 * MINUTE, { old: true })).toBe(1);
    expect(state.begun).toBe(2);
    expect(await ask(2 * MINUTE, { old: true })).toBe(2);
  });

  it('waits for a new one after a quarter of an hour', async () => {
    const { ask, state } = aMemory();
    await ask(0);
    state.version = 'v2';
    expect(await ask(15 * MINUTE + 1, { old: true })).toBe(2);
  });

  it('waits where the answer is one of those that are read in a moment', async () => {
    const { memory, ask, read, state } = aMemory();
    await ask(0);
    state.version = 'v2';
    expect(await memory.recall('q', { now: 1, mayBeOld: (answer) => answer > 1 }, read)).toBe(2);
  });

  it('waits for the first reading that is under way, however much changes meanwhile', async () => {
    const { memory, state } = aMemory();
    const readings = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    const begun: number[] = [];
    const ask = (now: number) =>
      memory.recall('q', { now, mayBeOld: () => true }, () => {
        begun.push(now);
        return readings[begun.length - 1]?.promise ?? Promise.reject(new Error('once too often'));
      });
    const first = ask(0);
    await Promise.resolve();
    state.version = 'v2';
    const others = [ask(MINUTE), ask(5 * MINUTE)];
    readings[0]?.resolve(7);
    expect(await Promise.all([first, ...others])).toEqual([7, 7, 7]);
    expect(begun).toEqual([0]);
  });

  it('begins a reading of its own, one for all, where the one under way fails', async () => {
    const { memory, state } = aMemory();
    const failing = Promise.withResolvers<number>();
    let begun = 0;
    const ask = () =>
      memory.recall('q', { now: 0, mayBeOld: () => true }, async () => {
        begun += 1;
        return begun === 1 ? failing.promise : begun;
      });
    const first = ask();
    await Promise.resolve();
    state.version = 'v2';
    const others = [ask(), ask()];
    failing.reject(new Error('the disk is full'));
    await expect(first).rejects.toThrow('the disk is full');
    expect(await Promise.all(others)).toEqual([2, 2]);
  });
});
