import { type Kysely, sql } from 'kysely';

/** Where ClickUp's documents leave open how it behaves: which way the real workspace was seen to behave, and how often. */
export async function keepHowClickUpBehaves(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table observations (
         topic text not null, way text not null, seen bigint not null, first_at bigint not null, last_at bigint not null,
         primary key (topic, way))`,
    )
    .execute(db);
}
