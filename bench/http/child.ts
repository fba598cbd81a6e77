import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Listening, Load, Sample, Sent } from './messages.ts';

/** A server in a process of its own, with a folder of its own for its database. */
export interface Server {
  readonly port: number;
  readonly folder: string;
  sample(): Promise<Sample>;
  stop(): Promise<void>;
}

const at = (file: string): string => join(import.meta.dirname, file);

/** @param file below `servers/`, or in `bench/peers/` */
export async function startServer(file: string, args: readonly string[] = []): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'fvm-bench-'));
  const child = fork(at(file), [folder, ...args], {
    execArgv: ['--expose-gc', '--import', at('probe.ts')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const { port } = await answerOf<Listening>(child);
  return {
    port,
    folder,
    sample() {
      const answer = answerOf<Sample>(child);
      child.send('sample');
      return answer;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}

/** Sends from another process, so that the sender's work is not counted as the server's. */
export async function send(load: Load): Promise<Sent> {
  const child = fork(at('sender.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answer = answerOf<Sent>(child);
  child.send(load);
  const sent = await answer;
  child.disconnect();
  return sent;
}

function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the process ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
}
