import type { ReceivedEvent } from '../../src/monitor/event-store.ts';
import type { Mark } from '../../src/monitor/news-store.ts';
import type { Store } from '../../src/monitor/store.ts';
import { anAccount as someAccount, aPlan } from '../domain/builders.ts';
import { anAlert, aStanding, NOW } from './records.ts';

const KEY = 'task:t1';
const ACME = someAccount({ key: KEY, taskId: 't1', accountId: 'acme' });
const ADA = { userId: 'ada', email: 'ada@acme.example', admin: false, traits: {} };

const anEvent = (part: Partial<ReceivedEvent> = {}): ReceivedEvent => ({
  minute: 1,
  source: 'key-1',
  messageId: 'm1',
  accountId: 'acme',
  userId: 'ada',
  name: 'Task Completed',
  at: NOW,
  receivedAt: NOW,
  properties: {},
  ...part,
});

const PAUSE = {
  accountKey: KEY,
  kind: 'pause',
  from: 1,
  until: null,
  source: 'comment',
  reason: null,
  byId: null,
} as const;
const DRAFT = { accountKey: KEY, plan: aPlan(), hash: 'h', author: 'template', origin: 'x', rationale: '' } as const;
const APPROVAL = { by: 1, at: NOW, how: 'comment', commentId: 'c', digest: 'd' } as const;
const SAID = { accountKey: KEY, reason: null, by: 1, at: NOW } as const;
const ACT = { minute: 1, messageId: 'm1', accountId: 'acme', userId: 'ada', at: NOW } as const;

type Act = (store: Store) => Promise<unknown>;

/** What happens, after what went before, and what is news then. */
const CASES: readonly (readonly [title: string, before: Act, act: Act, news: readonly string[]])[] = [
  [
    'an account that is new',
    async () => undefined,
    (s) => s.accounts.put(ACME, NOW, NOW),
    ['account task:t1', 'sent acme'],
  ],
  ['an account that changed', known, (s) => s.accounts.put({ ...ACME, tier: 'other' }, NOW, NOW), ['account task:t1']],
  [
    'an account that has another id, for both ids',
    known,
    (s) => s.accounts.put({ ...ACME, accountId: 'apex' }, NOW, NOW),
    ['account task:t1', 'sent acme', 'sent apex'],
  ],
  ['an account that is gone', known, (s) => s.accounts.markGone('t1', NOW), ['account task:t1', 'sent acme']],
  ['a row that is dropped', known, (s) => s.accounts.drop(KEY), ['sent acme']],
  ['a pause', known, (s) => s.accounts.openHold(PAUSE, NOW), ['account task:t1']],
  [
    'the end of a pause',
    (s) => s.accounts.openHold(PAUSE, NOW),
    (s) => s.accounts.endHolds(KEY, 'pause', null, 5, null),
    ['account task:t1'],
  ],
  ['a plan in force', (s) => s.plans.add(DRAFT, NOW), (s) => s.plans.approve(KEY, 1, APPROVAL), ['account task:t1']],
  [
    'a plan that is rejected',
    (s) => s.plans.add(DRAFT, NOW),
    (s) => s.plans.reject(KEY, 1, 1, 'no', NOW),
    ['account task:t1'],
  ],
  [
    'first value by hand',
    known,
    (s) => s.corrections.recordValue({ ...SAID, reachedAt: NOW, commentId: 'c' }),
    ['account task:t1'],
  ],
  [
    'a withdrawn event',
    known,
    (s) => s.corrections.withdraw({ ...SAID, reason: 'test', messageId: 'm1' }),
    ['account task:t1'],
  ],
  ['a workspace that is named', known, (s) => s.onboarding.setPlace(KEY, '900'), ['account task:t1']],
  [
    'a workspace that is read for the first time',
    (s) => s.onboarding.setPlace(KEY, '900'),
    (s) => s.acts.read(KEY, { from: 1, to: NOW, for: '900' }),
    ['account task:t1'],
  ],
  [
    'a workspace that was read a quarter of an hour ago, none',
    async (s) => {
      await s.onboarding.setPlace(KEY, '900');
      await s.acts.read(KEY, { from: 1, to: NOW, for: '900' });
    },
    (s) => s.acts.read(KEY, { from: 1, to: NOW + 900_000, for: '900' }),
    [],
  ],
  ['an alert', known, (s) => s.alerts.put(anAlert()), ['account task:t1']],
  [
    'an alert that a person closed',
    (s) => s.alerts.put(anAlert()),
    (s) => s.alerts.put(anAlert({ closedAt: NOW })),
    ['account task:t1'],
  ],
  [
    'a standing that is forgotten',
    (s) => s.standings.put([aStanding({ accountKey: KEY })]),
    (s) => s.standings.forget(KEY),
    ['account task:t1'],
  ],
  ['an event', known, (s) => s.events.append([anEvent()]), ['sent acme']],
  ['an act in ClickUp', known, (s) => s.events.append([anEvent({ source: 'clickup' })]), ['sent acme']],
  [
    'an act in ClickUp whose task turns out to be called so',
    (s) => s.events.append([anEvent({ source: 'clickup' })]),
    (s) => s.acts.amend({ ...ACT, properties: { task_name: 'Kick-off' } }),
    ['sent acme'],
  ],
  [
    'an event that is older than what was known',
    (s) => s.events.append([anEvent()]),
    (s) => s.events.append([anEvent({ messageId: 'm0', receivedAt: NOW - 9 })]),
    ['sent acme'],
  ],
  [
    'an event that finds its account',
    (s) => s.events.append([anEvent({ accountId: null })]),
    (s) => s.events.join('ada', 'acme', 0),
    ['sent acme'],
  ],
  [
    'a user of an account, by a call of long ago',
    (s) => s.events.append([anEvent()]),
    (s) => s.events.addMember('ada', 'acme', 1),
    ['sent acme'],
  ],
  ['a user', known, (s) => s.events.putUser(ADA, NOW), ['user ada']],
  [
    'a user whose file says something else',
    (s) => s.events.putUser(ADA, NOW),
    (s) => s.events.putUser({ ...ADA, admin: true }, NOW),
    ['user ada'],
  ],
];

async function known(store: Store): Promise<void> {
  await store.accounts.put(ACME, NOW, NOW);
}

/** What the database notes by itself when something changes that verdicts are read from. */
export function describeNews(open: () => Store): void {
  const all = (store: Store): Promise<readonly Mark[]> => store.news.page(null, 100);
  const calm = async (store: Store): Promise<void> => store.news.settle(await all(store));

  describe('news', () => {
    it.each(CASES)('are noted of %s', async (_title, before, act, news) => {
      const store = open();
      await before(store);
      await calm(store);
      await act(store);
      expect((await all(store)).map(({ what, id }) => `${what} ${id}`)).toEqual(news);
    });

    it('are not noted of an account that was read again and is as it was', async () => {
      const store = open();
      await known(store);
      await calm(store);
      await store.accounts.put(ACME, NOW + 1, NOW + 1);
      await store.events.putUser(ADA, NOW);
      await calm(store);
      await store.events.putUser(ADA, NOW + 1);
      expect(await all(store)).toEqual([]);
    });

    it('stay where they were noted anew since they were read', async () => {
      const store = open();
      await known(store);
      const read = await all(store);
      await store.accounts.put({ ...ACME, tier: 'other' }, NOW, NOW);
      await store.news.settle(read);
      expect((await all(store)).map(({ id }) => id)).toEqual([KEY]);
    });

    it('say what a user’s file said when it was last judged', async () => {
      const store = open();
      await store.events.putUser({ ...ADA, traits: { role: 'Admin' } }, NOW);
      await calm(store);
      await store.events.putUser({ ...ADA, admin: true }, NOW);
      await store.events.putUser({ ...ADA, email: null }, NOW);
      expect((await all(store)).map(({ before }) => before)).toEqual([{ ...ADA, traits: { role: 'Admin' } }]);
    });

    it('say that nobody knows what a user’s file said then, until that is settled', async () => {
      const store = open();
      for (const userId of ['ada', 'bob']) await store.events.putUser({ ...ADA, userId }, NOW);
      await store.news.doubt(['ada']);
      await store.events.putUser({ ...ADA, admin: true }, NOW);
      expect((await all(store)).map(({ before }) => before)).toEqual(['in doubt', null]);
      await calm(store);
      await store.events.putUser(ADA, NOW);
      expect((await all(store)).map(({ before }) => before)).toEqual([{ ...ADA, admin: true }]);
    });

    it('are read page by page', async () => {
      const store = open();
      await store.events.append([anEvent(), anEvent({ messageId: 'm2', accountId: 'beta' })]);
      await store.events.putUser(ADA, NOW);
      const first = await store.news.page(null, 2);
      expect(first.map(({ id }) => id)).toEqual(['acme', 'beta']);
      expect((await store.news.page(first[1] ?? null, 2)).map(({ id }) => id)).toEqual(['ada']);
    });

    it('lead from a user to every account it belongs to or acted in', async () => {
      const store = open();
      await store.events.addMember('ada', 'beta', NOW);
      await store.events.append([
        anEvent(),
        anEvent({ messageId: 'm2', minute: 0, accountId: 'zero' }),
        anEvent({ messageId: 'm3', userId: 'bob', accountId: 'other' }),
      ]);
      expect([...(await store.news.placesOf(['ada']))].sort()).toEqual(['acme', 'beta', 'zero']);
      expect(await store.news.placesOf([])).toEqual(new Set());
    });

    it('lead from an id to the accounts that are here and have it', async () => {
      const store = open();
      await known(store);
      await store.accounts.put({ ...ACME, key: 'task:t2', taskId: 't2' }, NOW, NOW);
      await store.accounts.put({ ...ACME, key: 'task:t3', taskId: 't3' }, NOW, NOW);
      await store.accounts.markGone('t3', NOW);
      expect([...(await store.news.keysOf(['acme', 'nobody']))].sort()).toEqual(['task:t1', 'task:t2']);
    });
  });
}
