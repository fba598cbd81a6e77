import type { Account, Instant } from '../domain/account.ts';
import type { Assessment, EvidenceItem } from '../domain/assessment.ts';
import type { DayOfActivity } from '../domain/activity.ts';
import { activeDaysBetween, pausedRanges } from '../domain/clocks.ts';
import { lifeOf } from '../domain/life.ts';
import { dayOf, dayToIso } from '../domain/local-date.ts';
import { milestonesOf, type Plan } from '../domain/plan.ts';
import { planToNotation } from '../domain/plan-notation.ts';
import type { AgreedPause } from '../domain/question.ts';
import type { Target } from '../domain/tier.ts';
import type {
  AccountDetailJson,
  EvidenceJson,
  LifeJson,
  PlanDetailJson,
  PlanVersionJson,
  StepJson,
  TargetJson,
} from './account-json.ts';
import { accountRow, alertJson, type Directory, type Judged } from './account-row.ts';
import { alertAt, answeredAt } from './as-of.ts';
import { figureOrNull, isoMoment, momentOrNull } from './json-values.ts';
import { approvalOf, type People, planHead, planStatus } from './plan-head.ts';
import type { HealthJson } from './health-json.ts';
import type { PlanJson } from './plan-json.ts';
import type { DeliveredAlert } from './alert-store.ts';
import type { PlanRecord } from './plan-store.ts';
import type { StandingStore } from './standing-store.ts';
import type { WhoseMoveJson } from './whose-move-json.ts';
import { countInWords, signalInWords } from './words.ts';

/** What is kept about one account beside its row. */
export interface Kept {
  readonly versions: readonly PlanRecord[];
  readonly alerts: readonly DeliveredAlert[];
  readonly activity: readonly DayOfActivity[];
  /** All lives of the account, oldest first. */
  readonly lives: readonly Account[];
  readonly targets: readonly Target[];
  readonly history: Awaited<ReturnType<StandingStore['history']>>;
  readonly whoseMove: WhoseMoveJson | null;
  readonly health: HealthJson | null;
  /** The pause that it is in now. */
  readonly pause: AgreedPause | null;
}

/** The answer of `/api/accounts/:account_id` (CONTRACT section 5), as of `at`. */
export function accountDetail(judged: Judged, kept: Kept, directory: Directory, at: Instant): AccountDetailJson {
  const { account, verdict, inForce } = judged;
  const alerts = kept.alerts.flatMap((alert) => alertAt(answeredAt(alert, at), at) ?? []);
  return {
    ...accountRow(judged, directory, at),
    plan: planDetail(judged, kept.versions, directory.people, at),
    pause: pauseJson(kept.pause, directory.people),
    steps: inForce === null ? [] : stepsJson(judged, planToNotation(inForce.plan), at),
    activity: kept.activity.map(({ day, ...counts }) => ({ date: dayToIso(day), ...counts })),
    evidence: evidenceJson(verdict),
    excluded: [...judged.excluded],
    targets: kept.targets.map((target) => targetJson(target, verdict)),
    lives: kept.lives.filter((life) => lifeOf(life).number <= lifeOf(account).number).map((life) => lifeJson(life, at)),
    history: kept.history
      .filter((entry) => entry.at <= at)
      .map((entry) => ({ at: isoMoment(entry.at), state: entry.state, strength: entry.strength })),
    alerts: alerts.map((alert) => ({
      ...alertJson(alert, account, directory.written),
      verdict: alert.verdict,
      acted_at: momentOrNull(alert.actedAt),
    })),
    whose_move: kept.whoseMove,
    health: kept.health,
  };
}

function pauseJson(pause: AgreedPause | null, people: People): AccountDetailJson['pause'] {
  if (pause === null) return null;
  return {
    from: dayToIso(pause.from),
    until: pause.until === null ? null : dayToIso(pause.until),
    source: pause.source,
    by: pause.byId,
    by_name: pause.byId === null ? null : (people.get(pause.byId)?.name ?? null),
    reason: pause.reason,
  };
}

function targetJson({ name, value, unit, within, measuredBy }: Target, { daysToValue }: Assessment): TargetJson {
  return { name, value, unit, within, measured: measuredBy === 'days_to_value' ? daysToValue : null };
}

function lifeJson(life: Account, at: Instant): LifeJson {
  const hasLeft = life.leftAt !== null && life.leftAt <= at;
  return {
    life: lifeOf(life).number,
    started_on: dayToIso(life.startedOn),
    left_on: hasLeft ? dayToIso(dayOf(life.leftAt, life.zone)) : null,
  };
}

function planDetail(
  { newest, inForce }: Judged,
  versions: readonly PlanRecord[],
  people: People,
  at: Instant,
): PlanDetailJson {
  return {
    ...planHead(newest, inForce, people, at),
    rationale: newest?.rationale ?? null,
    prompt: newest?.prompt ?? null,
    plan: newest === null ? null : planToNotation(newest.plan),
    in_words: newest === null ? [] : planInWords(newest.plan),
    versions: versions
      .filter(({ draftedAt }) => draftedAt <= at)
      .map((record) => versionJson(record, inForce, people, at)),
  };
}

const planInWords = (plan: Plan): string[] =>
  milestonesOf(plan).map(({ name, signal, byDay }) => `${name}, by day ${byDay}: ${signalInWords(signal)}`);

/** An approved version that another one has taken the place of is superseded. */
function versionJson(record: PlanRecord, inForce: PlanRecord | null, people: People, at: Instant): PlanVersionJson {
  const status = planStatus(record, inForce, at);
  const isReplaced = inForce !== null && record.version < inForce.version && status !== 'rejected';
  return {
    version: record.version,
    status: isReplaced ? 'superseded' : status,
    statement: record.plan.statement,
    author: record.author,
    drafted_at: isoMoment(record.draftedAt),
    ...approvalOf(record, people, at),
    reject_reason: record.rejectReason,
  };
}

/** The steps of the plan in force and, as the last of them, first value itself. */
function stepsJson({ account, verdict }: Judged, notation: PlanJson, at: Instant): StepJson[] {
  const paused = pausedRanges(account.pauses, dayOf(at, account.zone), account.zone);
  const activeDay = (reachedAt: Instant): number =>
    activeDaysBetween(account.startedOn, dayOf(reachedAt, account.zone), paused);
  return verdict.steps.map((step, index) => ({
    name: step.name,
    signal: notation.steps[index]?.signal ?? notation.signal,
    signal_in_words: signalInWords(step.signal),
    by_day: step.byDay,
    benchmark_day: Math.round(step.benchmarkDay),
    reached_at: momentOrNull(step.reachedAt),
    reached_day: step.reachedAt === null ? null : activeDay(step.reachedAt),
    count: step.count,
    users: step.users,
    count_in_words: countInWords(step),
    share: figureOrNull(step.share) ?? 0,
  }));
}

/** Receipts: the events that each step counts, then the newest of whatever came. */
function evidenceJson(verdict: Assessment): EvidenceJson[] {
  const bySteps = verdict.steps.flatMap((step) => step.evidence.map((item) => receipt(step.name, item)));
  return [...bySteps, ...verdict.recent.map((item) => receipt('last activity', item))];
}

const receipt = (claim: string, { event, at, userId, messageId }: EvidenceItem): EvidenceJson => ({
  claim,
  event,
  at: isoMoment(at),
  user_id: userId,
  message_id: messageId,
});
