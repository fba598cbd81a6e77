import type { Instant } from '../domain/account.ts';
import { HOUR_MS } from '../domain/duration.ts';
import { sweep, type SweepDeps } from './sweep.ts';
import { lastSweepCheck } from './sweep-check.ts';
import { readMarks } from './sweep-scope.ts';
import type { SweepReport } from './sweep-tally.ts';

/** An hour later each day, so that in time every hour of the day is looked at. */
const CHECK_EVERY_MS = 25 * HOUR_MS;

/**
 * The sweep that the clock asks for: of those who have news or a due time. After a start, when rules and program may be others,
 * and about once a day it is one of everybody; the latter looks whether that comes to the same.
 */
export function createClockedSweep(deps: SweepDeps, now: () => Instant): () => Promise<SweepReport> {
  let isFirst = true;
  return async () => {
    // News first, then the clock: what is noted in between is dated later, and stays for the next time.
    const marks = await readMarks(deps.store);
    const at = now();
    const check = !isFirst && at - ((await lastSweepCheck(deps.store))?.at ?? 0) >= CHECK_EVERY_MS;
    const scope = isFirst || check ? 'everybody' : 'due';
    const report = await sweep(deps, at, { dryRun: false, scope, check, marks });
    isFirst = false;
    return report;
  };
}
