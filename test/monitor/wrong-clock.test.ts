import type { Account } from '../../src/domain/account.ts';
import { onDay } from '../domain/builders.ts';
import { rules, openTalkWithoutAccount, type Talk, WHO } from './conversation/talk.ts';
import { addQuiet, type Sweeping, sweeping } from './sweeping.ts';

/** Tasks of these accounts were last changed in ClickUp on day 35. */
describe('after sweeps by a clock that was wrong', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk, { alerts: { ...rules().alerts, confirmSweeps: 2 } });
  });
  afterEach(() => talk.store.close());

  const standingOf = async ({ key }: Pick<Account, 'key'>) => (await talk.store.standings.of([key])).get(key);
  const stateOf = async (account: Pick<Account, 'key'>) => (await standingOf(account))?.state;
  const reach = (accountKey: string, at: number, reachedAt: number | null = at) =>
    talk.store.corrections.recordValue({ accountKey, reachedAt, reason: null, by: WHO.csm, at, commentId: `c${at}` });

  it('judges again who was judged by one that was far ahead, says so once, and begins what was counted anew', async () => {
    const quiet = await addQuiet(talk, 'quiet');
    const done = await addQuiet(talk, 'done');
    // Whose verdict time alone does not change: it is due never again.
    const there = await addQuiet(talk, 'there');
    await reach(there.key, onDay(34));
    await sweeps.on(400);
    await reach(done.key, onDay(36, 9));
    expect((await sweeps.on(36)).map(({ key }) => key)).toEqual(['t-done.reached']);
    expect(sweeps.errors).toEqual(['a clock was ahead of this one by more than a day: 3 accounts judged again']);
    expect((await standingOf(there))?.since).toBe(onDay(36));
    expect((await sweeps.on(37)).map(({ key }) => key)).toEqual(['t-quiet.a1.task', 't-quiet.a1.mention']);
    expect(await sweeps.alertOf(quiet)).toMatchObject({ openedAt: onDay(37) });
    expect(sweeps.errors).toHaveLength(1);
  });

  it('counts the days of silence after value was taken back from today, not from a date to come', async () => {
    const quiet = await addQuiet(talk, 'quiet');
    await reach(quiet.key, onDay(35, 9));
    await sweeps.on(35);
    await reach(quiet.key, onDay(36, 9), null);
    await sweeps.on(400);
    for (const day of [37, 43]) expect((await sweeps.report(day)).opened).toBe(0);
    expect((await sweeps.report(44)).opened).toBe(1);
  });

  it('leaves alone who was judged by one that was hours ahead, until it is that late, and says so', async () => {
    const done = await addQuiet(talk, 'done');
    await sweeps.on(36, { hour: 20 });
    await reach(done.key, onDay(36, 13));
    expect(await sweeps.on(36, { hour: 14 })).toEqual([]);
    expect(await stateOf(done)).toBe('early_alert');
    const rests = '1 account judged by a sweep that began later by its clock: they rest until then';
    expect(sweeps.warnings).toEqual([rests]);
    await sweeps.on(36, { hour: 21 });
    expect(await stateOf(done)).toBe('reached');
    expect(sweeps.warnings).toEqual([rests]);
    expect(sweeps.errors).toEqual([]);
  });

  it('changes nothing by one that is behind ClickUp’s own, and says so', async () => {
    const quiet = await addQuiet(talk, 'quiet');
    await sweeps.on(36);
    expect(await sweeps.on(5)).toEqual([]);
    expect(await stateOf(quiet)).toBe('early_alert');
    expect(sweeps.errors).toEqual([expect.stringMatching(/^the clock of this machine is behind ClickUp’s/)]);
  });

  it('does not call it wrong when another sweep began a little later', async () => {
    await addQuiet(talk, 'quiet');
    await sweeps.on(36, { hour: 12.1 });
    await sweeps.on(36, { hour: 12 });
    expect([...sweeps.errors, ...sweeps.warnings]).toEqual([]);
  });

  it('says nothing in a rehearsal of an earlier date', async () => {
    await addQuiet(talk, 'quiet');
    await sweeps.on(36);
    await sweeps.on(20, { dryRun: true });
    expect([...sweeps.errors, ...sweeps.warnings]).toEqual([]);
  });
});
