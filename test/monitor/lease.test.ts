import { createLease, type Lease } from '../../src/monitor/lease.ts';
import type { Store } from '../../src/monitor/store.ts';
import { emptyStore } from './store.ts';

const MINUTE_MS = 60_000;

describe('a duty that one process does for all', () => {
  let store: Store;
  let now: number;
  /** What each living process does again and again. */
  let pulses: Map<string, () => void>;
  beforeEach(async () => {
    store = await emptyStore();
    now = 1_000_000;
    pulses = new Map();
  });
  afterEach(() => store.close());

  function inProcess(owner: string): Lease {
    const every = (_ms: number, run: () => void): (() => void) => {
      pulses.set(owner, run);
      return () => pulses.delete(owner);
    };
    return createLease({ meta: store.meta, now: () => now, every, owner }, 'reading', 30_000);
  }
  const settled = (): Promise<unknown> => store.meta.get('lease.reading');

  /** Time in which the living go on renewing. */
  async function pass(ms: number): Promise<void> {
    for (const end = now + ms; now < end; ) {
      now = Math.min(end, now + 10_000);
      for (const renew of pulses.values()) renew();
      for (let turn = 0; turn < 5; turn += 1) await settled();
    }
  }

  it('falls to one of those who ask at once, and stays with it', async () => {
    const all = ['a', 'b', 'c', 'd'].map(inProcess);
    const first = await Promise.all(all.map((each) => each.take()));
    expect(first.filter(Boolean)).toHaveLength(1);
    await pass(MINUTE_MS);
    expect(await Promise.all(all.map((each) => each.take()))).toEqual(first);
  });

  it('is still held by a process that is busy for long', async () => {
    const [busy, other] = [inProcess('busy'), inProcess('other')];
    await busy.take();
    await pass(10 * MINUTE_MS);
    expect(await other.take()).toBe(false);
  });

  it('falls to another when its process has died, and the dead one that wakes finds it taken', async () => {
    const [dead, other] = [inProcess('dead'), inProcess('other')];
    await dead.take();
    const frozen = pulses.get('dead');
    pulses.delete('dead');
    expect(await other.take()).toBe(false);
    await pass(31_000);
    expect(await other.take()).toBe(true);
    frozen?.();
    expect(await dead.take()).toBe(false);
  });

  it('can be taken at once when it was let go', async () => {
    const [first, second] = [inProcess('first'), inProcess('second')];
    await first.take();
    await first.letGo();
    expect(await second.take()).toBe(true);
    await first.letGo();
    expect(await inProcess('third').take()).toBe(false);
  });
});
