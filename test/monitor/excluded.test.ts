import { listFilters } from '../../src/dashboard/list-filters.ts';
import { accountsPage } from '../../src/dashboard/views/accounts-page.ts';
import { accountPage } from '../../src/dashboard/views/account-page.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import { readAccounts } from '../../src/monitor/read-accounts.ts';
import { anEvent, aPlan, aSignal, eventsOn, onDay, ZONE } from '../domain/builders.ts';
import { addAccount, NOW, openWorld, type ReadWorld } from './read-world.ts';

/** First value is two finished tasks, of whoever counts. */
const plan = aPlan({ signal: aSignal({ event: ['Task Completed'], count: 2 }), steps: [] });
const frame = { productName: 'Sprintly', demo: false, canSignOut: false, clock: null };

let world: ReadWorld;
beforeEach(async () => {
  world = await openWorld();
  await addAccount(world, {
    id: 'acme',
    plan,
    events: [
      ...eventsOn([3], { by: 'ann' }),
      ...eventsOn([4, 5], { by: 'robot' }),
      anEvent({ on: 6, by: 'cara', properties: { impersonator_id: 'ops' } }),
      anEvent({ on: 7, by: 'cole' }),
    ],
  });
  await addAccount(world, { id: 'demo', plan, status: 'excluded' });
  await addAccount(world, { id: 'demo-2', plan, status: 'excluded', tier: 'enterprise' });
  const someone = { email: null, admin: false, traits: {} };
  await world.store.events.putUser({ ...someone, userId: 'robot', traits: { type: 'bot' } }, onDay(0));
  await world.store.events.putUser({ ...someone, userId: 'cole', email: 'cole@ours.example' }, onDay(0));
});
afterEach(() => world.store.close());

const read = (exclusion = {}) => ({ ...world.read, exclusion: { ...world.read.exclusion, ...exclusion } });
const ours = { emailDomains: ['ours.example'] };

describe('who does not count', () => {
  it('is counted by the reason, beside an account that stands on what counts', async () => {
    const account = await readAccount(read(ours), 'acme', NOW);
    expect(account).toMatchObject({ excluded_events: 4, reached_at: null, steps: [{ count: 1 }] });
    expect(account.excluded).toEqual([
      { why: 'bot', count: 2 },
      { why: 'impersonation', count: 1 },
      { why: 'internal', count: 1 },
    ]);
    expect(accountPage(frame, account, ZONE)).toContain('Not counted: 2 events (by bots), 1 event (by colleagues in');
  });

  it('changes history alike when the rule changes', async () => {
    const asOf = '2026-09-20';
    expect(await readAccount(read(), 'acme', NOW, asOf)).toMatchObject({ state: 'reached', days_to_value: 7 });
    expect(await readAccount(read(ours), 'acme', NOW, asOf)).toMatchObject({ reached_at: null });
    expect(await readAccount(read({ ...ours, userIds: new Set(['ann']) }), 'acme', NOW, asOf)).toMatchObject({
      excluded_events: 5,
      steps: [{ count: 0 }],
    });
  });

  it('is printed under the list, accounts and events, under the same filters', async () => {
    const page = await readAccounts(read(ours), {}, NOW);
    expect(page).toMatchObject({ total: 1, excluded: 2, excludedEvents: 4 });
    expect(await readAccounts(read(ours), { tier: 'enterprise' }, NOW)).toMatchObject({ total: 0, excluded: 1 });
    const filters = listFilters(() => '');
    const view = {
      found: page,
      filters,
      pages: { first: null, next: null },
      zone: ZONE,
    };
    expect(accountsPage(frame, view)).toContain('2 accounts and 4 events excluded');
  });

  it('is not the first user whom the creator is told by', async () => {
    const notCreator = { ...plan, signal: { ...plan.signal, count: 1, actor: 'not_creator' as const } };
    await addAccount(world, {
      id: 'bolt',
      plan: notCreator,
      events: [...eventsOn([3], { by: 'bea' }), ...eventsOn([4], { by: 'ben' })],
    });
    for (const [at, userId] of ['cole', 'bea', 'ben'].entries())
      await world.store.events.addMember(userId, 'bolt', onDay(at));
    expect((await readAccount(read(), 'bolt', NOW)).reached_at).toBe('2026-09-10T12:00:00Z');
    // Of the customer's own people Bea came first, so it takes Ben.
    expect((await readAccount(read(ours), 'bolt', NOW)).reached_at).toBe('2026-09-11T12:00:00Z');
  });
});
