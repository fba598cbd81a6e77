import type { Kysely } from 'kysely';
import type { MonthFigures, MonthOutcome } from '../domain/report-corrections.ts';
import type { ReportJson } from '../monitor/report-json.ts';
import type { ReportStore } from '../monitor/report-store.ts';
import type { Database } from './schema.ts';

/** The monthly reports that were written, and what was last stated of each month. */
export function createReportStore(db: Kysely<Database>): ReportStore {
  return {
    async add(report, { month, knownAt, figures, outcomes }, now) {
      const result = await db
        .insertInto('reports')
        .values({
          month,
          written_at: now,
          report: JSON.stringify(report),
          known_at: knownAt,
          figures: JSON.stringify(figures),
          outcomes: JSON.stringify(outcomes),
        })
        .onConflict((conflict) => conflict.column('month').doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows) > 0;
    },
    async get(month) {
      const row = await db.selectFrom('reports').select('report').where('month', '=', month).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.report) as ReportJson);
    },
    async before(month, limit) {
      const rows = await db
        .selectFrom('reports')
        .select('month')
        .where('month', '<', month)
        .orderBy('month', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => row.month);
    },
    async remembered(month) {
      const row = await db
        .selectFrom('reports')
        .select(['known_at', 'figures', 'outcomes'])
        .where('month', '=', month)
        .executeTakeFirst();
      if (row === undefined) return null;
      const figures = JSON.parse(row.figures) as MonthFigures;
      return { month, knownAt: row.known_at, figures, outcomes: JSON.parse(row.outcomes) as readonly MonthOutcome[] };
    },
    async restate({ month, knownAt, figures, outcomes }) {
      await db
        .updateTable('reports')
        .set({ known_at: knownAt, figures: JSON.stringify(figures), outcomes: JSON.stringify(outcomes) })
        .where('month', '=', month)
        .execute();
    },
  };
}
