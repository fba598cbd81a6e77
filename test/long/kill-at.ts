import { writeSync } from 'node:fs';
import http from 'node:http';
import SqliteDatabase from 'better-sqlite3';

/**
 * Kills this process (SIGKILL, so that nothing of it goes on) at a named step: a commit, a write outside a transaction, or a call to
 * ClickUp; before it happens, or when it has happened and nobody here knows yet. The product knows nothing of it: what it writes
 * with and calls through is wrapped before it is loaded.
 */
export interface Death {
  /** The number of the step, from 1; null: no death, the steps are only counted. */
  readonly at: number | null;
  readonly when: 'before' | 'after';
}

let death: Death | null = null;
const steps: string[] = [];

/** Counts from here on. */
export function arm(given: Death): void {
  death = given;
}

/** The names of the steps so far. */
export const stepsTaken = (): readonly string[] => steps;

function step<T>(name: string, take: () => T): T {
  const mine = begin(name);
  if (mine === 'before') die(name);
  const result = take();
  if (mine === 'after') die(name);
  return result;
}

function begin(name: string): Death['when'] | null {
  if (death === null) return null;
  steps.push(name);
  return steps.length === death.at ? death.when : null;
}

function die(name: string): void {
  writeSync(1, `died ${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

const WRITES = /^\s*(insert into|update|delete from) "?(\w+)/i;

const { prepare } = SqliteDatabase.prototype;
SqliteDatabase.prototype.prepare = function (this: SqliteDatabase.Database, source: string) {
  const statement = prepare.call(this, source);
  const table = WRITES.exec(source)?.[2];
  const name = source === 'commit' ? source : table === undefined ? null : `write ${table}`;
  if (name === null) return statement;
  const isStep = (): boolean => name === 'commit' || !this.inTransaction;
  for (const method of ['run', 'all'] as const) {
    const original = statement[method] as (...given: unknown[]) => unknown;
    const wrapped = (...given: unknown[]): unknown => {
      const take = (): unknown => original.apply(statement, given);
      return isStep() ? step(name, take) : take();
    };
    Object.defineProperty(statement, method, { value: wrapped });
  }
  return statement;
} as typeof prepare;

const { request } = http;
http.request = ((options: http.RequestOptions, answered?: (response: http.IncomingMessage) => void) => {
  const name = `${options.method} ${String(options.path)
    .replace(/\?.*/, '')
    .replace(/\/\w*\d\w*(?=\/|$)/g, '/*')
    .replace('/*/', '/')}`;
  const mine = begin(name);
  if (mine === 'before') die(name);
  const call = request(options, answered);
  if (mine === 'after') call.prependOnceListener('response', () => die(name));
  return call;
}) as typeof request;
