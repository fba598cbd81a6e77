import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BacktestReport } from '../../src/monitor/backtest.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fvm-backtest-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The real command in a process of its own; no settings, so nothing of a service is near. */
function run(args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const argv = ['bin/first-value-monitor.js', 'backtest', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { env: { PATH: process.env.PATH } }, (failure, out, err) => {
      resolve({ code: failure === null ? 0 : Number(failure.code), out, err });
    });
  });
}

const at = async (name: string, lines: readonly string[]): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
};

const START = Date.UTC(2026, 3, 1);
const dateOf = (day: number): string => new Date(START + day * 86_400_000).toISOString().slice(0, 10);
const numbered = (count: number, name: string): string[] => Array.from({ length: count }, (_, n) => `${name}-${n}`);

/**
 * Twenty-six accounts that start on 1 April. Fourteen send their first report on day 8 and the second on day 10, which is first value.
 * Ten never do; one does so on day 20 only; one does not and leaves on day 10. Everything known ends on day 40.
 */
const GOOD = numbered(14, 'good');
const SILENT = numbered(10, 'silent');

const account = (id: string, endedOn = ''): string => `${id},pro,${dateOf(0)},ann@example.test,${endedOn}`;
const ACCOUNTS = [
  'account_id,tier,started_on,csm_email,ended_on',
  ...GOOD.map((id) => account(id)),
  ...SILENT.map((id) => account(id)),
  account('slow'),
  account('gone', dateOf(10)),
];
const report = (id: string, day: number): string => `${id},u-${id},Report Sent,${dateOf(day)}T09:00:00Z`;
const EVENTS = [
  ...GOOD.flatMap((id) => [report(id, 8), report(id, 10)]),
  report('slow', 20),
  report('slow', 21),
  report('good-0', 40),
];
const PLANS = [
  '- match: {}',
  '  plan:',
  '    statement: Two reports are sent',
  '    signal: { event: Report Sent, count: 2 }',
  '    by_day: 30',
  '    core_events: [Report Sent]',
  '    steps: [{ name: A first report, signal: { event: Report Sent }, by_day: 15 }]',
];
const OUTCOMES = [
  'account_id,result',
  ...GOOD.map((id) => `${id},${id === 'good-13' ? 'cancelled' : 'renewed'}`),
  ...SILENT.map((id) => `${id},cancelled`),
  'slow,renewed',
  'gone,cancelled',
];

async function filesOf(name: string, events: readonly string[], accounts: readonly string[] = ACCOUNTS) {
  const header = 'account_id,user_id,event,timestamp';
  return [
    ...['--accounts', await at(`${name}-accounts.csv`, accounts)],
    ...['--events', await at(`${name}-events.csv`, [header, ...events])],
    ...['--plans', await at(`${name}-plans.yaml`, PLANS)],
    ...['--from', dateOf(0), '--to', dateOf(1)],
  ];
}

async function reportOf(args: readonly string[]): Promise<BacktestReport> {
  const { code, out, err } = await run([...args, '--json']);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

const lineOf = ({ account_id: id, kind, strength, day }: BacktestReport['alerts'][number]): string =>
  `${id} ${kind} ${strength} ${day}`;

/** Several processes in one test may take their time on a busy machine. */
const PATIENCE_MS = 90_000;

describe('the backtest command', () => {
  it(
    'replays accounts day by day, and says how well the alerts told bad outcomes apart',
    async () => {
      const outcomes = await at('outcomes.csv', OUTCOMES);
      const { alerts, summary } = await reportOf([
        ...(await filesOf('whole', EVENTS)),
        ...['--outcomes', outcomes, '--bad', 'result=cancelled'],
      ]);
      // Late on day 13, five days after half had the step; it has to stand on two dates.
      const early = [...SILENT, 'slow'].map((id) => `${id} early_alert hard 14`);
      expect(
        alerts
          .filter(({ strength }) => strength === 'hard')
          .map(lineOf)
          .toSorted(),
      ).toEqual(early.toSorted());
      expect(alerts.find(({ account_id: id, day }) => id === 'silent-0' && day === 14)).toMatchObject({
        date: dateOf(14),
        evidence: { stuck_on: 'A first report', rank: 14 / 25, group: 'pro', n: 25, last_activity_at: null },
      });
      expect(summary).toMatchObject({
        population: 26,
        bad: 12,
        flagged: 11,
        precision: 10 / 11,
        recall: 10 / 12,
        // `gone` had left before anybody could be told.
        recall_reachable: 10 / 11,
        base_rate: 12 / 26,
        lift: 10 / 11 / (12 / 26),
        lead_days: { mean: null, p50: null },
        missed: ['gone'],
      });
    },
    PATIENCE_MS,
  );

  it(
    'knows nothing of what comes later: files that end earlier give the same alerts up to there',
    async () => {
      const upTo = 16;
      const cut = EVENTS.filter((line) => (line.split(',')[3] ?? '') < dateOf(upTo + 1));
      const ends = report('good-0', upTo);
      const whole = await reportOf(await filesOf('long', [...EVENTS, ends]));
      const short = await reportOf(await filesOf('short', [...cut, ends]));
      const until = whole.alerts.filter(({ day }) => day <= upTo).map(lineOf);
      expect(until.length).toBeGreaterThan(10);
      expect(short.alerts.map(lineOf)).toEqual(until);
    },
    PATIENCE_MS,
  );

  it(
    'does not depend on the order of the lines',
    async () => {
      const straight = await reportOf(await filesOf('straight', EVENTS));
      const [header = '', ...rows] = ACCOUNTS;
      const turned = await reportOf(await filesOf('turned', EVENTS.toReversed(), [header, ...rows.toReversed()]));
      expect(turned.alerts.map(lineOf).toSorted()).toEqual(straight.alerts.map(lineOf).toSorted());
    },
    PATIENCE_MS,
  );

  it(
    'puts a second policy beside the configured one',
    async () => {
      const policy = await at('at-once.yaml', ['confirm_sweeps: 1']);
      const files = await filesOf('policy', EVENTS);
      const own = (await run([...files, '--json', '--policy', policy])).out;
      const { alerts, compared } = JSON.parse(own);
      const firstHard = (rows: BacktestReport['alerts']) => rows.find(({ strength }) => strength === 'hard')?.day;
      expect([firstHard(alerts), firstHard(compared.alerts)]).toEqual([14, 13]);
      const { out } = await run([...files, '--policy', policy]);
      expect(out).toMatch(/config +at-once\.yaml/);
      expect(out).toMatch(/flagged +11 \(0\.423\)/);
    },
    PATIENCE_MS,
  );

  it.each([
    ['a date that is none', ['--to', 'soon'], '--to soon: no date'],
    ['an end before the beginning', ['--to', dateOf(-1)], 'must lie after --from'],
    ['a day that is none', ['--flag-by', 'x'], '--flag-by "x" is no day'],
    ['--bad without outcomes', ['--bad', 'result=x'], 'name that file too'],
    ['a file that is not there', ['--outcomes', 'nowhere.csv'], 'nowhere.csv: file not found'],
  ])(
    'answers %s with exit code 2 and the way out',
    async (_what, wrong, why) => {
      const { code, out, err } = await run([...(await filesOf('wrong', EVENTS)), ...wrong]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(why);
    },
    PATIENCE_MS,
  );

  it(
    'names each mistake in a policy, and an outcome that says neither good nor bad',
    async () => {
      const files = await filesOf('bad', EVENTS);
      const policy = await run([...files, '--policy', await at('wrong.yaml', ['confirm_sweeps: none', 'soon: 1'])]);
      expect(policy.code).toBe(2);
      expect(policy.err).toMatch(/wrong\.yaml:1: confirm_sweeps: "none"[\s\S]*wrong\.yaml:2: soon: unknown name/);
      const outcome = await run([...files, '--outcomes', await at('odd.csv', ['account_id,bad', 'good-0,perhaps'])]);
      expect(outcome).toMatchObject({ code: 1, err: expect.stringContaining('odd.csv:2: bad is "perhaps"') });
    },
    PATIENCE_MS,
  );
});
