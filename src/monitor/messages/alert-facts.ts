import type { Account } from '../../domain/account.ts';
import type { AlertState, Assessment, StepStanding, Strength } from '../../domain/assessment.ts';
import type { Colleague } from '../../domain/owner.ts';
import type { StepKind } from '../../domain/playbook.ts';
import type { WhoseMove } from '../../domain/whose-move.ts';
import { stuckOn } from '../../domain/alert.ts';
import { dayInWords, plural, signalInWords } from '../words.ts';

/** The suggested next move for one gap: two or three things to do, and words the CSM may send. */
export interface Move {
  /** Whose move it is; null or absent where it was not asked. */
  readonly whose?: WhoseMove | null;
  /** The kind of step that is open, for judging interventions later. */
  readonly stepKind?: StepKind;
  readonly moves: readonly string[];
  readonly message: string;
}

/** Everything an alert's task and comments say; all of it comes from the judgement, nothing from a model. */
export interface AlertFactsForPeople {
  readonly alertId: string;
  readonly account: Account;
  readonly verdict: Assessment;
  readonly kind: AlertState;
  readonly strength: Strength;
  readonly statement: string | null;
  readonly owner: Colleague;
  /** Why the owner is not the account's CSM; null when it is. */
  readonly instead: string | null;
  readonly move: Move;
}

export const KIND_IN_WORDS: Readonly<Record<AlertState, string>> = {
  early_alert: 'no core use yet',
  gone_dark: 'gone dark',
  trial_risk: 'trial at risk',
  stalled: 'stalled',
  soft_signal: 'active, but not getting there',
};

const TASK_NAME_LIMIT = 79;
const ACCOUNT_NAME_LIMIT = 40;

/** With an ellipsis where it is cut. */
export const shorten = (words: string, limit: number): string =>
  words.length <= limit ? words : `${words.slice(0, limit - 1).trimEnd()}…`;

/** Begins with the account's name, under 80 characters; identity is the key, never this title. */
export function alertTitle({ account, kind, verdict }: AlertFactsForPeople): string {
  const step = stuckOn(verdict);
  const days = verdict.daysStuck === null ? '' : `, ${plural(verdict.daysStuck, 'day')}`;
  const head = `${shorten(account.name, ACCOUNT_NAME_LIMIT)}: ${KIND_IN_WORDS[kind]}${days}`;
  const withStep = `${head}, at “${step}”`;
  // A title that is cut says less than one without the step; the description has it all.
  return shorten(step === null || withStep.length > TASK_NAME_LIMIT ? head : withStep, TASK_NAME_LIMIT);
}

export const openStepOf = (verdict: Assessment): StepStanding | null =>
  verdict.openStep === null ? null : (verdict.steps[verdict.openStep] ?? null);

/** One sentence: what it is stuck on, since when, for how long, in both clocks where they differ. */
export function stuckInWords({ account, verdict }: AlertFactsForPeople): string {
  const step = openStepOf(verdict);
  const since = verdict.stuckSince;
  const elapsed = verdict.daysStuckElapsed ?? 0;
  const days = verdict.daysStuck ?? elapsed;
  const both = elapsed === days ? '' : ` (${elapsed} on the calendar)`;
  const from =
    verdict.lastProgressAt === null || since === account.startedOn
      ? `since the start on ${dayInWords(since)}`
      : `since ${dayInWords(since)}, the last progress`;
  return step === null
    ? `${plural(days, 'day')}${both}, ${from}`
    : `${plural(days, 'day')}${both} on “${step.name}”, ${from}`;
}

/** Why this verdict, with its numbers: the rule that fired. */
export function whyInWords({ account, verdict, kind }: AlertFactsForPeople): string {
  const step = openStepOf(verdict);
  switch (kind) {
    case 'early_alert':
      return `No core use on day ${verdict.activeDay}, and no step reached${earlyWords(verdict)}.`;
    case 'gone_dark':
      return `The account was active and then went silent: nothing at all in its last seven working days, and ${pastTarget(verdict)}.`;
    case 'trial_risk':
      return `The trial ends in ${plural(verdict.trialDaysLeft ?? 0, 'day')}${account.trialEndsOn === null ? '' : ` (${dayInWords(account.trialEndsOn)})`}, and what is left of the way takes longer than that.`;
    case 'stalled':
      return `People still come, but none of the events that show use happened in the last seven working days${lateWords(verdict)}.`;
    case 'soft_signal':
      return `The account works in the product, but does not get past “${step?.name ?? 'first value'}”${lateWords(verdict)}.`;
  }
}

function lateWords(verdict: Assessment): string {
  const step = openStepOf(verdict);
  if (step === null) return '';
  return verdict.late
    ? `, and ${pastTarget(verdict)}`
    : `, for longer than the ${plural(verdict.patienceDays ?? 0, 'day')} this step may take`;
}

/** Late by what others did, or by the plan's own days: the two are different claims. */
function pastTarget({ benchmark, activeDay, openStep, steps }: Assessment): string {
  const step = openStep === null ? undefined : steps[openStep];
  if (step === undefined) return `day ${activeDay} is late for first value`;
  return benchmark?.source === 'learned'
    ? `half of the comparable accounts had “${step.name}” five days ago (${benchmark.group}, ${benchmark.n} accounts)`
    : `day ${activeDay} is well past the target for “${step.name}”, day ${step.byDay}`;
}

function earlyWords(verdict: Assessment): string {
  return verdict.activeDay < verdict.earlyDays
    ? `, while ${pastTarget(verdict)}`
    : `; by day ${verdict.earlyDays} there should have been some`;
}

/** What the step waits for, in the words of its signal. */
export const waitsFor = (step: StepStanding): string => signalInWords(step.signal);
