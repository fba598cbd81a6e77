import type { BoardChange } from '../../src/monitor/board.ts';
import { handleChanges, type HandleDeps } from '../../src/monitor/handle-changes.ts';
import { considerComment } from '../../src/monitor/hear-comments.ts';
import { noticeTakeover } from '../../src/monitor/notice-takeover.ts';
import { anEvent, onDay, START } from '../domain/builders.ts';
import { hear } from './read-world.ts';
import { aComment, aTask, openTalkWithoutAccount, type Talk, WHO, type Who } from './conversation/talk.ts';
import { addQuiet, addSlow, calls, said, type Sweeping, sweeping } from './sweeping.ts';

/** Day 35 is a Monday: the fifth working day after it is day 42, the tenth day 49. */
describe('an alert task that nobody touches', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
    await addQuiet(talk, 'quiet');
    await sweeps.on(35);
    await sweeps.written(35);
  });
  afterEach(() => talk.store.close());

  const unasked = { whatBecameOf: () => Promise.reject(new Error('the task is there')) };
  const task = async (): Promise<string> => (await talk.store.outbox.result('t-quiet.a1.task'))?.taskId ?? '';
  const keysOn = async (day: number) => calls(await sweeps.on(day)).map(({ key }) => key);
  /** What a person does to the alert's task, as ClickUp tells it. */
  const tellOf = async (event: string, who: Who, listId: string | null): Promise<void> => {
    const change: BoardChange = {
      key: `${event}-${who}`,
      event,
      taskId: await task(),
      listId,
      actorId: WHO[who],
      at: onDay(36),
      commentId: null,
      parentCommentId: null,
      mentions: [],
      assignedId: null,
      act: null,
    };
    await talk.store.inbox.add([change], onDay(36));
    await handleChanges(talk.deps as unknown as HandleDeps, onDay(36));
  };

  it('calls its CSM again on the fifth working day, and the lead on the tenth, each once', async () => {
    expect(await keysOn(41)).toEqual([]);
    const [again, ...more] = calls(await sweeps.on(42));
    expect(more).toEqual([]);
    expect(again).toMatchObject({ kind: 'comment', task: { resultOf: 't-quiet.a1.task' } });
    expect(said(again)).toContain('@Carla Ruiz Still open after 5 working days. quiet: no core use yet.');
    for (const day of [42, 43, 48]) expect(await keysOn(day)).toEqual([]);
    const [lead] = calls(await sweeps.on(49));
    expect(said(lead)).toContain('@Bo Boss Nobody has touched this alert for 10 working days.');
    expect(said(lead)).toContain('it is with Carla Ruiz');
    for (const day of [49, 50, 70]) expect(await keysOn(day)).toEqual([]);
  });

  it('calls again within the hours of its CSM only', async () => {
    const policy = { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: 8 };
    const hours = { from: '09:00', to: '16:00', weekdaysOnly: true };
    const office = sweeping(talk, { alerts: { ...policy, hours } });
    expect(await office.on(42, { hour: 8 })).toEqual([]);
    expect(calls(await office.on(42, { hour: 9 }))).toHaveLength(1);
  });

  it('calls nobody while alerts of the account rest', async () => {
    await talk.store.accounts.openHold(
      {
        accountKey: 'task:t-quiet',
        kind: 'snooze',
        from: START + 36,
        until: START + 44,
        source: 'comment',
        reason: '',
        byId: null,
      },
      onDay(36),
    );
    expect(await keysOn(43)).toEqual([]);
    expect(await keysOn(44)).toEqual([`t-quiet.a1.again.${WHO.csm}`]);
  });

  it('has its figures brought up to date by the week, without a line or a mention, until a person takes it over', async () => {
    const [update, ...more] = await sweeps.on(36).then(() => sweeps.on(42));
    expect(update).toMatchObject({ kind: 'update_task', task: { resultOf: 't-quiet.a1.task' } });
    expect(said(update)).toContain('quiet: no core use yet, 42 days');
    expect(more.map(({ key }) => key)).toEqual([`t-quiet.a1.again.${WHO.csm}`]);
    await tellOf('taskStatusUpdated', 'csm', 'alerts');
    expect(await sweeps.on(49)).toEqual([]);
  });

  it.each([
    ['its status', 'taskStatusUpdated', 'alerts'],
    ['its assignee', 'taskAssigneeUpdated', 'alerts'],
    ['its due date', 'taskUpdated', 'alerts'],
    ['its status, where ClickUp does not name the list', 'taskStatusUpdated', null],
  ] as const)(
    'is taken over by whoever changes %s: nobody is called, and it stays open',
    async (_what, event, listId) => {
      await tellOf(event, 'csm', listId);
      expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toMatchObject({ takenOver: true, touchedAt: onDay(36) });
      expect(await keysOn(49)).toEqual([]);
      await talk.store.corrections.recordValue({
        accountKey: 'task:t-quiet',
        reachedAt: onDay(49),
        reason: null,
        by: WHO.csm,
        at: onDay(49),
        commentId: 'c9',
      });
      const writes = await sweeps.on(50);
      expect(writes.map(({ kind }) => kind)).toEqual(['comment', 'comment']);
      expect(said(writes[1])).toContain('I leave the task open, since it is yours now');
    },
  );

  it.each([
    ['its status', { status: { name: 'in progress', type: 'custom' } }, true],
    ['its assignee', { assignees: [{ id: WHO.member, name: 'Omar Other' }] }, true],
    [
      'who else has it',
      {
        assignees: [
          { id: WHO.csm, name: 'Carla' },
          { id: WHO.member, name: 'Omar Other' },
        ],
      },
      true,
    ],
    ['its due date', { dueAt: onDay(39) }, true],
    ['its name alone', { name: 'Mine' }, false],
  ] as const)(
    'is seen to be taken over by reading it, where no delivery told of a change: %s',
    async (_what, part, is) => {
      const made = await talk.store.outbox.result('t-quiet.a1.task');
      await talk.store.outbox.done('t-quiet.a1.task', { ...made, dueAt: onDay(36) }, onDay(35));
      const asWritten = { id: await task(), dueAt: onDay(36), assignees: [{ id: WHO.csm, name: 'Carla' }] };
      const board = { ...unasked, task: async () => aTask({ ...asWritten, ...part }) };
      await noticeTakeover({ store: talk.store, board }, await task(), onDay(37));
      expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toMatchObject({
        takenOver: is,
        touchedAt: is ? onDay(37) : null,
      });
    },
  );

  it('is not taken for changed while a change of our own is on its way', async () => {
    const account = await talk.store.accounts.byTask('t-quiet');
    await talk.store.accounts.put(
      { ...account, csm: { id: WHO.member, name: 'Omar', email: null } } as never,
      null,
      onDay(36),
    );
    await sweeps.on(36);
    const board = { ...unasked, task: async () => aTask({ assignees: [{ id: WHO.csm, name: 'Carla' }] }) };
    await noticeTakeover({ store: talk.store, board }, await task(), onDay(36));
    expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toMatchObject({ csmId: WHO.member, takenOver: false });
  });

  it.each(['guest', 'superAgent', 'stranger', 'agent'] as const)('is not taken over by a %s', async (who) => {
    await tellOf('taskStatusUpdated', who, 'alerts');
    expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toMatchObject({ takenOver: false, touchedAt: null });
  });

  it('is taken over by a comment on it, also where no delivery told of it', async () => {
    const comment = aComment({
      taskId: await task(),
      authorId: WHO.member,
      text: 'I know them',
      mentions: [],
      at: onDay(37),
    });
    await considerComment(talk.deps, comment, onDay(38));
    expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toMatchObject({ takenOver: true, touchedAt: onDay(37) });
  });

  it('is in hand, though not taken over, after a reply in the thread that called its CSM', async () => {
    const parentId = (await talk.store.outbox.result('t-quiet.a1.mention'))?.commentId ?? '';
    const reply = aComment({
      taskId: 't-quiet',
      parentId,
      authorId: WHO.csm,
      text: 'useful',
      mentions: [],
      at: onDay(37),
    });
    await considerComment(talk.deps, reply, onDay(37));
    expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toMatchObject({ takenOver: false, touchedAt: onDay(37) });
    expect(await keysOn(42)).toEqual([]);
  });

  it.each(['noise', 'snooze 1d on it', 'pause until 2026-10-14 audit', 'resume'])(
    'is in hand once its CSM says “%s” anywhere',
    async (words) => {
      await talk.say('csm', words, { taskId: 't-quiet', at: onDay(36) });
      expect((await sweeps.alertOf({ key: 'task:t-quiet' }))?.touchedAt).toBe(onDay(36));
    },
  );

  it('is not in hand because somebody asked how the account stands', async () => {
    await talk.say('member', 'status', { taskId: 't-quiet', at: onDay(36) });
    expect((await sweeps.alertOf({ key: 'task:t-quiet' }))?.touchedAt).toBe(null);
  });
});

describe('the comment of a soft signal', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
    await addSlow(talk, 'slow');
    await sweeps.on(35);
  });
  afterEach(() => talk.store.close());

  it('is repeated after ten working days and not before, and from then on the new one is edited', async () => {
    for (const day of [36, 42, 48]) expect(calls(await sweeps.on(day))).toEqual([]);
    const [repeat, ...more] = calls(await sweeps.on(49));
    expect(more).toEqual([]);
    expect(repeat).toMatchObject({ kind: 'comment', key: 't-slow.a1.soft.2', task: { id: 't-slow' } });
    expect(await sweeps.on(49, { hour: 13 })).toEqual([]);
    await sweeps.written(49);
    await talk.store.corrections.recordValue({
      accountKey: 'task:t-slow',
      reachedAt: onDay(50),
      reason: null,
      by: WHO.csm,
      at: onDay(50),
      commentId: 'c9',
    });
    const edit = (await sweeps.on(50)).find(({ kind }) => kind === 'edit_comment');
    expect(edit).toMatchObject({ comment: { resultOf: 't-slow.a1.soft.2' } });
  });

  it('is edited as the account moves, and by the week as its days pass, without a mention', async () => {
    await sweeps.on(36);
    await hear(talk, 'slow', [anEvent({ on: 36, name: 'Task Created', messageId: 'new' })]);
    const [edit, ...more] = await sweeps.on(37);
    expect(more).toEqual([]);
    expect(edit).toMatchObject({ kind: 'edit_comment', comment: { resultOf: 't-slow.a1.soft' } });
    expect(said(edit)).toContain('(1 of 10)');
    expect(await sweeps.on(37, { hour: 13 })).toEqual([]);
    for (const day of [38, 42]) expect(await sweeps.on(day)).toEqual([]);
    expect((await sweeps.on(43)).map(({ kind }) => kind)).toEqual(['edit_comment']);
  });

  it('is repeated only with what the hard alerts of the day leave', async () => {
    const one = { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: 1, hours: null };
    const tight = sweeping(talk, { alerts: one });
    await addQuiet(talk, 'quiet');
    const keys = async (day: number) => calls(await tight.on(day)).map(({ key }) => key);
    expect(await keys(49)).toEqual(['t-quiet.a1.task', 't-quiet.a1.mention']);
    expect(await keys(50)).toEqual(['t-slow.a1.soft.2']);
  });
});
