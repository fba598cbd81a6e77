import { checkEvents } from '../../src/monitor/doctor/events.ts';
import type { DoctorDeps } from '../../src/monitor/doctor/finding.ts';
import { checkFleet } from '../../src/monitor/doctor/fleet.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import { readAccounts } from '../../src/monitor/read-accounts.ts';
import { aJudgePolicy, anEvent, onDay, ZONE } from '../domain/builders.ts';
import { openTalkWithoutAccount, rules, type Talk, WHO } from './conversation/talk.ts';
import { addAccount, hear } from './read-world.ts';
import { addQuiet, said, type Sweeping, sweeping } from './sweeping.ts';

const FLEET = 22;
const lists = { accounts: 'accounts', alerts: 'alerts', alertsByCsm: new Map(), reports: 'reports' };

const keysOf = (writes: readonly Write[]): readonly string[] => writes.map(({ key }) => key);

const doctorDeps = ({ store }: Talk): DoctorDeps => ({ store, rules: rules(), ingestKeys: 1 }) as unknown as DoctorDeps;

/** Twenty-two accounts, each in use on every weekday; day 35 is a Monday, and so is day 42. */
describe('a fleet that goes quiet together', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk, { lists });
    for (let n = 0; n < FLEET; n += 1) await addAccount(talk as never, { id: `f${n}`, name: `f${n}` });
    await workOn(0, 41);
  });
  afterEach(() => talk.store.close());

  /** Everybody is at work on the weekdays from `from` up to and including `to`. */
  const workOn = async (from: number, to: number, hours: readonly number[] = [8, 10, 14, 16]): Promise<void> => {
    for (let n = 0; n < FLEET; n += 1) {
      const days = Array.from({ length: to - from + 1 }, (_day, index) => from + index).filter((on) => on % 7 < 5);
      const events = days.flatMap((on) =>
        hours.map((hour) => anEvent({ on, hour, name: 'Sprint Completed', messageId: `f${n}-${on}-${hour}` })),
      );
      await hear(
        talk,
        `f${n}`,
        events.map((event) => ({ ...event, name: 'Signed In' })),
      );
    }
  };
  const read = () => ({
    store: talk.store,
    exclusion: talk.deps.exclusion,
    policyOf: () => aJudgePolicy(),
    zone: ZONE,
    tierRank: () => 0,
    moveFor: () => ({ moves: [], message: '' }),
    freshnessHours: 72,
  });
  const stateOf = async (id: string, day: number) => (await readAccount(read(), id, onDay(day))).state;

  it('holds back on the day after a public holiday what would newly fire, and fires it on the day after that', async () => {
    await addQuiet(talk, 'young', { startedOn: onDay(13) / 86_400_000 - 0.5 });
    // Monday, day 42, is the holiday; on Tuesday the young account is thirty days old.
    await workOn(43, 60);
    const report = await sweeps.report(43);
    expect(report.states.fleet_hold).toBe(1 + FLEET);
    expect(report).toMatchObject({ opened: 0, held: 0 });
    expect(await stateOf('young', 43)).toBe('fleet_hold');
    expect((await readAccounts(read(), { states: ['fleet_hold'] }, onDay(43))).total).toBe(1 + FLEET);
    const next = await sweeps.report(44);
    expect(next.states.fleet_hold).toBe(undefined);
    expect(next.opened + next.held).toBe(1 + FLEET);
    expect(await stateOf('young', 44)).toBe('early_alert');
  });

  it('holds after an outage of the feed that lost most of a day, and not after a short one', async () => {
    await workOn(42, 42, [8]);
    expect((await sweeps.report(43, { dryRun: true })).states.fleet_hold).toBe(FLEET);
    await workOn(42, 42, [10]);
    expect((await sweeps.report(43, { dryRun: true })).states.fleet_hold).toBe(undefined);
  });

  it('leaves open alerts and all other states as they are', async () => {
    await addQuiet(talk, 'old', { startedOn: onDay(-20) / 86_400_000 - 0.5 });
    await addQuiet(talk, 'new', { startedOn: onDay(40) / 86_400_000 - 0.5 });
    await sweeps.on(41);
    expect(await sweeps.alertOf({ key: 'task:t-old' })).toMatchObject({ delivery: 'task' });
    await sweeps.on(43);
    expect(await sweeps.alertOf({ key: 'task:t-old' })).toMatchObject({ delivery: 'task', closedAt: null });
    expect(await stateOf('old', 43)).toBe('early_alert');
    expect(await stateOf('new', 43)).toBe('on_track');
  });

  it('does not hold back what fired before it and only waits for room', async () => {
    const tight = sweeping(talk, { lists, alerts: { ...rules().alerts, budgetPerCsmPerDay: 1 } });
    for (const id of ['old', 'older']) await addQuiet(talk, id, { startedOn: onDay(-20) / 86_400_000 - 0.5 });
    await tight.on(34);
    expect(await tight.alertOf({ key: 'task:t-older' })).toMatchObject({ delivery: 'digest' });
    expect((await tight.report(43)).opened).toBe(1);
    expect(await tight.alertOf({ key: 'task:t-older' })).toMatchObject({ delivery: 'task' });
  });

  it('is told to operations once: in the log, the audit, by doctor, and under one standing task of the lead', async () => {
    const notices = (await sweeps.on(43)).filter(({ key }) => /^(notice|operations)/.test(key));
    expect(notices.map(({ kind, key }) => [kind, key])).toEqual([
      ['create_task', `operations.reports.${WHO.boss}`],
      ['comment', 'notice.fleet.2026-10-19'],
    ]);
    expect(said(notices[1])).toContain('@Bo Boss Most accounts went quiet together on 19 Oct 2026');
    expect((await sweeps.on(43, { hour: 13 })).filter(({ key }) => key.startsWith('notice'))).toEqual([]);
    expect(sweeps.errors).toHaveLength(1);
    expect((await talk.audited()).filter((what) => what === 'fleet_held')).toHaveLength(1);
    expect(await checkFleet(doctorDeps(talk), onDay(43))).toMatchObject([{ state: 'warning' }]);
    expect(await checkFleet(doctorDeps(talk), onDay(41))).toMatchObject([{ state: 'ok' }]);
  });

  it('is told once for as long as the quiet lasts', async () => {
    await sweeps.on(43);
    await sweeps.on(44);
    expect(sweeps.errors).toHaveLength(1);
    await workOn(44, 48);
    await sweeps.on(50);
    expect(sweeps.errors).toHaveLength(2);
  });

  it('is told of again on the next day of the quiet, where ClickUp refused to be told on the first', async () => {
    await sweeps.on(43);
    await sweeps.written(43, 'notice.fleet.2026-10-19');
    expect(keysOf(await sweeps.on(44))).toEqual([`operations.reports.${WHO.boss}.2`, 'notice.fleet.2026-10-20']);
  });

  it('is told to nobody by a rehearsal', async () => {
    await sweeps.report(43, { dryRun: true });
    expect(sweeps.errors).toEqual([]);
    expect(await talk.audited()).not.toContain('fleet_held');
  });
});

describe('a source that goes silent', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk, { lists });
    for (const id of ['a', 'b', 'c']) await addQuiet(talk, id);
  });
  afterEach(() => talk.store.close());

  it('makes no alert at all, and one notice to operations however many accounts are blind by it', async () => {
    const writes = await sweeps.on(39, { heardOn: 35 });
    expect(writes.map(({ kind }) => kind)).toEqual(['create_task', 'comment']);
    expect(said(writes[1])).toContain(
      'The source “product” has sent nothing since 12 Oct 2026, 12:00: 3 accounts cannot',
    );
    for (const day of [39, 40]) expect(await sweeps.on(day, { heardOn: 35 })).toEqual([]);
    expect(sweeps.errors).toHaveLength(1);
    const findings = await checkEvents(doctorDeps(talk), onDay(39));
    expect(findings.filter(({ check }) => check === 'events')).toMatchObject([{ state: 'warning' }]);
  });

  it('is nobody’s concern while no account needs it', async () => {
    await talk.store.events.touchSource('forgotten', ['Something Else'], onDay(1), null);
    expect((await sweeps.on(35)).filter(({ key }) => key.startsWith('notice'))).toEqual([]);
    expect(sweeps.errors).toEqual([]);
  });

  it('is told of again when it falls silent anew', async () => {
    await sweeps.on(39, { heardOn: 35 });
    await sweeps.on(46, { heardOn: 42 });
    expect(sweeps.errors).toHaveLength(2);
  });

  it('is told in a new task, once, where ClickUp refused it, as it does after a person has deleted the old one', async () => {
    await sweeps.on(39, { heardOn: 35 });
    await sweeps.written(39);
    const [comment, ...more] = keysOf(await sweeps.on(46, { heardOn: 42 })).slice(1);
    expect(more).toEqual([]);
    await sweeps.written(46, comment);
    const again = await sweeps.on(47, { heardOn: 42 });
    expect(keysOf(again)).toEqual([`operations.reports.${WHO.boss}.2`, comment]);
    expect(said(again[1])).toContain('has sent nothing since 19 Oct 2026');
    await sweeps.written(47);
    expect(await talk.store.outbox.get(comment ?? '')).toMatchObject({ status: 'done' });
    for (const day of [47, 48]) expect(await sweeps.on(day, { heardOn: 42 })).toEqual([]);
    expect(sweeps.errors.filter((says) => says.startsWith('The source'))).toHaveLength(2);
    expect((await talk.audited()).filter((what) => what === 'source_stale')).toHaveLength(2);
  });

  it('gets no second new task on one day, whatever ClickUp has against what is to stand in it', async () => {
    const [, notice] = keysOf(await sweeps.on(39, { heardOn: 35 }));
    await sweeps.written(39, notice);
    expect(await sweeps.on(39, { heardOn: 35, hour: 14 })).toEqual([]);
    expect(keysOf(await sweeps.on(40, { heardOn: 35, hour: 13 }))).toEqual([
      `operations.reports.${WHO.boss}.2`,
      notice,
    ]);
  });

  it('is told of in a new task when the notice before was refused and is out of date', async () => {
    const [, notice] = keysOf(await sweeps.on(39, { heardOn: 35 }));
    await sweeps.written(39, notice);
    expect(keysOf(await sweeps.on(42))).not.toContain(notice);
    expect(keysOf(await sweeps.on(46, { heardOn: 42 }))).toContain(`operations.reports.${WHO.boss}.2`);
  });

  it('is told in the log alone where there is no list for it', async () => {
    const plain = sweeping(talk);
    expect(await plain.on(39, { heardOn: 35 })).toEqual([]);
    expect(plain.errors).toHaveLength(1);
  });
});
