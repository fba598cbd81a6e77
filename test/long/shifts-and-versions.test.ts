import { join } from 'node:path';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/duration.ts';
import { keysIn, keysOf } from '../end-to-end/keys.ts';
import {
  ALERTS_AT_ONCE,
  buildWorld,
  type Comment,
  eventually,
  type ServiceProcess,
  type Task,
  type World,
  WRITE_KEY,
} from '../end-to-end/world.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';
import { expectWholeDatabase } from '../storage/whole-database.ts';
import { forgetNextVersion, migrateAsNextVersion } from './newer-version.ts';

const PATIENCE_MS = 90_000;
const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;

function addAccount(world: World, id: string, days: number): Promise<string> {
  const goals = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together' };
  const own = { 'Account ID': id, 'Start date': Date.now() - days * DAY_MS, CSM: 'cara', 'Onboarding lead': 'lena' };
  return world.addAccount({ name: `Account ${id}`, fields: { ...goals, ...own } });
}

async function signIn({ url }: ServiceProcess, account: string): Promise<number> {
  const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
  const event = {
    event: 'Signed In',
    userId: `user-${account}`,
    messageId: `m-${account}`,
    context: { groupId: account },
  };
  const headers = { Authorization, 'Content-Type': 'application/json' };
  return (await fetch(`${url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) })).status;
}

function keysWritten({ sandbox }: World): readonly string[] {
  const { tasks, comments } = sandbox.state() as unknown as { tasks: readonly Task[]; comments: readonly Comment[] };
  return [...tasks.flatMap(({ markdown_description: text }) => keysIn(text ?? '')), ...comments.flatMap(keysOf)].sort();
}

/** Each by how much the clock then differs from the real one. */
const SHIFTS = [
  { name: 'a day ahead', ahead: DAY_MS },
  { name: 'a day and two hours back', ahead: -2 * HOUR_MS },
  { name: 'right again', ahead: 0 },
];

describe('a service whose clock is set while it runs', () => {
  let world: World;
  let service: ServiceProcess;
  const tasks: string[] = [];
  beforeAll(async () => {
    world = await buildWorld({ monitor: ALERTS_AT_ONCE });
    service = await world.serve({
      SWEEP_CRON: '*/2 * * * * *',
      NODE_OPTIONS: `--import ${join(import.meta.dirname, 'shifted-clock.ts')}`,
      FVM_SHIFTS: SHIFTS.map(({ ahead }) => ahead).join(','),
    });
  }, 120_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  it.each(SHIFTS)(
    'goes on judging, drafting and telling: $name',
    async ({ ahead }) => {
      process.kill(service.pid, 'SIGUSR2');
      const id = `ahead-${ahead}`;
      const task = await addAccount(world, id, 35);
      tasks.push(task);
      expect(await signIn(service, id)).toBe(200);
      await eventually(async () => keysWritten(world).includes(`${task}.a1.mention`), PATIENCE_MS);
      expect(service.lives()).toBe(true);
    },
    120_000,
  );

  it('has written each of these once', () => {
    const expected = tasks.flatMap((id) => [`${id}.a1.mention`, `${id}.a1.task`, `${id}.draft.v1`]);
    expect(keysWritten(world)).toEqual(expected.sort());
  });
});

describe.each(['sqlite', 'postgres'] as const)('a service beside the next version, on %s', (engine) => {
  let postgres: TestPostgres | null = null;
  let world: World;
  let service: ServiceProcess;
  let url: string;
  let draft: Comment;
  beforeAll(async () => {
    postgres = engine === 'postgres' ? await startPostgres() : null;
    world = await buildWorld();
    url = (await postgres?.database()) ?? `sqlite:${join(world.folder, 'monitor.db')}`;
    service = await world.serve({ DATABASE_URL: url });
    const task = await addAccount(world, 'acme', 5);
    draft = await eventually(async () => (await world.comments(task)).find(fromAgent), PATIENCE_MS);
    expect(await signIn(service, 'before')).toBe(200);
    await migrateAsNextVersion(url);
  }, 180_000);
  afterAll(async () => {
    await forgetNextVersion(url);
    if (engine === 'postgres') await expectWholeDatabase(url);
    await world.close();
    await postgres?.stop();
  }, 60_000);

  it('goes on taking in, hearing and answering until it is stopped', async () => {
    expect(await signIn(service, 'acme')).toBe(200);
    await world.reply('lena', draft.id, 'approve');
    await eventually(async () => (await world.replies(draft.id)).find(fromAgent), PATIENCE_MS);
    const account = await service.json<{ plan: object; last_activity_at: string | null }>('/api/accounts/acme');
    expect(account).toMatchObject({ plan: { status: 'approved' }, last_activity_at: expect.any(String) });
    const keys = keysWritten(world);
    expect(keys).toEqual([...new Set(keys)]);
    await service.stop();
    expect(service.lives()).toBe(false);
  }, 120_000);

  it('is not started again: it says which version is to run', async () => {
    const { code, err } = await world.run(['sweep'], { DATABASE_URL: url });
    expect([code, err]).toEqual([expect.any(Number), expect.stringContaining('newer version')]);
    expect(code).not.toBe(0);
  }, 60_000);
});
