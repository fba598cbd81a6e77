import { type Kysely, sql } from 'kysely';
import type { Plan } from '../domain/plan.ts';
import type { PersonalEvent, PersonSubject, SubjectStore } from '../monitor/subject-store.ts';
import type { Database } from './schema.ts';
import { among } from './subject-parts.ts';

type Events = Pick<SubjectStore, 'eventsOn' | 'rewrite' | 'drop' | 'propertiesInPlans'>;

const EVENTS_A_READING = 2_000;

/** The events of one person, and those of others that name the person. */
export function personalEvents(db: Kysely<Database>): Events {
  return {
    async eventsOn(person, after) {
      let query = db.selectFrom('events').selectAll().where(isOn(person));
      if (after !== null)
        query = query.where(
          sql<boolean>`(minute, source, message_id) > (${after.minute}, ${after.source}, ${after.messageId})`,
        );
      const rows = await query
        .orderBy('minute')
        .orderBy('source')
        .orderBy('message_id')
        .limit(EVENTS_A_READING)
        .execute();
      return rows.map(toEvent);
    },
    async rewrite(events) {
      for (const { minute, source, messageId, userId, anonymousId, properties } of events)
        await db
          .updateTable('events')
          .set({ user_id: userId, anonymous_id: anonymousId, properties: JSON.stringify(properties) })
          .where('minute', '=', minute)
          .where('source', '=', source)
          .where('message_id', '=', messageId)
          .execute();
    },
    async drop(events) {
      for (const { minute, source, messageId } of events)
        await db
          .deleteFrom('events')
          .where('minute', '=', minute)
          .where('source', '=', source)
          .where('message_id', '=', messageId)
          .execute();
    },
    async propertiesInPlans() {
      const rows = await db.selectFrom('plans').select('body').distinct().execute();
      const plans = rows.map(({ body }) => JSON.parse(body) as Plan);
      const signals = plans.flatMap(({ signal, steps }) => [signal, ...steps.map((step) => step.signal)]);
      return new Set(signals.flatMap(({ where }) => Object.keys(where)));
    },
  };
}

/** No index knows who is named in properties, so every event is looked at: rare, and worth it. */
function isOn({ userIds, emails }: PersonSubject) {
  const named = [...userIds, ...emails].map((each) => {
    const text = JSON.stringify(each)
      .slice(1, -1)
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&');
    return sql<boolean>`lower(properties) like ${`%${text}%`} escape '\\'`;
  });
  return sql<boolean>`(${among('user_id', userIds)} or ${among('anonymous_id', userIds)} or ${sql.join(named, sql` or `)})`;
}

function toEvent(row: Database['events']): PersonalEvent {
  return {
    minute: row.minute,
    source: row.source,
    messageId: row.message_id,
    accountId: row.account_id,
    userId: row.user_id,
    anonymousId: row.anonymous_id,
    properties: JSON.parse(row.properties) as Record<string, unknown>,
  };
}
