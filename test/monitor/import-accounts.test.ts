import { dayToIso, endOfDay, isoToDay } from '../../src/domain/local-date.ts';
import { importAccounts } from '../../src/monitor/import-accounts.ts';
import type { Store } from '../../src/monitor/store.ts';
import { anAccount } from '../http/ingest-server.ts';
import { brokenAfter, listener, NOW, rowsOf } from './import-builders.ts';
import { emptyStore } from './store.ts';

const DAY = 86_400_000;

let store: Store;
beforeEach(async () => {
  store = await emptyStore();
});
afterEach(() => store.close());

const aRow = (given: Readonly<Record<string, unknown>> = {}) => ({
  account_id: 'acme',
  started_on: '2026-10-18',
  ...given,
});

const deps = (now = NOW) => ({
  store,
  now,
  zone: 'Europe/Berlin',
  resolveTier: (field: string | null) => (field?.toLowerCase() === 'professional' ? 'professional' : field),
});

async function take(rows: readonly Readonly<Record<string, unknown>>[], now = NOW) {
  const heard = listener();
  const counts = await importAccounts(deps(now), rowsOf(rows), heard);
  return { ...counts, refusals: heard.refusals };
}
const acme = () => store.accounts.byKey('file:acme');

describe('importing accounts', () => {
  it('reads every column', async () => {
    const row = {
      account_id: 'acme',
      name: 'Acme',
      tier: 'Professional',
      use_case: 'sprints',
      goals: 'Ship weekly',
      started_on: '2026-10-18',
      trial_ends_on: '2026-11-30',
      csm_email: 'Cara@ours.example',
      onboarding_lead_email: 'lea@ours.example',
      time_zone: 'America/New_York',
      annual_value: '120000.5',
      status: 'LEFT',
      ended_on: '2026-11-20',
      renews_on: '2027-10-18',
      domains: 'Acme.example; @acme.test',
      country: 'US',
    };
    expect(await take([row])).toMatchObject({ stored: 1, refusals: [] });
    expect(await acme()).toEqual({
      key: 'file:acme',
      accountId: 'acme',
      name: 'Acme',
      taskId: null,
      taskUrl: null,
      tier: 'professional',
      useCase: 'sprints',
      goals: 'Ship weekly',
      startedOn: isoToDay('2026-10-18'),
      startedFrom: 'file',
      trialEndsOn: isoToDay('2026-11-30'),
      renewsOn: isoToDay('2027-10-18'),
      annualValue: 120_000.5,
      zone: 'America/New_York',
      domains: ['acme.example', 'acme.test'],
      country: 'US',
      csm: { id: null, name: 'cara@ours.example', email: 'cara@ours.example' },
      lead: { id: null, name: 'lea@ours.example', email: 'lea@ours.example' },
      assignee: null,
      status: 'left',
      leftAt: Date.UTC(2026, 10, 21, 5) - 1,
      pauses: [],
    });
  });

  it('leaves empty what is not said, and keeps an unknown tier as it is written', async () => {
    await take([aRow({ tier: 'Gold Plus', csm_email: '', status: '', time_zone: '' })]);
    expect(await acme()).toMatchObject({
      name: 'acme',
      tier: 'Gold Plus',
      csm: null,
      status: 'open',
      zone: 'Europe/Berlin',
      annualValue: null,
    });
  });

  it.each([
    ['no account_id', { account_id: ' ' }, 'account_id is missing'],
    ['an endless account_id', { account_id: 'x'.repeat(201) }, 'account_id is longer than 200 characters'],
    ['no start', { started_on: '' }, 'started_on is missing'],
    ['a wrong start', { started_on: '2026-02-30' }, 'started_on "2026-02-30" is no date: write it as 2026-11-22'],
    ['a wrong trial', { trial_ends_on: 'soon' }, 'trial_ends_on "soon" is no date'],
    ['a wrong end', { ended_on: '18.10.2026' }, 'ended_on "18.10.2026" is no date'],
    ['an unknown status', { status: 'gone' }, 'status "gone" is unknown: write one of open, left'],
    ['a wrong zone', { time_zone: 'Berlin' }, 'time_zone "Berlin" is no IANA time zone'],
    ['a wrong amount', { annual_value: '120k' }, 'annual_value "120k" is no amount'],
    ['a wrong e-mail', { csm_email: 'Cara' }, 'csm_email "Cara" is no e-mail address'],
    ['an object for a text', { name: { first: 'A' } }, 'name is no text'],
  ])('refuses a line with %s and stores nothing of it', async (_case, wrong, why) => {
    expect(await take([aRow(wrong), aRow({ account_id: 'beta' })])).toMatchObject({
      stored: 1,
      refused: 1,
      refusals: [expect.stringContaining(`2: ${why}`)],
    });
    expect(await store.accounts.count()).toBe(1);
  });

  it('changes nothing when repeated', async () => {
    const rows = [aRow({ status: 'left' }), aRow({ account_id: 'beta', status: 'paused' })];
    await take(rows);
    const before = await store.accounts.page(null, 10);
    expect(await take(rows, NOW + 5 * DAY)).toMatchObject({ stored: 0, known: 2 });
    expect(await store.accounts.page(null, 10)).toEqual(before);
  });

  it('leaves an account alone that has a task, whatever its key', async () => {
    await store.accounts.put(anAccount({ key: 'file:acme', accountId: 'acme', name: 'From ClickUp' }), null, NOW);
    expect(await take([aRow({ name: 'From the file' })])).toMatchObject({ stored: 0, known: 1 });
    expect(await acme()).toMatchObject({ name: 'From ClickUp' });
  });

  it('takes one line of an account that stands there twice, and refuses another that says something else', async () => {
    const rows = [aRow(), aRow(), aRow({ name: 'Another' })];
    expect(await take(rows)).toMatchObject({
      stored: 1,
      known: 1,
      refusals: ['4: account_id acme stands on line 2 too, with other values'],
    });
  });

  it('keeps what came before a failure and carries on the next time', async () => {
    const rows = Array.from({ length: 700 }, (_, at) => aRow({ account_id: `a${at}` }));
    await expect(importAccounts(deps(), brokenAfter(rowsOf(rows)), listener())).rejects.toThrow('the disk is gone');
    expect(await take(rows)).toMatchObject({ stored: 200, known: 500 });
  });

  it.each([
    ['open', 'open', null],
    ['Churned', 'left', NOW],
    ['paused', 'open', null],
    ['excluded', 'excluded', null],
    ['test', 'excluded', null],
  ])('reads the status %s as %s', async (word, status, leftAt) => {
    await take([aRow({ status: word })]);
    expect(await acme()).toMatchObject({ status, leftAt });
  });

  it.each([
    ['open', 'left'],
    ['paused', 'left'],
    ['test', 'excluded'],
  ])('takes an end for leaving under the status %s: %s', async (word, status) => {
    await take([aRow({ status: word, ended_on: '2026-11-01' })]);
    expect(await acme()).toMatchObject({ status });
  });

  it('pauses from the day on which a file says so until one says otherwise', async () => {
    const today = Math.floor(NOW / DAY);
    await take([aRow({ status: 'paused' })]);
    expect((await acme())?.pauses).toEqual([{ from: today, until: null }]);
    expect(await take([aRow({ status: 'open' })], NOW + 3 * DAY)).toMatchObject({ stored: 1 });
    expect((await acme())?.pauses).toEqual([{ from: today, until: today + 3 }]);
  });

  it('counts the time away of a returning account as a pause', async () => {
    await take([aRow({ ended_on: '2026-11-01' })]);
    await take([aRow()]);
    const left = isoToDay('2026-11-01') ?? 0;
    // It was there until the evening, so that date is not paused itself.
    const begins = endOfDay(left, 'Europe/Berlin');
    expect((await acme())?.pauses).toEqual([{ from: left, until: Math.floor(NOW / DAY), begins }]);
  });

  describe('rows of one account with different starts', () => {
    const first = aRow({ started_on: '2026-02-02', ended_on: '2026-04-30' });
    const second = aRow({ started_on: '2026-06-01', ended_on: '2026-08-31' });
    const third = aRow({ started_on: '2026-10-01' });
    const lives = async () => {
      const current = await acme();
      const ended = (await store.accounts.endedLives(['file:acme'])).get('file:acme') ?? [];
      return [...ended, ...(current === null ? [] : [current])].map((life) => [
        life.life?.number ?? 1,
        dayToIso(life.startedOn),
        life.status,
        life.life?.before?.leftAt ?? null,
      ]);
    };
    const endOf = (iso: string): number => endOfDay(isoToDay(iso) ?? 0, 'Europe/Berlin');
    const threeLives = [
      [1, '2026-02-02', 'left', null],
      [2, '2026-06-01', 'left', endOf('2026-04-30')],
      [3, '2026-10-01', 'open', endOf('2026-08-31')],
    ];

    it.each([
      ['in order', [first, second, third]],
      ['the other way round', [third, second, first]],
      ['in any order', [second, third, first]],
    ])('are its lives: %s', async (_order, rows) => {
      expect(await take(rows)).toMatchObject({ stored: 3, refusals: [] });
      expect(await lives()).toEqual(threeLives);
      expect(await take(rows)).toMatchObject({ stored: 0, known: 3 });
      expect(await take([third, first])).toMatchObject({ stored: 0, known: 2 });
    });

    it('may come in files of their own, and be corrected one by one', async () => {
      await take([first]);
      await take([second]);
      await take([third]);
      expect(await lives()).toEqual(threeLives);
      expect(await take([{ ...first, ended_on: '2026-04-15' }])).toMatchObject({ stored: 1 });
      expect((await lives()).map(([, , , before]) => before)).toEqual([null, endOf('2026-04-15'), endOf('2026-08-31')]);
      expect(await acme()).toMatchObject({ status: 'open', startedOn: isoToDay('2026-10-01') });
    });

    it.each([
      [
        'the first has no end',
        [aRow({ started_on: '2026-02-02' }), third],
        '3: account_id acme stands on line 2 too, with another start: a life ends',
      ],
      [
        'they overlap',
        [{ ...first, ended_on: '2026-10-02' }, third],
        '3: account_id acme stands on line 2 too, with another start',
      ],
      [
        'one comes twice',
        [first, { ...first, name: 'Other' }, third],
        '3: account_id acme stands on line 2 too, with other values',
      ],
      [
        'an earlier one loses its end',
        [first, third, aRow({ started_on: '2026-02-02' })],
        '4: account_id acme, started_on 2026-02-02, has a later life: write its ended_on',
      ],
    ])('are refused where %s', async (_what, rows, why) => {
      expect((await take(rows)).refusals).toEqual([expect.stringContaining(why)]);
    });

    it('in another file are a correction where nothing has ended', async () => {
      await take([third]);
      expect(await take([aRow({ started_on: '2026-10-05' })])).toMatchObject({ stored: 1, refusals: [] });
      expect(await lives()).toEqual([[1, '2026-10-05', 'open', null]]);
    });

    it('end the pause that a file had begun', async () => {
      await take([{ ...third, status: 'paused' }]);
      await take([{ ...third, ended_on: '2026-11-20' }], NOW + 5 * DAY);
      await take([aRow({ started_on: '2026-11-25' })], NOW + 6 * DAY);
      expect((await acme())?.pauses.every(({ until }) => until !== null)).toBe(true);
    });
  });

  it('writes one line into the audit, and none for a repeat', async () => {
    await take([aRow()]);
    await take([aRow()]);
    const entries = await store.audit.page({ accountKey: null, before: null, limit: 10 });
    expect(entries).toMatchObject([
      { what: 'accounts_imported', actor: { kind: 'import', id: null }, detail: { stored: 1, known: 0, refused: 0 } },
    ]);
  });
});
