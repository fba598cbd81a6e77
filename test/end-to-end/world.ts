import { type ChildProcess, spawn } from 'node:child_process';
import { cp, glob, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildWorkspace,
  fieldValue,
  LISTS,
  PEOPLE,
  type PersonName,
  type Workspace,
} from '../../src/cli/demo/workspace.ts';
import { type SandboxControl, sandboxControl } from '../../src/sandbox/control-client.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/server.ts';
import { expectWholeDatabase } from '../storage/whole-database.ts';
import { keepExchanges } from './exchanges.ts';

const root = join(import.meta.dirname, '../..');
const main = join(root, 'bin/first-value-monitor.js');
export const WRITE_KEY = 'test-write-key';

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface ProgramProcess {
  readonly pid: number;
  /** What it has logged so far, as JSON lines. */
  log(): string;
  /** False once it has ended, by itself or not. */
  lives(): boolean;
  /** SIGTERM; gives the exit code, null where the signal itself ended it. */
  stop(): Promise<number | null>;
  /** SIGKILL: it says goodbye to nobody. */
  kill(): Promise<void>;
}

export interface ServiceProcess extends ProgramProcess {
  readonly url: string;
  json<T>(path: string): Promise<T>;
}

export interface Comment {
  readonly id: string;
  readonly comment_text: string;
  readonly comment: readonly {
    readonly type?: string;
    readonly text?: string;
    readonly user?: { readonly id: number };
    readonly attributes?: { readonly link?: string };
  }[];
  readonly user: { readonly id: number };
}
export interface Task {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly markdown_description?: string;
  readonly assignees: readonly { readonly id: number }[];
  readonly creator: { readonly id: number };
  readonly priority: { readonly priority: string } | null;
  readonly due_date: string | null;
  readonly status: { readonly status: string; readonly type: string };
}

interface Comments {
  readonly comments: readonly Comment[];
}

/** The stand-in with its people and lists, a folder with settings, and the real program beside it: all over HTTP and the command line. */
export interface World {
  readonly standIn: SandboxControl;
  readonly sandbox: RunningSandbox;
  readonly workspace: Workspace;
  readonly folder: string;
  /** What its processes are started with, unless told otherwise. */
  readonly environment: Readonly<Record<string, string>>;
  serve(given?: Record<string, string>): Promise<ServiceProcess>;
  /** The command `worker`, which has no doors: nobody waits until it is there. */
  work(given?: Record<string, string>): ProgramProcess;
  run(args: readonly string[], given?: Record<string, string>): Promise<CommandResult>;
  addAccount(account: NewAccount): Promise<string>;
  comments(taskId: string): Promise<readonly Comment[]>;
  replies(commentId: string): Promise<readonly Comment[]>;
  reply(who: PersonName, commentId: string, text: string): Promise<void>;
  alertTasks(): Promise<readonly Task[]>;
  /** Ends everything; fails if a database in the folder is not as every database must be. */
  close(): Promise<void>;
}

export interface NewAccount {
  readonly name: string;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly description?: string;
}

export interface WorldOptions {
  /** Replaces lines of the shipped monitor.yaml's defaults. */
  readonly monitor?: string;
}

/** Nothing between a stalled account and its alert: no approval, no second day, no hours, no budget. */
export const ALERTS_AT_ONCE = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup: { accounts_list: "${LISTS.accounts}", alerts_list: "${LISTS.alerts}" }
approval: { default: auto }
owners: { lead: "${PEOPLE.tara.id}", fallback: "${PEOPLE.frida.id}" }
alerts: { confirm_sweeps: 1, hours: null, budget_per_csm_per_day: 100000, time_zone: Europe/Berlin }
`;

const MONITOR = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup:
  accounts_list: "${LISTS.accounts}"
  alerts_list: "${LISTS.alerts}"
  statuses: { left: [churned], paused: [on hold] }
owners: { lead: "${PEOPLE.tara.id}", fallback: "${PEOPLE.frida.id}" }
alerts: { confirm_sweeps: 1, hours: null, time_zone: Europe/Berlin }
`;

export async function buildWorld({ monitor = MONITOR }: WorldOptions = {}): Promise<World> {
  const sandbox = await startSandbox({ rateLimit: 100_000, retrySpacingMs: 50 });
  const standIn = sandboxControl(sandbox.url);
  const workspace = await buildWorkspace(standIn);
  const folder = await mkdtemp(join(tmpdir(), 'fvm-world-'));
  await cp(join(root, 'config'), folder, { recursive: true });
  await writeFile(join(folder, 'monitor.yaml'), monitor);
  const environment = {
    PATH: process.env.PATH ?? '',
    CLICKUP_API_TOKEN: workspace.tokens.agent,
    CLICKUP_API_URL: sandbox.apiUrl,
    DATABASE_URL: `sqlite:${join(folder, 'monitor.db')}`,
    CONFIG_DIR: folder,
    INGEST_WRITE_KEYS: WRITE_KEY,
    LOG_LEVEL: 'warn',
  };
  const running = new Set<ChildProcess>();
  const tara = standIn.as(workspace.tokens.tara);
  return {
    standIn,
    sandbox,
    workspace,
    folder,
    environment,
    work: (given = {}) => launch('worker', { ...environment, ...given }, folder, running),
    serve: (given = {}) => serve({ ...environment, ...given }, folder, running),
    run: (args, given = {}) => run(args, { ...environment, ...given }, folder),
    async addAccount({ name, fields, description = '' }) {
      const custom_fields = Object.entries(fields).map(([field, value]) => fieldValue(workspace, field, value));
      const task = { name, description, custom_fields };
      return (await tara.post<{ id: string }>(`/v2/list/${LISTS.accounts}/task`, task)).id;
    },
    comments: async (taskId) => (await tara.get<Comments>(`/v2/task/${taskId}/comment`)).comments,
    replies: async (commentId) => (await tara.get<Comments>(`/v2/comment/${commentId}/reply`)).comments,
    async reply(who, commentId, comment_text) {
      await standIn
        .as(workspace.tokens[who])
        .post(`/v2/comment/${commentId}/reply`, { comment_text, notify_all: false });
    },
    async alertTasks() {
      const query = 'include_closed=true&include_markdown_description=true';
      return (await tara.get<{ tasks: readonly Task[] }>(`/v2/list/${LISTS.alerts}/task?${query}`)).tasks;
    },
    async close() {
      for (const child of running) child.kill('SIGKILL');
      await keepExchanges(standIn);
      await sandbox.close();
      try {
        for await (const file of glob('*.db', { cwd: folder }))
          await expectWholeDatabase(`sqlite:${join(folder, file)}`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function serve(
  environment: Record<string, string>,
  cwd: string,
  running: Set<ChildProcess>,
): Promise<ServiceProcess> {
  const port = environment.PORT === undefined ? await freePort() : Number(environment.PORT);
  const url = `http://127.0.0.1:${port}`;
  const launched = launch('serve', { PUBLIC_URL: url, ...environment, PORT: String(port) }, cwd, running);
  await eventually(async () => {
    if (!launched.lives()) throw new Error(`the service ended: ${launched.log()}`);
    return (await fetch(`${url}/healthz`)).ok;
  }, START_MS);
  return { ...launched, url, json: async <T>(path: string) => (await (await fetch(`${url}${path}`)).json()) as T };
}

function launch(
  command: 'serve' | 'worker',
  env: Record<string, string>,
  cwd: string,
  running: Set<ChildProcess>,
): ProgramProcess {
  const child = spawn(process.execPath, [main, command], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await ended;
    running.delete(child);
    return child.exitCode;
  };
  return {
    pid: child.pid ?? 0,
    log: () => log,
    lives: () => child.exitCode === null && child.signalCode === null,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL').then(() => undefined),
  };
}

function run(args: readonly string[], env: Record<string, string>, cwd: string): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const WAIT_MS = 30_000;
/** On a machine that is busy with other tests a process takes its time to start. */
const START_MS = 120_000;
const POLL_MS = 50;

/** Asks again until the answer is neither false nor an error; gives up with the last error. */
export async function eventually<T>(ask: () => Promise<T | false | undefined | null>, waitMs = WAIT_MS): Promise<T> {
  const end = Date.now() + waitMs;
  for (;;) {
    let why: unknown = new Error('it did not come true in time');
    try {
      const answer = await ask();
      if (answer !== false && answer !== undefined && answer !== null) return answer;
    } catch (thrown) {
      why = thrown;
    }
    if (Date.now() > end) throw why;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
