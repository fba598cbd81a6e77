import { sql } from 'kysely';
import { openDatabase } from '../../src/storage/engine.ts';

describe('a statement that is kept', () => {
  it('sees columns that were added since', async () => {
    const { db } = openDatabase('sqlite::memory:');
    await sql`create table meta (name text primary key)`.execute(db);
    await sql`insert into meta (name) values ('n')`.execute(db);
    const all = () => db.selectFrom('meta').selectAll().execute();
    expect(await all()).toEqual([{ name: 'n' }]);
    await sql`alter table meta add column value text not null default 'v'`.execute(db);
    expect(await all()).toEqual([{ name: 'n', value: 'v' }]);
    await db.destroy();
  });
});
