import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReportJson } from '../../src/monitor/report-json.ts';
import { type Run, runIn } from './command.ts';
import { at, EVENT_HEAD, PLANS } from './sprints.ts';

const HOSTILE = '<img src=x onerror=alert(1)> & [Evil](https://evil.test) **Ltd**';
const ACCOUNTS = [
  ...['a', 'b', 'c', 'd', 'e'].map((id) => `${id},Account ${id.toUpperCase()},2026-03-02,open,,`),
  `quiet,"${HOSTILE}",2026-03-02,open,,120000`,
  'gone,Gone Ltd,2026-03-02,churned,2026-04-10,',
  'happy,Happy Ltd,2026-03-02,churned,2026-04-20,',
];
const HEAD = 'account_id,name,started_on,status,ended_on,annual_value';
const done = (account: string, date: string) => at(account, 'Sprint Completed', date);
const EVENTS = `${EVENT_HEAD}${['a', 'b', 'c', 'd', 'gone', 'happy']
  .map((id) => at(id, 'Task Completed', '2026-03-04'))
  .join(
    '',
  )}${done('a', '2026-03-06')}${done('b', '2026-03-08')}${done('c', '2026-04-12')}${done('happy', '2026-03-31')}`;

describe('the report command', () => {
  let folder: string;
  const run = (args: readonly string[], stdin = ''): Promise<Run> => runIn(folder, args, stdin);
  const json = async (...args: readonly string[]): Promise<ReportJson> => {
    const { code, out, err } = await run(['report', '--json', ...args]);
    expect({ code, err }).toMatchObject({ code: 0 });
    return ReportJson.parse(JSON.parse(out));
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fvm-report-'));
    await run(['import', 'accounts', '-'], `${HEAD}\n${ACCOUNTS.join('\n')}\n`);
    await run(['import', 'plans', '-'], PLANS);
    await run(['import', 'events', '-', '--complete-to', '2026-06-30'], EVENTS);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('gives the figures of the month’s end, and what happened in the month', async () => {
    const report = await json('--month', '2026-04', '--dry-run');
    expect(report.activation).toEqual(JSON.parse((await run(['activation', '--json', '--as-of', '2026-04-30'])).out));
    expect(report).toMatchObject({ month: '2026-04', as_of: '2026-04-30', complete: true, written_at: null });
    expect(report.activation.overall).toMatchObject({ n: 8, reached: 4, waiting: 3, left: 1 });
    expect(report.wins).toEqual([
      {
        account_id: 'c',
        name: 'Account C',
        task_url: null,
        reached_on: '2026-04-12',
        days_to_value: 41,
        statement: 'A sprint is done',
      },
    ]);
    expect(report.exits.map(({ name, left_on, reached_on }) => [name, left_on, reached_on])).toEqual([
      ['Gone Ltd', '2026-04-10', null],
      ['Happy Ltd', '2026-04-20', '2026-03-31'],
    ]);
    expect(report.before).toMatchObject({ month: '2026-03', wins: 3, exits: 0, figures: { reached: 3 } });
    expect(report.risks.map(({ account_id, state, annual_value }) => [account_id, state, annual_value])).toEqual(
      expect.arrayContaining([['quiet', 'early_alert', 120_000]]),
    );
    const days = report.risks.map(({ days_stuck: stuck }) => stuck ?? 0);
    expect(days).toEqual(days.toSorted((one, other) => other - one));
  }, 60_000);

  it('says the same in words, and writes a file in which names are text and nothing is loaded', async () => {
    const file = join(folder, 'april.html');
    const { code, out, err } = await run(['report', '--month', '2026-04', '--dry-run', '--out', file]);
    expect({ code, err }).toEqual({ code: 0, err: `written to ${file}\n` });
    expect(out).toContain('In April 2026, 1 account reached first value (3 in March 2026).');
    expect(out).toContain(HOSTILE);
    const page = await readFile(file, 'utf8');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; [Evil](https://evil.test) **Ltd**');
    const tags = page.match(/<[a-z][^>]*>/gi) ?? [];
    expect(tags.length).toBeGreaterThan(50);
    expect(
      tags.filter((tag) => /^<(img|script|link|iframe|object|embed|base)\b|\s(src|href|on\w+)=/i.test(tag)),
    ).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/i);
  }, 60_000);

  it('keeps the report of a month that is over, and states once in the next one what became known since', async () => {
    const march = await json('--month', '2026-03');
    expect(march).toMatchObject({ activation: { overall: { n: 8, reached: 3 } }, corrections: [] });
    expect(march.written_at).not.toBeNull();
    await run(['import', 'accounts', '-'], `${HEAD}\nb,Account B,2026-03-02,test,,\n`);
    await run(['import', 'events', '-', '--complete-to', '2026-06-30'], `${EVENT_HEAD}${done('d', '2026-03-20')}`);
    expect(await json('--month', '2026-03')).toEqual(march);
    const april = await json('--month', '2026-04');
    expect(april.before).toMatchObject({ wins: 3, figures: { n: 7, reached: 3 } });
    expect(april.corrections).toMatchObject([
      {
        month: '2026-03',
        figures: expect.arrayContaining([
          { figure: 'accounts', was: 8, now: 7 },
          { figure: 'p25', was: 6, now: 18 },
          { figure: 'rate_7', was: 0.25, now: 0.1429 },
        ]),
        accounts: [
          { name: 'Account B', what: 'no_longer_counted', was: '2026-03-08', reason: 'excluded from every figure' },
          { name: 'Account D', what: 'value_found', was: null, now: '2026-03-20' },
        ],
      },
    ]);
    expect((await json('--month', '2026-05')).corrections).toEqual([]);
  }, 180_000);

  it('shows a month that is not over as such, and does not keep it', async () => {
    const month = new Date().toISOString().slice(0, 7);
    const { out } = await run(['report', '--month', month]);
    expect(out).toContain('the month is not over: figures so far, not kept');
    expect(await json('--month', month)).toMatchObject({ month, complete: false, written_at: null });
  }, 60_000);

  it.each([
    [['--month', '2026-13'], 'month: "2026-13" is no month: write it as 20'],
    [['--month', '2026-04', '--out', '/nowhere/at/all.html'], '--out: /nowhere/at/all.html cannot be written'],
  ])(
    'refuses %j as wrong usage',
    async (args, why) => {
      expect(await run(['report', ...args])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(why) });
    },
    60_000,
  );
});
