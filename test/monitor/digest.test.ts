import { onDay } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk, WHO } from './conversation/talk.ts';
import { addQuiet, addSlow, said, type Sweeping, sweeping } from './sweeping.ts';

const alerts = { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: 1, hours: null };
const lists = { accounts: 'accounts', alerts: 'alerts', alertsByCsm: new Map(), reports: 'reports' };

describe('what finds no room in the budget of a CSM', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk, { alerts, lists });
  });
  afterEach(() => talk.store.close());

  const kinds = async (day: number) => (await sweeps.on(day)).map(({ kind }) => kind);
  const deliveries = async () =>
    (await talk.store.alerts.allOpen()).map(({ accountKey, delivery, reason }) => [accountKey, delivery, reason]);

  it('becomes a line of the digest, with its reason, and a task on the next day that has room', async () => {
    await addQuiet(talk, 'a', { renewsOn: 20_800 });
    await addQuiet(talk, 'b');
    expect(await kinds(35)).toEqual(['create_task', 'comment']);
    expect(await deliveries()).toEqual([
      ['task:t-a', 'task', null],
      ['task:t-b', 'digest', 'over_budget'],
    ]);
    const [task, comment, ...more] = await sweeps.digestOn(35, 13);
    expect(more).toEqual([]);
    expect(task).toMatchObject({ kind: 'create_task', listId: 'reports', assigneeIds: [WHO.csm], dueAt: null });
    expect(comment).toMatchObject({ kind: 'comment', after: task?.key, key: `digest.reports.${WHO.csm}.2026-10-12` });
    const text = said(comment);
    expect(text).toContain('@Carla Ruiz Digest of 12 Oct 2026');
    expect(text).toContain('Hard alerts beyond today’s 1');
    expect(text).toMatch(/• b: 35 days at “Backlog filled” · nothing heard by day 35/);
    expect(text).not.toContain('• a');
    expect(text).toContain('Checked 2 accounts, nothing else is new');
    expect(await kinds(36)).toEqual(['create_task', 'comment']);
    expect((await deliveries()).map(([, delivery]) => delivery)).toEqual(['task', 'task']);
    expect(await sweeps.digestOn(36)).toEqual([]);
  });

  it('stays in the digest when it is only slow, is told once, and again after ten working days', async () => {
    await addQuiet(talk, 'a');
    await addSlow(talk, 'slow');
    await sweeps.on(35);
    expect(await deliveries()).toContainEqual(['task:t-slow', 'digest', 'over_budget']);
    expect(said((await sweeps.digestOn(35))[1])).toContain('In use, but slower than they should be:\n• slow: ');
    for (const day of [36, 37, 48]) {
      await sweeps.on(day);
      expect(await sweeps.digestOn(day)).toEqual([]);
    }
    expect((await sweeps.digestOn(49)).map(({ kind }) => kind)).toEqual(['create_task', 'comment']);
  });

  it('takes no budget itself: the digest is no call of its own', async () => {
    await addQuiet(talk, 'a');
    await addQuiet(talk, 'b');
    await sweeps.on(35);
    await sweeps.digestOn(35, 13);
    expect(await talk.store.alerts.calledSince(WHO.csm, onDay(35, 0))).toBe(1);
  });

  it('is told in one comment a date, edited when it is asked for again, and one standing task for all dates', async () => {
    for (const id of ['a', 'b']) await addQuiet(talk, id);
    await sweeps.on(35);
    const [task, comment] = await sweeps.digestOn(35, 9);
    expect(await sweeps.digestOn(35, 10)).toEqual([]);
    await addQuiet(talk, 'c');
    await sweeps.on(35, { hour: 11 });
    const [edit, ...more] = await sweeps.digestOn(35, 11);
    expect(more).toEqual([]);
    expect(edit).toMatchObject({ kind: 'edit_comment', comment: { resultOf: comment?.key } });
    expect(said(edit)).toMatch(/• b[\s\S]*• c/);
    await sweeps.on(36);
    const [again, next] = await sweeps.digestOn(36);
    expect(again?.key).toBe(task?.key);
    expect(next?.key).toBe(`digest.reports.${WHO.csm}.2026-10-13`);
    expect((await talk.store.outbox.waiting()).filter(({ key }) => key === task?.key)).toHaveLength(1);
  });

  it('leaves the digest without a word when there is nothing to alert any more', async () => {
    for (const id of ['a', 'b']) await addQuiet(talk, id);
    await sweeps.on(35);
    await talk.store.corrections.recordValue({
      accountKey: 'task:t-b',
      reachedAt: onDay(35),
      reason: null,
      by: WHO.csm,
      at: onDay(35),
      commentId: 'c9',
    });
    await sweeps.on(35, { hour: 14 });
    expect(await deliveries()).toEqual([['task:t-a', 'task', null]]);
    expect(await sweeps.digestOn(35, 15)).toEqual([]);
  });

  it('gets its task in a new standing task once a person has deleted the old one', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await addQuiet(talk, id);
    await sweeps.on(35);
    const [, comment] = await sweeps.digestOn(35);
    await sweeps.written(35, comment?.key);
    await sweeps.on(36);
    expect((await sweeps.digestOn(36)).map(({ key }) => key)).toEqual([
      `digest.reports.${WHO.csm}.2`,
      `digest.reports.${WHO.csm}.2.2026-10-13`,
    ]);
  });

  it('tells in a new standing task, once, what stood in a comment that ClickUp refused', async () => {
    await addQuiet(talk, 'a');
    const slow = await addSlow(talk, 'slow');
    await sweeps.on(35);
    const [, comment] = await sweeps.digestOn(35);
    await sweeps.written(35, comment?.key);
    expect(await sweeps.alertOf(slow)).toMatchObject({ delivery: 'digest', deliveredAt: null, calledAt: null });
    await sweeps.on(36);
    const writes = await sweeps.digestOn(36);
    expect(writes.map(({ key }) => key)).toEqual([
      `digest.reports.${WHO.csm}.2`,
      `digest.reports.${WHO.csm}.2.2026-10-13`,
    ]);
    expect(said(writes[1])).toContain('• slow: ');
    await sweeps.written(36);
    for (const day of [37, 38, 42]) {
      await sweeps.on(day);
      expect(await sweeps.digestOn(day)).toEqual([]);
    }
  });

  it('tells of what stood in a refused edit alone only what the comment had not told', async () => {
    for (const id of ['a', 'b']) await addQuiet(talk, id);
    const first = await addSlow(talk, 'first');
    await sweeps.on(35);
    await sweeps.digestOn(35, 9);
    await sweeps.written(35);
    const second = await addSlow(talk, 'second');
    await sweeps.on(35, { hour: 11 });
    const [edit] = await sweeps.digestOn(35, 11);
    expect(said(edit)).toMatch(/• first[\s\S]*• second/);
    await sweeps.written(35, edit?.key);
    expect(await sweeps.alertOf(first)).toMatchObject({ calledAt: onDay(35, 9) });
    expect(await sweeps.alertOf(second)).toMatchObject({ calledAt: null });
    await sweeps.on(36);
    const text = said((await sweeps.digestOn(36))[1]);
    expect(text).toContain('• second: ');
    expect(text).not.toContain('• first: ');
  });

  it('keeps a soft line in a digest that is written anew on the same date', async () => {
    await addQuiet(talk, 'a');
    await addSlow(talk, 'slow');
    await sweeps.on(35);
    await sweeps.digestOn(35, 9);
    await addQuiet(talk, 'c');
    await sweeps.on(35, { hour: 11 });
    expect(said((await sweeps.digestOn(35, 11))[0])).toMatch(/• c[\s\S]*• slow/);
  });

  it('has no line while there is nothing to alert, be it closed or not', async () => {
    for (const id of ['a', 'b']) await addQuiet(talk, id);
    await sweeps.on(35);
    await talk.say('csm', 'pause until 2026-10-20 an audit', { taskId: 't-b' });
    expect(await sweeps.digestOn(35, 13)).toEqual([]);
  });

  it('once told stays open through a pause, without a word and whatever it was called, and goes on after it', async () => {
    for (const id of ['a', 'b']) await addQuiet(talk, id);
    await sweeps.on(35);
    await sweeps.digestOn(35, 13);
    await talk.store.alerts.judge('t-b.a1', 'noise', WHO.csm, onDay(35, 14));
    await talk.say('csm', 'pause until 2026-10-15 an audit', { taskId: 't-b' });
    for (const day of [36, 37]) {
      await sweeps.on(day);
      expect(await deliveries()).toContainEqual(['task:t-b', 'digest', 'over_budget']);
      expect(await sweeps.digestOn(day)).toEqual([]);
    }
    for (const day of [39, 40]) await sweeps.on(day);
    const [alert, ...more] = await talk.store.alerts.ofAccount('task:t-b');
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ id: 't-b.a1', closedAt: null, delivery: 'task', verdict: 'noise' });
  });

  it('once told closes with what ended it; of which nobody was told, as cleared before', async () => {
    for (const id of ['a', 'b', 'c']) await addQuiet(talk, id);
    await sweeps.on(35);
    const reached = async (key: string, day: number) => {
      const word = { reachedAt: onDay(day), reason: null, by: WHO.csm, at: onDay(day), commentId: `c-${key}` };
      await talk.store.corrections.recordValue({ accountKey: key, ...word });
      await sweeps.on(day, { hour: 14 });
      return (await talk.store.alerts.ofAccount(key)).map(({ closeReason }) => closeReason);
    };
    expect(await reached('task:t-c', 35)).toEqual(['cleared before it was delivered']);
    await sweeps.digestOn(35, 15);
    expect(await reached('task:t-b', 35)).toEqual(['reached']);
  });

  it('rests while it is snoozed, with that as its reason, and comes back when the snooze is over', async () => {
    for (const id of ['a', 'b']) await addQuiet(talk, id);
    await sweeps.on(35);
    await talk.say('csm', 'snooze 2d they asked', { taskId: 't-b' });
    await sweeps.on(36);
    expect(await deliveries()).toContainEqual(['task:t-b', 'held', 'snoozed']);
    expect(await sweeps.digestOn(36)).toEqual([]);
    await sweeps.on(37);
    expect(await deliveries()).toContainEqual(['task:t-b', 'task', null]);
  });

  it('ends in silence when it was only slow and is settled', async () => {
    await addQuiet(talk, 'a');
    const slow = await addSlow(talk, 'slow');
    await sweeps.on(35);
    await sweeps.digestOn(35);
    await talk.store.corrections.recordValue({
      accountKey: slow.key,
      reachedAt: onDay(36),
      reason: null,
      by: WHO.csm,
      at: onDay(36),
      commentId: 'c9',
    });
    expect((await sweeps.on(36)).map(({ key }) => key)).toContain('t-slow.reached');
    expect((await talk.store.outbox.waiting()).filter(({ alertId }) => alertId === 't-slow.a1')).toEqual([]);
    expect(await deliveries()).toEqual([['task:t-a', 'task', null]]);
  });

  it('waits, when a comment would rise to a task, for a day with room, and says why', async () => {
    const two = sweeping(talk, { alerts: { ...alerts, budgetPerCsmPerDay: 2 }, lists });
    const [first, second] = [await addSlow(talk, 'p', 36), await addSlow(talk, 'q', 36)];
    await two.on(35);
    await sweeps.on(47);
    expect(await sweeps.alertOf(first)).toMatchObject({ delivery: 'task', strength: 'hard', reason: null });
    expect(await sweeps.alertOf(second)).toMatchObject({
      delivery: 'comment',
      strength: 'soft',
      reason: 'over_budget',
    });
    await sweeps.on(48);
    expect(await sweeps.alertOf(second)).toMatchObject({ delivery: 'task', strength: 'hard', reason: null });
  });

  it('is not written on a day of rest, nor where there is no list for it', async () => {
    for (const id of ['a', 'b']) await addQuiet(talk, id);
    await sweeps.on(35);
    const weekdays = { ...alerts, hours: { from: '09:00', to: '16:00', weekdaysOnly: true } };
    expect(await sweeping(talk, { alerts: weekdays, lists }).digestOn(40)).toEqual([]);
    expect(await sweeping(talk, { alerts, lists: { ...lists, reports: null } }).digestOn(36)).toEqual([]);
  });

  it('is held where there is no list for digests, and goes first when it has waited for more than a working day', async () => {
    const held = sweeping(talk, { alerts, lists: { ...lists, reports: null } });
    await addQuiet(talk, 'old');
    await addQuiet(talk, 'z', { renewsOn: 20_740 });
    await held.on(35);
    expect(await deliveries()).toContainEqual(['task:t-old', 'held', 'over_budget']);
    await addQuiet(talk, 'y', { renewsOn: 20_741 });
    await held.on(36);
    expect(await deliveries()).toContainEqual(['task:t-y', 'task', null]);
    await addQuiet(talk, 'x', { renewsOn: 20_742 });
    await held.on(37);
    expect(await deliveries()).toContainEqual(['task:t-old', 'task', null]);
    expect(await deliveries()).toContainEqual(['task:t-x', 'held', 'over_budget']);
  });

  it('rises to a task of its own once what is only slow has gone dark, when there is room', async () => {
    await addQuiet(talk, 'a');
    await addSlow(talk, 'slow', 36);
    await sweeps.on(35);
    await sweeps.digestOn(35);
    const writes = (await sweeps.on(47)).filter(({ alertId }) => alertId === 't-slow.a1');
    expect(writes.map(({ key }) => key)).toEqual(['t-slow.a1.task', 't-slow.a1.mention']);
    expect(await deliveries()).toContainEqual(['task:t-slow', 'task', null]);
  });
});

describe('the missed list', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk, { alerts: { ...alerts, budgetPerCsmPerDay: 9 }, lists });
  });
  afterEach(() => talk.store.close());

  it('is told to the lead once, as an account passes the window without first value', async () => {
    await addQuiet(talk, 'late');
    await sweeps.on(90);
    expect(await sweeps.digestOn(90)).toEqual([]);
    await sweeps.on(91);
    const [, comment] = await sweeps.digestOn(91);
    expect(said(comment)).toContain('@Bo Boss');
    expect(said(comment)).toMatch(/past day 90 without first value[\s\S]*• late: 91 days/);
    await sweeps.on(92);
    expect(await sweeps.digestOn(92)).toEqual([]);
    expect((await talk.audited()).filter((what) => what === 'account_missed')).toHaveLength(1);
  });

  it('is told again, once, when ClickUp refused the comment or the task that it was to stand in', async () => {
    await addQuiet(talk, 'late');
    await sweeps.on(91);
    const [, comment] = await sweeps.digestOn(91);
    await sweeps.written(91, comment?.key);
    await sweeps.on(92);
    const [task, again] = await sweeps.digestOn(92);
    expect(said(again)).toContain('• late: 92 days');
    await sweeps.written(92, task?.key);
    await sweeps.on(93);
    const [sameTask, last] = await sweeps.digestOn(93);
    expect(sameTask?.key).toBe(task?.key);
    expect(said(last)).toContain('• late: 93 days');
    await sweeps.written(93);
    await sweeps.on(94);
    expect(await sweeps.digestOn(94)).toEqual([]);
  });

  it('names who left without a warning in time, not who had one', async () => {
    await addQuiet(talk, 'unwarned', { status: 'left', leftAt: onDay(20) });
    const warned = await addQuiet(talk, 'warned');
    await sweeps.on(31);
    await talk.store.accounts.put({ ...warned, status: 'left', leftAt: onDay(40) }, null, onDay(40));
    await sweeps.on(40);
    const text = said((await sweeps.digestOn(40))[1]);
    expect(text).toContain('• unwarned');
    expect(text).not.toContain('• warned');
  });
});
