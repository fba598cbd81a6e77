import type { Account } from '../../src/domain/account.ts';
import { BOARD_SOURCE } from '../../src/domain/board-act.ts';
import { inLives } from '../../src/domain/life.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import { importEvents } from '../../src/monitor/import-events.ts';
import { readActivation } from '../../src/monitor/read-activation.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import { createUsageEventRecorder } from '../../src/monitor/record-usage-events.ts';
import { retireEvents } from '../../src/monitor/retire-events.ts';
import { anAccount, anEvent, onDay, START } from '../domain/builders.ts';
import { listener, rowsOf } from './import-builders.ts';
import { addAccount, hear, openWorld, type ReadWorld, usedOn } from './read-world.ts';

/** Everything before day 40 is older than is kept, but for the first five days of each account. */
const ON_60 = onDay(60);
const PERIODS = { retentionDays: 20, windowDays: 5 };

let world: ReadWorld;
beforeEach(async () => {
  world = await openWorld();
  await world.store.events.touchSource('product', ['Task Completed', 'Sprint Completed'], ON_60, null);
});
afterEach(() => world.store.close());

const retire = (periods = PERIODS) => retireEvents({ ...world.read, store: world.store, ...periods }, ON_60);
const dayOfEvent = ({ at }: UsageEvent): number => Math.floor((at - onDay(0)) / 86_400_000 + 0.5);
const daysOf = async (id: string) => ((await world.store.events.ofAccounts([id], ON_60)).get(id) ?? []).map(dayOfEvent);
const sprintOn = (on: number): UsageEvent => anEvent({ name: 'Sprint Completed', on });
const live = (id: string, part: Partial<Account>, ...events: readonly UsageEvent[]) =>
  addAccount(world, { id, ...part, events });

describe('events older than the retention', () => {
  it('go where nothing rests on them, and stay where something does', async () => {
    const used = usedOn(2, 3, 20, 30, 45);
    await live('reached', {}, ...used, sprintOn(10));
    await live('waiting', {}, ...usedOn(2, 3, 20, 30, 45));
    await live('left', { status: 'left', leftAt: onDay(25) }, ...usedOn(2, 3, 20, 30, 45));
    await live('test', { status: 'excluded' }, ...usedOn(2, 3, 20, 30, 45));
    await live('silent', {}, ...usedOn(-20, 2), sprintOn(1), ...usedOn(30));
    await hear(world, 'nobody', usedOn(2, 30, 45));
    expect(await retire()).toBe(10);
    expect({
      reached: await daysOf('reached'),
      waiting: await daysOf('waiting'),
      left: await daysOf('left'),
      test: await daysOf('test'),
      // The newest stays: it is the last activity that is shown.
      silent: await daysOf('silent'),
      nobody: await daysOf('nobody'),
    }).toEqual({
      reached: [2, 3, 10, 45],
      waiting: [2, 3, 20, 30, 45],
      left: [2, 3, 20, 45],
      test: [45],
      silent: [1, 2, 30],
      nobody: [45],
    });
  });

  it('change no figure, no first value and no receipt', async () => {
    await live('fast', {}, ...usedOn(2, 3, 20, 30), sprintOn(10));
    await live(
      'steps after it',
      {},
      sprintOn(10),
      anEvent({ on: 28 }),
      anEvent({ on: 29, by: 'bob' }),
      ...usedOn(33, 35),
    );
    await live('left', { status: 'left', leftAt: onDay(25) }, ...usedOn(2, 3, 20, 30));
    const shown = async () => {
      const { activity: _perDay, evidence, ...account } = await readAccount(world.read, 'steps after it', ON_60);
      // Of the last few acts, which are no receipts, the newest is kept.
      const receipts = evidence.filter(({ claim }) => claim !== 'last activity');
      return { activation: await readActivation(world.read, {}, ON_60), account, receipts };
    };
    const before = await shown();
    expect(before.account).toMatchObject({ state: 'reached', days_to_value: 10 });
    expect(await retire()).toBeGreaterThan(0);
    expect(await shown()).toEqual(before);
  });

  it('stay up to the end of an earlier life whose account has another id now', async () => {
    const id = { key: 'task:t-new', taskId: 't-new' };
    const [ended, now] = inLives(
      [
        anAccount({ ...id, accountId: 'old', status: 'left', leftAt: onDay(25) }),
        anAccount({ ...id, accountId: 'new', startedOn: START + 30 }),
      ],
      () => onDay(31),
    );
    if (ended === undefined || now === undefined) throw new Error('two lives');
    await live('new', now, ...usedOn(31, 45));
    await world.store.accounts.keepEndedLives(now.key, [ended]);
    await hear(world, 'old', usedOn(2, 3, 20, 30, 45));
    expect(await retire()).toBe(1);
    expect([await daysOf('old'), await daysOf('new')]).toEqual([
      [2, 3, 20, 45],
      [31, 45],
    ]);
  });

  it('go where only acts in ClickUp are known of an account, also those under the id that it had before', async () => {
    const acts = (...days: readonly number[]) => days.map((on) => anEvent({ on, source: BOARD_SOURCE }));
    await live('left', { status: 'left', leftAt: onDay(25) }, ...acts(2, 20, 30, 45));
    const renamed = await live('renamed', {}, ...acts(50));
    await world.store.onboarding.setPlace(renamed.key, 'list-1');
    await world.store.acts.read(renamed.key, { from: onDay(0), to: ON_60, for: 'before' });
    await hear(world, 'before', acts(2, 30, 45));
    expect(await retire()).toBe(3);
    expect([await daysOf('left'), await daysOf('before'), await daysOf('renamed')]).toEqual([[2, 20, 45], [45], [50]]);
  });

  it('go in small steps, all of them', async () => {
    await hear(world, 'nobody', [...Array.from({ length: 1_203 }, () => anEvent({ on: 5 })), anEvent({ on: 50 })]);
    expect(await retire()).toBe(1_203);
    expect(await daysOf('nobody')).toEqual([50]);
    expect(await retire()).toBe(0);
    expect(
      (await world.store.audit.page({ accountKey: null, before: null, limit: 9 })).map(({ what }) => what),
    ).toEqual(['events_retired']);
  });

  it('leave behind when the data began', async () => {
    await hear(world, 'nobody', usedOn(2, 50));
    const { happenedAt } = await world.store.events.first();
    await retire();
    expect(await daysOf('nobody')).toEqual([50]);
    expect((await world.store.events.first()).happenedAt).toBe(happenedAt);
  });
});

describe('an old export that is replayed', () => {
  const rows = () =>
    rowsOf(
      [5, 20, 50].map((on) => ({ account_id: 'a', event: 'Task Completed', timestamp: onDay(on), message_id: on })),
    );
  const replay = async (retentionDays = PERIODS.retentionDays) => {
    const heard = listener();
    const counts = await importEvents(
      { store: world.store, now: ON_60, completeTo: null, retentionDays },
      rows(),
      heard,
    );
    return { ...counts, refusals: heard.refusals };
  };

  it('is taken in whole the first time; afterwards what may have gone is refused with the reason', async () => {
    expect(await replay()).toMatchObject({ stored: 3, refused: 0 });
    await retire();
    expect(await daysOf('a')).toEqual([50]);
    const again = await replay();
    expect(again).toMatchObject({ stored: 0, known: 1, refused: 2 });
    expect(again.refusals[0]).toBe(
      '2: timestamp lies before 2026-10-17: events that old are not kept (events.retention_days: 20 in monitor.yaml)',
    );
    expect(await daysOf('a')).toEqual([50]);
    expect(await replay(50)).toMatchObject({ stored: 1, known: 1, refused: 1 });
  });

  it('is refused the same over HTTP, each event in its place, facts about people aside', async () => {
    await hear(world, 'nobody', usedOn(2, 50));
    await retire();
    const hints = { groupId: 'a', traitAccountId: null, propertyAccountId: null, email: null };
    const times = (on: number) => ({ timestamp: onDay(on), sentAt: null });
    const event = (index: number, on: number) => ({
      kind: 'event' as const,
      index,
      name: 'Task Completed',
      messageId: `m${on}`,
      userId: 'u1',
      anonymousId: null,
      properties: {},
      hints,
      times: times(on),
    });
    const group = {
      kind: 'group' as const,
      index: 1,
      userId: 'u1',
      accountId: 'a',
      accountName: null,
      times: times(3),
    };
    const record = createUsageEventRecorder(world.store, PERIODS.retentionDays);
    expect(await record([event(0, 30), group, event(2, 55)], 'key-1', ON_60)).toMatchObject({
      stored: 2,
      refused: [{ index: 0, why: expect.stringContaining('events that old are not kept') }],
    });
  });
});
