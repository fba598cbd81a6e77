import { join } from 'node:path';
import { openDatabase } from '../../src/storage/engine.ts';
import { expectWholeDatabase } from '../storage/whole-database.ts';
import {
  ALERTS_AT_ONCE,
  buildWorld,
  type CommandResult,
  type Comment,
  eventually,
  type ServiceProcess,
  type World,
  WRITE_KEY,
} from './world.ts';

const DAY_MS = 86_400_000;
const EVENTS_A_BATCH = 20;

/** Batches of events, one after the other until told to stop; knows what was acknowledged. */
function startLoad(service: ServiceProcess): { readonly acknowledged: string[]; stop(): Promise<void> } {
  const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
  const headers = { Authorization, 'Content-Type': 'application/json' };
  const acknowledged: string[] = [];
  let goesOn = true;
  const run = async (): Promise<void> => {
    for (let n = 0; goesOn; n += 1) {
      const ids = Array.from({ length: EVENTS_A_BATCH }, (_, at) => `m-${n}-${at}`);
      const batch = ids.map((messageId) => ({
        type: 'track',
        event: 'Signed In',
        userId: 'u1',
        messageId,
        context: { groupId: 'acme' },
      }));
      const answer = await fetch(`${service.url}/v1/batch`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ batch }),
      });
      if (answer.status === 200) acknowledged.push(...ids);
    }
  };
  const running = run();
  return {
    acknowledged,
    async stop() {
      goesOn = false;
      await running;
    },
  };
}

async function eventsIn(file: string): Promise<ReadonlySet<string>> {
  const { db } = openDatabase(`sqlite:${file}`);
  const rows = await db.selectFrom('events').select('message_id').execute();
  await db.destroy();
  return new Set(rows.map(({ message_id: id }) => id));
}

describe('a backup of a service under load', () => {
  let world: World;
  let service: ServiceProcess;
  let taskId: string;
  const pathOf = (name: string): string => join(world.folder, name);
  const done = async (args: readonly string[], given?: Record<string, string>): Promise<CommandResult> => {
    const result = await world.run(args, given);
    expect([args, result.code, result.err]).toEqual([args, 0, result.err]);
    return result;
  };
  beforeAll(async () => {
    world = await buildWorld({ monitor: ALERTS_AT_ONCE });
    service = await world.serve();
    const fields = { 'Account ID': 'acme', 'Use case': 'Plan sprints', CSM: 'cara', 'Onboarding lead': 'lena' };
    taskId = await world.addAccount({ name: 'Acme', fields: { ...fields, 'Start date': Date.now() - 40 * DAY_MS } });
    await eventually(async () => (await service.json<readonly unknown[]>('/api/accounts')).length === 1);
  }, 120_000);
  afterAll(async () => {
    await service?.stop();
    await world?.close();
  });

  it('holds everything acknowledged before it began', async () => {
    const { acknowledged, stop } = startLoad(service);
    await eventually(async () => acknowledged.length >= 5 * EVENTS_A_BATCH);
    const before = [...acknowledged];
    const { out } = await done(['backup', pathOf('backup.db'), '--json']);
    const after = acknowledged.length;
    await stop();
    expect(JSON.parse(out)).toMatchObject({ file: pathOf('backup.db'), bytes: expect.any(Number) });
    expect(after).toBeGreaterThan(before.length);
    const kept = await eventsIn(pathOf('backup.db'));
    expect(before.filter((id) => !kept.has(id))).toEqual([]);
    await expectWholeDatabase(`sqlite:${pathOf('backup.db')}`);
  }, 120_000);

  it('is not restored while the service runs', async () => {
    const { code, err } = await world.run(['restore', pathOf('backup.db'), '--replace']);
    expect([code, err]).toEqual([1, expect.stringContaining('is in use: stop what runs on it')]);
  }, 60_000);

  it('restored, has the service go on, and nothing that was written since stands in ClickUp twice', async () => {
    const said = async () => {
      const comments = await world.comments(taskId);
      const threads = await Promise.all(comments.map(({ id }) => world.replies(id)));
      return {
        tasks: (await world.alertTasks()).map(({ name }) => name),
        comments: [...comments, ...threads.flat()].map((comment: Comment) => comment.comment_text).sort(),
      };
    };
    await done(['sweep']);
    const [mention] = await eventually(async () => {
      const comments = await world.comments(taskId);
      const called = comments.filter(({ comment }) => comment.some(({ type }) => type === 'tag'));
      return called.length > 0 ? called : null;
    });
    await world.reply('cara', mention?.id ?? '', 'why');
    await eventually(async () => (await world.replies(mention?.id ?? '')).length === 2);
    const before = await said();
    expect(before.tasks).toHaveLength(1);
    await service.stop();

    const { err } = await done(['restore', pathOf('backup.db'), '--replace']);
    expect(err).toContain('what was there before is in');
    await done(['sync', '--all']);
    await done(['sweep']);
    await done(['sync', '--all']);
    expect(await said()).toEqual(before);
    service = await world.serve();
    expect(await service.json<readonly object[]>('/api/accounts')).toMatchObject([
      { account_id: 'acme', alert: { strength: 'hard' } },
    ]);
  }, 240_000);
});
