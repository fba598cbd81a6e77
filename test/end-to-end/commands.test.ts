import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type CommandResult, type Comment, eventually, type World } from './world.ts';

const root = join(import.meta.dirname, '../..');
const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;
const fieldsOf = (id: string) => ({
  'Account ID': id,
  'Use case': 'Plan sprints',
  'Onboarding goals': 'Colleagues finish tasks together',
  CSM: 'cara',
  'Onboarding lead': 'lena',
});

describe('commands', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld();
  }, 60_000);
  afterAll(() => world.close());

  const lines = ({ err }: CommandResult): readonly string[] => err.trim().split('\n');

  it('bring the database up to date, once', async () => {
    expect((await world.run(['migrate'])).out).toContain('applied 001-first');
    expect((await world.run(['migrate', '--json'])).out).toContain('"migrated": []');
  });

  it('answer wrong usage with exit code 2 and the way out', async () => {
    expect((await world.run(['frobnicate'])).code).toBe(2);
    expect(await world.run(['accounts', '--state', 'sleepy'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('write one of defining'),
    });
    expect(await world.run(['sweep', '--as-of', '2026-01-01'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('needs --dry-run'),
    });
  });

  it('answer wrong settings with exit code 2, one line each', async () => {
    const result = await world.run(['doctor'], { PORT: 'x', LOG_LEVEL: 'loud' });
    expect(result.code).toBe(2);
    expect(lines(result)).toEqual([expect.stringMatching(/^PORT: "x"/), expect.stringMatching(/^LOG_LEVEL: "loud"/)]);
  });

  it('say that the token is missing where it is needed', async () => {
    for (const command of [['sync'], ['sweep'], ['serve']]) {
      expect(await world.run(command, { CLICKUP_API_TOKEN: '' })).toMatchObject({
        code: 2,
        err: expect.stringContaining('CLICKUP_API_TOKEN: missing'),
      });
    }
  });

  it('read the accounts list, show it, and draft on request', async () => {
    const taskId = await world.addAccount({ name: 'Acme', fields: fieldsOf('acme') });
    await world.addAccount({
      name: 'Lines Ltd',
      fields: {},
      description:
        'Account ID: lines\nUse case: Plan sprints\nOnboarding goals: Colleagues finish tasks together\nStart date: 2026-11-01\nCSM: Cara Chen',
    });
    expect((await world.run(['sync', '--json'])).out).toContain('"added": 2');
    const rows = JSON.parse((await world.run(['accounts', '--json'])).out) as readonly {
      account_id: string;
      started_on: string;
      csm: { id: number };
    }[];
    expect(rows.find(({ account_id: id }) => id === 'lines')).toMatchObject({
      started_on: '2026-11-01',
      csm: { id: PEOPLE.cara.id },
    });
    expect((await world.run(['accounts'])).out).toContain('Acme');
    const draft = JSON.parse((await world.run(['draft', 'acme', '--json'])).out) as {
      id: string;
      plan: { statement: string } | null;
      author: string;
    };
    expect(draft).toMatchObject({ id: 'acme', plan: { statement: expect.any(String) }, author: 'template' });
    expect((await world.comments(taskId)).filter(fromAgent)).toHaveLength(1);
  }, 60_000);

  it('rehearse a sweep without writing anything', async () => {
    const before = (await world.alertTasks()).length;
    expect((await world.run(['sweep', '--dry-run'])).out).toMatch(/2 accounts assessed/);
    expect(await world.alertTasks()).toHaveLength(before);
  });

  it('draft for each line of a file of briefs, and name the line that is none', async () => {
    const folder = await mkdtemp(join(world.folder, 'briefs-'));
    const file = join(folder, 'briefs.jsonl');
    const brief = {
      id: 'b1',
      account: 'Fern Hotels',
      tier: 'pro',
      use_case: 'Help desk for guest mail',
      goals: ['Resolve guest tickets'],
      events: { ticket_created: ['source'], ticket_resolved: ['source'], login: [] },
    };
    await writeFile(file, `${JSON.stringify(brief)}\n`);
    const answer = await world.run(['draft', '--brief', file]);
    expect(JSON.parse(answer.out)).toMatchObject({
      id: 'b1',
      plan: { signal: { event: 'ticket_resolved' } },
      question: null,
      author: 'template',
    });
    await writeFile(file, `${JSON.stringify(brief)}\nnonsense\n`);
    expect(await world.run(['draft', '--brief', file])).toMatchObject({
      code: 1,
      err: expect.stringContaining('briefs.jsonl:2: no JSON'),
    });
    await rm(folder, { recursive: true });
  });

  it('end quietly when nobody reads their answer to the end', async () => {
    const file = join(world.folder, 'many.jsonl');
    const brief = {
      id: 'b',
      account: 'Fern Hotels',
      use_case: 'Help desk',
      goals: 'Resolve tickets',
      events: { ticket_resolved: [] },
    };
    await writeFile(file, `${JSON.stringify(brief)}\n`.repeat(2_000));
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" bin/first-value-monitor.js draft --brief "${file}" | head -1`],
      { cwd: root, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('examine everything and say the way out', async () => {
    const result = await world.run(['doctor']);
    expect(result.out).toContain('✓ token: belongs to First Value Monitor · agent');
    expect(result.out).toContain('✓ accounts list: “Accounts”');
    expect(result.out).toMatch(/✓ fields: all there that are needed; without: Renewal date/);
    expect(result.code).toBe(0);
    const wrong = await world.run(['doctor', '--json'], { CLICKUP_API_TOKEN: world.workspace.tokens.cara });
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain('give the agent a seat of its own');
  });

  it('hold a first start on a long list until a person has seen what is coming', async () => {
    for (let n = 0; n < 21; n += 1) await world.addAccount({ name: `Bulk ${n}`, fields: fieldsOf(`bulk-${n}`) });
    const service = await world.serve({ DATABASE_URL: `sqlite:${join(world.folder, 'fresh.db')}` });
    const setup = (...args: string[]) =>
      world.run(['setup', ...args], {
        DATABASE_URL: `sqlite:${join(world.folder, 'fresh.db')}`,
        PUBLIC_URL: service.url,
      });
    const shown = await setup();
    expect(shown.out).toMatch(
      /A first start writes 23 drafts\. Asked: Lena Lindholm 22, Tara Teamlead 1\. Their CSMs: Cara Chen 23/,
    );
    expect(shown.out).toContain('Held back until you run');
    expect(await agentComments(world, 'Bulk 3')).toBe(0);
    expect((await setup('--yes')).out).toContain('Released');
    await eventually(async () => (await agentComments(world, 'Bulk 3')) === 1);
    await service.stop();
  }, 60_000);
});

async function agentComments(world: World, name: string): Promise<number> {
  const { tasks } = world.sandbox.state() as { tasks: readonly { id: string; name: string }[] };
  const task = tasks.find((each) => each.name === name);
  return (await world.comments(task?.id ?? '')).filter(fromAgent).length;
}
