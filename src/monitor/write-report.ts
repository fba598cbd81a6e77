import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import type { Month } from '../domain/month.ts';
import { members } from './alert-owner.ts';
import { isoMoment } from './json-values.ts';
import type { Crew } from './keep-accounts.ts';
import { endOfMonth } from './measure-month.ts';
import { reportTask } from './messages/report.ts';
import type { Write } from './outbox.ts';
import type { ReportDeps } from './report-deps.ts';
import type { ReportJson } from './report-json.ts';
import { readReport } from './read-report.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';
import { writeOnce } from './write-once.ts';

export interface KeepReportDeps extends ReportDeps {
  readonly store: Store;
}

/**
 * The report of a month: the one that was written, to the digit; else read now and, where the month is over, kept. What it says of
 * earlier months is said once: from then on they are remembered as it states them. `dryRun`: nothing is kept.
 */
export async function keepReport(
  deps: KeepReportDeps,
  month: Month,
  now: Instant,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<ReportJson> {
  const kept = await deps.store.reports.get(month.name);
  if (kept !== null) return kept;
  const { report, figures, outcomes, corrected } = await readReport(deps, month, now);
  if (dryRun || !report.complete) return report;
  const written: ReportJson = { ...report, written_at: isoMoment(now) };
  const knownAt = endOfMonth(month, deps.zone, now);
  return deps.store.transaction(async (store) => {
    const isFirst = await store.reports.add(written, { month: month.name, knownAt, figures, outcomes }, now);
    // Another process was faster: what it wrote is the report.
    if (!isFirst) return (await store.reports.get(month.name)) ?? written;
    for (const each of corrected)
      await store.reports.restate({
        month: each.month,
        knownAt: now,
        figures: each.figures,
        outcomes: each.outcomes,
      });
    const detail = { month: month.name, corrects: corrected.map((each) => each.month) };
    await store.audit.add({ at: now, actor: AGENT, what: 'report_written', accountKey: null, detail });
    return written;
  });
}

export interface SendReportDeps {
  readonly store: Store;
  readonly rules: Rules;
  readonly crew: () => Promise<Crew>;
}

/**
 * Asks for the task of a kept report in the reports list, with the report as a file, once however often it is asked for. Returns
 * what is new; nothing without a reports list, and nothing of a month that is not over.
 */
export async function sendReport(
  { store, rules, crew }: SendReportDeps,
  report: ReportJson,
  now: Instant,
): Promise<readonly Write[]> {
  const listId = rules.lists.reports;
  if (listId === null || report.written_at === null) return [];
  const people = members(await crew());
  const lead = people.get(rules.owners.lead ?? 0) ?? people.get(rules.owners.fallback ?? 0) ?? null;
  const writes = reportTask(report, listId, lead, now);
  return store.transaction((inside) => writeOnce(inside, writes, now));
}
