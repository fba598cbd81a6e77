import type { Instant } from '../../src/domain/account.ts';
import { monthNamed } from '../../src/domain/month.ts';
import type { ReportJson } from '../../src/monitor/report-json.ts';
import { keepReport, type KeepReportDeps } from '../../src/monitor/write-report.ts';
import type { ReadWorld } from './read-world.ts';

/** Asks for the report of a month; its feed was heard from just now. */
export async function reportOf(
  { store, read }: ReadWorld,
  name: string,
  now: Instant,
  { dryRun = false, product = 'Sprintly' } = {},
): Promise<ReportJson> {
  await store.events.touchSource('product', ['Sprint Completed'], now, null);
  const month = monthNamed(name);
  if (month === null) throw new Error(`${name} is no month`);
  const deps: KeepReportDeps = { ...read, store, productName: product };
  return keepReport(deps, month, now, { dryRun });
}
