import { PassThrough } from 'node:stream';
import { catchUp, type Job, startTicker, type Ticker } from '../../src/schedule/ticker.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { emptyStore } from '../monitor/store.ts';
import { eventually } from '../end-to-end/world.ts';

/** For jobs that are not made up for: nothing waits. */
const timers = { after: () => () => undefined };

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
    const dues = { get: async () => null, set: async () => undefined };
    const ticker = startTicker([job], 'UTC', {
      slots,
      dues,
      timers,
      clock: { now: Date.now },
      log: createLogger('warn', to),
    });
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

describe('a job that was due while no process was there', () => {
  const DUE = Date.UTC(2026, 10, 1, 6);
  const NEXT = Date.UTC(2026, 11, 1, 6);
  const quiet = new PassThrough().resume();

  async function openJob() {
    const store = await emptyStore();
    const ran: number[] = [];
    const failures: Error[] = [];
    const job: Job = {
      name: 'report',
      cron: '0 6 1 * *',
      catchUp: true,
      run: async (slot) => {
        ran.push(slot);
        const failure = failures.pop();
        if (failure !== undefined) throw failure;
      },
    };
    const start = (now: number, next = NEXT) =>
      catchUp(job, next, {
        slots: store.slots,
        dues: store.meta,
        clock: { now: () => now },
        log: createLogger('warn', quiet),
      });
    return { store, ran, failures, start };
  }

  it('is run by the next start, once, for the time at which it was due; another process that starts leaves it', async () => {
    const { store, ran, start } = await openJob();
    await start(DUE - 3_600_000, DUE);
    expect(ran).toEqual([]);
    const outcomes = await Promise.all([start(DUE + 5), start(DUE + 5)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['ran', 'skipped']);
    await start(DUE + 9);
    expect(ran).toEqual([DUE]);
    await start(NEXT + 1, NEXT + 2);
    expect(ran).toEqual([DUE, NEXT]);
    await store.close();
  });

  it('is run again by the start after one that failed', async () => {
    const { store, ran, failures, start } = await openJob();
    await start(DUE - 1, DUE);
    failures.push(new Error('ClickUp is down'));
    expect(await start(DUE + 5)).toEqual({ kind: 'failed' });
    expect(await start(DUE + 6)).toEqual({ kind: 'ran' });
    expect(ran).toEqual([DUE, DUE]);
    await store.close();
  });

  it('is not run where it was never due', async () => {
    const { store, ran, start } = await openJob();
    expect(await start(DUE + 5)).toEqual({ kind: 'skipped' });
    expect(ran).toEqual([]);
    await store.close();
  });
});

describe('a job that was due, and whose first attempt to make up for it came to nothing', () => {
  const DUE = Date.UTC(2026, 10, 1, 6);
  const LEASE_MS = 10 * 60_000;
  const quiet = new PassThrough().resume();

  let ticker: Ticker | null = null;
  afterEach(() => ticker?.stop());

  /** A process that starts just after the job was due, and whose timers wait until they are told. */
  async function openProcess(failures: Error[] = [], cron = '0 6 1 * *') {
    const store = await emptyStore();
    await store.meta.set('due.report', String(DUE));
    const ran: number[] = [];
    const waiting = new Set<() => void>();
    let now = DUE + 60_000;
    const job: Job = {
      name: 'report',
      cron,
      catchUp: true,
      run: async (slot) => {
        ran.push(slot);
        const failure = failures.pop();
        if (failure !== undefined) throw failure;
      },
    };
    const after = (_ms: number, then: () => void) => {
      waiting.add(then);
      return () => void waiting.delete(then);
    };
    const deps = { slots: store.slots, dues: store.meta, clock: { now: () => now }, timers: { after } };
    const start = () => startTicker([job], 'UTC', { ...deps, log: createLogger('silent', quiet) });
    const passLease = async () => {
      await eventually(async () => waiting.size > 0);
      now += LEASE_MS + 1;
      for (const then of waiting) {
        waiting.delete(then);
        then();
      }
    };
    const isSettled = async () => Number(await store.meta.get('due.report')) > now;
    return { store, ran, waiting, start, passLease, isSettled };
  }

  it('is made up for once the lease of the process that was killed in it has run out', async () => {
    const { store, ran, waiting, start, passLease, isSettled } = await openProcess();
    await store.slots.claim('report', DUE, DUE, LEASE_MS);
    ticker = start();
    await passLease();
    await eventually(isSettled);
    await ticker.stop();
    expect([ran, waiting.size]).toEqual([[DUE], 0]);
    await store.close();
  });

  it('is run again until it does not fail', async () => {
    const { store, ran, start, passLease, isSettled } = await openProcess([new Error('one'), new Error('two')]);
    ticker = start();
    await passLease();
    await passLease();
    await eventually(isSettled);
    await ticker.stop();
    expect(ran).toEqual([DUE, DUE, DUE]);
    await store.close();
  });

  it('is not tried again by a process that has stopped', async () => {
    const { store, waiting, start } = await openProcess([new Error('one')]);
    ticker = start();
    await ticker.stop();
    expect(waiting.size).toBe(0);
    await store.close();
  });

  it('is made up for by its next time, if that comes first', async () => {
    const { store, ran, start, isSettled } = await openProcess([], '* * * * * *');
    await store.slots.claim('report', DUE, DUE, LEASE_MS);
    ticker = start();
    await eventually(isSettled);
    await ticker.stop();
    expect(ran[0]).toBe(DUE);
    await store.close();
  }, 20_000);
});

describe('two processes whose clocks differ', () => {
  it('take the same time for the same slot, and it runs once', async () => {
    const done = new Set<number>();
    const ran: number[] = [];
    const job = { name: 'sweep', cron: '* * * * * *', run: async (slot: number) => void ran.push(slot) };
    const slots = {
      claim: async (_job: string, slot: number) => !done.has(slot) && done.add(slot) !== undefined,
      finish: async () => undefined,
      release: async () => undefined,
    };
    const dues = { get: async () => null, set: async () => undefined };
    const log = createLogger('silent', new PassThrough());
    const clocks = [0, 1_500].map((ahead) => ({ now: () => Date.now() + ahead }));
    const tickers = clocks.map((clock) => startTicker([job], 'UTC', { slots, dues, timers, clock, log }));
    try {
      await eventually(async () => ran.length >= 3);
      expect(ran.filter((slot) => slot > Date.now())).toEqual([]);
      expect(ran).toEqual([...new Set(ran)]);
    } finally {
      for (const ticker of tickers) await ticker.stop();
    }
  }, 20_000);
});

describe('a job that not every process may run', () => {
  it('leaves its slot to the others', async () => {
    const claimed: string[] = [];
    let asked = 0;
    const job = (name: string, may: boolean) => ({
      name,
      cron: '* * * * * *',
      mayRun: async () => {
        asked += 1;
        return may;
      },
      run: async () => undefined,
    });
    const claim = async (name: string): Promise<boolean> => claimed.push(name) > 0;
    const slots = { claim, finish: async () => undefined, release: async () => undefined };
    const dues = { get: async () => null, set: async () => undefined };
    const log = createLogger('silent', new PassThrough());
    const ticker = startTicker([job('ours', true), job('theirs', false)], 'UTC', {
      slots,
      dues,
      timers,
      clock: { now: Date.now },
      log,
    });
    try {
      await eventually(async () => asked >= 4 && claimed.length > 0);
      expect(new Set(claimed)).toEqual(new Set(['ours']));
    } finally {
      await ticker.stop();
    }
  }, 20_000);
});
