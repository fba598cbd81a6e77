import type { Account, Instant, Owner } from '../domain/account.ts';
import { stuckOn } from '../domain/alert.ts';
import type { ExcludedEvents } from '../domain/assess.ts';
import { phaseOn } from '../domain/aspirations.ts';
import type { Assessment, BlindReason } from '../domain/assessment.ts';
import { lifeOf } from '../domain/life.ts';
import { dayToIso } from '../domain/local-date.ts';
import { reasonInWords } from '../domain/reason-words.ts';
import { stateInWords } from '../domain/standing-words.ts';
import { rankInWords, rankWord } from '../domain/rank-words.ts';
import type { Tiers } from '../domain/tier.ts';
import type { AccountJson, AlertJson, BlindJson } from './account-json.ts';
import { type Ahead, endAhead } from './account-order.ts';
import { figureOrNull, isoMoment, momentOrNull } from './json-values.ts';
import type { Written } from './outbox.ts';
import { type People, planHead } from './plan-head.ts';
import { alertKeys } from './raise-alerts.ts';
import type { AlertRecord } from './alert-store.ts';
import type { KnownPerson } from './people-store.ts';
import type { PlanRecord } from './plan-store.ts';

/** One judged account with what is kept about it: everything its JSON row is made of, as of one instant. */
export interface Judged {
  readonly account: Account;
  readonly verdict: Assessment;
  /** Events that are no evidence, by the reason. */
  readonly excluded: readonly ExcludedEvents[];
  /** The account that has had this account id for longer, which is the one judged by it; null: this one is. */
  readonly holder: Account | null;
  readonly newest: PlanRecord | null;
  readonly inForce: PlanRecord | null;
  readonly alert: AlertRecord | null;
}

/** What names and addresses are looked up in. */
export interface Directory {
  readonly people: People;
  /** The onboarding phases; default none. */
  readonly phases?: Tiers['phases'];
  /** What ClickUp answered, by the key of the write. */
  readonly written: ReadonlyMap<string, Written>;
}

/** The row of `/api/accounts` (CONTRACT section 5), as of `at`. */
export function accountRow(judged: Judged, directory: Directory, at: Instant): AccountJson {
  const { account, verdict, newest, inForce, alert } = judged;
  const csm = csmOf(account);
  return {
    account_id: account.accountId,
    name: account.name,
    task_id: account.taskId,
    task_url: account.taskUrl,
    tier: account.tier,
    use_case: account.useCase,
    csm: csm === null ? null : personJson(csm, directory.people),
    started_on: dayToIso(account.startedOn),
    trial_ends_on: account.trialEndsOn === null ? null : dayToIso(account.trialEndsOn),
    renews_on: account.renewsOn === null ? null : dayToIso(account.renewsOn),
    ahead: aheadJson(endAhead(account, verdict)),
    ...standingJson(judged),
    phase: phaseOn(verdict.day, directory.phases ?? []),
    life: lifeOf(account).number,
    excluded_events: judged.excluded.reduce((sum, { count }) => sum + count, 0),
    benchmark: benchmarkJson(verdict.benchmark),
    plan: planHead(newest, inForce, directory.people, at),
    alert: alert === null ? null : alertJson(alert, account, directory.written),
    reached_at: momentOrNull(verdict.reachedAt),
    days_to_value: verdict.daysToValue,
  };
}

const aheadJson = (ahead: Ahead | null): AccountJson['ahead'] =>
  ahead === null ? null : { ...ahead, on: dayToIso(ahead.on) };

type StandingJson = Omit<AccountJson, Exclude<keyof AccountJson, StandingKey>>;
type StandingKey =
  | (
      | 'day'
      | 'active_day'
      | 'state'
      | 'state_in_words'
      | 'blind'
      | 'progress'
      | 'expected'
      | 'pace'
      | 'days_behind'
      | 'rank'
      | 'rank_word'
      | 'rank_in_words'
      | 'reach_chance'
    )
  | ('stuck_on' | 'days_stuck' | 'days_stuck_elapsed' | 'last_activity_at');

function standingJson({ verdict, holder }: Judged): StandingJson {
  const named = verdict.state === 'blind' ? holder : null;
  return {
    day: verdict.day,
    active_day: verdict.activeDay,
    state: verdict.state,
    state_in_words: named === null ? stateInWords(verdict) : `not judged: “${named.name}” had this account id first`,
    blind: named === null ? blindJson(verdict.blind) : { kind: 'shared_account_id', judged: named.name },
    progress: figureOrNull(verdict.progress),
    expected: figureOrNull(verdict.expected),
    pace: figureOrNull(verdict.pace),
    days_behind: figureOrNull(verdict.daysBehind),
    rank: figureOrNull(verdict.rank),
    rank_word: verdict.rank === null ? null : rankWord(verdict.rank),
    rank_in_words: rankInWords(verdict),
    reach_chance: figureOrNull(verdict.reachChance),
    stuck_on: stuckOn(verdict),
    days_stuck: verdict.daysStuck,
    days_stuck_elapsed: verdict.daysStuckElapsed,
    last_activity_at: momentOrNull(verdict.lastActivityAt),
  };
}

function benchmarkJson(benchmark: Assessment['benchmark']): AccountJson['benchmark'] {
  if (benchmark === null) return null;
  if (benchmark.source === 'plan') return { source: 'plan', level: null, group: null, n: null, version: null };
  const { source, level, group, n, version } = benchmark;
  return { source, level, group, n, version };
}

function blindJson(reason: BlindReason | null): BlindJson | null {
  if (reason?.kind === 'likely_other_id') return { kind: reason.kind, candidates: [...reason.candidates] };
  if (reason?.kind !== 'stale_source') return reason;
  return { kind: reason.kind, source: reason.source, last_received_at: isoMoment(reason.lastReceivedAt) };
}

/** The CSM field, else the first human assignee of the account task (CONTRACT section 7). */
export const csmOf = (account: Account): Owner | null => account.csm ?? account.assignee;

/** A name from the workspace wins over the one that was written down: rows from files often have an e-mail only. */
export function personJson(owner: Owner, people: People): NonNullable<AccountJson['csm']> {
  const known = memberFor(owner, people);
  return { id: known?.id ?? owner.id, name: known?.name ?? owner.name, email: known?.email ?? owner.email };
}

function memberFor({ id, email }: Owner, people: People): KnownPerson | null {
  if (id !== null) return people.get(id) ?? null;
  const wanted = email?.toLowerCase();
  if (wanted === undefined) return null;
  return [...people.values()].find((person) => person.email?.toLowerCase() === wanted) ?? null;
}

/** One firing, with its place in ClickUp: its task, or the account task where it is a comment. */
export function alertJson(alert: AlertRecord, account: Account, written: Directory['written']): AlertJson {
  const task = written.get(alertKeys(alert.id).task);
  const isComment = alert.delivery === 'comment' && task === undefined;
  return {
    key: alert.id,
    kind: alert.kind,
    strength: alert.strength,
    urgent: alert.urgent,
    step: alert.step,
    delivery: alert.delivery,
    reason: alert.reason,
    reason_in_words: alert.reason === null ? null : reasonInWords(alert.reason),
    task_id: task?.taskId ?? null,
    url: task?.url ?? (isComment ? account.taskUrl : null),
    opened_at: isoMoment(alert.openedAt),
    delivered_at: momentOrNull(alert.deliveredAt),
    closed_at: momentOrNull(alert.closedAt),
    close_reason: alert.closeReason,
  };
}
