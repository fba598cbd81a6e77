import type { Account } from '../../src/domain/account.ts';
import { createClockedSweep } from '../../src/monitor/clocked-sweep.ts';
import { createComparisons } from '../../src/monitor/comparisons.ts';
import type { DoctorDeps } from '../../src/monitor/doctor/finding.ts';
import { checkSweeps } from '../../src/monitor/doctor/sweeps.ts';
import type { Store } from '../../src/monitor/store.ts';
import type { SweepDeps } from '../../src/monitor/sweep.ts';
import { aJudgePolicy, anEvent, aPlan, aSignal, onDay, START, ZONE } from '../domain/builders.ts';
import { openTalk, type Talk, WHO } from './conversation/talk.ts';
import { approvePlan, hear } from './read-world.ts';
import { addQuiet } from './sweeping.ts';

let talk: Talk;
let clock: { now: number };
let errors: string[];
let gamma: Account;
beforeEach(async () => {
  talk = await openTalk();
  clock = { now: onDay(7) };
  errors = [];
  await talk.store.accounts.markGone('t-acme', 0);
  gamma = await addQuiet(talk, 'gamma');
  await addQuiet(talk, 'beta');
});
afterEach(() => talk.store.close());

const deps = (part: Partial<SweepDeps> = {}): SweepDeps => {
  const log = { info: () => undefined, warn: () => undefined, error: (_f: object, says: string) => errors.push(says) };
  return { ...talk.deps, log, moveFor: () => ({ moves: ['Call'], message: 'Hello' }), ...part } as unknown as SweepDeps;
};
const at = async (day: number, hour: number, sweep: ReturnType<typeof createClockedSweep>) => {
  clock.now = onDay(day, hour);
  await talk.store.events.touchSource('product', ['Task Completed'], clock.now, null);
  const { scope, assessed } = await sweep();
  return [scope, assessed];
};
const started = (part: Partial<SweepDeps> = {}) => createClockedSweep(deps(part), () => clock.now);
const doctor = async () => checkSweeps({ store: talk.store } as unknown as DoctorDeps, clock.now);

describe('the sweep that the clock asks for', () => {
  it('is one of everybody after a start, then one of everybody with a check, then of those who are due', async () => {
    const sweep = started();
    expect(await at(7, 10, sweep)).toEqual(['everybody', 2]);
    expect(await at(7, 11, sweep)).toEqual(['everybody', 2]);
    expect(await at(7, 12, sweep)).toEqual(['due', 0]);
    await talk.store.accounts.put({ ...gamma, tier: 'other' }, null, clock.now);
    expect(await at(7, 13, sweep)).toEqual(['due', 1]);
    expect(await at(7, 14, sweep)).toEqual(['due', 0]);
    expect(await at(7, 15, started())).toEqual(['everybody', 2]);
  });

  it('is one of everybody with a check 25 hours after the last one', async () => {
    const sweep = started();
    await at(7, 10, sweep);
    await at(7, 11, sweep);
    expect(await at(8, 11, sweep)).toEqual(['due', 2]);
    expect(await at(8, 12, sweep)).toEqual(['everybody', 2]);
    expect(errors).toEqual([]);
    expect(await doctor()).toMatchObject([{ state: 'ok', says: expect.stringMatching(/^2 accounts judged again/) }]);
  });

  it('is one of everybody where the groups were drawn anew, or another source was heard', async () => {
    let knownTo = 1;
    const comparison = () => ({ version: 'a', knownTo, signals: new Set<never>(), groupFor: () => null });
    const sweep = started({ comparisons: { at: async () => comparison(), fresh: async () => comparison() } });
    await at(7, 10, sweep);
    await at(7, 11, sweep);
    knownTo = 2;
    expect(await at(7, 12, sweep)).toEqual(['everybody', 2]);
    expect(await at(7, 13, sweep)).toEqual(['due', 0]);
    await talk.store.events.touchSource('second', ['Signed In'], clock.now, null);
    expect(await at(7, 14, sweep)).toEqual(['everybody', 2]);
  });

  it('is of those who are due where several workers take turns, each with groups drawn by itself', async () => {
    for (let nth = 0; nth < 20; nth += 1) await addQuiet(talk, `other-${nth}`);
    const exclusion = { emailDomains: [], userIds: new Set<string>(), eventNames: new Set<string>() };
    const comparing = { exclusion, policyOf: () => aJudgePolicy(), zone: async () => ZONE };
    const workers = [0, 1].map(() => started({ comparisons: createComparisons(comparing) }));
    const turn = async (hour: number) => {
      await hear(talk as never, 'gamma', [anEvent({ on: 7, hour: hour - 1, messageId: `h${hour}` })]);
      const worker = workers[hour % 2];
      return worker === undefined ? null : (await at(7, hour, worker))[0];
    };
    const scopes: unknown[] = [];
    for (let hour = 8; hour < 18; hour += 1) scopes.push(await turn(hour));
    expect(scopes).toEqual(['everybody', 'everybody', 'everybody', ...Array.from({ length: 7 }, () => 'due')]);
  });

  describe('on machines whose clocks differ by some minutes', () => {
    const MINUTE = 60_000;
    const standing = async ({ key }: Account) => (await talk.store.standings.of([key])).get(key);
    let sweep: ReturnType<typeof createClockedSweep>;
    beforeEach(async () => {
      sweep = started();
      await at(7, 9, sweep);
      await at(7, 10, sweep);
    });

    it('sees what another machine stamped later than it is here', async () => {
      const ahead = onDay(7, 11) + 5 * MINUTE;
      await hear(talk as never, 'gamma', [anEvent({ on: 7, hour: 10 })], ahead);
      await talk.store.plans.reject(gamma.key, 1, WHO.csm, 'no', onDay(7, 10));
      await approvePlan(talk as never, gamma, aPlan({ signal: aSignal({ event: ['Report Sent'] }) }), ahead);
      expect(await at(7, 11, sweep)).toEqual(['due', 1]);
      expect(await standing(gamma)).toMatchObject({ assessedAt: onDay(7, 11), unheard: false, state: 'on_track' });
      expect(await at(7, 12, sweep)).toEqual(['due', 0]);
    });

    it('judges the life that another machine began later than it is here', async () => {
      const end = { leftAt: onDay(3), succeededAt: onDay(7, 11) + 5 * MINUTE };
      const life = { number: 2, before: end, end: null, awaySince: null };
      const earlier = { number: 1, before: null, end, awaySince: null };
      await talk.store.accounts.keepEndedLives(gamma.key, [
        { ...gamma, status: 'left', leftAt: onDay(3), life: earlier },
      ]);
      await talk.store.accounts.put({ ...gamma, life }, null, onDay(7, 11));
      expect(await at(7, 11, sweep)).toEqual(['due', 1]);
      expect((await standing(gamma))?.state).toBe('on_track');
    });

    const said = { reachedAt: onDay(7, 10), reason: null, by: WHO.csm, at: onDay(7, 11), commentId: 'c9' };
    const record = () => talk.store.corrections.recordValue({ accountKey: gamma.key, ...said });
    const reach = () =>
      hear(talk as never, 'gamma', [anEvent({ on: 7, hour: 10.5, name: 'Sprint Completed', messageId: 'm2' })]);
    it.each([
      ['said by hand', record],
      ['an event', reach],
    ])('keeps news of first value (%s) where a faster clock has judged later than it is here', async (_how, act) => {
      await hear(talk as never, 'gamma', [anEvent({ on: 7, hour: 10 })]);
      await at(7, 11 + 5 / 60, started());
      expect((await standing(gamma))?.assessedAt).toBe(onDay(7, 11) + 5 * MINUTE);
      await act();
      expect(await at(7, 11 + 1 / 60, sweep)).toEqual(['everybody', 1]);
      expect((await standing(gamma))?.state).toBe('on_track');
      expect(await at(7, 12, sweep)).toEqual(['due', 1]);
      expect((await standing(gamma))?.state).toBe('reached');
    });
  });

  it('complains of accounts that changed unseen, and so does doctor', async () => {
    const silent = (store: Store): Store => ({ ...store, news: { ...store.news, page: async () => [] } });
    const sweep = started({ store: silent(talk.store) });
    expect(await doctor()).toMatchObject([{ state: 'ok', says: expect.stringContaining('not compared yet') }]);
    await at(7, 10, sweep);
    await at(7, 11, sweep);
    await at(8, 9, sweep);
    await talk.store.accounts.put({ ...gamma, status: 'excluded' }, null, clock.now);
    expect(await at(8, 10, sweep)).toEqual(['due', 0]);
    expect(await at(8, 12, sweep)).toEqual(['everybody', 2]);
    expect(errors).toEqual(['accounts had changed that the sweeps before had not judged anew']);
    const says = expect.stringMatching(/^1 account had changed unseen by .*: task:/);
    expect(await doctor()).toMatchObject([{ state: 'failure', says }]);
  });

  it('judges an account again whose event is dated ahead, once its time has come', async () => {
    const sweep = started();
    await talk.store.events.append([
      {
        minute: 1,
        source: 'import',
        messageId: 'ahead',
        accountId: 'beta',
        userId: 'u',
        name: 'Task Completed',
        at: onDay(7, 14),
        receivedAt: onDay(1),
        properties: {},
      },
    ]);
    await at(7, 10, sweep);
    await at(7, 11, sweep);
    expect(await at(7, 13, sweep)).toEqual(['due', 0]);
    expect(await at(7, 15, sweep)).toEqual(['due', 1]);
  });

  it('judges an account with each sweep while a question about it is due', async () => {
    const { key: accountKey } = await addQuiet(talk, 'trial', { trialEndsOn: START + 6 });
    // Its alert rests, so that only the question is left.
    const snooze = { accountKey, kind: 'snooze', from: START, until: START + 60, source: 'comment' } as const;
    await talk.store.accounts.openHold({ ...snooze, reason: null, byId: null }, onDay(6));
    const sweep = started();
    await at(7, 10, sweep);
    await at(7, 11, sweep);
    expect(await at(7, 12, sweep)).toEqual(['due', 1]);
    expect(await at(7, 13, sweep)).toEqual(['due', 1]);
  });
});
