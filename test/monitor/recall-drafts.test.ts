import { aPlan, onDay } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk } from './conversation/talk.ts';
import { draftPlan } from './read-world.ts';
import { addSlow, said, type Sweeping, sweeping } from './sweeping.ts';

/** Day 35 is a Monday: the third working day after it is day 38, the eighth day 45. */
describe('a draft that waits for its answer', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
    const account = await addSlow(talk, 'slow', 80, { plan: null });
    await draftPlan(talk, account, aPlan(), onDay(35));
    const thread = { key: 't-slow.draft.v1', accountKey: account.key, alertId: null, notBefore: 0, after: null };
    await talk.store.outbox.add(
      [{ ...thread, kind: 'comment', task: { id: 't-slow' }, body: [], lane: 'conversation' }],
      onDay(35),
    );
    await sweeps.written(35);
  });
  afterEach(() => talk.store.close());

  const recalls = async (day: number, hour = 12) =>
    (await sweeps.on(day, { hour })).filter(({ key }) => key.startsWith('t-slow.draft'));

  it('is recalled once in its thread after 3 working days, and brought to the lead after 8', async () => {
    for (const day of [36, 37]) expect(await recalls(day)).toEqual([]);
    const [recall, ...more] = await recalls(38);
    expect(more).toEqual([]);
    expect(recall).toMatchObject({ kind: 'reply', comment: { resultOf: 't-slow.draft.v1' } });
    expect(said(recall)).toContain('@Lee Onboard The milestone of slow still waits for you: “Team completed its first');
    for (const day of [38, 39, 44]) expect(await recalls(day)).toEqual([]);
    const [lead] = await recalls(45);
    expect(said(lead)).toContain('@Bo Boss The milestone of slow has waited for an answer for 8 working days, for Lee');
    for (const day of [45, 46, 60]) expect(await recalls(day)).toEqual([]);
  });

  it('may be approved by the lead once they were called to it, and not before', async () => {
    const approve = () => talk.say('boss', 'approve', { taskId: 't-slow' });
    expect(await approve()).toContain('Nothing has changed');
    await recalls(45);
    expect(await approve()).toContain('In force');
  });

  it('is not recalled once it is answered, nor where the account has left', async () => {
    await talk.say('lead', 'approve', { taskId: 't-slow' });
    expect(await recalls(38)).toEqual([]);
  });

  it('is let be where the account has left', async () => {
    const account = await talk.store.accounts.byTask('t-slow');
    if (account === null) throw new Error('no account');
    await talk.store.accounts.put({ ...account, status: 'left', leftAt: onDay(36) }, null, onDay(36));
    expect(await recalls(45)).toEqual([]);
  });

  it('waits for whoever is called to be at work', async () => {
    const hours = { from: '09:00', to: '16:00', weekdaysOnly: true };
    const office = sweeping(talk, { alerts: { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: 8, hours } });
    expect(await office.on(38, { hour: 17 })).toEqual([]);
    // Days 40 and 41 are a weekend.
    expect(await office.on(40)).toEqual([]);
    expect((await office.on(42)).map(({ key }) => key)).toContain('t-slow.draft.v1.recall');
  });

  it('is recalled in the thread of the version that it was edited from', async () => {
    await talk.say('lead', 'edit\nby day: 30', { taskId: 't-slow', at: onDay(35) });
    const [recall] = await recalls(38);
    expect(recall).toMatchObject({ key: 't-slow.draft.v2.recall', comment: { resultOf: 't-slow.draft.v1' } });
  });
});
