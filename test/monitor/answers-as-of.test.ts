import { readAccount } from '../../src/monitor/read-account.ts';
import { readQuality } from '../../src/monitor/read-quality.ts';
import { onDay } from '../domain/builders.ts';
import { addAccount, openAlert, openWorld, type ReadWorld } from './read-world.ts';
import { reportOf } from './reports.ts';

/** START is 7 September 2026. */
const ON_1_OCTOBER = onDay(24);
const ON_5_OCTOBER = onDay(28);
const ON_1_NOVEMBER = onDay(55);
const BY = 70000002;

let world: ReadWorld;
beforeEach(async () => {
  world = await openWorld();
  const account = await addAccount(world, { id: 'acme' });
  await openAlert(world, account, { id: 'a1', openedAt: onDay(20), deliveredAt: onDay(20), closedAt: onDay(22) });
  await world.store.alerts.judge('a1', 'noise', BY, onDay(21));
});
afterEach(() => world.store.close());

const changesItsMind = async () => {
  await world.store.alerts.judge('a1', 'useful', BY, ON_5_OCTOBER);
  await world.store.alerts.acted('a1', ON_5_OCTOBER);
};

describe('an answer that is given after the end of a month', () => {
  it('is no part of that month’s report, whenever it is written, and is a correction in the next one', async () => {
    await changesItsMind();
    const september = await reportOf(world, '2026-09', ON_1_NOVEMBER);
    expect(september.quality.rules).toMatchObject([{ noise: 1, useful: 0, months: [{ noise: 1, useful: 0 }] }]);
    const october = await reportOf(world, '2026-10', ON_1_NOVEMBER);
    expect(october.corrections).toMatchObject([
      {
        month: '2026-09',
        figures: [
          { figure: 'alerts_useful', was: 0, now: 1 },
          { figure: 'alerts_noise', was: 1, now: 0 },
        ],
        accounts: [],
      },
    ]);
  });

  it('does not change the figures of the month, read before and after', async () => {
    const period = { from: '2026-09-01', to: '2026-09-30' };
    const before = await readQuality(world.read, period, ON_1_OCTOBER);
    await changesItsMind();
    expect(await readQuality(world.read, period, ON_1_OCTOBER)).toEqual(before);
  });

  it('is not shown as of an earlier day', async () => {
    await changesItsMind();
    const shown = async (asOf: string) => (await readAccount(world.read, 'acme', ON_1_NOVEMBER, asOf)).alerts;
    expect(await shown('2026-09-27')).toMatchObject([{ verdict: null, acted_at: null }]);
    expect(await shown('2026-10-01')).toMatchObject([{ verdict: 'noise', acted_at: null }]);
    expect(await shown('2026-10-06')).toMatchObject([{ verdict: 'useful', acted_at: expect.any(String) }]);
  });
});
