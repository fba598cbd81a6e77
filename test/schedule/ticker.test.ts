import { PassThrough } from 'node:stream';
import { startTicker } from '../../src/schedule/ticker.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { eventually } from '../end-to-end/world.ts';

describe('a job that is still running when its next time comes', () => {
  it('is not started again, which is said as one JSON line that names the job', async () => {
    const lines: string[] = [];
    const to = new PassThrough();
    to.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')));
    let runs = 0;
    let finish: () => void = () => undefined;
    const job = {
      name: 'sweep',
      cron: '* * * * * *',
      run: () =>
        new Promise<void>((resolve) => {
          runs += 1;
          finish = resolve;
        }),
    };
    const slots = { claim: async () => true, finish: async () => undefined, release: async () => undefined };
    const ticker = startTicker([job], 'UTC', { slots, clock: { now: Date.now }, log: createLogger('warn', to) });
    try {
      await eventually(async () => lines.length > 0);
      expect(runs).toBe(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ job: 'sweep', msg: expect.stringContaining('still running') });
    } finally {
      finish();
      await ticker.stop();
    }
  }, 20_000);
});
