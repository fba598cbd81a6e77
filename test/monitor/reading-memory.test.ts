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
});
