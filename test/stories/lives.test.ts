import { dayToIso } from '../../src/domain/local-date.ts';
import { aPlan, aSignal, eventsOn, onDay, START } from '../domain/builders.ts';
import { WHO } from '../monitor/conversation/talk.ts';
import { openStory, type Story } from './story.ts';

/** First value is three finished tasks. */
const plan = aPlan({
  statement: 'Three done',
  signal: aSignal({ event: ['Task Completed'], count: 3 }),
  steps: [],
  byDay: 14,
});

let story: Story;
beforeEach(async () => {
  story = await openStory();
});
afterEach(() => story.store.close());

/** Starts on day 0, is used twice, and leaves on day 40 without first value. */
async function leaves(): Promise<void> {
  await story.see(0);
  await story.approve(plan, 1);
  await story.send(eventsOn([3, 5]));
  await story.see(40, { status: 'churned' });
}

describe('left and came back with a new start date', () => {
  it('begins a life of its own, and what it did before is no evidence for it', async () => {
    await leaves();
    await story.see(70, { start: 66 });
    // One act after it left, before the new start; two more of its new life: three in all, none of the five counted twice.
    await story.send(eventsOn([60]));
    expect(await story.read(70)).toMatchObject({ life: 2, state: 'on_track', day: 4, started_on: '2026-11-12' });
    expect((await story.read(70)).steps).toMatchObject([{ count: 1 }]);
    await story.send(eventsOn([71, 72]));
    expect(await story.read(72)).toMatchObject({ life: 2, state: 'reached', days_to_value: 6 });
  });

  it('takes no evidence from before the end of the old one, however soon it begins', async () => {
    await leaves();
    await story.send(eventsOn([38, 43]));
    await story.see(45, { start: 45 });
    // Day 38 lies within fourteen days before the new start, but in the old life.
    expect((await story.read(46)).steps).toMatchObject([{ count: 1 }]);
    expect(await story.judgeLives(46)).toMatchObject([{ counted: 3, state: 'reached' }, { counted: 1 }]);
  });

  it('shows the old life as it was on every day before the new one', async () => {
    await leaves();
    const then = await story.read(45, 30);
    await story.see(70, { start: 66 });
    await story.send(eventsOn([71, 72, 73]));
    expect(await story.read(80, 30)).toEqual(then);
    expect(await story.read(80, 50)).toMatchObject({ life: 1, state: 'left', started_on: '2026-09-07' });
    expect(await story.read(80, 69)).toMatchObject({ life: 1, state: 'left' });
    expect(await story.read(80, 70)).toMatchObject({ life: 2, day: 4 });
    expect((await story.read(80)).lives).toEqual([
      { life: 1, started_on: '2026-09-07', left_on: '2026-10-17' },
      { life: 2, started_on: '2026-11-12', left_on: null },
    ]);
  });

  it('is the same whether the start is changed before, with or after the status', async () => {
    await leaves();
    await story.see(69, { status: 'churned', start: 66 });
    expect(await story.read(69)).toMatchObject({ life: 1, state: 'left', started_on: '2026-09-07' });
    await story.see(70, { start: 66 });
    expect(await story.read(70)).toMatchObject({ life: 2, day: 4 });
    await story.see(90, { status: 'churned', start: 66 });
    await story.see(110, { start: 66 });
    expect(await story.read(110)).toMatchObject({ life: 2, day: 44, active_day: 24 });
    await story.see(111, { start: 108 });
    expect(await story.read(111)).toMatchObject({ life: 3, day: 3, active_day: 3 });
    expect(await story.see(112, { start: 108 })).toBe('same');
  });

  it.each([
    ['on the day of leaving', 40, 40],
    ['before a status that was set late', 38, 38],
  ])('is the same in whatever order a start %s is read', async (_title, start, left) => {
    const orders = {
      'with the status': () => story.see(42, { start }),
      'before the status': () => story.see(41, { status: 'churned', start }).then(() => story.see(42, { start })),
      'after the status': () => story.see(41).then(() => story.see(42, { start })),
      'after the status, which says that it waits': () =>
        story.see(41, { status: 'on hold' }).then(() => story.see(42, { start })),
    };
    const found: unknown[] = [];
    for (const [order, see] of Object.entries(orders)) {
      await story.store.close();
      story = await openStory();
      await leaves();
      await see();
      await story.send(eventsOn([45]));
      const { lives, day, active_day: active, steps, pause } = await story.read(50);
      found.push({ order, lives, day, active, steps, pause, judged: await story.judgeLives(50) });
    }
    const [first] = found;
    expect(found).toEqual(Object.keys(orders).map((order) => ({ ...Object(first), order })));
    expect(first).toMatchObject({
      lives: [
        { life: 1, started_on: '2026-09-07', left_on: dayToIso(START + left) },
        { life: 2, started_on: dayToIso(START + start), left_on: null },
      ],
      day: 50 - start,
      active: 50 - start,
    });
  });

  it('keeps the approved plan in force, and judges the old life by the one of its time', async () => {
    await leaves();
    await story.see(70, { start: 66 });
    expect(await story.read(74)).toMatchObject({ life: 2, plan: { statement: 'Three done', in_force: 1 } });
    // Two acts are what the new plan asks for, and the old life had two; one that comes later is not of its time.
    await story.approve({ ...plan, statement: 'Two done', signal: { ...plan.signal, count: 2 } }, 75);
    await story.send(eventsOn([60, 76]));
    expect(await story.read(80)).toMatchObject({ state: 'reached', plan: { statement: 'Two done', in_force: 2 } });
    expect(await story.judgeLives(80)).toEqual([
      { life: 1, state: 'left', plan: 'Three done', reachedAt: null, counted: 2 },
      { life: 2, state: 'reached', plan: 'Two done', reachedAt: onDay(76), counted: 2 },
    ]);
  });

  it('does not take value recorded by hand along, nor take the good news back', async () => {
    await leaves();
    const word = { accountKey: 'task:t-acme', reason: null, by: WHO.csm, commentId: 'c1' };
    await story.store.corrections.recordValue({ ...word, reachedAt: onDay(20), at: onDay(39) });
    await story.sweep(41);
    expect(await story.read(50)).toMatchObject({ state: 'reached', days_to_value: 20 });
    await story.see(70, { start: 66 });
    expect(await story.sweep(70)).toEqual([]);
    expect(await story.read(70)).toMatchObject({ life: 2, state: 'on_track', reached_at: null });
    expect(await story.read(70, 50)).toMatchObject({ life: 1, state: 'reached' });
    await story.send(eventsOn([71, 72, 73]));
    expect((await story.sweep(73)).map(({ key }) => key)).toEqual(['t-acme.reached.2']);
  });

  it('has good news of its own, also where first value is there when it is judged first', async () => {
    const news = async (on: number) => (await story.sweep(on)).map(({ key }) => key);
    await story.see(0);
    await story.approve(plan, 1);
    await story.send(eventsOn([3, 5, 6]));
    expect(await news(7)).toEqual(['t-acme.reached']);
    await story.see(40, { status: 'churned' });
    await story.send(eventsOn([67, 68, 69]));
    await story.see(70, { start: 66 });
    expect(await news(70)).toEqual(['t-acme.reached.2']);
    expect(await news(71)).toEqual([]);
    await story.see(90, { status: 'churned', start: 66 });
    await story.send(eventsOn([109, 110, 111]));
    await story.see(112, { start: 108 });
    expect(await news(112)).toEqual(['t-acme.reached.3']);
    expect(await story.store.outbox.waiting()).toHaveLength(3);
  });

  it('closes what was alerted of the old life, and is alerted again by its own clock', async () => {
    await story.see(0);
    await story.approve(plan, 1);
    await story.sweepDaily(29, 32);
    expect(await story.read(32)).toMatchObject({ state: 'early_alert', alert: { kind: 'early_alert' } });
    // Left and back between two sweeps: nobody has seen it gone.
    await story.see(33, { status: 'churned' });
    await story.see(34, { start: 34 });
    await story.sweep(34);
    expect(await story.read(34)).toMatchObject({ life: 2, state: 'on_track', alert: null, days_stuck: 0 });
    await story.sweepDaily(60, 65);
    expect((await story.read(65)).alerts).toMatchObject([
      { kind: 'early_alert', close_reason: 'left' },
      { kind: 'early_alert', closed_at: null },
    ]);
  });

  it('ends the pauses and the rest of the old life', async () => {
    await leaves();
    const hold = {
      accountKey: 'task:t-acme',
      from: 20_750,
      until: 30_000,
      source: 'comment',
      reason: null,
      byId: 1,
    } as const;
    await story.store.accounts.openHold({ ...hold, kind: 'pause' }, onDay(39));
    await story.store.accounts.openHold({ ...hold, kind: 'snooze' }, onDay(39));
    await story.see(70, { start: 66 });
    expect(await story.read(80)).toMatchObject({ day: 14, active_day: 14 });
    expect([...(await story.store.accounts.snoozedUntil(['task:t-acme'])).values()]).toEqual([20_773]);
  });

  it('is written into the audit once', async () => {
    await leaves();
    await story.see(70, { start: 66 });
    expect(await story.see(71, { start: 66 })).toBe('same');
    expect((await story.audited()).filter((what) => what === 'life_began')).toHaveLength(1);
  });
});

describe('left and came back without a new start date', () => {
  it('goes on with the same life, and the time away is a pause', async () => {
    await leaves();
    expect(await story.read(60)).toMatchObject({ life: 1, state: 'left' });
    await story.see(70);
    expect(await story.read(70)).toMatchObject({
      life: 1,
      day: 70,
      active_day: 40,
      days_stuck: 35,
      days_stuck_elapsed: 65,
    });
    await story.send(eventsOn([72]));
    expect(await story.read(72)).toMatchObject({ life: 1, state: 'reached', days_to_value: 72 });
  });

  it('may come back on hold: the pause of its status begins at once', async () => {
    await leaves();
    await story.see(70, { status: 'on hold' });
    expect(await story.read(75)).toMatchObject({ state: 'paused', active_day: 39 });
  });
});

describe('an account whose task is created anew', () => {
  it('resumes its history under the new task', async () => {
    await story.see(0);
    await story.approve(plan, 1);
    await story.send(eventsOn([3, 5]));
    await story.gone(20);
    await expect(story.read(21)).rejects.toThrow('is not known');
    await story.see(25, { task: 'new', start: null });
    expect(await story.read(25)).toMatchObject({
      task_id: 't-new',
      life: 1,
      day: 25,
      started_on: '2026-09-07',
      plan: { in_force: 1 },
      steps: [{ count: 2 }],
    });
    expect(await story.see(26, { task: 'new', start: null })).toBe('same');
    expect((await story.read(26)).day).toBe(26);
  });

  it('counts what was done while no task was there', async () => {
    await story.see(0);
    await story.approve(plan, 1);
    await story.send(eventsOn([3]));
    await story.gone(20);
    await story.send(eventsOn([22, 23]));
    await story.see(25, { task: 'new' });
    expect(await story.read(25)).toMatchObject({ task_id: 't-new', state: 'reached', days_to_value: 23 });
  });

  it('does so too where the id is filled in later', async () => {
    await story.see(0);
    await story.approve(plan, 1);
    await story.gone(20);
    await story.see(25, { task: 'new', id: null });
    await story.see(26, { task: 'new' });
    expect(await story.read(26)).toMatchObject({ task_id: 't-new', day: 26, plan: { in_force: 1 } });
    expect(await story.store.accounts.count()).toBe(1);
  });

  it('does so too where the old task is deleted last', async () => {
    await story.see(0);
    await story.approve(plan, 1);
    await story.see(19, { task: 'new', start: 19 });
    await story.gone(20);
    expect(await story.read(20)).toMatchObject({ task_id: 't-new', started_on: '2026-09-26', plan: { in_force: 1 } });
    expect(await story.store.accounts.count()).toBe(1);
  });

  it('begins a new life where it had left and comes with a new start', async () => {
    await leaves();
    await story.gone(50);
    await story.see(70, { task: 'new', start: 66 });
    expect(await story.read(70)).toMatchObject({ task_id: 't-new', life: 2, day: 4 });
    expect(await story.read(70, 45)).toMatchObject({ life: 1, state: 'left' });
  });

  it('finds itself again when its task only left the list and came back, id or not', async () => {
    await story.see(0, { id: null });
    await story.gone(5);
    expect(await story.see(8, { id: null })).toBe('changed');
    expect((await story.account())?.key).toBe('task:t-acme');
    expect((await story.audited()).at(-1)).toBe('account_returned');
  });
});

describe('an account whose id is filled in later', () => {
  it('takes in what was sent for the id before', async () => {
    await story.see(0, { id: null });
    await story.approve(plan, 1);
    await story.send(eventsOn([3, 5, 8]));
    expect(await story.read(9, undefined, 't-acme')).toMatchObject({ state: 'blind', account_id: null });
    await story.see(10);
    expect(await story.read(10)).toMatchObject({ state: 'reached', days_to_value: 8, steps: [{ count: 3 }] });
  });
});
