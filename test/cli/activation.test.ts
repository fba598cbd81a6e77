import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivationJson } from '../../src/monitor/activation-json.ts';
import { type Run, runIn } from './command.ts';
import { at, EVENT_HEAD, PLANS } from './sprints.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fvm-activation-'));
  await run(['import', 'accounts', '-'], `account_id,started_on,status,ended_on\n${ACCOUNTS.join('\n')}\n`);
  await run(['import', 'plans', '-'], PLANS);
  await run(['import', 'events', '-', '--complete-to', '2026-06-30'], EVENTS);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const ACCOUNTS = [
  ...['a', 'b', 'c', 'd', 'e'].map((id) => `${id},2026-03-02,open,`),
  'gone,2026-03-02,churned,2026-04-01',
  'test,2026-03-02,test,',
  'young,2026-06-25,open,',
];
const EVENTS = `${EVENT_HEAD}${['a', 'b', 'c', 'd', 'gone']
  .map((id) => at(id, 'Task Completed', '2026-03-04'))
  .join(
    '',
  )}${at('a', 'Sprint Completed', '2026-03-06')}${at('b', 'Sprint Completed', '2026-03-08')}${at('c', 'Sprint Completed', '2026-03-12')}`;

const run = (args: readonly string[], stdin = ''): Promise<Run> => runIn(folder, args, stdin);

describe('the activation command', () => {
  it('answers as JSON what the API answers, up to where the file is complete', async () => {
    const { code, out } = await run(['activation', '--json']);
    expect(code).toBe(0);
    const answer = ActivationJson.parse(JSON.parse(out));
    expect(answer.watermark).toMatch(/^2026-06-30/);
    expect(answer).toMatchObject({
      overall: { n: 7, reached: 3, waiting: 3, left: 1, ttv: { p25: 6, p50: null, naive_median: 6 } },
      cohorts: [{ cohort: '2026-03' }, { cohort: '2026-06' }],
      excluded: 1,
      without_plan: 0,
    });
  });

  it('shows the same as tables', async () => {
    const { code, out } = await run(['activation', '--as-of', '2026-06-30']);
    expect(code).toBe(0);
    const lines = out.split('\n').map((line) => line.trim().replaceAll(/\s+/g, ' '));
    expect(lines).toEqual(
      expect.arrayContaining([
        '1 excluded, 0 without a plan in force',
        'days to value n there waiting left p25 median 95 % p75 p90 naive',
        expect.stringMatching(/^2026-03 6 3 2 1 6 10 \S+ to \S+ not reached not reached 6$/),
        '2026-06 1 0 1 0 too few',
        expect.stringContaining('50 % (19 to 81) of 6'),
        expect.stringMatching(/^not yet, so far up to 120 4 █+$/),
        'Start 7 5 0 0 2 0 2',
        'A task is done 5 3 1 0 1 0 8',
        'largest leak: after “A task is done”',
      ]),
    );
  });

  it('takes what the API takes', async () => {
    const asked = ['--cohort', 'week', '--from', '2026-03-01', '--to', '2026-03-31', '--plan', 'a sprint is done'];
    const { out } = await run(['activation', '--json', '--as-of', '2026-03-08', ...asked]);
    expect(JSON.parse(out)).toMatchObject({
      as_of: '2026-03-08',
      overall: { n: 6, reached: 2, left: 0 },
      cohorts: [{ cohort: '2026-W10' }],
    });
  });

  it('says so where there is nothing to count', async () => {
    const { code, out } = await run(['activation', '--tier', 'none']);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('no account to count') });
  });

  it.each([
    [['--cohort', 'year'], '--cohort: "year"'],
    [['--as-of', '2026-02-30'], 'as_of: "2026-02-30" is no date'],
  ])('refuses %j as wrong usage', async (args, why) => {
    expect(await run(['activation', ...args])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(why) });
  });
});
