import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';
import { expectWholeDatabase } from '../storage/whole-database.ts';
import { keysIn, keysOf } from '../end-to-end/keys.ts';
import {
  buildWorld,
  type Comment,
  eventually,
  type ServiceProcess,
  type Task,
  type World,
  WRITE_KEY,
} from '../end-to-end/world.ts';

/**
 * What may happen to a service from outside while it runs, one thing after the other: `strike` lets it happen, `mend` takes it away.
 * In between it takes nothing in that it cannot keep, lives, and says in /readyz what is wrong; afterwards it goes on by itself.
 */
interface Trouble {
  readonly name: string;
  readonly engine: 'sqlite' | 'postgres';
  /** What /readyz says while it lasts. */
  readonly says: string;
  strike(place: Place): Promise<void>;
  mend(place: Place): Promise<void>;
}

interface Place {
  readonly world: World;
  readonly service: ServiceProcess;
  readonly postgres: TestPostgres | null;
  readonly locker: () => SqliteDatabase.Database;
}

/** A file may not grow beyond its first byte: each write fails as on a full disk (Node lets the signal for it pass). */
const limitFiles = ({ service }: Place, soft: string): void => {
  const { status, stderr } = spawnSync('prlimit', ['--pid', String(service.pid), `--fsize=${soft}:`]);
  if (status !== 0) throw new Error(`prlimit: ${stderr}`);
};

const TROUBLES: readonly Trouble[] = [
  {
    name: 'the disk is full',
    engine: 'sqlite',
    says: 'nothing can be written',
    strike: async (place) => limitFiles(place, '1'),
    mend: async (place) => limitFiles(place, 'unlimited'),
  },
  {
    name: 'another program locks the database',
    engine: 'sqlite',
    says: 'no answer within 5 s',
    strike: async ({ locker }) => void locker().exec('begin exclusive'),
    mend: async ({ locker }) => void locker().exec('rollback'),
  },
  {
    name: 'PostgreSQL is stopped and started',
    engine: 'postgres',
    says: '',
    strike: async ({ postgres }) => postgres?.goDown(),
    mend: async ({ postgres }) => postgres?.comeBack(),
  },
];

const fields = {
  'Account ID': 'acme',
  'Use case': 'Plan sprints',
  'Onboarding goals': 'Colleagues finish tasks together',
  CSM: 'cara',
  'Onboarding lead': 'lena',
};
interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly why: string | null }[];
}
const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;

/** What the troubles came to, for docs/reliability.md. */
const totals = { faults: 0, acknowledged: 0, refused: 0, lost: 0, written: 0, doubled: 0 };
afterAll(() => void process.stdout.write(`faults from outside: ${JSON.stringify(totals)}\n`));

describe.each(TROUBLES)('while $name', ({ engine, says, strike, mend }) => {
  let place: Place;
  let taskId: string;
  let draft: Comment;
  let url: string;
  beforeAll(async () => {
    const postgres = engine === 'postgres' ? await startPostgres() : null;
    const world = await buildWorld();
    const file = join(world.folder, 'monitor.db');
    url = (await postgres?.database()) ?? `sqlite:${file}`;
    const service = await world.serve({ DATABASE_URL: url, RECONCILE_CRON: '*/2 * * * * *' });
    let locker: SqliteDatabase.Database | null = null;
    place = { world, service, postgres, locker: () => (locker ??= new SqliteDatabase(file)) };
    taskId = await world.addAccount({ name: 'Acme', fields });
    draft = await eventually(async () => (await world.comments(taskId)).find(fromAgent));
    await eventually(async () => (await service.json<Readiness>('/readyz')).ready);
  }, 120_000);
  afterAll(async () => {
    if (engine === 'sqlite') place.locker().close();
    await place.service.stop();
    if (engine === 'postgres') await expectWholeDatabase(url);
    await place.world.close();
    await place.postgres?.stop();
  });

  /** One event; whether it was acknowledged, and as what. */
  async function send(messageId: string): Promise<{ readonly status: number; readonly stored: number }> {
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const answer = await fetch(`${place.service.url}/v1/track`, {
      method: 'POST',
      headers: { Authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify({ event: 'Signed In', userId: 'u1', messageId, context: { groupId: 'acme' } }),
    });
    const { stored = 0 } = (await answer.json()) as { stored?: number };
    if (answer.status === 200) totals.acknowledged += 1;
    else totals.refused += 1;
    return { status: answer.status, stored };
  }
  const alive = async (): Promise<number> =>
    (await fetch(`${place.service.url}/healthz`, { signal: AbortSignal.timeout(3_000) })).status;

  it('takes in nothing that it cannot keep, lives and says so; then goes on by itself, with nothing lost and nothing twice', async () => {
    const { world, service } = place;
    expect(await send('before')).toEqual({ status: 200, stored: 1 });
    await strike(place);
    totals.faults += 1;
    await world.reply('lena', draft.id, 'approve');
    expect((await send('meanwhile')).status).toBe(503);
    const readiness = await eventually(async () => {
      const answer = await service.json<Readiness>('/readyz');
      return answer.ready ? null : answer;
    });
    expect(readiness.checks.find(({ name }) => name === 'database')).toMatchObject({
      ok: false,
      why: expect.stringContaining(says),
    });
    expect([await alive(), service.lives()]).toEqual([200, true]);
    await mend(place);
    await eventually(async () => (await service.json<Readiness>('/readyz')).ready, 60_000);
    const again = [await send('before'), await send('meanwhile')];
    if (again[0]?.stored !== 0) totals.lost += 1;
    expect(again).toEqual([
      { status: 200, stored: 0 },
      { status: 200, stored: 1 },
    ]);
    await eventually(async () => (await world.replies(draft.id)).find(fromAgent), 60_000);
    const audit = await service.json<readonly { what: string }[]>('/api/audit');
    expect(audit.filter(({ what }) => what === 'plan_approved')).toHaveLength(1);
    expect(writtenTwice(world)).toEqual([]);
  }, 240_000);
});

function writtenTwice({ sandbox }: World): readonly string[] {
  const { tasks, comments } = sandbox.state() as unknown as { tasks: readonly Task[]; comments: readonly Comment[] };
  const keys = [...tasks.flatMap(({ markdown_description: text }) => keysIn(text ?? '')), ...comments.flatMap(keysOf)];
  const doubled = keys.filter((key, at) => keys.indexOf(key) !== at);
  totals.written += keys.length;
  totals.doubled += doubled.length;
  return doubled;
}
