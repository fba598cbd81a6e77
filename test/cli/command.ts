import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The real command, in a process of its own, on a database of its own in this folder, with these settings. */
export function runIn(
  folder: string,
  args: readonly string[],
  stdin: string | Buffer = '',
  settings: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const env = { PATH: process.env.PATH, DATABASE_URL: `sqlite:${join(folder, 'monitor.db')}`, ...settings };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['bin/first-value-monitor.js', ...args], { env }, (failure, out, err) => {
      resolve({ code: failure === null ? 0 : Number(failure.code), out, err });
    });
    child.stdin?.end(stdin);
  });
}
