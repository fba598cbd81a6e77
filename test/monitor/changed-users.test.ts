import type { Account } from '../../src/domain/account.ts';
import type { UserFacts } from '../../src/monitor/event-store.ts';
import type { Store } from '../../src/monitor/store.ts';
import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import { anEvent, onDay } from '../domain/builders.ts';
import { openTalk, type Talk } from './conversation/talk.ts';
import { hear } from './read-world.ts';
import { addQuiet } from './sweeping.ts';

let talk: Talk;
let gamma: Account;
let hour: number;
beforeEach(async () => {
  talk = await openTalk();
  hour = 9;
  await talk.store.accounts.markGone('t-acme', 0);
  gamma = await addQuiet(talk, 'gamma');
  await hear(talk as never, 'gamma', [anEvent({ on: 6, by: 'ann' })]);
  // Of one account nothing is ever heard, so that another without events changes nothing around.
  await addQuiet(talk, 'beta');
  await is(HUMAN);
  await sweepWith(talk.store);
  await sweepWith(talk.store);
});
afterEach(() => talk.store.close());

const HUMAN: UserFacts = { userId: 'ann', email: null, admin: false, traits: {} };
const ROBOT: UserFacts = { ...HUMAN, traits: { is_bot: true } };
const is = (user: UserFacts) => talk.store.events.putUser(user, onDay(7, hour));

async function sweepWith(store: Store): Promise<readonly [scope: string, assessed: number]> {
  hour += 1;
  await talk.store.events.touchSource('product', ['Task Completed'], onDay(7, hour), null);
  const exclusion = { emailDomains: [], userIds: new Set<string>(), eventNames: new Set<string>() };
  const deps = { ...talk.deps, exclusion, moveFor: () => ({ moves: ['Call'], message: 'Hello' }) };
  const options = { dryRun: false, scope: 'due' } as const;
  const report = await sweep({ ...deps, store } as unknown as SweepDeps, onDay(7, hour), options);
  return [report.scope, report.assessed];
}
/** The file changes just before the sweep asks which users do not count, or after it asked. */
const meanwhile = (before: UserFacts | null, after: UserFacts | null): Store => {
  const flaggedUsers: Store['events']['flaggedUsers'] = async (...asked) => {
    if (before !== null) await is(before);
    const flagged = await talk.store.events.flaggedUsers(...asked);
    if (after !== null) await is(after);
    return flagged;
  };
  return { ...talk.store, events: { ...talk.store.events, flaggedUsers } };
};
const isHeard = async () => (await talk.store.standings.of([gamma.key])).get(gamma.key)?.unheard === false;

describe('a user whose file changes what the acts are worth', () => {
  it('has the account judged again, once', async () => {
    expect(await isHeard()).toBe(true);
    await is(ROBOT);
    expect(await sweepWith(talk.store)).toEqual(['due', 1]);
    expect(await isHeard()).toBe(false);
    expect(await sweepWith(talk.store)).toEqual(['due', 0]);
  });

  it('and changes back before the sweep, has nobody judged', async () => {
    await is(ROBOT);
    await is(HUMAN);
    expect(await sweepWith(talk.store)).toEqual(['due', 0]);
  });

  it('and changes back while it is judged, has the account judged once more', async () => {
    await is(ROBOT);
    await sweepWith(meanwhile(null, HUMAN));
    expect(await isHeard()).toBe(false);
    await sweepWith(talk.store);
    expect(await isHeard()).toBe(true);
    expect(await sweepWith(talk.store)).toEqual(['due', 0]);
  });

  it('while another reason has the account judged, and changes back after, has it judged once more', async () => {
    await talk.store.accounts.put({ ...gamma, tier: 'other' }, null, onDay(7, hour));
    await sweepWith(meanwhile(ROBOT, null));
    expect(await isHeard()).toBe(false);
    await is(HUMAN);
    await sweepWith(talk.store);
    expect(await isHeard()).toBe(true);
  });
});
