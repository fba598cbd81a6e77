import { describeNews } from './news-contract.ts';
import type { Account } from '../../src/domain/account.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import type { ToldAct } from '../../src/domain/board-act.ts';
import type { Lane } from '../../src/monitor/board.ts';
import type { MonthFigures } from '../../src/domain/report-corrections.ts';
import type { ReportJson } from '../../src/monitor/report-json.ts';
import type { InboxPart } from '../../src/monitor/inbox-store.ts';
import type { ReceivedEvent } from '../../src/monitor/event-store.ts';
import type { Store } from '../../src/monitor/store.ts';
import type { WrittenMonth } from '../../src/monitor/report-store.ts';
import { FIRST_MINUTE } from '../../src/storage/event-retention.ts';
import { anAccount as someAccount } from '../domain/builders.ts';
import { aChange, anAlert, aStanding, NOW } from './records.ts';

const anAccount = (given: Partial<Account> = {}): Account =>
  someAccount({ key: 'task:t1', taskId: 't1', csm: null, ...given });

const aPlan: Plan = {
  statement: 'Team completed its first sprint',
  signal: { event: ['Sprint Completed'], count: 1, distinctUsers: 1, withinDays: null, where: {}, actor: 'any' },
  byDay: 21,
  coreEvents: ['Sprint Completed'],
  steps: [],
};

export const anEvent = (given: Partial<ReceivedEvent> = {}): ReceivedEvent => ({
  minute: 1,
  source: 'key-1',
  messageId: 'm1',
  accountId: 'acme',
  userId: 'u1',
  name: 'Task Completed',
  at: NOW,
  receivedAt: NOW,
  properties: {},
  ...given,
});

const aWrite = (given: { key?: string; after?: string | null; notBefore?: number; lane?: Lane } = {}): Write => ({
  key: 'w1',
  accountKey: 'task:t1',
  alertId: null,
  notBefore: NOW,
  after: null,
  kind: 'comment',
  task: { id: 't1' },
  body: [],
  lane: 'alert',
  ...given,
});

/** What every engine promises; `open` gives a migrated, empty store. */
export function describeStore(engine: string, open: () => Promise<Store>): void {
  describe(`${engine} store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('keeps one copy of an event sent twice', async () => {
      expect(await store.events.append([anEvent()])).toBe(1);
      expect(await store.events.append([anEvent(), anEvent({ messageId: 'm2' })])).toBe(1);
      expect((await store.events.ofAccounts(['acme'], NOW)).get('acme')).toHaveLength(2);
    });

    it('says how many of many events are new', async () => {
      const many = Array.from({ length: 300 }, (_, n) => anEvent({ messageId: `m${n}` }));
      const known = many.filter((_, n) => n % 3 === 0);
      expect(await store.events.append(known)).toBe(100);
      expect(await store.events.append(many)).toBe(200);
      expect((await store.events.ofAccounts(['acme'], NOW)).get('acme')).toHaveLength(300);
    });

    it('reads many users and what they belong to at once', async () => {
      const ids = Array.from({ length: 170 }, (_, n) => `u${n}`);
      await store.events.putUser({ userId: 'u3', email: 'a@b.example', admin: true, traits: { a: 1 } }, NOW);
      await store.events.addMember('u169', 'acme', NOW);
      await store.events.addMember('u169', 'beta', NOW + 1);
      expect([...(await store.events.users(ids))]).toEqual([['u3', await store.events.user('u3')]]);
      const groups = await store.events.membershipsOfAll(ids);
      expect([...groups]).toEqual([['u169', await store.events.membershipsOf('u169')]]);
      expect(groups.get('u169')?.map(({ accountId }) => accountId)).toEqual(['beta', 'acme']);
      expect((await store.events.users([])).size).toBe(0);
    });

    it('tells under which passing ids events wait for their account', async () => {
      const passing = { userId: null, accountId: null };
      await store.events.append([
        anEvent({ ...passing, anonymousId: 'open' }),
        anEvent({ ...passing, anonymousId: 'claimed', messageId: 'm2' }),
        anEvent({ messageId: 'm3', anonymousId: 'joined' }),
      ]);
      await store.events.claim('claimed', 'u1', 0);
      expect(await store.events.openUnder(['open', 'claimed', 'joined', 'unheard'])).toEqual(new Set(['open']));
    });

    it('takes equal message ids of two sources for two events', async () => {
      expect(await store.events.append([anEvent(), anEvent({ source: 'key-2' })])).toBe(2);
    });

    it('keeps the words of an alert as long as it is open, whatever else changes of it', async () => {
      await store.alerts.put(anAlert());
      await store.alerts.put(anAlert({ id: 't2.a1', accountKey: 'task:t2' }));
      const words = { from: { moves: ['a'], message: 'b' }, to: { moves: ['“c”'], message: 'd' } };
      await store.alerts.keepWords('t1.a1', words);
      await store.alerts.put(anAlert({ strength: 'soft' }));
      const keys = ['task:t1', 'task:t2', 'task:t3'];
      expect(await store.alerts.wordsOfOpen(keys)).toEqual(new Map([['task:t1', words]]));
      await store.alerts.put(anAlert({ closedAt: NOW + 9 }));
      expect(await store.alerts.wordsOfOpen(keys)).toEqual(new Map());
    });

    it('holds a change of the inbox back until then, and gives it back before', async () => {
      const change = { key: 'c1', event: 'taskUpdated', taskId: 't1', listId: null, actorId: null, at: null };
      const rest = { commentId: null, parentCommentId: null, mentions: [], assignedId: null, act: null };
      await store.inbox.add([{ ...change, ...rest }], NOW);
      await store.inbox.hold('c1', NOW + 5);
      expect(await store.inbox.claim(NOW + 4, 1, 9)).toEqual([]);
      await store.inbox.hold('c1', NOW);
      expect(await store.inbox.claim(NOW, 1, 9)).toHaveLength(1);
      await store.inbox.done('c1', NOW);
      await store.inbox.hold('c1', 0);
      expect(await store.inbox.claim(NOW + 9, 1, 9)).toEqual([]);
    });

    it('tells of delivered alerts what was said and suggested of them', async () => {
      await store.alerts.put(anAlert());
      await store.alerts.put(anAlert({ id: 't2.a1', accountKey: 'task:t2', deliveredAt: null }));
      await store.alerts.judge('t1.a1', 'useful', 7, NOW);
      await store.alerts.judge('t1.a1', 'too late', 7, NOW + 1);
      await store.alerts.suggested('t1.a1', { stepKind: 'people', whose: 'ours' });
      await store.alerts.put(anAlert({ strength: 'soft' }));
      expect(await store.alerts.delivered(NOW, NOW + 1)).toEqual([
        {
          ...anAlert({ strength: 'soft' }),
          verdict: 'too late',
          answers: [
            { verdict: 'useful', at: NOW },
            { verdict: 'too late', at: NOW + 1 },
          ],
          actedAt: null,
          stepKind: 'people',
          whose: 'ours',
        },
      ]);
      expect(await store.alerts.delivered(NOW + 1, NOW + 9)).toEqual([]);
    });

    describe('onboarding work', () => {
      const aTask = (taskId: string) => ({
        taskId,
        name: taskId,
        url: 'u',
        dueOn: 1,
        assignees: [{ id: 7, name: 'Omar' }],
      });
      const open = (...ids: readonly string[]) => ({ open: ids.map(aTask), closed: [], whole: true });
      const due = async (before = NOW) => (await store.onboarding.due(before, 10)).map(({ accountKey }) => accountKey);
      const known = async () => (await store.onboarding.of(['task:t1'])).get('task:t1');
      const idsOf = async () => (await known())?.tasks.map(({ taskId }) => taskId).sort();
      beforeEach(async () => {
        await store.accounts.put(anAccount(), null, NOW);
        await store.onboarding.setPlace('task:t1', '900');
      });

      it('is due until it is read, and again later', async () => {
        expect(await known()).toMatchObject({ placeId: '900', kind: null, readAt: null, tasks: [] });
        expect(await due()).toEqual(['task:t1']);
        await store.onboarding.settle('900', 'folder', NOW);
        await store.onboarding.keep('task:t1', open('a'), NOW);
        expect(await due()).toEqual([]);
        expect(await due(NOW + 1)).toEqual(['task:t1']);
        expect(await known()).toMatchObject({ kind: 'folder', readAt: NOW, readWholeAt: NOW, tasks: [aTask('a')] });
      });

      it('takes in what changed, or everything', async () => {
        await store.onboarding.keep('task:t1', open('a', 'b', 'c'), NOW);
        await store.onboarding.keep(
          'task:t1',
          { open: [aTask('d'), aTask('b')], closed: ['a'], whole: false },
          NOW + 1,
        );
        expect(await idsOf()).toEqual(['b', 'c', 'd']);
        expect(await known()).toMatchObject({ readAt: NOW + 1, readWholeAt: NOW });
        await store.onboarding.keep('task:t1', open('e'), NOW + 2);
        expect(await idsOf()).toEqual(['e']);
      });

      it('begins anew in another place, and ends with none', async () => {
        await store.onboarding.keep('task:t1', open('a'), NOW);
        await store.onboarding.setPlace('task:t1', '900');
        expect(await idsOf()).toEqual(['a']);
        await store.onboarding.setPlace('task:t1', '901');
        expect(await known()).toMatchObject({ placeId: '901', kind: null, readAt: null, tasks: [] });
        await store.onboarding.setPlace('task:t1', null);
        expect(await known()).toBeUndefined();
      });

      it('is looked up again where it was out of sight', async () => {
        await store.onboarding.settle('900', 'out_of_sight', NOW);
        expect(await due()).toEqual([]);
        expect(await due(NOW + 1)).toEqual(['task:t1']);
      });

      it('is read for alerting accounts first, a day apart for those that have got there, and never for those that left', async () => {
        const standing = {
          since: NOW,
          softFrom: null,
          hardFrom: null,
          clearFrom: null,
          reopenedOn: null,
          missedOn: null,
          lastDay: 1,
          dueAt: null,
          unheard: false,
        };
        const stalled = { t2: ['stalled', 'hard'] } as const;
        const quiet = { t3: ['reached', null], t4: ['on_track', null], t5: ['left', null] } as const;
        for (const [id, [state, strength]] of Object.entries({ ...stalled, ...quiet })) {
          const accountKey = `task:${id}`;
          await store.accounts.put(anAccount({ key: accountKey, taskId: id, accountId: id }), null, NOW);
          await store.onboarding.setPlace(accountKey, '900');
          await store.standings.put([{ ...standing, accountKey, state, strength, assessedAt: NOW }]);
        }
        expect(await due()).toEqual(['task:t2', 'task:t1', 'task:t4', 'task:t3']);
        for (const id of ['t1', 't2', 't3', 't4']) await store.onboarding.keep(`task:${id}`, open(), NOW);
        expect(await due(NOW + 1)).toEqual(['task:t2', 'task:t1', 'task:t4']);
        expect(await due(NOW + 86_400_001)).toContain('task:t3');
      });
    });

    describe('acts in workspaces', () => {
      const told = (key: string): ToldAct => ({
        key,
        act: {
          ...{ name: 'clickup.task_completed', at: NOW, taskId: key, listId: '900', commentId: null, isReply: false },
          ...{ actorId: 7, learntBy: 'delivery', taskName: null, creatorId: null },
        },
      });
      const aTask = (taskId: string, changedAt = NOW) => ({
        ...{ taskId, accountKey: 'task:t1', listId: '900', name: taskId, changedAt },
      });
      const due = async (before = 0, changedSince = 0) =>
        (await store.acts.talkDue(before, changedSince, 9)).map(({ taskId }) => taskId);
      beforeEach(async () => {
        await store.accounts.put(anAccount({ domains: ['acme.test'] }), null, NOW);
        await store.onboarding.setPlace('task:t1', '900');
      });

      it('are kept under the key of their telling until they are placed, or for as long as they are wanted', async () => {
        await store.acts.tell([told('a'), told('a'), told('b')], NOW);
        const [first, ...others] = await store.acts.told(NOW, 1);
        expect([first, others]).toEqual([{ ...told('a'), toldAt: NOW }, []]);
        expect(await store.acts.told(NOW, 9, first)).toEqual([{ ...told('b'), toldAt: NOW }]);
        await store.acts.forget(['a']);
        expect(await store.acts.told(NOW, 9)).toMatchObject([told('b')]);
        expect(await store.acts.told(NOW + 1, 9)).toEqual([]);
      });

      it('are looked for where accounts say, and how far they were read is known', async () => {
        const claim = { accountKey: 'task:t1', accountId: 'acme', domains: ['acme.test'], placeId: '900', kind: null };
        expect(await store.acts.claims(['900', '901'])).toEqual([claim]);
        expect(await store.acts.hasWidePlaces()).toBe(true);
        await store.onboarding.settle('900', 'list', NOW);
        expect(await store.acts.hasWidePlaces()).toBe(false);
        const sight = async () => (await store.acts.sights(['task:t1', 'task:t2'])).get('task:t1');
        expect(await sight()).toEqual({ kind: 'not_read_yet' });
        await store.acts.read('task:t1', { from: 1, to: NOW, for: 'acme' });
        expect(await sight()).toEqual({ kind: 'read', to: NOW });
        expect(await store.onboarding.due(NOW, 1)).toMatchObject([
          { accountId: 'acme', acts: { from: 1, for: 'acme' } },
        ]);
        await store.onboarding.settle('900', 'out_of_sight', NOW);
        expect(await sight()).toEqual({ kind: 'out_of_sight' });
        await store.onboarding.setPlace('task:t1', '901');
        expect(await sight()).toEqual({ kind: 'not_read_yet' });
      });

      it('are found again by their minute and what their id begins with, and amended', async () => {
        const event = {
          name: 'clickup.task_completed',
          userId: 'clickup:7',
          at: NOW,
          source: 'clickup',
          properties: {},
        };
        const rest = { minute: 7, accountId: 'acme', receivedAt: NOW };
        for (const messageId of ['done_a:1', 'done_ab:1', 'doneXa:1'])
          await store.events.append([{ ...event, ...rest, messageId }]);
        const [known, ...others] = await store.acts.kept([6, 7, 8], 'done_a:');
        expect([known?.messageId, others]).toEqual(['done_a:1', []]);
        expect(await store.acts.kept([8], 'done_a:')).toEqual([]);
        const { minute, messageId, at } = { minute: 7, messageId: 'done_a:1', at: NOW };
        const better = { minute, messageId, at, accountId: 'bolt', userId: null, properties: { a: 1 } };
        await store.acts.amend(better);
        expect(await store.acts.kept([7], 'done_a:')).toEqual([better]);
        // The product sent none of them: no id of an account is known by them, and no activity, and no beginning.
        expect(await store.events.groupIds(0)).toEqual({ unknown: [], total: 0 });
        expect(await store.events.activeAccounts({ from: 0, to: NOW + 1 })).toBe(0);
        expect(await store.events.first()).toEqual({ receivedAt: null, happenedAt: null });
      });

      it('have their comments read while they are new, changed, or alive and unread for long', async () => {
        await store.acts.noteTasks([aTask('a'), aTask('b')]);
        expect(await store.acts.talkState()).toEqual({ tasks: 2, unread: 2, oldest: null });
        await store.acts.heard('a', NOW + 1);
        expect(await due()).toEqual(['b']);
        expect(await due(NOW + 2, NOW)).toEqual(['b', 'a']);
        expect(await due(NOW + 2, NOW + 1)).toEqual(['b']);
        await store.acts.noteTasks([aTask('a', NOW + 5)]);
        expect(await due()).toEqual(['b', 'a']);
        expect(await store.acts.talkState()).toEqual({ tasks: 2, unread: 1, oldest: NOW + 1 });
        await store.onboarding.setPlace('task:t1', null);
        expect(await due()).toEqual([]);
      });

      it('have their comments read once their account has an id, and anew from the beginning where that is wanted', async () => {
        await store.acts.noteTasks([aTask('a')]);
        await store.acts.heard('a', NOW + 1);
        await store.accounts.put(anAccount({ accountId: null }), null, NOW);
        await store.acts.unhear('task:t1');
        expect([await due(), await store.acts.talkState()]).toEqual([[], { tasks: 0, unread: 0, oldest: null }]);
        await store.accounts.put(anAccount(), null, NOW);
        expect([await due(), await store.acts.talkState()]).toEqual([['a'], { tasks: 1, unread: 1, oldest: null }]);
      });
    });

    it('keeps each input of the health score with when it came to be so', async () => {
      const put = (values: Record<string, number>, at: number) =>
        store.healthInputs.put('task:t1', new Map(Object.entries(values)), at);
      await put({ uptime: 99.5, roi: 40 }, NOW);
      await put({ uptime: 99.5, roi: 30 }, NOW + 1);
      expect(await store.healthInputs.of('task:t1')).toEqual(
        new Map([
          ['uptime', { value: 99.5, since: NOW, before: null }],
          ['roi', { value: 30, since: NOW + 1, before: 40 }],
        ]),
      );
      await put({ roi: 30 }, NOW + 2);
      expect([...(await store.healthInputs.of('task:t1')).keys()]).toEqual(['roi']);
    });

    it('keeps the first act on an alert, whatever is put later', async () => {
      await store.alerts.put(anAlert());
      await store.alerts.acted('t1.a1', NOW + 3);
      await store.alerts.acted('t1.a1', NOW + 2);
      await store.alerts.acted('t1.a1', NOW + 5);
      await store.alerts.put(anAlert({ takenOver: true }));
      expect(await store.alerts.delivered(NOW, NOW + 1)).toMatchObject([{ actedAt: NOW + 2, takenOver: true }]);
    });

    it('shows of events only what was received by then', async () => {
      await store.events.append([anEvent(), anEvent({ messageId: 'm2', receivedAt: NOW + 1 })]);
      expect((await store.events.ofAccounts(['acme'], NOW)).get('acme')).toHaveLength(1);
    });

    it('gives what came under a passing id to the user whom it turns out to be', async () => {
      const passing = { userId: null, accountId: null, anonymousId: 'device-1' };
      await store.events.append([
        anEvent({ ...passing }),
        anEvent({ ...passing, messageId: 'm2', anonymousId: 'device-2' }),
        anEvent({ ...passing, messageId: 'm3', receivedAt: NOW - 9 }),
      ]);
      expect(await store.events.claim('device-1', 'u1', NOW - 1)).toBe(1);
      expect(await store.events.join('u1', 'acme', NOW - 1)).toBe(1);
      expect(await store.events.join('device-2', 'acme', NOW - 1)).toBe(1);
      const people = (await store.events.ofAccounts(['acme'], NOW)).get('acme')?.map(({ userId }) => userId);
      expect(people).toEqual(['u1', null]);
    });

    it('knows which ids are one person, from either side', async () => {
      expect(await store.events.addAlias('u1', 'anon-1')).toBe(true);
      expect(await store.events.addAlias('anon-1', 'u1')).toBe(false);
      expect([await store.events.aliasesOf('u1'), await store.events.aliasesOf('anon-1')]).toEqual([
        ['anon-1'],
        ['u1'],
      ]);
    });

    it('keeps the first and the last time at which a user was said to belong to an account', async () => {
      for (const at of [NOW - 5, NOW - 9, NOW - 7]) await store.events.addMember('u1', 'acme', at);
      await store.events.addMember('u1', 'globex', NOW - 6);
      expect(await store.events.membershipsOf('u1')).toEqual([
        { accountId: 'acme', firstAt: NOW - 9, lastAt: NOW - 5 },
        { accountId: 'globex', firstAt: NOW - 6, lastAt: NOW - 6 },
      ]);
    });

    it('tells of the ids that it is asked about: name, events and addresses', async () => {
      await store.events.noteAccount('7', 'Acme', NOW);
      await store.events.noteAccount('7', null, NOW);
      await store.events.addMember('u1', '7', NOW);
      await store.events.putUser({ userId: 'u1', email: 'a@acme.example', admin: false, traits: {} }, NOW);
      await store.events.append([
        anEvent({ accountId: '7' }),
        anEvent({ accountId: '7', messageId: 'm2', receivedAt: 1 }),
      ]);
      expect(await store.events.strangers(['7', '8'], NOW - 1)).toEqual([
        { id: '7', name: 'Acme', events: 1, emails: ['a@acme.example'] },
        { id: '8', name: null, events: 0, emails: [] },
      ]);
      expect(await store.events.heardOf(['7', '8'], NOW)).toEqual(new Set(['7']));
    });

    it('lists the people with most unjoined events first, and forgets old events that nobody claimed', async () => {
      const open = { accountId: null, receivedAt: NOW };
      await store.events.putUser({ userId: 'u1', email: 'a@acme.example', admin: false, traits: {} }, NOW);
      await store.events.append([
        anEvent({ ...open, messageId: 'm1', userId: null, anonymousId: 'device-1' }),
        anEvent({ ...open, messageId: 'm2' }),
        anEvent({ ...open, messageId: 'm3' }),
        anEvent({ ...open, messageId: 'm4', receivedAt: NOW - 9 }),
        anEvent({ messageId: 'm5', receivedAt: NOW - 9 }),
      ]);
      const people = [
        { who: 'u1', events: 2, email: 'a@acme.example' },
        { who: 'device-1', events: 1, email: null },
      ];
      expect(await store.events.unjoinedPeople(NOW - 1, 9)).toEqual(people);
      expect(await store.events.unjoinedPeople(NOW - 1, 1)).toEqual(people.slice(0, 1));
      const user = { userId: 'u1', email: 'a@acme.example' };
      expect(await store.events.unjoinedUsers('', 9)).toEqual([user]);
      expect(await store.events.unjoinedUsers('u1', 9)).toEqual([]);
      expect(await store.events.dropUnjoined(NOW - 1)).toBe(1);
      expect(await store.events.unjoinedCount(0)).toEqual({ unjoined: 3, total: 4 });
    });

    it('counts the unjoined over many more events than are counted at a time', async () => {
      const many = Array.from({ length: 20_300 }, (_, n) =>
        anEvent({
          messageId: `m${n}`,
          minute: n % 7_000,
          accountId: n % 100 === 0 ? null : 'acme',
          receivedAt: n < 300 ? NOW - 1 : NOW,
        }),
      );
      await store.events.append(many);
      expect(await store.events.unjoinedCount(NOW)).toEqual({ unjoined: 200, total: 20_000 });
    });

    it('gives a user’s unjoined events to the account that explains them', async () => {
      await store.events.append([
        anEvent({ accountId: null }),
        anEvent({ accountId: null, userId: 'u2', messageId: 'm2' }),
      ]);
      expect(await store.events.join('u1', 'acme', NOW - 1)).toBe(1);
      expect((await store.events.ofAccounts(['acme'], NOW)).get('acme')?.map((event) => event.userId)).toEqual(['u1']);
    });

    it('tells group ids that no account has', async () => {
      await store.accounts.put(anAccount(), null, NOW);
      await store.events.append([anEvent(), anEvent({ accountId: 'acme-gmbh', messageId: 'm2' })]);
      expect(await store.events.groupIds(NOW - 1)).toEqual({ unknown: ['acme-gmbh'], total: 2 });
    });

    it('tells when the first event was received and when the earliest happened', async () => {
      expect(await store.events.first()).toEqual({ receivedAt: null, happenedAt: null });
      const minute = Math.floor(NOW / 60_000);
      await store.events.append([anEvent({ minute, receivedAt: NOW - 5 })]);
      await store.events.append([anEvent({ messageId: 'm2', minute: minute - 90, receivedAt: NOW })]);
      expect(await store.events.first()).toEqual({ receivedAt: NOW - 5, happenedAt: (minute - 90) * 60_000 });
    });

    it('takes an event without a time of its own for one of when it was received, not of 1970', async () => {
      await store.events.append([anEvent({ minute: 0, receivedAt: NOW - 5 })]);
      expect(await store.events.first()).toEqual({ receivedAt: NOW - 5, happenedAt: NOW - 5 });
      const minute = Math.floor(NOW / 60_000) - 90;
      await store.events.append([anEvent({ messageId: 'm2', minute, at: minute * 60_000 })]);
      expect(await store.events.first()).toEqual({ receivedAt: NOW - 5, happenedAt: minute * 60_000 });
    });

    it('remembers the earliest minute of an event with a time of its own, in place of the 1970 that it once kept', async () => {
      const minute = Math.floor(NOW / 60_000) - 90;
      await store.events.append([
        anEvent({ minute: 0 }),
        anEvent({ messageId: 'old', minute, at: minute * 60_000 }),
        anEvent({ messageId: 'new', minute: minute + 60, at: (minute + 60) * 60_000 }),
      ]);
      await store.meta.set(FIRST_MINUTE, '0');
      const first = { receivedAt: NOW, happenedAt: minute * 60_000 };
      expect(await store.events.first()).toEqual(first);
      const window = { from: Number.MIN_SAFE_INTEGER, to: minute * 60_000 + 1 };
      for (const dropped of [1, 0]) expect(await store.events.dropSome('acme', window, 9)).toBe(dropped);
      expect(await store.events.first()).toEqual(first);
    });

    it('reads an account back as it was written, with its pauses', async () => {
      const account = anAccount({ domains: ['acme.example'], csm: { id: 7, name: 'Cara', email: null } });
      await store.accounts.put(account, NOW, NOW);
      await store.accounts.openHold(
        {
          accountKey: account.key,
          kind: 'pause',
          from: 20_001,
          until: null,
          source: 'comment',
          reason: 'audit',
          byId: 7,
        },
        NOW,
      );
      expect(await store.accounts.byTask('t1')).toEqual({ ...account, pauses: [{ from: 20_001, until: null }] });
      expect(await store.accounts.endHolds(account.key, 'pause', 'comment', 20_005, null)).toBe(true);
      expect(await store.accounts.endHolds(account.key, 'pause', 'comment', 20_005, null)).toBe(false);
      expect((await store.accounts.byKey(account.key))?.pauses).toEqual([{ from: 20_001, until: 20_005 }]);
    });

    it('keeps at which instant a pause began and was ended, where that is known', async () => {
      await store.accounts.put(anAccount(), NOW, NOW);
      const hold = { accountKey: 'task:t1', kind: 'pause', source: 'comment', reason: null, byId: 7 } as const;
      await store.accounts.openHold({ ...hold, from: 20_001, until: null, begins: NOW - 5 }, NOW);
      await store.accounts.endHolds('task:t1', 'pause', 'comment', 20_005, NOW);
      const [kept] = (await store.accounts.byTask('t1'))?.pauses ?? [];
      expect(kept).toEqual({ from: 20_001, until: 20_005, begins: NOW - 5, ends: NOW });
    });

    it('finds several accounts at once, those that are here', async () => {
      await store.accounts.put(anAccount(), NOW, NOW);
      await store.accounts.put(anAccount({ key: 'task:t2', taskId: 't2' }), NOW, NOW);
      await store.accounts.markGone('t2', NOW);
      expect(await store.accounts.byKeys(['task:t1', 'task:t2', 'task:t3'])).toEqual([anAccount()]);
      expect(await store.accounts.byKeys([])).toEqual([]);
    });

    it('has another version after every change, and the same until then', async () => {
      const before = await store.version();
      await store.accounts.page(null, 10);
      expect(await store.version()).toBe(before);
      await store.accounts.put(anAccount(), NOW, NOW);
      const after = await store.version();
      expect(after).not.toBe(before);
      await store.transaction((inside) => inside.meta.set('name', 'value'));
      expect(await store.version()).not.toBe(after);
    });

    it('hides an account whose task is gone and shows it again when the task returns', async () => {
      await store.accounts.put(anAccount(), NOW, NOW);
      await store.accounts.markGone('t1', NOW);
      expect(await store.accounts.page(null, 10)).toEqual([]);
      await store.accounts.put(anAccount(), NOW, NOW);
      expect(await store.accounts.count()).toBe(1);
    });

    it('keeps the lives that ended, oldest first, in place of those kept before', async () => {
      const end = { leftAt: NOW - 9, succeededAt: NOW };
      const first = anAccount({ status: 'left', leftAt: NOW - 9, pauses: [{ from: 20_001, until: 20_003 }] });
      const lives = [1, 2].map((number) => ({ ...first, life: { number, before: null, end, awaySince: null } }));
      await store.accounts.keepEndedLives('task:t1', [first]);
      await store.accounts.keepEndedLives('task:t1', lives);
      expect([...(await store.accounts.endedLives(['task:t1', 'task:t2']))]).toEqual([['task:t1', lives]]);
      expect(await store.accounts.endedLives([])).toEqual(new Map());
    });

    it('finds the lives that ended under another id than their account has now, by that id', async () => {
      const end = { leftAt: NOW - 9, succeededAt: NOW };
      const lifeOf = (accountId: string | null, number: number) =>
        anAccount({ accountId, status: 'left', leftAt: NOW - 9, life: { number, before: null, end, awaySince: null } });
      const lives = [lifeOf('former', 1), lifeOf('acme', 2), lifeOf(null, 3), lifeOf('former', 4)];
      await store.accounts.put(anAccount({ accountId: 'acme' }), NOW, NOW);
      await store.accounts.keepEndedLives('task:t1', lives);
      expect([...(await store.accounts.endedUnderOtherIds())]).toEqual([['former', [lives[0], lives[3]]]]);
      await store.accounts.put(anAccount({ accountId: null }), NOW, NOW);
      expect([...(await store.accounts.endedUnderOtherIds()).keys()]).toEqual(['former', 'acme']);
    });

    it('finds an account again whose task is gone: by the task, else the last one by its id', async () => {
      await store.accounts.put(anAccount(), NOW, NOW);
      await store.accounts.put(anAccount({ key: 'task:t2', taskId: 't2' }), NOW, NOW);
      expect(await store.accounts.gone('t1', 'acme')).toBeNull();
      await store.accounts.markGone('t2', NOW + 1);
      await store.accounts.markGone('t1', NOW + 2);
      expect((await store.accounts.gone('t9', 'acme'))?.key).toBe('task:t1');
      expect((await store.accounts.gone('t2', 'acme'))?.key).toBe('task:t2');
      expect(await store.accounts.gone('t9', null)).toBeNull();
    });

    it('drops a row that another account takes the place of', async () => {
      await store.accounts.put(anAccount(), NOW, NOW);
      await store.accounts.drop('task:t1');
      await store.accounts.put(anAccount({ key: 'task:t0' }), NOW, NOW);
      expect((await store.accounts.byTask('t1'))?.key).toBe('task:t0');
    });

    it('names the later of two accounts with one id', async () => {
      await store.accounts.put(anAccount({ key: 'task:t9', taskId: 't9' }), NOW, NOW);
      await store.accounts.put(anAccount(), NOW, NOW + 1);
      expect([...(await store.accounts.laterTwins(null))]).toEqual(['task:t1']);
    });

    it('lets an excluded duplicate hold no id', async () => {
      await store.accounts.put(anAccount({ key: 'task:t9', taskId: 't9', status: 'excluded' }), NOW, NOW);
      await store.accounts.put(anAccount(), NOW, NOW + 1);
      expect([...(await store.accounts.laterTwins(null))]).toEqual([]);
    });

    it('keeps an approved plan in force until another one is approved', async () => {
      const first = await store.plans.add(
        { accountKey: 'a', plan: aPlan, hash: 'h1', author: 'template', origin: 'o', rationale: 'r' },
        NOW,
      );
      expect(
        await store.plans.approve('a', first.version, { by: 7, at: NOW, how: 'comment', commentId: 'c1', digest: 'd' }),
      ).toBe(true);
      const second = await store.plans.add(
        { accountKey: 'a', plan: aPlan, hash: 'h2', author: 'lead', origin: 'o', rationale: 'r' },
        NOW + 1,
      );
      expect((await store.plans.inForce(['a'], NOW + 1)).get('a')?.version).toBe(1);
      await store.plans.approve('a', second.version, {
        by: 7,
        at: NOW + 2,
        how: 'comment',
        commentId: 'c2',
        digest: 'd',
      });
      expect((await store.plans.inForce(['a'], NOW + 2)).get('a')?.version).toBe(2);
      expect((await store.plans.inForce(['a'], NOW + 1)).get('a')?.version).toBe(1);
      expect((await store.plans.inForce(['a'], NOW - 1)).size).toBe(0);
      const asked = [NOW + 2, NOW - 1, NOW + 1].map((at) => ({ key: 'a', at }));
      const each = await store.plans.inForceEach([...asked, { key: 'nobody', at: NOW }]);
      expect(each.map((record) => record?.version ?? null)).toEqual([2, null, 1, null]);
    });

    it('approves only what still waits for approval', async () => {
      await store.plans.add(
        { accountKey: 'a', plan: aPlan, hash: 'h1', author: 'template', origin: 'o', rationale: 'r' },
        NOW,
      );
      await store.plans.add(
        { accountKey: 'a', plan: aPlan, hash: 'h2', author: 'template', origin: 'o', rationale: 'r' },
        NOW,
      );
      expect(await store.plans.approve('a', 1, { by: 7, at: NOW, how: 'comment', commentId: 'c1', digest: 'd' })).toBe(
        false,
      );
      expect((await store.plans.newest(['a'])).get('a')).toMatchObject({ version: 2, status: 'draft' });
    });

    it('takes a plan out of force when it is rejected', async () => {
      await store.plans.add(
        { accountKey: 'a', plan: aPlan, hash: 'h1', author: 'template', origin: 'o', rationale: 'r' },
        NOW,
      );
      await store.plans.approve('a', 1, { by: 7, at: NOW, how: 'comment', commentId: 'c1', digest: 'd' });
      await store.plans.reject('a', 1, 7, 'no value', NOW + 5);
      expect((await store.plans.inForce(['a'], NOW)).size).toBe(1);
      expect((await store.plans.inForce(['a'], NOW + 5)).size).toBe(0);
    });

    it('brings no replaced plan back when its successor is rejected', async () => {
      for (const version of [1, 2]) {
        await store.plans.add(
          { accountKey: 'a', plan: aPlan, hash: `h${version}`, author: 'template', origin: 'o', rationale: 'r' },
          NOW,
        );
        await store.plans.approve('a', version, {
          by: 7,
          at: NOW + version,
          how: 'comment',
          commentId: `c${version}`,
          digest: 'd',
        });
      }
      await store.plans.reject('a', 2, 7, 'no value', NOW + 3);
      expect((await store.plans.inForce(['a'], NOW + 3)).size).toBe(0);
    });

    it('tells how much waits, and since when', async () => {
      expect(await store.inbox.backlog()).toEqual({ waiting: 0, oldestAt: null });
      expect(await store.outbox.backlog(NOW)).toEqual({ waiting: 0, failing: 0, oldestAt: null });
      await store.inbox.add([aChange({ key: 'k1' })], NOW - 5);
      await store.inbox.add([aChange({ key: 'k2' })], NOW);
      expect(await store.inbox.backlog()).toEqual({ waiting: 2, oldestAt: NOW - 5 });
      await store.outbox.add([aWrite({ key: 'later', notBefore: NOW + 1 })], NOW - 9);
      await store.outbox.add([aWrite()], NOW - 5);
      expect(await store.outbox.backlog(NOW)).toEqual({ waiting: 2, failing: 0, oldestAt: NOW - 5 });
    });

    it('counts the accounts that are here by state', async () => {
      for (const key of ['task:t1', 'task:t2', 'task:t3']) {
        await store.accounts.put(anAccount({ key, taskId: key }), null, NOW);
        await store.standings.put([aStanding({ accountKey: key, state: key === 'task:t1' ? 'blind' : 'on_track' })]);
      }
      await store.accounts.markGone('task:t3', NOW);
      expect(await store.standings.byState()).toEqual(
        new Map([
          ['blind', 1],
          ['on_track', 1],
        ]),
      );
    });

    it('writes each outbox key once and hands each row to one worker', async () => {
      expect(await store.outbox.add([aWrite(), aWrite()], NOW)).toBe(1);
      expect(await store.outbox.claim(NOW, 1_000, 10)).toHaveLength(1);
      expect(await store.outbox.claim(NOW, 1_000, 10)).toEqual([]);
    });

    it('says of a row whose lease ran out that its outcome is unknown', async () => {
      await store.outbox.add([aWrite()], NOW);
      await store.outbox.claim(NOW, 1_000, 10);
      expect(await store.outbox.claim(NOW + 1_001, 1_000, 10)).toMatchObject([{ outcomeUnknown: true, attempts: 2 }]);
    });

    it('holds a row back until the one it follows is done', async () => {
      await store.outbox.add([aWrite({ key: 'w2', after: 'w1' }), aWrite()], NOW);
      expect((await store.outbox.claim(NOW, 1_000, 10)).map(({ write }) => write.key)).toEqual(['w1']);
      await store.outbox.done('w1', { commentId: 'c9' }, NOW);
      expect((await store.outbox.claim(NOW, 1_000, 10)).map(({ write }) => write.key)).toEqual(['w2']);
      expect(await store.outbox.byResult('c9')).toMatchObject({ key: 'w1', status: 'done' });
      expect([...(await store.outbox.results(['w1', 'w2']))]).toEqual([['w1', { commentId: 'c9' }]]);
    });

    it('lets whoever was overtaken change nothing of a row any more', async () => {
      await store.outbox.add([aWrite()], NOW);
      await store.outbox.claim(NOW, 1_000, 1);
      await store.outbox.claim(NOW + 1_001, 1_000, 1);
      const overtaken = { key: 'w1', attempts: 1 };
      expect(await store.outbox.renew(overtaken, NOW + 99_000)).toBe(false);
      expect(await store.outbox.abandon(overtaken, 'no', NOW)).toBe(false);
      await store.outbox.retry(overtaken, NOW, 'no', false);
      expect(await store.outbox.get('w1')).toMatchObject({ status: 'sending', attempts: 2 });
    });

    it('counts the writes that were given up', async () => {
      await store.outbox.add([aWrite(), aWrite({ key: 'w2' })], NOW);
      await store.outbox.claim(NOW, 1_000, 2);
      expect(await store.outbox.givenUp()).toBe(0);
      await store.outbox.abandon({ key: 'w1', attempts: 1 }, 'no', NOW);
      expect(await store.outbox.givenUp()).toBe(1);
    });

    it('tries anew what was given up, behind what it follows by then', async () => {
      await store.outbox.add([aWrite({ after: 'gone' })], NOW);
      await store.outbox.abandon({ key: 'w1', attempts: 0 }, 'no', NOW);
      expect(await store.outbox.add([aWrite({ after: 'w0' }), aWrite({ key: 'w0' })], NOW)).toBe(2);
      const claimed = () => store.outbox.claim(NOW, 1_000, 9);
      expect((await claimed()).map(({ write }) => write.key)).toEqual(['w0']);
      await store.outbox.done('w0', {}, NOW);
      expect(await claimed()).toMatchObject([{ write: { key: 'w1', after: 'w0' }, outcomeUnknown: true }]);
    });

    it('keeps a row that is renewed from being taken again', async () => {
      await store.outbox.add([aWrite()], NOW);
      await store.outbox.claim(NOW, 1_000, 1);
      expect(await store.outbox.renew({ key: 'w1', attempts: 1 }, NOW + 5_000)).toBe(true);
      expect(await store.outbox.claim(NOW + 4_000, 1_000, 1)).toEqual([]);
    });

    it('names what follows a write that never comes', async () => {
      await store.outbox.add([aWrite(), aWrite({ key: 'w2', after: 'w1' }), aWrite({ key: 'w3' })], NOW);
      await store.outbox.withdraw(['w1']);
      expect(await store.outbox.stranded()).toEqual([{ write: aWrite({ key: 'w2', after: 'w1' }), attempts: 0 }]);
    });

    it('decides in one transaction at a time', async () => {
      const count = () =>
        store.transaction(async (inside) => {
          const before = Number((await inside.meta.get('n')) ?? 0);
          await new Promise((resolve) => setImmediate(resolve));
          await inside.meta.set('n', String(before + 1));
        });
      await Promise.all(Array.from({ length: 20 }, count));
      expect(await store.meta.get('n')).toBe('20');
    });

    it('refuses at once what asks past an open transaction, instead of waiting for itself', async () => {
      const past = [() => store.meta.get('n'), () => store.transaction(async () => undefined)];
      for (const ask of past) await expect(store.transaction(ask)).rejects.toThrow('past an open transaction');
      expect(await store.meta.get('n')).toBeNull();
    });

    it('takes back only what was never tried', async () => {
      await store.outbox.add([aWrite(), aWrite({ key: 'w2' })], NOW);
      await store.outbox.claim(NOW, 1_000, 1);
      expect(await store.outbox.withdraw(['w1', 'w2'])).toBe(1);
      expect(await store.outbox.claim(NOW, 1_000, 10)).toEqual([]);
    });

    it('counts whom a CSM was called to, without the lines of digests', async () => {
      const called = { strength: 'soft', delivery: 'comment', calledAt: NOW } as const;
      await store.alerts.put(anAlert(called));
      await store.alerts.put(anAlert({ ...called, id: 't2.a1', accountKey: 'task:t2', delivery: 'digest' }));
      await store.alerts.put(anAlert({ ...called, id: 't3.a1', accountKey: 'task:t3', calledAt: NOW - 1 }));
      await store.alerts.put(anAlert({ ...called, id: 't4.a1', accountKey: 'task:t4', csmId: 8 }));
      expect(await store.alerts.calledSince(7, NOW)).toBe(1);
      expect((await store.alerts.open(['task:t1'])).get('task:t1')).toMatchObject({ ...called, repeats: 0 });
    });

    it('knows the first hard alert that an account’s CSM was told of', async () => {
      await store.alerts.put(anAlert({ strength: 'soft', deliveredAt: NOW - 5, closedAt: NOW }));
      await store.alerts.put(anAlert({ id: 't1.a2', deliveredAt: NOW - 2, closedAt: NOW }));
      await store.alerts.put(anAlert({ id: 't1.a3', deliveredAt: NOW }));
      await store.alerts.put(anAlert({ id: 't2.a1', accountKey: 'task:t2', delivery: 'held', deliveredAt: null }));
      expect(await store.alerts.firstHard(['task:t1', 'task:t2'])).toEqual(new Map([['task:t1', NOW - 2]]));
    });

    it('knows the alert that was closed last, and the last of those that somebody was told of', async () => {
      await store.alerts.put(anAlert({ closedAt: NOW + 1 }));
      await store.alerts.put(anAlert({ id: 't1.a2', closedAt: NOW + 2 }));
      await store.alerts.put(anAlert({ id: 't1.a3', delivery: 'held', deliveredAt: null, closedAt: NOW + 3 }));
      await store.alerts.put(anAlert({ id: 't1.a4' }));
      await store.alerts.put(anAlert({ id: 't2.a1', accountKey: 'task:t2', deliveredAt: null, closedAt: NOW }));
      const keys = ['task:t1', 'task:t2', 'task:t3'];
      const ids = (found: ReadonlyMap<string, { readonly id: string }>) => [...found.values()].map(({ id }) => id);
      expect(ids(await store.alerts.lastClosed(keys))).toEqual(['t2.a1', 't1.a3']);
      expect(ids(await store.alerts.lastTold(keys))).toEqual(['t1.a2']);
      expect(ids(await store.alerts.lastTold([]))).toEqual([]);
    });

    it('remembers who asked for a pause, why, and whether a person ended it', async () => {
      const pause = { accountKey: 'task:t1', kind: 'pause', source: 'comment', byId: 7 } as const;
      await store.accounts.openHold({ ...pause, from: 100, until: 110, reason: 'early' }, NOW);
      await store.accounts.openHold({ ...pause, from: 105, until: 120, reason: 'audit' }, NOW);
      const last = async (since: number) => (await store.accounts.lastPauses(['task:t1'], since)).get('task:t1');
      const agreed = { from: 105, until: 120, source: 'comment', reason: 'audit', byId: 7, endedEarly: false };
      expect(await last(120)).toEqual(agreed);
      expect(await last(121)).toBe(undefined);
      await store.accounts.endHolds('task:t1', 'pause', 'comment', 115, null);
      expect(await last(115)).toEqual({ ...agreed, until: 115, endedEarly: true });
      await store.accounts.openHold(
        { ...pause, from: 90, until: null, source: 'status', byId: null, reason: null },
        NOW,
      );
      expect(await last(500)).toMatchObject({ until: null, source: 'status' });
    });

    it('notes when value was taken back beside what is stored, or with a first entry where nothing is', async () => {
      await store.accounts.put(anAccount(), NOW, NOW);
      const reopened = aStanding({ state: 'reached', reopenedOn: 7 });
      await store.standings.noteReopened(reopened);
      expect((await store.standings.of(['task:t1'])).get('task:t1')).toEqual(reopened);
      expect((await store.standings.history('task:t1')).map(({ state }) => state)).toEqual(['reached']);
      await store.standings.put([aStanding({ state: 'stalled', strength: 'hard', hardFrom: 1 })]);
      await store.standings.noteReopened({ ...reopened, reopenedOn: 9 });
      expect((await store.standings.of(['task:t1'])).get('task:t1')).toEqual(
        aStanding({ state: 'stalled', strength: 'hard', hardFrom: 1, reopenedOn: 9 }),
      );
      expect(await store.standings.history('task:t1')).toHaveLength(1);
    });

    it('keeps the missed list, and tells each account of it once', async () => {
      const standing = aStanding({ state: 'stalled', strength: 'hard', softFrom: 1, hardFrom: 1 });
      await store.standings.put([standing]);
      expect(await store.standings.missedToTell(NOW)).toEqual([]);
      await store.standings.put([{ ...standing, missedOn: 91 }]);
      expect(await store.standings.missedToTell(NOW)).toEqual(['task:t1']);
      await store.standings.toldMissed(['task:t1'], NOW);
      // Told on the very day that is asked for: the digest of that day must not lose it.
      expect(await store.standings.missedToTell(NOW)).toEqual(['task:t1']);
      expect(await store.standings.missedToTell(NOW + 1)).toEqual([]);
      await store.standings.put([{ ...standing, missedOn: 91, state: 'paused' }]);
      expect(await store.standings.missedToTell(NOW + 1)).toEqual([]);
      // Whoever tells it again on that day was not the first, and takes nothing back.
      await store.standings.toldMissed(['task:t1'], NOW + 2);
      await store.standings.untoldMissed(['task:t1'], NOW + 2);
      expect(await store.standings.missedToTell(NOW + 1)).toEqual([]);
      await store.standings.untoldMissed(['task:t1'], NOW);
      expect(await store.standings.missedToTell(NOW + 1)).toEqual(['task:t1']);
      expect((await store.standings.of(['task:t1'])).get('task:t1')).toMatchObject({ missedOn: 91 });
    });

    it('says whose verdict time alone can have changed, and of whom nothing was heard', async () => {
      await store.standings.put([
        aStanding({ accountKey: 'task:t1', dueAt: NOW, unheard: true }),
        aStanding({ accountKey: 'task:t2', dueAt: NOW + 1 }),
        aStanding({ accountKey: 'task:t3' }),
        aStanding({ accountKey: 'task:t4', dueAt: 0 }),
      ]);
      expect([...(await store.standings.due(NOW))].sort()).toEqual(['task:t1', 'task:t4']);
      expect(await store.standings.unheard()).toEqual(['task:t1']);
      expect((await store.standings.of(['task:t3'])).get('task:t3')).toMatchObject({ dueAt: null, unheard: false });
    });

    it('says what came into force since, each text once', async () => {
      const draft = { plan: aPlan, hash: 'h', author: 'template', origin: 'x', rationale: '' } as const;
      const approval = { by: null, how: 'import', commentId: null, digest: null } as const;
      for (const accountKey of ['task:t1', 'task:t2', 'task:t3']) {
        await store.plans.add({ ...draft, accountKey }, NOW);
        const at = accountKey === 'task:t3' ? NOW : NOW + 1;
        await store.plans.approve(accountKey, 1, { ...approval, at });
      }
      expect(await store.plans.approvedSince(NOW)).toEqual([aPlan]);
      expect(await store.plans.approvedSince(NOW + 1)).toEqual([]);
      expect(await store.plans.lastApprovedAt()).toBe(NOW + 1);
    });

    describeNews(() => store);

    it('counts how much each account did in a window, and how many did anything', async () => {
      await store.accounts.put(anAccount(), NOW, NOW);
      await store.accounts.put(anAccount({ key: 'task:t2', taskId: 't2', accountId: 'beta' }), NOW, NOW);
      await store.accounts.put(anAccount({ key: 'task:t3', taskId: 't3', accountId: 'gone' }), NOW, NOW);
      await store.accounts.markGone('t3', NOW);
      const acts = [
        ['acme', NOW - 10],
        ['acme', NOW - 10],
        ['acme', NOW],
        ['beta', NOW - 9],
        ['gone', NOW - 10],
        ['unknown', NOW - 10],
        [null, NOW - 30],
      ] as const;
      await store.events.append(acts.map(([accountId, at], n) => anEvent({ accountId, at, messageId: `m${n}` })));
      const windows = [
        { from: NOW - 10, to: NOW },
        { from: NOW, to: NOW + 1 },
        { from: NOW + 1, to: NOW + 2 },
      ];
      expect((await store.events.activity(windows)).map((counts) => counts.toSorted())).toEqual([[1, 2], [1], []]);
      expect(await store.events.activeAccounts({ from: NOW - 10, to: NOW })).toBe(2);
      expect(await store.events.activeAccounts({ from: NOW - 9, to: NOW })).toBe(1);
      expect(await store.events.hasAnyBefore(NOW - 9)).toBe(true);
      expect(await store.events.hasAnyBefore(NOW - 10)).toBe(false);
    });

    it('allows one open alert an account', async () => {
      await store.alerts.put(anAlert());
      await expect(store.alerts.put(anAlert({ id: 't1.a2' }))).rejects.toThrow();
      await store.alerts.put(anAlert({ closedAt: NOW, closeReason: 'progress' }));
      await store.alerts.put(anAlert({ id: 't1.a2' }));
      expect((await store.alerts.open(['task:t1'])).get('task:t1')?.id).toBe('t1.a2');
      expect(await store.alerts.calledSince(7, NOW)).toBe(2);
    });

    it('hears each text of a comment once', async () => {
      const comment = {
        commentId: 'c1',
        digest: 'd1',
        taskId: 't1',
        parentId: null,
        authorId: 7,
        at: NOW,
        said: 'approve',
      };
      expect(await store.comments.hear(comment, NOW)).toBe(true);
      expect(await store.comments.hear(comment, NOW)).toBe(false);
      expect(await store.comments.hear({ ...comment, digest: 'd2' }, NOW + 1)).toBe(true);
      expect((await store.comments.heard('c1')).map(({ digest }) => digest)).toEqual(['d2', 'd1']);
    });

    it('knows where the comments stood that approved something', async () => {
      const plan = {
        accountKey: 'task:t1',
        plan: aPlan,
        hash: 'h',
        author: 'lead',
        origin: 'x',
        rationale: '',
      } as const;
      await store.plans.add(plan, NOW);
      await store.plans.approve('task:t1', 1, { by: 7, at: NOW, how: 'comment', commentId: 'c1', digest: 'd1' });
      const said = { commentId: 'c1', taskId: 't1', parentId: 'c0', authorId: 7, at: NOW, said: 'approve' };
      await store.comments.hear({ ...said, digest: 'd1' }, NOW);
      await store.comments.hear({ ...said, digest: 'd2', said: 'hm' }, NOW);
      const where = { accountKey: 'task:t1', version: 1, commentId: 'c1', parentId: 'c0', saidAt: NOW };
      expect(await store.plans.approvalsOn('t1')).toEqual([where]);
      expect(await store.plans.approvalsOn('t2')).toEqual([]);
    });

    it('keeps the last word on an account’s value, as it was known at any time', async () => {
      const word = { accountKey: 'task:t1', reason: null, by: 7 };
      const first = { ...word, reachedAt: NOW - 5, at: NOW, commentId: 'c1' };
      const second = { ...word, reachedAt: null, reason: 'a demo', at: NOW + 1, commentId: 'c2' };
      await store.corrections.recordValue(second);
      await store.corrections.recordValue(first);
      const known = async (by: number) =>
        (await store.corrections.wordsOf(['task:t1', 'task:t2'], by)).get('task:t1')?.at(-1);
      expect([await known(NOW - 1), await known(NOW), await known(NOW + 1)]).toEqual([undefined, first, second]);
    });

    it('keeps which events were withdrawn, each once, as it was known at any time', async () => {
      const event = { accountKey: 'task:t1', messageId: 'm1', reason: 'a test', by: 7, at: NOW };
      expect(await store.corrections.withdraw(event)).toBe(true);
      expect(await store.corrections.withdraw({ ...event, reason: 'again' })).toBe(false);
      expect([...(await store.corrections.withdrawn(['task:t1'], NOW))]).toEqual([['task:t1', [event]]]);
      expect((await store.corrections.withdrawn(['task:t1'], NOW - 1)).size).toBe(0);
    });

    it('knows who is away, until when, and who came back', async () => {
      await store.people.setAway(7, 20_001);
      await store.people.setAway(7, 20_002);
      expect([...(await store.people.away())]).toEqual([[7, 20_002]]);
      expect([await store.people.endAway(7), await store.people.endAway(7)]).toEqual([true, false]);
      expect((await store.people.away()).size).toBe(0);
    });

    it('answers each assignment of a task once', async () => {
      expect([await store.assignments.see('t1', false), await store.assignments.see('t1', false)]).toEqual([
        true,
        false,
      ]);
      await store.assignments.see('t2', true);
      expect(await store.assignments.waiting()).toEqual(['t1']);
      await store.assignments.answered('t1');
      expect(await store.assignments.waiting()).toEqual([]);
      await store.assignments.end('t1');
      expect(await store.assignments.see('t1', false)).toBe(true);
    });

    it('says of each of several tellings what was new in it', async () => {
      const told = (key: string) => aChange({ key });
      await store.inbox.add([told('k1')], NOW);
      const tellings = [[told('k1'), told('k2')], [], [told('k2'), told('k3'), told('k3')]];
      expect(await store.inbox.addAll(tellings, NOW)).toEqual([
        { stored: 1, known: 1 },
        { stored: 0, known: 0 },
        { stored: 1, known: 2 },
      ]);
      expect(await store.inbox.waiting()).toBe(3);
    });

    it('knows a change that was told before', async () => {
      const change = aChange();
      expect(await store.inbox.add([change], NOW)).toEqual({ stored: 1, known: 0 });
      expect(await store.inbox.add([change], NOW)).toEqual({ stored: 0, known: 1 });
      expect(await store.inbox.claim(NOW, 1_000, 10)).toEqual([change]);
      await store.inbox.done('k1', NOW);
      expect(await store.inbox.waiting()).toBe(0);
    });

    it('finds what is older than it is kept, and drops a few at a time', async () => {
      const at = (when: number, messageId: string, given: Partial<ReceivedEvent> = {}) =>
        anEvent({ at: when, minute: Math.floor(when / 60_000), messageId, ...given });
      const old = [1, 2, 3].map((hour) => at(NOW - hour * 3_600_000, `old-${hour}`));
      await store.events.append([...old, at(NOW, 'new'), at(NOW, 'other', { accountId: 'young' })]);
      const ids = await store.events.idsInUse(null, 9);
      expect([ids, await store.events.idsInUse(ids[0] ?? null, 1)]).toEqual([['acme', 'young'], ['young']]);
      expect(await store.events.olderThan(ids, NOW)).toEqual([{ accountId: 'acme', newestAt: NOW }]);
      const first = await store.events.first();
      const window = { from: Number.MIN_SAFE_INTEGER, to: NOW - 3_600_000 };
      expect([
        await store.events.dropSome('acme', window, 1),
        await store.events.dropSome('acme', window, 9),
        await store.events.dropSome('acme', window, 9),
      ]).toEqual([1, 1, 0]);
      const left = (await store.events.ofAccounts(['acme'], NOW)).get('acme') ?? [];
      expect(left.map(({ messageId }) => messageId)).toEqual(['old-1', 'new']);
      expect(await store.events.first()).toEqual(first);
    });

    it('names every id under which there may be events once, in order, in lots of any size', async () => {
      const acts = { from: 0, to: NOW, for: 'before' };
      await store.events.append(['sent', 'both', 'zero'].map((id) => anEvent({ accountId: id, messageId: id })));
      for (const [taskId, accountId] of Object.entries({ t1: 'both', t2: 'known', t3: 'known', t4: null })) {
        await store.accounts.put(anAccount({ key: `task:${taskId}`, taskId, accountId }), NOW, NOW);
        await store.onboarding.setPlace(`task:${taskId}`, `place-${taskId}`);
      }
      await store.acts.read('task:t2', acts);
      const inLotsOf = async (limit: number): Promise<readonly string[]> => {
        const found: string[] = [];
        for (let some = await store.events.idsInUse(null, limit); some.length > 0; ) {
          found.push(...some);
          some = await store.events.idsInUse(some.at(-1) ?? null, limit);
        }
        return found;
      };
      for (const limit of [1, 2, 9]) expect(await inLotsOf(limit)).toEqual(['before', 'both', 'known', 'sent', 'zero']);
    });

    it('forgets a value', async () => {
      await store.meta.set('a', '1');
      await store.meta.forget('a');
      await store.meta.forget('b');
      expect(await store.meta.get('a')).toBeNull();
    });

    it('sets a value only for whoever has seen the last one', async () => {
      expect(await store.meta.swap('a', null, '1')).toBe(true);
      expect(await store.meta.swap('a', null, '2')).toBe(false);
      expect(await store.meta.swap('a', '0', '2')).toBe(false);
      expect(await store.meta.swap('a', '1', '2')).toBe(true);
      expect(await store.meta.get('a')).toBe('2');
    });

    it('keeps what people said apart from other news, and the news of one task from those of others', async () => {
      const nothing = {
        listId: null,
        actorId: 7,
        at: NOW,
        parentCommentId: null,
        mentions: [],
        assignedId: null,
        act: null,
      };
      const change = (key: string, taskId: string, commentId: string | null) => ({
        ...nothing,
        key,
        event: 'taskUpdated',
        taskId,
        commentId,
      });
      await store.inbox.add([change('k1', 't1', null), change('k2', 't2', null), change('k3', 't1', 'c1')], NOW);
      const claimed = async (part: InboxPart) => (await store.inbox.claim(NOW, 1_000, 9, part)).map(({ key }) => key);
      expect(await claimed('comments')).toEqual(['k3']);
      expect(await claimed({ restOfTask: 't1' })).toEqual(['k1']);
      expect(await claimed('rest')).toEqual(['k2']);
    });

    it('gives out what people wait for without the rest', async () => {
      await store.outbox.add([aWrite(), aWrite({ key: 'w2', lane: 'conversation' })], NOW);
      const claimed = await store.outbox.claim(NOW, 1_000, 10, 'conversation');
      expect(claimed.map(({ write }) => write.key)).toEqual(['w2']);
    });

    it('gives a clock slot to one claimant, and to another when that one died', async () => {
      expect(await store.slots.claim('sweep', 1, NOW, 1_000)).toBe(true);
      expect(await store.slots.claim('sweep', 1, NOW, 1_000)).toBe(false);
      expect(await store.slots.claim('sweep', 1, NOW + 2_000, 1_000)).toBe(true);
      await store.slots.finish('sweep', 1);
      expect(await store.slots.claim('sweep', 1, NOW + 9_000, 1_000)).toBe(false);
      await store.slots.claim('sweep', 2, NOW, 1_000);
      expect([await store.slots.last('sweep'), await store.slots.last('digest')]).toEqual([1, null]);
    });

    it('gives a clock slot to one of many who ask at once', async () => {
      const asked = Array.from({ length: 20 }, () => store.slots.claim('sweep', 1, NOW, 1_000));
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
      await store.slots.release('sweep', 1);
      const again = Array.from({ length: 20 }, () => store.slots.claim('sweep', 1, NOW, 1_000));
      expect((await Promise.all(again)).filter(Boolean)).toHaveLength(1);
    });

    it('gives each write to one of many who claim at once, and sends nobody away while there is more', async () => {
      const keys = Array.from({ length: 8 }, (_, at) => `w${at}`);
      await store.outbox.add(
        keys.map((key) => aWrite({ key })),
        NOW,
      );
      const claimed = await Promise.all(keys.map(() => store.outbox.claim(NOW, 1_000, 1)));
      expect(claimed.flatMap((each) => each.map(({ write }) => write.key)).sort()).toEqual(keys);
    });

    it('gives each change to one of many who claim at once, and sends nobody away while there is more', async () => {
      const nothing = {
        listId: null,
        actorId: 7,
        at: NOW,
        parentCommentId: null,
        mentions: [],
        assignedId: null,
        act: null,
      };
      const keys = Array.from({ length: 8 }, (_, at) => `k${at}`);
      await store.inbox.add(
        keys.map((key) => ({ ...nothing, key, event: 'taskUpdated', taskId: key, commentId: null })),
        NOW,
      );
      const claimed = await Promise.all(keys.map(() => store.inbox.claim(NOW, 1_000, 1)));
      expect(claimed.flatMap((each) => each.map(({ key }) => key)).sort()).toEqual(keys);
    });

    it('counts how ClickUp was seen to behave, each way by itself', async () => {
      const way = (seen: number, name = 'taskUpdated') => ({ topic: 'reply_told_as', way: name, seen }) as const;
      await store.observations.add([way(2), way(1, 'taskCommentPosted')], NOW);
      await store.observations.add([way(3)], NOW + 1);
      expect(await store.observations.all()).toEqual([
        { ...way(1, 'taskCommentPosted'), firstAt: NOW, lastAt: NOW },
        { ...way(5), firstAt: NOW, lastAt: NOW + 1 },
      ]);
    });

    it('counts what the model was asked and cost, by month, purpose and outcome', async () => {
      const piece = { month: '2026-11', purpose: 'critique', outcome: 'written', requests: 2 };
      await store.model.count({ ...piece, tokensIn: 100, tokensOut: 10, costUsd: 0.25 });
      await store.model.count({ ...piece, tokensIn: 50, tokensOut: 5, costUsd: null });
      await store.model.count({ ...piece, month: '2026-10', tokensIn: 1, tokensOut: 1, costUsd: 1 });
      const sum = { pieces: 2, requests: 4, tokensIn: 150, tokensOut: 15, costUsd: 0.25, unpricedRequests: 2 };
      expect((await store.model.usage()).at(-1)).toEqual({ ...piece, ...sum });
      expect(await store.model.spentUsd('2026-11')).toBe(0.25);
      expect(await store.model.spentUsd('2026-12')).toBe(0);
    });

    it('keeps the answers of the model for a while, the last one of each question', async () => {
      await store.model.keepAnswer('old', '1', NOW, 0);
      await store.model.keepAnswer('k', '2', NOW + 1, 0);
      await store.model.keepAnswer('k', '3', NOW + 2, NOW + 1);
      expect(await store.model.answer('k', NOW + 2)).toBe('3');
      expect(await store.model.answer('k', NOW + 3)).toBeNull();
      expect(await store.model.answer('old', 0)).toBeNull();
    });

    it('knows which tasks it created of late, and how many comments it wrote', async () => {
      const create = {
        kind: 'create_task',
        listId: 'l',
        name: 'n',
        body: [],
        assigneeIds: [],
        priority: 2,
        dueAt: NOW,
      };
      const { accountKey, alertId, notBefore, after } = aWrite();
      const task = { accountKey, alertId, notBefore, after, ...create, key: 'task' } as Write;
      await store.outbox.add([task, aWrite(), aWrite({ key: 'not done' })], NOW);
      await store.outbox.done('task', { taskId: 'new1', url: 'u' }, NOW);
      await store.outbox.done('w1', { commentId: 'c1' }, NOW);
      expect(await store.outbox.written(NOW)).toEqual({ taskIds: ['new1'], comments: 1 });
      expect(await store.outbox.written(NOW + 1)).toEqual({ taskIds: [], comments: 0 });
    });

    describe('monthly reports', () => {
      const aReport = (month: string, product = 'Sprintly') => ({ month, product }) as ReportJson;
      const figures = { reached: 3, p50: null } as MonthFigures;
      const outcome = { key: 'task:t1', life: 1, accountId: null, name: 'Ä', startedOn: 1, reachedOn: null };
      const remembered = (month: string, knownAt = NOW): WrittenMonth => ({
        month,
        knownAt,
        figures,
        outcomes: [{ ...outcome, standing: 'waiting' }],
      });

      it('are kept once, and stay as they are when their month is stated anew', async () => {
        expect(await store.reports.add(aReport('2026-09'), remembered('2026-09'), NOW)).toBe(true);
        expect(await store.reports.add(aReport('2026-09', 'Other'), remembered('2026-09', 1), NOW)).toBe(false);
        expect(await store.reports.remembered('2026-09')).toEqual(remembered('2026-09'));
        await store.reports.restate({ ...remembered('2026-09', NOW + 1), outcomes: [] });
        expect(await store.reports.remembered('2026-09')).toEqual({ ...remembered('2026-09', NOW + 1), outcomes: [] });
        expect(await store.reports.get('2026-09')).toEqual(aReport('2026-09'));
        expect(await store.reports.get('2026-08')).toBeNull();
        expect(await store.reports.remembered('2026-08')).toBeNull();
      });

      it('are found from month to month, the newest first', async () => {
        for (const month of ['2026-09', '2025-12', '2026-10', '2026-01'])
          await store.reports.add(aReport(month), remembered(month), NOW);
        expect(await store.reports.before('2026-10', 2)).toEqual(['2026-09', '2026-01']);
        expect(await store.reports.before('2025-12', 9)).toEqual([]);
      });
    });

    it('undoes everything of a transaction that fails', async () => {
      const failing = store.transaction(async (inside) => {
        await inside.meta.set('a', '1');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await store.meta.get('a')).toBeNull();
    });

    it('tells users apart by their e-mail, their role, and words in their traits', async () => {
      const someone = { email: null, admin: false, traits: {} };
      await store.events.putUser({ ...someone, userId: 'boss', admin: true, traits: { role: 'admin' } }, NOW);
      await store.events.putUser({ ...someone, userId: 'colleague', email: 'c@ours.example' }, NOW);
      await store.events.putUser({ ...someone, userId: 'guest', email: 'Gus@OURS.Example' }, NOW);
      await store.events.putUser({ ...someone, userId: 'other', email: 'o@ours.example.test' }, NOW);
      await store.events.putUser({ ...someone, userId: 'robot', traits: { isBot: true } }, NOW);
      expect(await store.events.flaggedUsers(['Ours.example'], ['bot', 'test'])).toEqual({
        admins: new Set(['boss']),
        internal: new Set(['colleague', 'guest']),
        marked: [{ userId: 'robot', traits: { isBot: true } }],
      });
      expect((await store.events.flaggedUsers([], [])).marked).toEqual([]);
    });
  });
}
