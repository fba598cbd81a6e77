import fc from 'fast-check';
import type { Store } from '../../src/monitor/store.ts';
import { KINDS, livesApart, type Step } from './sweep-twins.ts';

const step = (kind: Step['kind'], who = 0, part = 0, hours = 1): Step => ({ kind, who, part, hours });
const wait = (hours: number): Step => step('nothing', 0, 0, hours);

/** What happens, and which notes of it must not be missing. */
const NEWS: readonly (readonly [title: string, triggers: readonly string[], steps: readonly Step[]])[] = [
  ['an account that changes', ['news_of_accounts_account'], [wait(1), step('account', 0, 5)]],
  [
    'an account whose twin goes',
    ['news_of_accounts_sent'],
    [step('other_id', 2, 4), step('reached', 2), step('gone', 0)],
  ],
  ['a pause', ['news_of_holds'], [wait(1), step('pause')]],
  ['a plan that is off', ['news_of_plans'], [step('member', 1), step('reject', 1)]],
  ['first value by hand', ['news_of_values_by_hand'], [wait(1), step('reached')]],
  ['an event that is withdrawn', ['news_of_withdrawn_events'], [step('member', 1), step('withdrawn', 1)]],
  ['an alert that a person closes', ['news_of_alerts'], [wait(23), step('alert_closed')]],
  ['a standing that is forgotten', ['news_of_standings'], [step('forgotten')]],
  ['use', ['news_of_group_ids'], [wait(1), step('use', 0, 1)]],
  ['a first user', ['news_of_memberships', 'news_of_group_ids'], [step('member', 1)]],
  [
    'use that finds its account late',
    ['news_of_events', 'news_of_group_ids'],
    [step('member', 0, 1), step('stranger', 0, 1), step('member', 0, 1)],
  ],
  ['a user who is one of us', ['news_of_users'], [step('member', 1), step('user', 1, 4)]],
  ['a user who is one of us no more', ['news_of_users_update'], [step('user', 1, 4), step('user', 1, 1)]],
];

type Blind = (store: Store) => Store;
const noneDue: Blind = (store) => ({ ...store, standings: { ...store.standings, due: async () => [] } });
const noneOpen: Blind = (store) => ({ ...store, alerts: { ...store.alerts, allOpen: async () => [] } });
const noneUnheard: Blind = (store) => ({ ...store, standings: { ...store.standings, unheard: async () => [] } });

const TIMES: readonly (readonly [title: string, blind: Blind, steps: readonly Step[]])[] = [
  ['a date that changes in the account’s zone', noneDue, [wait(1), wait(16)]],
  ['a pause that begins within the day', noneDue, [step('pause', 0, 3), wait(3)]],
  ['an open alert that waits for somebody', noneOpen, [wait(20), wait(1), wait(2)]],
  ['an id that looks like the account’s', noneUnheard, [step('use', 1), step('unknown_id', 0, 0)]],
];

const STEP: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.integer({ min: 0, max: 3 }),
  part: fc.integer({ min: 0, max: 7 }),
  hours: fc.constantFrom(1, 1, 2, 5, 9, 24, 80),
});

describe('a sweep of accounts with news or a due time', () => {
  it.each(NEWS)('sees %s', async (_title, triggers, steps) => {
    expect(await livesApart(steps)).toBeNull();
    // … and would not without the note of it.
    expect(await livesApart(steps, triggers)).toMatch(/^after step/);
  });

  it.each(TIMES)('sees %s', async (_title, blind, steps) => {
    expect(await livesApart(steps)).toBeNull();
    expect(await livesApart(steps, [], blind)).toMatch(/^after step/);
  });

  it('comes to the same as a sweep of everybody, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 6, maxLength: 14 }), async (steps) => {
        expect(await livesApart(steps)).toBeNull();
      }),
      { numRuns: 15, seed: 8 },
    );
  }, 120_000);
});
