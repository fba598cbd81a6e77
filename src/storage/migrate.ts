import { type Migration, Migrator } from 'kysely/migration';
import { MonitorError } from '../shared/errors.ts';
import type { Engine, OpenDatabase } from './engine.ts';
import { createFirstSchema } from './migrations/001-first.ts';
import { keepWhatPeopleSaid } from './migrations/002-what-people-said.ts';
import { keepEndedLives } from './migrations/003-lives.ts';
import { keepHowClickUpBehaves } from './migrations/004-how-clickup-behaves.ts';
import { keepAlertPolicy } from './migrations/005-alert-policy.ts';
import { keepOnboardingWork } from './migrations/006-onboarding-work.ts';
import { keepInstantsOfHolds } from './migrations/007-pauses-by-the-hour.ts';
import { keepWhoSentIt } from './migrations/008-who-sent-it.ts';
import { keepModelCalls } from './migrations/009-model.ts';
import { keepWordsOfAlerts } from './migrations/010-words-of-alerts.ts';
import { keepReports } from './migrations/011-reports.ts';
import { keepAnswersToAlerts } from './migrations/012-answers-to-alerts.ts';
import { keepActsInClickUp } from './migrations/013-acts-in-clickup.ts';
import { keepNews } from './migrations/014-news.ts';
import { guardAudit } from './migrations/015-audit-guard.ts';
import { keepWhoIsForgotten } from './migrations/016-forgotten.ts';
import { keepEventsByRow } from './migrations/019-events-by-row.ts';
import { findWhatIsDone } from './migrations/020-what-is-done.ts';

const migrationsFor = (engine: Engine): Record<string, Migration> => ({
  '001-first': { up: (db) => createFirstSchema(db, engine) },
  '002-what-people-said': { up: (db) => keepWhatPeopleSaid(db) },
  '003-lives': { up: (db) => keepEndedLives(db) },
  '004-how-clickup-behaves': { up: (db) => keepHowClickUpBehaves(db) },
  '005-alert-policy': { up: (db) => keepAlertPolicy(db) },
  '006-onboarding-work': { up: (db) => keepOnboardingWork(db) },
  '007-pauses-by-the-hour': { up: (db) => keepInstantsOfHolds(db) },
  '008-who-sent-it': { up: (db) => keepWhoSentIt(db) },
  '009-model': { up: (db) => keepModelCalls(db) },
  '010-words-of-alerts': { up: (db) => keepWordsOfAlerts(db) },
  '011-reports': { up: (db) => keepReports(db) },
  '012-answers-to-alerts': { up: (db) => keepAnswersToAlerts(db) },
  '013-acts-in-clickup': { up: (db) => keepActsInClickUp(db) },
  '014-news': { up: (db) => keepNews(db, engine) },
  '015-audit-guard': { up: (db) => guardAudit(db, engine) },
  '016-forgotten': { up: (db) => keepWhoIsForgotten(db) },
  '019-events-by-row': { up: (db) => keepEventsByRow(db, engine) },
  '020-what-is-done': { up: (db) => findWhatIsDone(db) },
});

/** Every schema that was ever released, oldest first. */
export const SCHEMAS: readonly string[] = Object.keys(migrationsFor('sqlite'));

/**
 * Brings the database up to date, under the migrator's own lock; safe to run beside itself.
 * @param upTo the schema to bring it to; the newest, unless an older database is to be copied as it is
 * @returns the names of the migrations that were applied now
 * @throws MonitorError `schema_too_new` when a newer version of the product has been here
 */
export async function migrate({ db, engine }: OpenDatabase, upTo?: string): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor(engine) } });
  const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) throw translate(error);
  return (results ?? []).map((result) => result.migrationName);
}

/**
 * What a newer version wrote cannot be read, let alone written.
 * @param where the database, as the person who asked named it
 * @throws MonitorError `schema_too_new`
 */
export function expectKnownSchema(applied: readonly string[], where: string): void {
  if (applied.some((name) => !SCHEMAS.includes(name)))
    throw new MonitorError('schema_too_new', `${where} was written by a newer version: ${NEWER}`);
}

const NEWER = 'run that version, or restore a backup of before the upgrade (docs/upgrading.md)';

function translate(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (/previously executed migration .* is missing/.test(message)) {
    return new MonitorError('schema_too_new', `the database was written by a newer version: ${NEWER}`, error);
  }
  return error instanceof Error ? error : new Error(message);
}
