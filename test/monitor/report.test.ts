import { plainText } from '../../src/monitor/message.ts';
import { reportSummary } from '../../src/monitor/messages/report.ts';
import { monthAsked } from '../../src/monitor/read-report.ts';
import { ReportJson } from '../../src/monitor/report-json.ts';
import { anEvent, onDay, START } from '../domain/builders.ts';
import { addAccount, openAlert, openWorld, type ReadWorld, usedOn } from './read-world.ts';
import { reportOf } from './reports.ts';

/** START is 7 September 2026. */
const ON_1_OCTOBER = onDay(24);
const ON_5_OCTOBER = onDay(28);
const ON_1_NOVEMBER = onDay(55);
const ON_1_DECEMBER = onDay(85);
const BY = 70000002;

let world: ReadWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.store.close());

const sprintOn = (on: number) => anEvent({ name: 'Sprint Completed', on, messageId: `sprint-${on}` });
/** First value on 20 September. */
const addBolt = () => addAccount(world, { id: 'bolt', name: 'Bolt', events: [sprintOn(13)] });

describe('value that is taken back', () => {
  const wins = ({ wins: all }: ReportJson) => all.map(({ name, reached_on: on }) => [name, on]);
  const takeBack = (key: string) =>
    world.store.corrections.withdraw({
      accountKey: key,
      messageId: 'sprint-13',
      reason: 'it was a test run',
      by: BY,
      at: ON_5_OCTOBER,
    });

  it('leaves the report of its month as it is; the next one states the correction, once', async () => {
    const { key } = await addBolt();
    const september = await reportOf(world, '2026-09', ON_1_OCTOBER);
    expect(wins(september)).toEqual([['Bolt', '2026-09-20']]);
    await takeBack(key);
    for (const dryRun of [false, true])
      expect(await reportOf(world, '2026-09', ON_1_NOVEMBER, { dryRun })).toEqual(september);

    const october = await reportOf(world, '2026-10', ON_1_NOVEMBER);
    expect(ReportJson.parse(october)).toEqual(october);
    expect(october.before).toMatchObject({ month: '2026-09', wins: 0, figures: { reached: 0, waiting: 1 } });
    expect(october.corrections).toEqual([
      {
        month: '2026-09',
        known_at: '2026-09-30T23:59:59.999Z',
        figures: [
          { figure: 'reached', was: 1, now: 0 },
          { figure: 'waiting', was: 0, now: 1 },
          { figure: 'wins', was: 1, now: 0 },
        ],
        accounts: [
          {
            account_id: 'bolt',
            name: 'Bolt',
            what: 'value_taken_back',
            was: '2026-09-20',
            now: null,
            reason: 'it was a test run',
          },
        ],
      },
    ]);
    expect(plainText(reportSummary(october))).toContain(
      'Correction of September 2026\n• there in all: 0, was 1\n• waiting: 1, was 0\n• reached first value in the month: 0, was 1\n• Bolt: first value taken back (was 20 Sep 2026): it was a test run',
    );
    expect(await reportOf(world, '2026-10', ON_1_DECEMBER)).toEqual(october);
    expect((await reportOf(world, '2026-11', ON_1_DECEMBER)).corrections).toEqual([]);
  });

  it('is a correction of every month in which it was counted, the newest first', async () => {
    const { key } = await addBolt();
    await reportOf(world, '2026-09', ON_1_OCTOBER);
    await reportOf(world, '2026-10', ON_1_NOVEMBER);
    await world.store.corrections.recordValue({
      accountKey: key,
      reachedAt: null,
      reason: 'nobody used it',
      by: BY,
      at: onDay(60),
      commentId: 'c9',
    });
    const { corrections } = await reportOf(world, '2026-11', ON_1_DECEMBER);
    expect(corrections.map(({ month, accounts }) => [month, accounts.map(({ reason }) => reason)])).toEqual([
      ['2026-10', ['nobody used it']],
      ['2026-09', ['nobody used it']],
    ]);
  });

  it('is stated by what a rehearsal shows, and still stated by the report itself', async () => {
    const { key } = await addBolt();
    await reportOf(world, '2026-09', ON_1_OCTOBER);
    await takeBack(key);
    const shown = await reportOf(world, '2026-10', ON_1_NOVEMBER, { dryRun: true });
    expect(shown).toMatchObject({ written_at: null, corrections: [{ month: '2026-09' }] });
    expect((await reportOf(world, '2026-10', ON_1_NOVEMBER)).corrections).toEqual(shown.corrections);
  });
});

describe('the report of a month', () => {
  it('is written once, whoever asks at the same time', async () => {
    await addBolt();
    const reports = await Promise.all([1, 2].map((ms) => reportOf(world, '2026-09', ON_1_OCTOBER + ms)));
    expect(reports[1]).toEqual(reports[0]);
    const audit = await world.store.audit.page({ accountKey: null, before: null, limit: 9 });
    expect(audit.filter(({ what }) => what === 'report_written')).toHaveLength(1);
  });

  it('is the same with what was received after its end, which the next one states', async () => {
    await addAccount(world, { id: 'late', name: 'Late' });
    const september = await reportOf(world, '2026-09', ON_1_OCTOBER);
    const row = { ...sprintOn(20), minute: 1, accountId: 'late', receivedAt: ON_5_OCTOBER };
    await world.store.events.append([row]);
    expect(await reportOf(world, '2026-09', ON_1_NOVEMBER)).toEqual(september);
    const { corrections } = await reportOf(world, '2026-10', ON_1_NOVEMBER);
    expect(corrections[0]?.accounts).toMatchObject([{ name: 'Late', what: 'value_found', now: '2026-09-27' }]);
  });

  it('shows who is at risk, most days stuck first, with what lies ahead and what it is worth', async () => {
    await addAccount(world, { id: 'old', annualValue: 120_000, renewsOn: START + 200, startedOn: START - 30 });
    await addAccount(world, { id: 'trial', trialEndsOn: START + 30 });
    await addAccount(world, { id: 'past', renewsOn: START + 10, trialEndsOn: START + 5, events: usedOn(23) });
    const { risks } = await reportOf(world, '2026-09', ON_1_OCTOBER);
    expect(risks[0]).toMatchObject({
      account_id: 'old',
      csm: 'Carla Ruiz',
      days_stuck: 53,
      annual_value: 120_000,
      renews_on: '2027-03-26',
      trial_ends_on: null,
    });
    expect(risks.find(({ account_id: id }) => id === 'trial')).toMatchObject({ trial_ends_on: '2026-10-07' });
    expect(risks.find(({ account_id: id }) => id === 'past')).toMatchObject({ renews_on: null, trial_ends_on: null });
  });

  it('judges the alerts that were delivered in the month', async () => {
    const account = await addAccount(world, { id: 'acme' });
    await openAlert(world, account, { id: 'a1', deliveredAt: onDay(20), closedAt: onDay(22) });
    await openAlert(world, account, { id: 'a2', deliveredAt: ON_5_OCTOBER });
    await world.store.alerts.judge('a1', 'useful', BY, onDay(21));
    const { quality } = await reportOf(world, '2026-09', ON_1_OCTOBER);
    expect(quality).toMatchObject({ from: '2026-09-01', to: '2026-09-30', delivered: 1, rules: [{ useful: 1 }] });
  });

  it('is not kept while the month runs', async () => {
    await addBolt();
    const soFar = await reportOf(world, '2026-10', ON_5_OCTOBER);
    expect(soFar).toMatchObject({ as_of: '2026-10-05', complete: false, written_at: null });
    expect(await world.store.reports.get('2026-10')).toBeNull();
    expect(plainText(reportSummary(soFar))).toContain(
      'In October 2026 so far (up to 5 Oct 2026), 0 accounts reached first value (1 in September 2026).',
    );
  });

  it('says so where there is nobody to count', async () => {
    const report = await reportOf(world, '2026-09', ON_1_OCTOBER);
    expect(ReportJson.parse(report)).toEqual(report);
    expect(plainText(reportSummary(report))).toBe('In September 2026 there was no account to count.');
  });
});

describe('pauses past their date', () => {
  const pauseOf = async (id: string, from: number, until: number | null, part: { endedOn?: number } = {}) => {
    const account = await addAccount(world, {
      id,
      pauses: [{ from: START + from, until: until === null ? null : START + until }],
    });
    const hold = {
      accountKey: account.key,
      kind: 'pause',
      source: 'comment',
      reason: `${id} waits`,
      byId: BY,
    } as const;
    await world.store.accounts.openHold(
      { ...hold, from: START + from, until: until === null ? null : START + until },
      onDay(from),
    );
    if (part.endedOn !== undefined)
      await world.store.accounts.endHolds(account.key, 'pause', null, START + part.endedOn, null);
    return account;
  };

  it('are listed with their reason, the longest first, and no others', async () => {
    await pauseOf('over', 3, 13);
    await pauseOf('longer', 3, 8);
    await pauseOf('ahead', 3, 40);
    await pauseOf('ended', 3, 40, { endedOn: 10 });
    const again = await pauseOf('again', 3, 12);
    await world.store.accounts.openHold(
      {
        accountKey: again.key,
        kind: 'pause',
        source: 'comment',
        reason: 'more',
        byId: BY,
        from: START + 30,
        until: null,
      },
      onDay(30),
    );
    const { pauses } = await reportOf(world, '2026-09', ON_1_NOVEMBER);
    expect(pauses.map(({ name, days, until, reason }) => [name, days, until, reason])).toEqual([
      ['longer', 15, '2026-09-15', 'longer waits'],
      ['again', 11, '2026-09-19', 'again waits'],
      ['over', 10, '2026-09-20', 'over waits'],
    ]);
  });
});

describe('the month asked for', () => {
  const now = Date.UTC(2026, 9, 31, 23, 30);
  it.each([
    [undefined, 'Etc/UTC', '2026-09'],
    [undefined, 'Europe/Berlin', '2026-10'],
    ['2026-10', 'Etc/UTC', '2026-10'],
    ['2026-11', 'Europe/Berlin', '2026-11'],
    ['2019-02', 'Etc/UTC', '2019-02'],
  ])('%s in %s is %s', (text, zone, name) => {
    expect(monthAsked(text, zone, now).name).toBe(name);
  });

  it.each([
    ['2026-13', 'month: "2026-13" is no month: write it as 2026-09'],
    ['October', 'is no month'],
    ['2026-11', 'month: 2026-11 has not begun: choose 2026-10 or an earlier one'],
  ])('%s is refused', (text, why) => {
    expect(() => monthAsked(text, 'Etc/UTC', now)).toThrow(why);
  });
});
