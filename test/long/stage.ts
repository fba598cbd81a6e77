import { setTimeout as pause } from 'node:timers/promises';
import type { Kit, RunningService } from '../../src/cli/kit.ts';
import { openKit } from '../../src/compose.ts';
import { type Environment, readConfig } from '../../src/config.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/duration.ts';
import { runService } from '../../src/service.ts';
import { keysIn, keysOf } from '../end-to-end/keys.ts';
import { buildWorld, type Comment, type Task, type World, type WorldOptions } from '../end-to-end/world.ts';
import { openReceiver, type Receiver } from '../sandbox/lab.ts';

/** The stand-in, a database, and a letter box where the stand-in's deliveries lie until a test hands them on. */
export interface Stage {
  readonly world: World;
  readonly letters: Receiver;
  readonly environment: Environment;
  close(): Promise<void>;
}

export async function buildStage(options: WorldOptions = {}): Promise<Stage> {
  const [world, letters] = await Promise.all([buildWorld(options), openReceiver()]);
  const PUBLIC_URL = new URL(letters.url).origin;
  return {
    world,
    letters,
    environment: { ...world.environment, LOG_LEVEL: 'silent', PUBLIC_URL, PORT: '0' },
    async close() {
      await world.close();
      await letters.close();
    },
  };
}

/** Does something with the parts of the program in this process, which nobody kills. */
export async function withHands<T>({ environment }: Stage, work: (kit: Kit) => Promise<T>): Promise<T> {
  const kit = await openKit(await readConfig(environment));
  try {
    return await work(kit);
  } finally {
    await kit.close();
  }
}

/** The doors again, and whatever of the program is asked for, an hour after the death: all leases have run out. */
export async function liveOn({ environment }: Stage): Promise<RunningService> {
  const clock = { now: () => Date.now() + HOUR_MS };
  return runService(await readConfig(environment), { web: true, worker: false, clock });
}

const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/** What a service does after a start, and then until nothing is left to do; what failed on a busy machine is tried again. */
export async function settle({ monitor: verbs, store, clock }: Kit): Promise<void> {
  const monitor = verbs();
  await monitor.reconcile(true);
  for (let more = true; more; ) more = await monitor.catchUp();
  await monitor.sweepDue();
  for (const end = clock.now() + PATIENCE_MS; clock.now() < end; await pause(PAUSE_MS)) {
    await monitor.talk();
    const more = await monitor.round();
    const soon = (await store.outbox.waiting()).filter(({ notBefore }) => notBefore <= end);
    if (!more && soon.length === 0 && (await store.inbox.waiting()) === 0) return;
  }
}

/** The keys of everything that the agent has written into this stand-in, sorted: what is there twice is twice in it. */
export function keysWritten({ world }: Stage): readonly string[] {
  const { tasks, comments } = world.sandbox.state() as unknown as {
    readonly tasks: readonly Task[];
    readonly comments: readonly Comment[];
  };
  const inTasks = tasks.flatMap(({ markdown_description: text }) => keysIn(text ?? ''));
  return [...inTasks, ...comments.flatMap(keysOf)].sort();
}

/** An account that began so many days ago. */
export function addAccount({ world }: Stage, id: string, days: number): Promise<string> {
  const goals = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together' };
  const people = { CSM: 'cara', 'Onboarding lead': 'lena' };
  const own = { 'Account ID': id, 'Start date': Date.now() - days * DAY_MS };
  return world.addAccount({ name: `Account ${id}`, fields: { ...goals, ...people, ...own } });
}
