import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import SqliteDatabase from 'better-sqlite3';
import { contest } from './ratio.ts';

/**
 * Knowing an event again once many are stored: the key that the product has, (minute, source, id), beside the id alone.
 * `node bench/dedupe.ts [--stored 2000000] [--rounds 5]`
 */
const { values } = parseArgs({
  options: { stored: { type: 'string', default: '2000000' }, rounds: { type: 'string', default: '5' } },
});
const BATCH = 800;
const BATCHES = 40;

interface Ids {
  add(count: number): void;
}

const folder = await mkdtemp(join(tmpdir(), 'fvm-bench-'));
const byMinute = open('minute', 'primary key (minute, source, message_id)');
const byId = open('id', 'primary key (message_id)');
for (const ids of [byMinute, byId]) for (let n = 0; n < Number(values.stored); n += 20_000) ids.add(20_000);
const measured = (ids: Ids) => () => {
  for (let n = 0; n < BATCHES; n += 1) ids.add(BATCH);
};
const outcome = await contest({
  rounds: Number(values.rounds),
  ours: measured(byMinute),
  beside: measured(byId),
});
console.log(JSON.stringify({ bench: 'dedupe', stored: Number(values.stored), events: BATCH * BATCHES, ...outcome }));
await rm(folder, { recursive: true });

/** A table of ids alone; a thousand events a minute. */
function open(name: string, key: string): Ids {
  const database = new SqliteDatabase(join(folder, `${name}.db`));
  for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -65536']) database.pragma(setting);
  database.exec(
    `create table ids (minute integer not null, source text not null, message_id text not null, ${key}) without rowid`,
  );
  const insert = database.prepare('insert into ids values (?, ?, ?) on conflict do nothing');
  let stored = 0;
  return {
    add: database.transaction((count: number) => {
      for (let n = 0; n < count; n += 1)
        insert.run(29_000_000 + Math.floor((stored + n) / 1_000), 'key-1', randomUUID());
      stored += count;
    }),
  };
}
