import { aJudgePolicy, aPlan, aSignal, onDay, ZONE } from '../domain/builders.ts';
import { plainText } from '../../src/monitor/message.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import { addAccount, hear, usedOn } from './read-world.ts';
import { openTalkWithoutAccount, type Talk, WHO } from './conversation/talk.ts';
import { sweeping } from './sweeping.ts';

const NEWS = 't-bolt.reached';

/** METHOD section 6, Retraction: three tasks make the value of Bolt, the last of them on day 30. */
describe('evidence that is withdrawn', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    const plan = aPlan({
      statement: 'Three done',
      signal: aSignal({ event: ['Task Completed'], count: 3 }),
      steps: [],
    });
    const events = usedOn(2, 4, 30).map((event) => ({
      ...event,
      messageId: `b-${(event.at - onDay(0)) / 86_400_000}`,
    }));
    await addAccount({ store: talk.store } as never, {
      id: 'bolt',
      name: 'Bolt',
      plan: { ...plan, byDay: 10 },
      events,
    });
    await sweepOn(31);
    await talk.store.outbox.claim(onDay(31), 1, 10);
    await talk.store.outbox.done(NEWS, { commentId: 'news' }, onDay(31));
  });
  afterEach(() => talk.store.close());

  const sweepOn = async (day: number, exclusion = talk.deps.exclusion): Promise<readonly Write[]> => {
    await talk.store.events.touchSource('product', ['Task Completed'], onDay(day), null);
    const move = { moves: ['Call them'], message: 'Hello' };
    const deps = { ...talk.deps, exclusion, moveFor: () => move } as unknown as SweepDeps;
    return (await sweep(deps, onDay(day), { dryRun: false })).writes;
  };
  const takeBack = async (): Promise<void> => {
    const word = { messageId: 'b-30', reason: 'it was a test run', by: WHO.csm, at: onDay(32) };
    await talk.store.corrections.withdraw({ accountKey: 'task:t-bolt', ...word });
  };
  const state = async (asOf: string | null, day = 60) => {
    const read = { store: talk.store, exclusion: talk.deps.exclusion, policyOf: () => aJudgePolicy(), zone: ZONE };
    const rest = { tierRank: () => 0, moveFor: () => ({ moves: [], message: '' }), freshnessHours: 72 };
    return (await readAccount({ ...read, ...rest }, 'bolt', onDay(day), asOf)).state;
  };

  it('re-opens the milestone: one reply under the good news, which mentions the CSM and says why', async () => {
    await takeBack();
    const writes = await sweepOn(33);
    expect(writes).toEqual([
      expect.objectContaining({ kind: 'reply', after: NEWS, comment: { resultOf: NEWS }, key: `${NEWS}.reopened` }),
    ]);
    const [reply] = writes;
    const text = reply?.kind === 'reply' ? plainText(reply.body) : '';
    expect(text).toContain('@Carla Ruiz First value of Bolt is open again: it was a test run.');
    // g is the second task, on day 4.
    expect(text).toContain('29 days without progress');
    expect(await sweepOn(34)).toEqual([]);
  });

  it('raises no hard alert for the days of cooling down, and then one', async () => {
    await takeBack();
    await sweepOn(33);
    for (const day of [36, 38, 39]) expect(await sweepOn(day)).toEqual([]);
    expect((await sweepOn(40)).map(({ kind }) => kind)).toEqual(['create_task', 'comment']);
  });

  it('leaves the past as it was known then', async () => {
    await takeBack();
    expect(await state('2026-10-08')).toBe('reached');
    expect(await state('2026-10-09')).not.toBe('reached');
  });

  it('takes back what was not written yet, and replies to nothing', async () => {
    const other = usedOn(2, 4, 30).map((event, index) => ({ ...event, messageId: `o-${index}` }));
    const plan = aPlan({ signal: aSignal({ event: ['Task Completed'], count: 3 }), steps: [] });
    await addAccount({ store: talk.store } as never, { id: 'other', name: 'Other', plan, events: other });
    await sweepOn(31);
    await talk.store.corrections.withdraw({
      accountKey: 'task:t-other',
      messageId: 'o-2',
      reason: 'a test',
      by: WHO.csm,
      at: onDay(31),
    });
    expect(await sweepOn(31)).toEqual([]);
    expect((await talk.store.outbox.get('t-other.reached'))?.status).toBe('withdrawn');
  });

  it('may be withdrawn by a rule too: then the reply says that the rules have changed', async () => {
    const everybody = { ...talk.deps.exclusion, userIds: new Set(['ann']) };
    const [reply, ...more] = await sweepOn(33, everybody);
    expect(more).toEqual([]);
    expect(reply?.kind === 'reply' ? plainText(reply.body) : '').toContain('the rules of what counts, have changed');
  });

  it('is followed by good news of its own when value is reached after all', async () => {
    await takeBack();
    await sweepOn(33);
    await hear({ store: talk.store }, 'bolt', usedOn(34));
    expect((await sweepOn(34)).map(({ key }) => key)).toEqual([`${NEWS}.2`]);
  });

  it('is followed by that news also where the account was left out of everything meanwhile', async () => {
    await takeBack();
    await sweepOn(33);
    const bolt = await talk.store.accounts.byTask('t-bolt');
    if (bolt === null) throw new Error('Bolt is gone');
    await talk.store.accounts.put({ ...bolt, status: 'excluded' }, null, onDay(34));
    expect(await sweepOn(34)).toEqual([]);
    await talk.store.accounts.put(bolt, null, onDay(35));
    await hear({ store: talk.store }, 'bolt', usedOn(34));
    expect((await sweepOn(35)).map(({ key }) => key)).toEqual([`${NEWS}.2`]);
    expect(await talk.store.outbox.get(`${NEWS}.2`)).not.toBeNull();
  });

  it('does not touch a value recorded by hand, whose news says so', async () => {
    await talk.store.corrections.recordValue({
      accountKey: 'task:t-bolt',
      reachedAt: onDay(20),
      reason: null,
      by: WHO.csm,
      at: onDay(32),
      commentId: 'c1',
    });
    await takeBack();
    expect(await sweepOn(33)).toEqual([]);
    expect(await state(null)).toBe('reached');
  });

  it('is told once, also as value recorded by hand without any event', async () => {
    const account = await addAccount({ store: talk.store } as never, { id: 'quiet', name: 'Quiet' });
    await talk.store.corrections.recordValue({
      accountKey: account.key,
      reachedAt: onDay(20),
      reason: null,
      by: WHO.csm,
      at: onDay(32),
      commentId: 'c2',
    });
    const [news, ...more] = await sweepOn(33);
    expect(more).toEqual([]);
    const text = news?.kind === 'comment' ? plainText(news.body) : '';
    expect(text).toContain('27 Sep 2026, 20 days after the start');
    expect(text).toContain('Recorded by hand: by Carla Ruiz');
    expect(text).not.toContain('Receipts');
  });
});

describe('value that is taken back before a sweep saw it', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
  });
  afterEach(() => talk.store.close());

  const use = (...days: readonly number[]) =>
    hear(
      talk,
      'bolt',
      days.flatMap((day) => usedOn(day).map((event) => ({ ...event, messageId: `b-${day}` }))),
    );
  const addBolt = async (count: number) => {
    const plan = aPlan({ signal: aSignal({ event: ['Task Completed'], count }), steps: [], byDay: 10 });
    await addAccount(talk as never, { id: 'bolt', plan });
    await use(2, 4);
  };
  const hardOn = async (day: number) => {
    await sweeping(talk).on(day);
    const alerts = await talk.store.alerts.ofAccount('task:t-bolt');
    return alerts.filter(({ strength }) => strength === 'hard').map(({ id }) => id);
  };

  it.each([
    ['not reached it was a rehearsal', 'a sweep before it', 5],
    ['retract b-30 it was a rehearsal', 'a sweep before it', 5],
    ['not reached it was a rehearsal', 'no sweep at all', null],
    ['retract b-30 it was a rehearsal', 'no sweep at all', null],
  ])('raises no hard alert for the days of cooling down, and then one: %s, after %s', async (says, _after, sweptOn) => {
    await addBolt(3);
    if (sweptOn !== null) await sweeping(talk).on(sweptOn, { heardOn: 35 });
    await use(30);
    expect(await talk.say('csm', says, { taskId: 't-bolt' })).toMatch(/open again/);
    expect(await talk.store.invariants.breach('standing_is_history')).toBeNull();
    for (const day of [35, 38, 41]) expect(await hardOn(day)).toEqual([]);
    expect(await hardOn(42)).toEqual(['t-bolt.a1']);
  });

  it('is none where the event that is withdrawn did not make it: that silences nothing', async () => {
    await addBolt(9);
    await talk.say('csm', 'retract b-4 it was a rehearsal', { taskId: 't-bolt' });
    expect(await hardOn(35)).toEqual(['t-bolt.a1']);
  });
});
