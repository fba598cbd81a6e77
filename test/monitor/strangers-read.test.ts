import type { Account } from '../../src/domain/account.ts';
import { BOARD_EVENTS, boardUser } from '../../src/domain/board-act.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import { backtest } from '../../src/monitor/backtest.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import { createSnapshotReader, type LoadOptions } from '../../src/monitor/snapshots.ts';
import { anAccount, anEvent, aPlan, aSignal, onDay, START, ZONE } from '../domain/builders.ts';
import { addAccount, NOW, openWorld, type ReadWorld } from './read-world.ts';

const GUEST = { id: 70000009, name: 'Gus Guest', email: 'gus@acme.example', role: 'guest' } as const;

/** Ids that belong to nobody are as many as the product has customers; who was heard is judged without them. */

let world: ReadWorld;
let asks: number;
beforeEach(async () => {
  world = await openWorld();
  asks = 0;
  await world.store.people.replace([GUEST]);
  for (const id of ['acme', 'nobody']) await world.store.events.noteAccount(id, null, NOW);
});
afterEach(() => world.store.close());

/** How large a share of ids belongs to nobody, as the judgement of an account with these events gets to know it. */
async function shareFor(events: readonly UsageEvent[], { plan, ...options }: Options = {}): Promise<number | null> {
  const account = await addAccount(world, { id: 'acme', events, ...(plan === undefined ? {} : { plan }) });
  return loaded([account], options);
}

interface Options extends LoadOptions {
  readonly plan?: Plan;
}

async function loaded(accounts: readonly Account[], options: LoadOptions = {}): Promise<number | null> {
  const groupIds: typeof world.store.events.groupIds = (since) => {
    asks += 1;
    return world.store.events.groupIds(since);
  };
  const store = { ...world.store, events: { ...world.store.events, groupIds } };
  const [snapshot] = await createSnapshotReader({ ...world.read, store }).load(accounts, NOW, options);
  return snapshot?.unknownIdShare ?? null;
}

it('are not read for an account that was heard', async () => {
  expect(await shareFor([anEvent({ on: 3 })])).toBeNull();
  expect(asks).toBe(0);
});

it.each<[string, readonly UsageEvent[]]>([
  ['nothing was heard', []],
  ['only acts in ClickUp are known', [anEvent({ on: 3, source: 'clickup', by: boardUser(GUEST.id) })]],
])('are read where %s', async (_where, events) => {
  expect(await shareFor(events)).toBe(0.5);
});

it('are read where the workspace that the milestone needs was read to an earlier time than what was heard', async () => {
  const { accounts, acts, onboarding } = world.store;
  await accounts.put(anAccount({ key: 'task:t-acme', taskId: 't-acme', accountId: 'acme' }), null, NOW);
  await onboarding.setPlace('task:t-acme', '900');
  await acts.read('task:t-acme', { from: onDay(1), to: onDay(2), for: 'acme' });
  const plan = aPlan({ signal: aSignal({ event: ['Sprint Completed', ...BOARD_EVENTS] }) });
  expect(await shareFor([anEvent({ on: 3 })], { plan })).toBe(0.5);
});

/** A file that ends on day 2 is a source of these events. */
const importUpTo = (event: string) => world.store.events.touchSource('import', [event], NOW, onDay(2));

it('are read where all that was heard is from after what a source is complete to that the milestone needs', async () => {
  await importUpTo('Contract Signed');
  const plan = aPlan({ signal: aSignal({ event: ['Contract Signed'] }) });
  expect(await shareFor([anEvent({ on: 3 })], { plan })).toBe(0.5);
});

it('are not read for what is complete of a source that the milestone does not need', async () => {
  await importUpTo('Sprint Completed');
  expect(await shareFor([anEvent({ on: 3 })])).toBeNull();
});

it('are not read for an account without an id', async () => {
  const account = await addAccount(world, { id: 'acme', accountId: null });
  expect(await loaded([account])).toBeNull();
});

it('are read where the account is judged at an earlier time than what was heard, too', async () => {
  expect(await shareFor([anEvent({ on: 3 })], { judgedFrom: onDay(2) })).toBe(0.5);
});

it('are read for a backtest, which judges from before anything was heard', async () => {
  await addAccount(world, { id: 'acme', events: [anEvent({ on: 33 })] });
  const alerts = { confirmSweeps: 2, cooldownDays: 7, budgetPerCsmPerDay: 5, hours: null };
  const raised = async () => {
    const query = { from: START, to: START + 1, flagBy: 45, outcomes: new Map() };
    const report = await backtest({ ...world.read, alerts, zone: ZONE }, query, NOW);
    return report.alerts.filter(({ strength }) => strength === 'hard');
  };
  expect(await raised()).toEqual([]);
  await addAccount(world, { id: 'nobody', status: 'excluded' });
  expect(await raised()).toMatchObject([{ account_id: 'acme', kind: 'early_alert', day: 31 }]);
});

it('are read for the health, which compares with two weeks ago', async () => {
  await addAccount(world, { id: 'acme', events: [anEvent({ on: 33 })] });
  const { health } = await readAccount(world.read, 'acme', NOW);
  expect(health?.inputs.map(({ before }) => before)).toEqual([null, null, null, null]);
});
