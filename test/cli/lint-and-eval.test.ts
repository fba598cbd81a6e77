import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCEPTED, writtenPlan } from '../model/draft-builders.ts';
import { startScriptedServer } from '../model/scripted-server.ts';
import { runIn } from './command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fvm-lint-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, lines: readonly (object | string)[]): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return path;
};

describe('the lint command', () => {
  it('judges as JSON and ends well, whether the statement passes or not', async () => {
    const good = await runIn(folder, ['lint', 'A customer pays the first invoice', '--json']);
    expect([good.code, JSON.parse(good.out)]).toEqual([
      0,
      { verdict: 'value', pass: true, reason: expect.any(String), mend: '' },
    ]);
    const bad = await runIn(folder, ['lint', 'All data is imported', '--vertical', 'crm', '--json']);
    expect([bad.code, JSON.parse(bad.out)]).toMatchObject([
      0,
      { verdict: 'setup', pass: false, mend: expect.stringMatching(/\?$/) },
    ]);
  }, 60_000);

  it('takes the trade into account and says it to people in two lines', async () => {
    const text = 'Twelve employees complete the safety course';
    expect((await runIn(folder, ['lint', text, '--vertical', 'learning'])).out).toMatch(/^value: it passes\. /);
    expect((await runIn(folder, ['lint', text])).out).toMatch(/^setup: it does not pass\. .*\n.*\?\n$/);
  }, 60_000);

  it.each([[['lint']], [['lint', '-']], [['lint', '  ']]])(
    'asks for a text: %j',
    async (args) => {
      expect(await runIn(folder, args)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(/lint "A customer/),
      });
    },
    60_000,
  );
});

describe('the eval command', () => {
  const brief = {
    id: 'b1',
    account: 'Marram Tools',
    use_case: 'Help desk',
    goals: ['Resolve tickets'],
    events: { ticket_resolved: ['test'], agent_login: [] },
  };
  const accept = [{ event_any: ['ticket_resolved'], where: { test: false }, count_max: 3, window_days_max: 30 }];

  it('measures the linter and the template drafter on files', async () => {
    const statements = await file('statements.jsonl', [
      { id: 's1', text: 'A customer pays the first invoice', vertical: null, label: 'value' },
      { id: 's2', text: 'The snippet is installed', label: 'value' },
    ]);
    const briefs = await file('briefs.jsonl', [
      { ...brief, accept },
      { ...brief, id: 'b2', accept: [{ ...accept[0], window_days_max: 1 }] },
      { ...brief, id: 'b3', events: {}, accept: [], question: true },
    ]);
    const run = await runIn(folder, ['eval', '--statements', statements, '--briefs', briefs, '--json']);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({
      statements: { n: 2, accuracy: 0.5, confusion: { value: { value: 1, setup: 1 } }, wrong: [{ id: 's2' }] },
      briefs: {
        template: {
          n: 3,
          accepted: 2,
          questions: 1,
          misses: [{ id: 'b2', why: expect.stringMatching(/by day/) }],
          latency_ms: { p50: expect.any(Number), p95: expect.any(Number) },
          cost_usd: 0,
        },
        model: null,
      },
    });
  }, 60_000);

  it('measures a model that is configured beside the templates, and asks it afresh each time', async () => {
    const briefs = await file('modelled.jsonl', [
      { ...brief, events: { ticket_created: ['test'], ticket_resolved: ['test'] }, accept },
      { ...brief, id: 'b4', account: 'Kelp Studio', goals: ['Resolve tickets fast'], accept },
    ]);
    const plan = writtenPlan({ where: [{ property: 'test', value: false }] });
    const server = await startScriptedServer(({ facts }) => {
      if ('draft' in facts) return { kind: 'answer', json: ACCEPTED };
      return JSON.stringify(facts).includes('fast') ? { kind: 'refusal' } : { kind: 'answer', json: plan };
    });
    const settings = { OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'test-model' };
    const statements = await file('one.jsonl', [
      { id: 's1', text: 'A customer pays the first invoice', label: 'value' },
    ]);
    const args = ['eval', '--statements', statements, '--briefs', briefs];
    try {
      const run = await runIn(folder, [...args, '--json'], '', settings);
      const asked = server.requests.length;
      expect(JSON.parse(run.out).briefs.model).toMatchObject({ n: 2, accepted: 2, fallbacks: 1, cost_usd: null });
      expect(asked).toBeGreaterThanOrEqual(3);
      const again = await runIn(folder, args, '', settings);
      expect(again.out).toMatch(/1 of 2 were drafted from the templates instead.*log/);
      expect(again.out).toMatch(/Briefs, model: 2 of 2 accepted.*cost unknown: set model\.usd_per_million_input/);
      expect(server.requests.length).toBe(2 * asked);
    } finally {
      await server.close();
    }
  }, 60_000);

  it("measures on the project's own sets when no file is named", async () => {
    const run = await runIn(folder, ['eval']);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^Statements: \d+ of \d+ judged as labelled \(9\d\.\d %\)/);
    expect(run.out).toMatch(/Briefs, template drafter: (\d+) of \1 accepted/);
  }, 60_000);

  it.each([
    [{ id: 's1', text: 'x', label: 'good' }, 1, /:1: label: /],
    ['no json', 1, /:1: no JSON/],
  ])(
    'names the line that it cannot read: %j',
    async (line, code, why) => {
      const statements = await file('bad.jsonl', [line]);
      expect(await runIn(folder, ['eval', '--statements', statements])).toMatchObject({
        code,
        err: expect.stringMatching(why),
      });
    },
    60_000,
  );

  it('says of a brief without an answer what is missing, and of a file that is not there so', async () => {
    const briefs = await file('open.jsonl', [{ ...brief, accept: [] }]);
    expect(await runIn(folder, ['eval', '--briefs', briefs])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/"question": true/),
    });
    expect(await runIn(folder, ['eval', '--briefs', join(folder, 'none')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/none/),
    });
  }, 60_000);
});
