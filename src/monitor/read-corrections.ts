import type { Instant } from '../domain/account.ts';
import { dayToIso } from '../domain/local-date.ts';
import { type Month, monthNamed } from '../domain/month.ts';
import {
  changedFigures,
  changedOutcomes,
  type MonthFigures,
  type MonthOutcome,
  type OutcomeChange,
} from '../domain/report-corrections.ts';
import { isoMoment } from './json-values.ts';
import { measureMonth, type MonthMeasure, monthFigures } from './measure-month.ts';
import type { ReportDeps } from './report-deps.ts';
import type { CorrectionJson } from './report-json.ts';
import type { Store } from './store.ts';
import type { WrittenMonth } from './report-store.ts';

/** An earlier month that is known otherwise now: what is said of it, and what is to be remembered from here on. */
export interface Corrected {
  readonly correction: CorrectionJson;
  readonly month: string;
  readonly figures: MonthFigures;
  readonly outcomes: readonly MonthOutcome[];
}

/** Reading a month again walks over all accounts; older months are closed. */
const MONTHS_LOOKED_AT = 12;

/**
 * What has changed in the months before this one since it was last stated, newest month first. `known`: one of them that has been
 * read with hindsight already.
 */
export async function readCorrections(
  deps: ReportDeps,
  { name }: Month,
  known: { readonly month: Month; readonly measure: MonthMeasure },
  now: Instant,
): Promise<readonly Corrected[]> {
  const found: Corrected[] = [];
  for (const earlier of await deps.store.reports.before(name, MONTHS_LOOKED_AT)) {
    const month = monthNamed(earlier);
    const written = await deps.store.reports.remembered(earlier);
    if (month === null || written === null) continue;
    const isKnown = earlier === known.month.name;
    const measure = isKnown ? known.measure : await measureMonth(deps, month, now, now);
    if (!isKnown) deps.onMonth?.();
    const corrected = await compared(deps.store, written, measure, now);
    if (corrected !== null) found.push(corrected);
  }
  return found;
}

async function compared(
  store: ReportDeps['store'],
  { month, knownAt, figures: stated, outcomes: before }: WrittenMonth,
  measure: MonthMeasure,
  now: Instant,
): Promise<Corrected | null> {
  const figures = monthFigures(measure);
  const { outcomes } = measure;
  const changes = changedFigures(stated, figures);
  const accounts = changedOutcomes(before, outcomes);
  if (changes.length + accounts.length === 0) return null;
  const why = await reasonsFor(store, accounts, measure, { since: knownAt, now });
  const correction: CorrectionJson = {
    month,
    known_at: isoMoment(knownAt),
    figures: changes.map((change) => ({ ...change })),
    accounts: accounts.map((change) => accountJson(change, why)),
  };
  return { correction, month, figures, outcomes };
}

function accountJson(change: OutcomeChange, why: Reasons): CorrectionJson['accounts'][number] {
  const { what, was, now } = change;
  const one = now ?? was;
  const dateOf = (outcome: MonthOutcome | null): string | null =>
    outcome?.reachedOn == null ? null : dayToIso(outcome.reachedOn);
  return {
    account_id: one?.accountId ?? null,
    name: one?.name ?? '',
    what,
    was: dateOf(was),
    now: dateOf(now),
    reason: why.get(change) ?? null,
  };
}

type Reasons = ReadonlyMap<OutcomeChange, string>;

/** What people said since: of value, or of an event that they withdrew. */
async function reasonsFor(
  { corrections }: Pick<Store, 'corrections'>,
  changes: readonly OutcomeChange[],
  { excluded }: MonthMeasure,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): Promise<Reasons> {
  const reasons = new Map<OutcomeChange, string>();
  for (const change of changes) {
    const key = (change.now ?? change.was)?.key ?? '';
    if (change.what === 'no_longer_counted') {
      reasons.set(change, excluded.has(key) ? 'excluded from every figure' : 'no longer among the accounts');
      continue;
    }
    const words = (await corrections.wordsOf([key], now)).get(key) ?? [];
    const withdrawn = (await corrections.withdrawn([key], now)).get(key) ?? [];
    const last = [...words, ...withdrawn].filter(({ at }) => at > since).sort((one, other) => other.at - one.at)[0];
    if (last?.reason != null && last.reason !== '') reasons.set(change, last.reason);
  }
  return reasons;
}
