import { inLives } from '../../src/domain/life.ts';
import type { AccountIndex } from '../../src/monitor/account-index.ts';
import { readAccounts } from '../../src/monitor/read-accounts.ts';
import { type ActivationQuery, readActivation } from '../../src/monitor/read-activation.ts';
import { readQuality } from '../../src/monitor/read-quality.ts';
import { type Reading, remembering } from '../../src/monitor/remembering.ts';
import { anEvent, onDay, START } from '../domain/builders.ts';
import { addAccount, NOW, openAlert, openWorld, type ReadWorld, usedOn } from './read-world.ts';

/** The list, the figures and the quality of alerts are drawn from one walk through the accounts. */

let world: ReadWorld;
let reading: Reading;
beforeEach(async () => {
  world = await openWorld();
  reading = remembering(world.read, world.store);
});
afterEach(() => world.store.close());

const sprintOn = (on: number) => anEvent({ on, name: 'Sprint Completed' });

/** Of each kind one: there, under way, gone, paused, excluded, without a plan, of a taken id, and back for a second life. */
async function addOneOfEachKind(): Promise<void> {
  await addAccount(world, { id: 'there', events: [sprintOn(9)] });
  await addAccount(world, { id: 'under-way', tier: 'enterprise', startedOn: START + 30, events: usedOn(31) });
  await addAccount(world, { id: 'gone', status: 'left', leftAt: onDay(20) });
  await addAccount(world, { id: 'excluded', status: 'excluded', events: [sprintOn(5)] });
  await addAccount(world, { id: 'planless', plan: null, useCase: 'crm' });
  await addAccount(world, { id: 'there', taskId: 't-twin', seenAt: NOW + 1 });
  const back = await addAccount(world, { id: 'back', events: [sprintOn(1)] });
  const ended = { ...back, status: 'left', leftAt: onDay(10) } as const;
  const lives = inLives([ended, { ...back, startedOn: START + 30 }], () => onDay(30));
  await world.store.accounts.put(lives[1] ?? back, onDay(30), onDay(30));
  await world.store.accounts.keepEndedLives(back.key, lives.slice(0, 1));
}

describe('figures drawn from the list that is in memory', () => {
  it.each<[string, ActivationQuery]>([
    ['everything', {}],
    ['cohorts by week', { cohort: 'week' }],
    ['a tier', { tier: 'Enterprise' }],
    ['a use case', { useCase: 'crm' }],
    ['a range of start dates', { from: '2026-10-01', to: '2026-10-12' }],
    ['an earlier date', { asOf: '2026-09-20' }],
  ])('are those of a walk of their own: %s', async (_name, query) => {
    await addOneOfEachKind();
    expect(await readActivation(reading, query, NOW)).toEqual(await readActivation(world.read, query, NOW));
  });

  it('cost no second walk', async () => {
    await addOneOfEachKind();
    const { store } = world;
    let walks = 0;
    const page: typeof store.accounts.page = (after, limit) => {
      walks += after === null ? 1 : 0;
      return store.accounts.page(after, limit);
    };
    const counting = { ...world.read, store: { ...store, accounts: { ...store.accounts, page } } };
    const counted = remembering(counting, store);
    await readAccounts(counted, {}, NOW);
    await readActivation(counted, {}, NOW);
    await readActivation(counted, { cohort: 'week', tier: 'enterprise' }, NOW);
    await readQuality(counted, {}, NOW);
    expect(walks).toBe(1);
  });
});

it('lists each account once, in the life that goes on, and counts no twin among those left out', async () => {
  await addOneOfEachKind();
  const { rows, excluded } = await readAccounts(reading, {}, NOW);
  expect(rows.map(({ task_id: id, life }) => [id, life]).sort()).toEqual([
    ['t-back', 2],
    ['t-gone', 1],
    ['t-planless', 1],
    ['t-there', 1],
    ['t-twin', 1],
    ['t-under-way', 1],
  ]);
  expect(excluded).toBe(1);
});

const MINUTE = 60_000;

/** As if there were so many that a person would rather see an old list than wait. */
async function rememberMany(at: number): Promise<AccountIndex> {
  await readAccounts(reading, {}, at);
  const index = await reading.lists?.last('now');
  if (index === undefined || index === null) throw new Error('no list was kept');
  const many = { ...index, placed: Array.from({ length: 2_001 }, () => index.placed[0] ?? fail()) };
  reading.lists?.keep('now', at, many);
  return many;
}

function fail(): never {
  throw new Error('nobody is listed');
}

describe('the quality of alerts', () => {
  it('is shown as it was some minutes ago, where a new reading would take long', async () => {
    const account = await addAccount(world, { id: 'a' });
    await rememberMany(NOW);
    await openAlert(world, account, { deliveredAt: NOW });
    const later = NOW + MINUTE;
    const shown = await readQuality(reading, { mayBeOld: true }, later);
    expect(shown.as_of).toBe(new Date(NOW).toISOString().replace('.000Z', 'Z'));
    const answered = await readQuality(reading, {}, later);
    expect(answered.as_of).toBe(new Date(later).toISOString().replace('.000Z', 'Z'));
    expect(answered.delivered).toBe(1);
  });

  it('is drawn anew after a drawing that failed', async () => {
    const { store } = world;
    let failures = 1;
    const delivered: typeof store.alerts.delivered = async (from, until) => {
      failures -= 1;
      if (failures === 0) throw new Error('the disk is full');
      return store.alerts.delivered(from, until);
    };
    const failing = { ...world.read, store: { ...store, alerts: { ...store.alerts, delivered } } };
    const read = remembering(failing, store);
    await expect(readQuality(read, {}, NOW)).rejects.toThrow('the disk is full');
    expect(await readQuality(read, {}, NOW)).toMatchObject({ delivered: 0 });
  });
});
