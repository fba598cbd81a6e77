import { type Kysely, sql } from 'kysely';
import type { AccountUser } from '../domain/usage-event.ts';
import type { AccountPeople, EventStore, FlaggedUsers, Membership, UserFacts } from '../monitor/event-store.ts';
import { bulkSelect } from './bulk.ts';
import { noteGroupIds } from './event-sources.ts';
import type { Database } from './schema.ts';

type People = Pick<
  EventStore,
  | 'peopleOf'
  | 'flaggedUsers'
  | 'putUser'
  | 'user'
  | 'users'
  | 'addMember'
  | 'membershipsOf'
  | 'membershipsOfAll'
  | 'addAlias'
  | 'aliasesOf'
>;

/** Nobody has more ids than this; a sender that makes everybody one person does. */
const ALIASES_FOLLOWED = 100;

/** Who the product's users are, and to which accounts their `group` and `identify` calls tied them. */
export function createPeopleOfAccounts(db: Kysely<Database>): People {
  return {
    peopleOf: (accountIds) => peopleOf(db, accountIds),
    async flaggedUsers(domains, words) {
      const admins = await db.selectFrom('users').select('user_id').where('admin', '=', 1).execute();
      const internal = new Set<string>();
      for (const domain of domains) {
        const rows = await db
          .selectFrom('users')
          .select('user_id')
          // Only SQLite's `like` takes capitals for small letters.
          .where((e) => e(e.fn<string>('lower', ['email']), 'like', `%@${domain.toLowerCase()}`))
          .execute();
        for (const row of rows) internal.add(row.user_id);
      }
      return { admins: new Set(admins.map((row) => row.user_id)), internal, marked: await marked(db, words) };
    },
    async putUser({ userId, email, admin, traits }, now) {
      const facts = { email, admin: admin ? 1 : 0, traits: JSON.stringify(traits), seen_at: now };
      await db
        .insertInto('users')
        .values({ user_id: userId, ...facts })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(facts))
        .execute();
    },
    async user(userId) {
      const [row] = await selectUsers(db, [userId]);
      return row === undefined ? null : factsOf(row);
    },
    async users(userIds) {
      const rows = await selectUsers(db, userIds);
      return new Map(rows.map((row) => [row.user_id, factsOf(row)]));
    },
    async addMember(userId, accountId, at) {
      await db
        .insertInto('memberships')
        .values({ user_id: userId, account_id: accountId, first_at: at, last_at: at })
        .onConflict((conflict) =>
          conflict.columns(['user_id', 'account_id']).doUpdateSet({
            first_at: sql<number>`case when memberships.first_at > ${at} then ${at} else memberships.first_at end`,
            last_at: sql<number>`case when memberships.last_at < ${at} then ${at} else memberships.last_at end`,
          }),
        )
        .execute();
      await noteGroupIds(db, new Map([[accountId, at]]));
    },
    async membershipsOf(userId) {
      return (await membershipsOfAll(db, [userId])).get(userId) ?? [];
    },
    membershipsOfAll: (userIds) => membershipsOfAll(db, userIds),
    async addAlias(userId, otherId) {
      const rows = await db
        .insertInto('aliases')
        .values([
          { user_id: userId, other_id: otherId },
          { user_id: otherId, other_id: userId },
        ])
        .onConflict((conflict) => conflict.doNothing())
        .returning('user_id')
        .execute();
      return rows.length > 0;
    },
    async aliasesOf(userId) {
      const rows = await db
        .selectFrom('aliases')
        .select('other_id')
        .where('user_id', '=', userId)
        .orderBy('other_id')
        .limit(ALIASES_FOLLOWED)
        .execute();
      return rows.map((row) => row.other_id);
    },
  };
}

const selectUsers = bulkSelect((db, ids) =>
  db.selectFrom('users').select(['user_id', 'email', 'admin', 'traits']).where('user_id', 'in', ids),
);

function factsOf(row: Pick<Database['users'], 'user_id' | 'email' | 'admin' | 'traits'>): UserFacts {
  const traits = JSON.parse(row.traits) as Record<string, unknown>;
  return { userId: row.user_id, email: row.email, admin: row.admin === 1, traits };
}

const selectMemberships = bulkSelect((db, ids) =>
  db
    .selectFrom('memberships')
    .select(['user_id', 'account_id', 'first_at', 'last_at'])
    .where('user_id', 'in', ids)
    .orderBy('last_at', 'desc')
    .orderBy('account_id'),
);

async function membershipsOfAll(
  db: Kysely<Database>,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Membership[]>> {
  const found = new Map<string, Membership[]>();
  for (const row of await selectMemberships(db, userIds)) {
    const ofUser = found.get(row.user_id) ?? [];
    ofUser.push({ accountId: row.account_id, firstAt: row.first_at, lastAt: row.last_at });
    found.set(row.user_id, ofUser);
  }
  return found;
}

/** A coarse sieve: which of them count for nothing is decided where the rule is known. */
async function marked(db: Kysely<Database>, words: readonly string[]): Promise<FlaggedUsers['marked']> {
  if (words.length === 0) return [];
  const rows = await db
    .selectFrom('users')
    .select(['user_id', 'traits'])
    .where('traits', '!=', '{}')
    .where((row) => row.or(words.map((word) => row((e) => e.fn<string>('lower', ['traits']), 'like', `%${word}%`))))
    .execute();
  return rows.map((row) => ({ userId: row.user_id, traits: JSON.parse(row.traits) as Record<string, unknown> }));
}

async function peopleOf(
  db: Kysely<Database>,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, AccountPeople>> {
  const found = new Map<string, { users: Map<string, AccountUser>; firstUserId: string | null }>();
  if (accountIds.length === 0) return found;
  const rows = await db
    .selectFrom('memberships as member')
    .leftJoin('users as user', 'user.user_id', 'member.user_id')
    .select(['member.account_id', 'member.user_id', 'user.admin'])
    .where('member.account_id', 'in', [...accountIds])
    .orderBy('member.first_at')
    .orderBy('member.user_id')
    .execute();
  for (const row of rows) {
    const people = found.get(row.account_id) ?? { users: new Map(), firstUserId: row.user_id };
    people.users.set(row.user_id, { member: true, admin: row.admin === 1 });
    found.set(row.account_id, people);
  }
  return found;
}
