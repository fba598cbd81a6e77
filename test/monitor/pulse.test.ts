import { Pulse } from '../../src/monitor/pulse.ts';

const HOUR_MS = 3_600_000;

describe('the pulse of the lines of work', () => {
  it('tells how long a round has been under way, and which has been so for more than an hour', async () => {
    let now = 0;
    const pulse = new Pulse(() => now);
    const end = Promise.withResolvers<boolean>();
    const round = pulse.watched({ name: 'talk', run: () => end.promise }).run();
    pulse.watched({ name: 'work', run: async () => true });
    now = HOUR_MS;
    expect([...pulse.busy(now)]).toEqual([
      ['talk', HOUR_MS],
      ['work', 0],
    ]);
    expect(pulse.trouble()).toBeNull();
    now += 1;
    expect(pulse.trouble()).toContain('“talk” has been at one round for 61 minutes: restart the service');
    end.resolve(true);
    expect(await round).toBe(true);
    expect(pulse.trouble()).toBeNull();
  });

  it('begins anew after a round that failed', async () => {
    let now = 0;
    const pulse = new Pulse(() => now);
    await expect(pulse.watched({ name: 'talk', run: () => Promise.reject(new Error('no')) }).run()).rejects.toThrow(
      'no',
    );
    now = 2 * HOUR_MS;
    expect([...pulse.busy(now)]).toEqual([['talk', 0]]);
  });
});
