import { createBrake, type Guess } from '../../src/http/brake.ts';

const TOKEN = 'the-right-token';
const NOW = Date.UTC(2026, 10, 23);

/** Waits end when the test says so. */
function heldWaits() {
  const held: { readonly ms: number; readonly end: () => void }[] = [];
  return { held, wait: (ms: number) => new Promise<void>((end) => held.push({ ms, end })) };
}

describe('the brake on guessing', () => {
  it('looks at no more than eight guesses of one address at a time', async () => {
    const { held, wait } = heldWaits();
    const brake = createBrake(TOKEN, wait);
    const first: Promise<Guess>[] = Array.from({ length: 8 }, () => brake.guess('1.1.1.1', 'wrong', NOW));
    expect(await brake.guess('1.1.1.1', TOKEN, NOW)).toBe('too_many');
    expect(await brake.guess('2.2.2.2', TOKEN, NOW)).toBe('right');
    for (const { end } of held) end();
    expect(await Promise.all(first)).toEqual(Array(8).fill('wrong'));
    expect(await brake.guess('1.1.1.1', TOKEN, NOW)).toBe('right');
  });

  it('never makes anyone wait longer than four seconds, and forgets after a quarter of an hour', async () => {
    const waits: number[] = [];
    const brake = createBrake(TOKEN, async (ms) => void waits.push(ms));
    for (let tries = 0; tries < 20; tries += 1) await brake.guess('1.1.1.1', 'wrong', NOW);
    expect(waits.at(-1)).toBe(4_000);
    await brake.guess('1.1.1.1', 'wrong', NOW + 14 * 60_000);
    await brake.guess('1.1.1.1', 'wrong', NOW + 29 * 60_000);
    expect(waits.slice(20)).toEqual([4_000, 0]);
  });

  it('remembers a bounded number of addresses', async () => {
    const waits: number[] = [];
    const brake = createBrake(TOKEN, async (ms) => void waits.push(ms));
    for (let tries = 0; tries < 12; tries += 1) await brake.guess('old', 'wrong', NOW);
    expect(waits.at(-1)).toBe(4_000);
    for (let n = 0; n < 10_000; n += 1) await brake.guess(`address-${n}`, 'wrong', NOW);
    await brake.guess('old', 'wrong', NOW);
    expect(waits.at(-1)).toBe(1_000);
  });

  it('takes the addresses of one IPv6 network for one, and those of others not', async () => {
    const waits: number[] = [];
    const brake = createBrake(TOKEN, async (ms) => void waits.push(ms));
    const guessesFrom = async (...addresses: readonly string[]): Promise<number | undefined> => {
      for (const address of addresses) await brake.guess(address, 'wrong', NOW);
      return waits.at(-1);
    };
    const ofOne = [
      '2001:db8:1:2::1',
      '2001:db8:1:2::2',
      '2001:db8:1:2:3:4:5:6',
      '2001:db8:1:2:ffff::',
      '2001:db8:1:2::',
    ];
    expect(await guessesFrom(...ofOne)).toBe(0);
    expect(await guessesFrom('2001:db8:1:2::9')).toBe(250);
    expect(await guessesFrom('2001:db8:1:3::9', '::1', '2001:db8::2', '10.0.0.1', '10.0.0.2')).toBe(0);
  });

  it('gives nobody a free guess while a hundred addresses guess, and lets the owner in at once', async () => {
    const waits: number[] = [];
    const brake = createBrake(TOKEN, async (ms) => void waits.push(ms));
    for (let n = 0; n < 100; n += 1) await brake.guess(`10.0.0.${n}`, 'wrong', NOW);
    expect(waits.every((ms) => ms === 0)).toBe(true);
    await brake.guess('10.0.1.1', 'wrong', NOW);
    expect(waits.at(-1)).toBe(1_000);
    expect([await brake.guess('10.0.1.2', TOKEN, NOW), waits.length]).toEqual(['right', 101]);
    await brake.guess('10.0.1.3', 'wrong', NOW + 15 * 60_000);
    expect(waits.at(-1)).toBe(0);
  });
});
