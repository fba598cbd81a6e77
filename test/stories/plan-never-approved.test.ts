import { draftPlan } from '../../src/monitor/draft-plan.ts';
import { onDay } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk } from '../monitor/conversation/talk.ts';
import { addQuiet, addSlow, calls, said, type Sweeping, sweeping } from '../monitor/sweeping.ts';

/** Drafted on day 0, a Monday, and never answered: one account is in use, the other is not. */
describe('a plan never approved', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  const keysOn = async (day: number) => calls(await sweeps.on(day)).map(({ key }) => key);
  beforeAll(async () => {
    talk = await openTalkWithoutAccount();
    const lists = { accounts: 'accounts', alerts: 'alerts', alertsByCsm: new Map(), reports: 'reports' };
    sweeps = sweeping(talk, { lists });
    for (const account of [
      await addSlow(talk, 'busy', 120, { plan: null }),
      await addQuiet(talk, 'quiet', { plan: null }),
    ])
      await draftPlan(talk.deps, account, onDay(0));
    await sweeps.written(0);
  });
  afterAll(() => talk.store.close());

  it('is recalled once after three working days, and brought to the lead after eight', async () => {
    expect(await keysOn(2)).toEqual([]);
    expect(await keysOn(3)).toEqual(['t-busy.draft.v1.recall', 't-quiet.draft.v1.recall']);
    expect(await keysOn(9)).toEqual([]);
    expect(await keysOn(10)).toEqual(['t-busy.draft.v1.lead', 't-quiet.draft.v1.lead']);
    await sweeps.written(10);
    for (const day of [11, 20, 29]) expect(await keysOn(day)).toEqual([]);
  });

  it('leaves the accounts judged by the core events of the catalogue: without any there is a hard alert on day 30', async () => {
    const writes = await sweeps.on(30);
    expect(writes.map(({ key }) => key)).toEqual(['t-quiet.a1.task', 't-quiet.a1.mention']);
    expect(said(writes[0])).toContain('no plan is in force yet; judged by the events that count as core use');
    expect((await sweeps.report(31)).states).toEqual({ defining: 1, early_alert: 1 });
  });

  it('never makes value, and both are on the missed list past the window, once', async () => {
    await talk.say('csm', 'snooze 90d known', { taskId: 't-quiet', at: onDay(35) });
    await sweeps.on(91);
    const [, digest] = await sweeps.digestOn(91);
    expect(said(digest)).toMatch(/past day 90 without first value[\s\S]*• busy[\s\S]*• quiet/);
    await sweeps.on(92);
    expect(await sweeps.digestOn(92)).toEqual([]);
    expect((await talk.audited()).filter((what) => what === 'plan_approved')).toEqual([]);
  });
});
