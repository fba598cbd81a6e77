import { aPlan, aSignal, aStep, eventsOn, onDay } from '../domain/builders.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import { WHO } from '../monitor/conversation/talk.ts';
import { openStory, type Story, type StoryPart } from './story.ts';
import { calls } from '../monitor/sweeping.ts';

/** Named after what happens in the lives of customers; each is told from the task in ClickUp to what the API says. */

let story: Story;
const begin = async (part: StoryPart = {}): Promise<void> => {
  story = await openStory(part);
};
afterEach(() => story.store.close());

const days = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);
const kinds = (writes: readonly Write[]): readonly string[] => writes.map(({ kind }) => kind);
/** First value is this many finished tasks. */
const tasksDone = (count: number, byDay: number) =>
  aPlan({ statement: `${count} done`, signal: aSignal({ event: ['Task Completed'], count }), steps: [], byDay });

describe('a trial without login', () => {
  it('is an early alert after a third of the trial, and urgent in the last', async () => {
    await begin();
    await story.see(0, { trialEnds: 14 });
    await story.approve(tasksDone(3, 10), 0);
    expect(await story.sweepDaily(1, 4)).toEqual([]);
    const [task, mention] = await story.sweep(5);
    expect(task).toMatchObject({ kind: 'create_task', priority: 2, assigneeIds: [WHO.csm] });
    expect(mention).toMatchObject({ kind: 'comment', task: { id: 't-acme' } });
    expect(await story.read(5)).toMatchObject({ state: 'early_alert', last_activity_at: null, blind: null });
    // Ten of fourteen days are over: the same alert, more urgent; nobody is called again.
    expect(calls(await story.sweepDaily(6, 9))).toEqual([]);
    expect(await story.sweep(10)).toMatchObject([{ kind: 'update_task', priority: 1 }, { kind: 'comment' }]);
    expect((await story.read(10)).alerts).toHaveLength(1);
  });
});

describe('an enterprise plan whose first step is no core event', () => {
  const plan = aPlan({
    statement: 'A thousand tickets routed',
    signal: aSignal({ event: ['Ticket Routed'], count: 1000 }),
    byDay: 150,
    coreEvents: ['Ticket Routed'],
    steps: [
      aStep({ name: 'Single sign-on works', signal: aSignal({ event: ['SSO Configured'] }), byDay: 20 }),
      aStep({ name: 'First ticket routed', signal: aSignal({ event: ['Ticket Routed'] }), byDay: 90 }),
    ],
  });

  it('is no early alert once that step is reached, and has the months that its steps give it', async () => {
    await begin();
    await story.see(0);
    await story.approve(plan, 1);
    await story.send(eventsOn([10], { name: 'SSO Configured' }));
    expect(await story.sweepDaily(11, 79)).toEqual([]);
    expect(await story.read(60)).toMatchObject({ state: 'on_track', stuck_on: 'First ticket routed', days_stuck: 50 });
    // Seventy days are what the plan gives this step.
    expect(kinds(await story.sweep(80))).toEqual(['comment']);
    expect(await story.read(80)).toMatchObject({ state: 'soft_signal' });
    expect(await story.read(107)).toMatchObject({ state: 'soft_signal' });
    // Late only a quarter of these seventy days after the target; and nobody has been here since.
    expect(await story.read(108)).toMatchObject({ state: 'gone_dark', stuck_on: 'First ticket routed' });
  });

  it('is stalled, not dark, while people still come and only the core use is missing', async () => {
    await begin();
    await story.see(0);
    await story.approve(plan, 1);
    await story.send([
      ...eventsOn([10], { name: 'SSO Configured' }),
      ...eventsOn(days(60, 110), { name: 'Logged In' }),
    ]);
    expect(await story.read(70)).toMatchObject({ state: 'on_track' });
    expect(await story.read(108)).toMatchObject({ state: 'stalled', stuck_on: 'First ticket routed' });
  });

  it.each([
    ['the general thirty days', 30, 'early_alert'],
    ['days of its tier', 60, 'on_track'],
  ])('without even that step waits %s', async (_which, earlyDays, state) => {
    await begin({ policy: { earlyDays } });
    await story.see(0);
    await story.approve(plan, 1);
    expect(await story.read(45)).toMatchObject({ state });
  });
});

describe('daily use with 37 of 100 tickets', () => {
  it('counts as progress, ticket by ticket, and is soft at most', async () => {
    await begin();
    await story.see(0);
    await story.approve(aPlan({ steps: [], signal: aSignal({ event: ['Ticket Routed'], count: 100 }), byDay: 30 }), 1);
    await story.send(eventsOn(days(1, 37), { name: 'Ticket Routed' }));
    expect(await story.sweepDaily(1, 37)).toEqual([]);
    expect(await story.read(37)).toMatchObject({ state: 'on_track', progress: 0.37, expected: 1, days_stuck: 7 });
    expect((await story.read(37)).steps).toMatchObject([{ count: 37, share: 0.37, reached_at: null }]);
    // Late since a quarter of the plan after its target, but in use: a word, no task.
    expect(kinds(await story.sweep(38))).toEqual(['comment']);
    expect(await story.read(38)).toMatchObject({ state: 'soft_signal', alert: { strength: 'soft' } });
  });
});

describe('paused three weeks and resumed', () => {
  it('stops the active clock, alerts nobody, and keeps the elapsed days for the headline', async () => {
    await begin();
    await story.see(0);
    await story.approve(tasksDone(3, 14), 1);
    await story.send(eventsOn([2]));
    await story.see(5, { status: 'on hold' });
    expect(await story.sweepDaily(5, 25)).toEqual([]);
    expect(await story.read(20)).toMatchObject({ state: 'paused', day: 20, active_day: 4, days_stuck: 2 });
    await story.see(26);
    expect(await story.read(26)).toMatchObject({ state: 'on_track', day: 26, active_day: 5 });
    expect(await story.read(30)).toMatchObject({ state: 'on_track', days_stuck: 7, days_stuck_elapsed: 28 });
    await story.send(eventsOn([31, 33]));
    expect(await story.read(33)).toMatchObject({ state: 'reached', days_to_value: 33, active_day: 12 });
    expect(await story.audited()).toEqual(expect.arrayContaining(['account_paused', 'account_resumed']));
  });
});

describe('an id mismatch', () => {
  it('is blind with the likely other id, never an alert, and has its history once the id is right', async () => {
    await begin();
    await story.see(0);
    await story.approve(tasksDone(3, 14), 1);
    await story.send(eventsOn(days(30, 45)), 'acme-gmbh');
    // Enough ids that belong to somebody: it is this very id that looks like Acme's.
    for (const id of days(1, 10).map((each) => `known-${each}`)) {
      await story.see(0, { id, task: id });
      await story.send(eventsOn([...days(1, 3), ...days(30, 45)]), id);
      await story.approve(tasksDone(1000, 90), 1, id);
    }
    expect(await story.sweepDaily(31, 45)).toEqual([]);
    expect(await story.read(45)).toMatchObject({
      state: 'blind',
      blind: { kind: 'likely_other_id', candidates: ['acme-gmbh'] },
      days_stuck: 45,
    });
    await story.see(46, { id: 'acme-gmbh' });
    expect(await story.read(46, undefined, 'acme-gmbh')).toMatchObject({ state: 'reached', days_to_value: 32 });
  });
});

describe('weekend-only use', () => {
  it('is use: weekends are in the window, so an account that is late is soft, never dark or stalled', async () => {
    await begin();
    await story.see(0);
    await story.approve(tasksDone(16, 10), 1);
    // START is a Monday.
    const weekends = days(0, 60).filter((on) => on % 7 >= 5);
    await story.send(eventsOn(weekends));
    expect(await story.sweepDaily(1, 14)).toEqual([]);
    const writes = await story.sweepDaily(15, 60);
    // Edited as it moves, and repeated after ten working days.
    expect(calls(writes).map(({ key }) => key)).toEqual([
      't-acme.a1.soft',
      't-acme.a1.soft.2',
      't-acme.a1.soft.3',
      't-acme.reached',
    ]);
    // A Friday: five days after the last act.
    expect(await story.read(46)).toMatchObject({ state: 'soft_signal', days_stuck: 5 });
  });
});

describe('an account that starts next week', () => {
  it('has days before its start, waits for its plan, is stuck for none and alerts nobody', async () => {
    await begin();
    await story.see(0, { start: 7, id: null });
    // Nobody expects to see an account that has not begun.
    expect(await story.read(0, undefined, 't-acme')).toMatchObject({ state: 'defining', blind: null });
    await story.see(0, { start: 7 });
    expect(await story.read(0)).toMatchObject({ state: 'defining', day: -7, active_day: -7, days_stuck: 0 });
    await story.approve(tasksDone(3, 14), 1);
    expect(await story.sweepDaily(1, 7)).toEqual([]);
    expect(await story.read(6)).toMatchObject({ state: 'on_track', day: -1, days_stuck: 0, pace: null });
    expect(await story.read(8)).toMatchObject({ state: 'on_track', day: 1, days_stuck: 1 });
  });

  it('may try things before: what happens within fourteen days before the start is evidence', async () => {
    await begin();
    await story.see(0, { start: 17 });
    await story.approve(tasksDone(2, 14), 1);
    await story.send(eventsOn([2, 4, 18]));
    expect((await story.read(18)).steps).toMatchObject([{ count: 2 }]);
    expect(await story.read(18)).toMatchObject({ state: 'reached', days_to_value: 1 });
  });
});

describe('value taken back', () => {
  it('opens the milestone again with a note, keeps the past as it was known, and starts no alarm at once', async () => {
    await begin();
    await story.see(0);
    await story.approve(tasksDone(3, 14), 1);
    await story.send(eventsOn([2, 4, 30]).map((event, at) => ({ ...event, messageId: `m${at}` })));
    const [news] = await story.sweep(30);
    expect(news).toMatchObject({ kind: 'comment', key: 't-acme.reached' });
    await story.store.outbox.claim(onDay(30), 1, 10);
    await story.store.outbox.done('t-acme.reached', { commentId: 'news' }, onDay(30));
    const word = { accountKey: 'task:t-acme', by: WHO.csm, reason: 'it was a test run', at: onDay(32) };
    await story.store.corrections.withdraw({ ...word, messageId: 'm2' });
    expect(await story.sweepDaily(33, 38)).toMatchObject([{ kind: 'reply', key: 't-acme.reached.reopened' }]);
    expect(await story.read(38)).toMatchObject({ reached_at: null, days_to_value: null, days_stuck: 34 });
    expect(await story.read(38, 31)).toMatchObject({ state: 'reached', days_to_value: 30 });
    expect(kinds(await story.sweepDaily(39, 40))).toEqual(['create_task', 'comment']);
  });
});
