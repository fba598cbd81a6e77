import { createTurnstile } from '../../src/drafting/turnstile.ts';

const never = new AbortController().signal;

describe('a turnstile', () => {
  it('lets those who wait pass in the order in which they came', async () => {
    const turnstile = createTurnstile(1);
    const first = Promise.withResolvers<void>();
    const passed: number[] = [];
    const all = [1, 2, 3].map((n) =>
      turnstile.pass(never, async () => {
        passed.push(n);
        await first.promise;
      }),
    );
    expect(passed).toEqual([]);
    first.resolve();
    await Promise.all(all);
    expect(passed).toEqual([1, 2, 3]);
  });

  it('lets go whoever no longer waits, and keeps their place for the next', async () => {
    const turnstile = createTurnstile(1);
    const held = Promise.withResolvers<string>();
    const first = turnstile.pass(never, () => held.promise);
    const impatient = new AbortController();
    const second = turnstile.pass(impatient.signal, async () => 'second');
    const third = turnstile.pass(never, async () => 'third');
    impatient.abort(new Error('no longer'));
    await expect(second).rejects.toThrow('no longer');
    held.resolve('first');
    expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  });

  it('gives a place back after work that failed', async () => {
    const turnstile = createTurnstile(1);
    await expect(turnstile.pass(never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await turnstile.pass(never, async () => 'next')).toBe('next');
  });
});
