import CliTable from 'cli-table3';
import type { Command } from 'commander';
import { MonitorError } from '../shared/errors.ts';
import type { CliDeps, Kit, OpenOptions } from './kit.ts';

/** What every command does alike: answers on stdout, everything else on stderr. */

export const print = (text: string): void => {
  process.stdout.write(`${harmless(text)}\n`);
};
export const say = (text: string): void => {
  process.stderr.write(`${harmless(text)}\n`);
};

/** Customers' names may hold what commands a terminal; written out as in JSON it is seen, and is the same text in JSON. */
export const harmless = (text: string): string =>
  text.replaceAll(/(?![\n\t])\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

const NO_BORDER = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((edge) => [edge, '']),
);

/** A table without lines; columns as wide as what stands in them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new CliTable({
    head: [...head],
    chars: { ...NO_BORDER, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) drawn.push([...row]);
  return drawn.toString();
}

/** Opens everything for one command and closes it whatever happens; its log goes to stderr, warnings and worse only. */
export async function withKit<T>(
  { environment, readConfig, open }: CliDeps,
  work: (kit: Kit) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const config = await readConfig(environment);
  const kit = await open(config, {
    logLevel: environment.LOG_LEVEL === undefined ? 'warn' : config.settings.LOG_LEVEL,
    logTo: process.stderr,
    ...options,
  });
  try {
    return await work(kit);
  } finally {
    await kit.close();
  }
}

export const jsonOption = (command: Command): Command => command.option('--json', 'answer as JSON');

/**
 * Runs what reads only flags: what it cannot use is wrong usage.
 * @throws MonitorError `bad_usage` in place of `bad_input`
 */
export async function fromFlags<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof MonitorError && thrown.code === 'bad_input')
      throw new MonitorError('bad_usage', thrown.message, thrown);
    throw thrown;
  }
}
