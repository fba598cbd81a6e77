import { onDay, START } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk } from './conversation/talk.ts';
import { addQuiet, addSlow, said, type Sweeping, sweeping } from './sweeping.ts';

const questions = (writes: readonly { readonly key: string }[]): readonly string[] =>
  writes.map(({ key }) => key).filter((key) => /trial-end|pause-/.test(key));

describe('what only a CSM knows', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
  });
  afterEach(() => talk.store.close());

  const pauseBy = (words: string, day: number) => talk.say('csm', words, { taskId: 't-slow', at: onDay(day) });

  it('is asked once when a trial is over, on the next working day, with how to answer', async () => {
    // Day 11 is a Friday.
    await addQuiet(talk, 'trial', { trialEndsOn: START + 11 });
    for (const day of [11, 12, 13]) expect(questions(await sweeps.on(day))).toEqual([]);
    const asked = (await sweeps.on(14)).filter(({ key }) => key.includes('trial-end'));
    expect(asked).toMatchObject([{ kind: 'comment', task: { id: 't-trial' }, key: 't-trial.trial-end.2026-09-18' }]);
    const text = said(asked[0]);
    expect(text).toContain('@Carla Ruiz The trial of trial ended on 18 Sep 2026: converted, or left?');
    expect(text).toContain('clear the field Trial ends');
    expect(text).toContain('set the status of this task to churned');
    for (const day of [14, 15, 20]) expect(questions(await sweeps.on(day))).toEqual([]);
  });

  it('is asked again about another trial, within the hours of the CSM only', async () => {
    const hours = { from: '09:00', to: '16:00', weekdaysOnly: true };
    const office = sweeping(talk, { alerts: { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: 8, hours } });
    const account = await addQuiet(talk, 'trial', { trialEndsOn: START + 11 });
    expect(questions(await office.on(14, { hour: 8 }))).toEqual([]);
    expect(questions(await office.on(14, { hour: 9 }))).toHaveLength(1);
    await talk.store.accounts.put({ ...account, trialEndsOn: START + 20 }, null, onDay(15));
    expect(questions(await office.on(21))).toEqual(['t-trial.trial-end.2026-09-27']);
  });

  it('is asked when a pause is over, with who asked for it, why, and both clocks', async () => {
    await addSlow(talk, 'slow', 34);
    // Said on day 35, until day 45.
    expect(await pauseBy('pause until 2026-10-22 a data audit', 35)).toContain('is paused until 22 Oct 2026');
    expect(await talk.say('member', 'status', { taskId: 't-slow' })).toContain(
      'Paused by Carla Ruiz, from 12 Oct 2026 until 22 Oct 2026: a data audit.',
    );
    for (const day of [36, 44]) expect(await sweeps.on(day)).toEqual([]);
    const [question] = (await sweeps.on(45)).filter(({ key }) => key.includes('pause-'));
    expect(question?.key).toBe('t-slow.pause-over.2026-10-22');
    const text = said(question);
    expect(text).toContain('@Carla Ruiz The pause of slow ended on 22 Oct 2026. Its clock runs again.');
    expect(text).toContain('Agreed: by Carla Ruiz, from 12 Oct 2026 until 22 Oct 2026: a data audit.');
    expect(text).toContain('day 45 since the start, 35 of them without pauses');
    for (const day of [45, 46]) expect(questions(await sweeps.on(day))).toEqual([]);
  });

  it('is not asked about a pause that a person ended, or gave another end', async () => {
    await addSlow(talk, 'slow', 34);
    await pauseBy('pause until 2026-12-01 a data audit', 35);
    await pauseBy('pause until 2026-10-22 a shorter one', 35);
    expect((await talk.store.accounts.byTask('t-slow'))?.pauses.at(-1)).toEqual({
      from: START + 35,
      until: START + 45,
      begins: onDay(35),
    });
    const ends = (await talk.store.accounts.byTask('t-slow'))?.pauses.map(({ until }) => until ?? 0) ?? [];
    expect(Math.max(...ends)).toBe(START + 45);
    await talk.say('csm', 'resume', { taskId: 't-slow', at: onDay(35) });
    for (const day of [36, 45, 46]) expect(questions(await sweeps.on(day))).toEqual([]);
  });

  it('is asked now and then about a pause without an end', async () => {
    await addSlow(talk, 'slow', 34);
    const hold = {
      accountKey: 'task:t-slow',
      kind: 'pause',
      from: START + 35,
      until: null,
      source: 'status',
      reason: 'the task says so',
      byId: null,
    } as const;
    await talk.store.accounts.openHold(hold, onDay(35));
    expect(questions(await sweeps.on(64))).toEqual([]);
    const [question] = await sweeps.on(65);
    expect(question?.key).toBe('t-slow.pause-open.2026-10-12.1');
    expect(said(question)).toContain('slow has been paused for 30 days, with no end date. Does that still hold?');
    expect(said(question)).toContain('by the status of its task, from 12 Oct 2026 with no end date');
    expect(questions(await sweeps.on(94))).toEqual([]);
    expect(questions(await sweeps.on(95))).toEqual(['t-slow.pause-open.2026-10-12.2']);
  });

  it('is nothing about alerts: a snooze ends by itself', async () => {
    await addQuiet(talk, 'quiet');
    await talk.say('csm', 'snooze 3d they asked', { taskId: 't-quiet', at: onDay(35) });
    for (const day of [35, 37]) expect(await sweeps.on(day)).toEqual([]);
    expect((await sweeps.on(38)).map(({ kind }) => kind)).toEqual(['create_task', 'comment']);
  });

  it('says why there is no alert, or where it went, to whoever asks', async () => {
    await addQuiet(talk, 'quiet');
    const why = () => talk.say('member', 'why', { taskId: 't-quiet' });
    await talk.say('csm', 'snooze 3d they asked', { taskId: 't-quiet', at: onDay(35) });
    expect(await why()).toContain('No alert yet: alerts of this account are snoozed.');
    await talk.say('csm', 'resume', { taskId: 't-quiet', at: onDay(35) });
    await sweeps.on(35);
    expect(await why()).toContain('Alert: hard, as a task since 12 Oct 2026');
    const night = { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: 8 };
    await addQuiet(talk, 'other');
    await sweeping(talk, { alerts: { ...night, hours: { from: '09:00', to: '10:00', weekdaysOnly: true } } }).on(35);
    expect(await talk.say('member', 'why', { taskId: 't-other' })).toContain(
      'Alert: hard, held back since 12 Oct 2026, 12:00; outside the CSM’s hours.',
    );
  });
});
