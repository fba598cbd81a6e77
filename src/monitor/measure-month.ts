import type { Account, AccountKey, Day, Instant } from '../domain/account.ts';
import { lifeOf } from '../domain/life.ts';
import { dayOf, dayToIso, endOfDay, startOfDay } from '../domain/local-date.ts';
import type { Month } from '../domain/month.ts';
import { type Precision, precisionOf } from '../domain/alert-quality.ts';
import type { MonthFigures, MonthOutcome } from '../domain/report-corrections.ts';
import type { Judged } from './account-row.ts';
import { answeredAt } from './as-of.ts';
import { activationAnswer } from './activation-answer.ts';
import type { ActivationJson } from './activation-json.ts';
import { readActivation } from './read-activation.ts';
import type { ReadDeps } from './read-deps.ts';
import type { ReportJson } from './report-json.ts';

/** An account that was paused at some time, as it stood at the end of the month. */
export interface PausedAccount {
  readonly account: Account;
  readonly state: Judged['verdict']['state'];
  readonly lastActivityOn: Day | null;
}

export type Contract = Pick<Account, 'annualValue' | 'renewsOn'>;

/** One month, read in one walk over the accounts. */
export interface MonthMeasure {
  readonly activation: ActivationJson;
  readonly outcomes: readonly MonthOutcome[];
  /** Oldest first. */
  readonly wins: ReportJson['wins'];
  readonly exits: ReportJson['exits'];
  readonly paused: readonly PausedAccount[];
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly excluded: ReadonlySet<AccountKey>;
  /** What was said of the alerts delivered in the month. */
  readonly answers: Pick<Precision, 'useful' | 'noise' | 'known' | 'tooLate'>;
}

/** The end of the month in the workspace's zone; now while it is not over. */
export const endOfMonth = (month: Month, zone: string, now: Instant): Instant =>
  Math.min(endOfDay(month.last, zone), now);

/**
 * A month as of its end, by the formulas of `activation`; with `knownAt` later than that also with what has been said and received
 * since.
 */
export async function measureMonth(
  deps: ReadDeps,
  month: Month,
  now: Instant,
  knownAt?: Instant,
): Promise<MonthMeasure> {
  const end = endOfMonth(month, deps.zone, now);
  const seen: Seen = { outcomes: [], wins: [], exits: [], paused: [], contracts: new Map() };
  const asOf = dayToIso(dayOf(end, deps.zone));
  const reading = await readActivation(deps, { asOf }, now, {
    ...(knownAt === undefined ? {} : { knownAt }),
    see: (judged, { day }) => {
      if (day >= 0) note(seen, judged, month, end);
    },
  });
  seen.wins.sort((one, other) => compare(one.reached_on, other.reached_on) || compare(one.name, other.name));
  seen.exits.sort((one, other) => compare(one.left_on, other.left_on) || compare(one.name, other.name));
  const excluded = new Set(reading.excluded);
  const answers = await answersOf(deps, month, excluded, knownAt ?? end);
  return { activation: activationAnswer(reading), excluded, answers, ...seen };
}

async function answersOf(
  { store, zone }: Pick<ReadDeps, 'store' | 'zone'>,
  { first, last }: Month,
  excluded: ReadonlySet<AccountKey>,
  knownAt: Instant,
): Promise<MonthMeasure['answers']> {
  const all = await store.alerts.delivered(startOfDay(first, zone), startOfDay(last + 1, zone));
  const counted = all.filter(({ accountKey }) => !excluded.has(accountKey));
  return precisionOf(counted.map((alert) => answeredAt(alert, knownAt)));
}

interface Seen {
  readonly outcomes: MonthOutcome[];
  readonly wins: ReportJson['wins'];
  readonly exits: ReportJson['exits'];
  readonly paused: PausedAccount[];
  readonly contracts: Map<string, Contract>;
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

function note(seen: Seen, judged: Judged, month: Month, end: Instant): void {
  const { account, verdict } = judged;
  const outcome = outcomeOf(judged);
  const who = { account_id: account.accountId, name: account.name, task_url: account.taskUrl };
  const isIn = (day: Day | null): day is Day => day !== null && day >= month.first && day <= month.last;
  seen.outcomes.push(outcome);
  const { reachedOn } = outcome;
  if (outcome.standing === 'reached' && isIn(reachedOn))
    seen.wins.push({
      ...who,
      reached_on: dayToIso(reachedOn),
      days_to_value: verdict.daysToValue ?? 0,
      statement: judged.inForce?.plan.statement ?? null,
    });
  const leftOn = account.leftAt === null || account.leftAt > end ? null : dayOf(account.leftAt, account.zone);
  if (isIn(leftOn))
    seen.exits.push({
      ...who,
      left_on: dayToIso(leftOn),
      reached_on: reachedOn === null ? null : dayToIso(reachedOn),
    });
  if (account.pauses.length > 0) seen.paused.push(pausedAccount(judged));
  if (account.accountId !== null)
    seen.contracts.set(account.accountId, { annualValue: account.annualValue, renewsOn: account.renewsOn });
}

function outcomeOf({ account, verdict, inForce }: Judged): MonthOutcome {
  const { accountId, name, startedOn } = account;
  const { reachedAt, state } = verdict;
  const unreached = state === 'left' ? 'left' : 'waiting';
  return {
    key: account.key,
    life: lifeOf(account).number,
    accountId,
    name,
    startedOn,
    standing: inForce === null ? 'without_plan' : reachedAt === null ? unreached : 'reached',
    reachedOn: reachedAt === null ? null : dayOf(reachedAt, account.zone),
  };
}

function pausedAccount({ account, verdict: { state, lastActivityAt } }: Judged): PausedAccount {
  return { account, state, lastActivityOn: lastActivityAt === null ? null : dayOf(lastActivityAt, account.zone) };
}

/** What a month is remembered by, from the very figures that its report shows. */
export function monthFigures({ activation, wins, exits, answers }: MonthMeasure): MonthFigures {
  const { n, reached, waiting, left, ttv, rates } = activation.overall;
  return {
    accounts: n,
    reached,
    waiting,
    left,
    without_plan: activation.without_plan,
    wins: wins.length,
    exits: exits.length,
    p25: ttv.p25,
    p50: ttv.p50,
    p75: ttv.p75,
    p90: ttv.p90,
    rate_7: rates['7'].rate,
    rate_14: rates['14'].rate,
    rate_30: rates['30'].rate,
    alerts_useful: answers.useful,
    alerts_noise: answers.noise,
    alerts_known: answers.known,
    alerts_too_late: answers.tooLate,
  };
}
