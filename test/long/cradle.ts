import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Life } from './life.ts';

/** How a life went: which step it died at, or all the steps of one that came to its end. */
export type Ending =
  | { readonly kind: 'killed'; readonly step: string }
  | { readonly kind: 'whole'; readonly steps: readonly string[] }
  | { readonly kind: 'fell over'; readonly out: string };

/**
 * Starts processes ahead: one that has its modules loaded waits while the one before it dies. What is done with its doors while it
 * lives is `drive`, told the address.
 */
export class Cradle {
  #next: ChildProcess = start();

  async live(life: Life, drive: (url: string) => Promise<void>): Promise<Ending> {
    const child = this.#next;
    this.#next = start();
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    const closed = new Promise<NodeJS.Signals | null>((resolve) =>
      child.once('close', (_code, signal) => resolve(signal)),
    );
    let steps: readonly string[] | null = null;
    let driven: Promise<void> = Promise.resolve();
    child.on('message', (said: { url?: string; steps?: readonly string[] }) => {
      if (said.steps !== undefined) steps = said.steps;
      if (said.url === undefined) return;
      driven = drive(said.url);
      void driven.then(() => child.send('stop', () => undefined));
    });
    child.send(life);
    const signal = await closed;
    // Whoever was sending when it died finds out a little later.
    await driven;
    if (signal === 'SIGKILL') return { kind: 'killed', step: /^died (.*)$/m.exec(out)?.[1] ?? '' };
    return steps === null ? { kind: 'fell over', out } : { kind: 'whole', steps };
  }

  end(): void {
    this.#next.kill('SIGKILL');
  }
}

function start(): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: join(tmpdir(), 'fvm-compiled') };
  return spawn(process.execPath, [join(import.meta.dirname, 'life.ts')], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env,
  });
}
