import type { DraftOutcome, DraftRequest } from './drafting.ts';
import type { Actor, Condition, Plan, Signal } from './plan.ts';
import { quantileOf } from './quantile.ts';

/** How many drafts a careful lead would accept, for `eval`. */

/** One plan that would be right. */
export interface Acceptable {
  /** One of these is the milestone's event. */
  readonly eventAny: readonly string[];
  readonly actor: Actor;
  /** Every key must stand in the signal with this value. */
  readonly where: Readonly<Record<string, Condition>>;
  readonly countMin: number;
  readonly countMax: number;
  readonly windowDaysMax: number;
  readonly distinctUsersMin: number;
}

export interface LabelledBrief {
  readonly id: string;
  readonly request: DraftRequest;
  readonly accept: readonly Acceptable[];
  /** Events that must not be the milestone's. */
  readonly reject: readonly string[];
  /** The honest answer is a question. */
  readonly question: boolean;
}

/** Whoever drafts, as the evaluation sees it. */
export interface NamedDrafter {
  readonly name: 'template' | 'model';
  readonly draft: (request: DraftRequest) => Promise<EvaluatedDraft>;
}

export interface EvaluatedDraft {
  readonly outcome: DraftOutcome;
  readonly author: NamedDrafter['name'];
  /** Null: it cost something, and no prices are set. */
  readonly costUsd: number | null;
}

export interface BriefScore {
  readonly n: number;
  readonly accepted: number;
  /** How many were answered with a question, rightly or not. */
  readonly questions: number;
  readonly misses: readonly { readonly id: string; readonly why: string }[];
  /** Milliseconds a draft; null for no brief. */
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null };
  /** Drafts that somebody else had to write because this drafter failed. */
  readonly fallbacks: number;
  readonly costUsd: number | null;
}

/** Drafts brief after brief. `clock` gives milliseconds that only ever grow; it is read around each draft. */
export async function scoreBriefs(
  briefs: readonly LabelledBrief[],
  { name, draft }: NamedDrafter,
  clock: () => number,
): Promise<BriefScore> {
  const attempts = [];
  for (const brief of briefs) {
    const from = clock();
    const drafted = await draft(brief.request);
    attempts.push({ id: brief.id, ...drafted, took: clock() - from, why: whyNot(drafted.outcome, brief) });
  }
  const took = attempts.map((attempt) => attempt.took);
  return {
    n: attempts.length,
    accepted: attempts.filter(({ why }) => why === null).length,
    questions: attempts.filter(({ outcome }) => outcome.kind === 'question').length,
    misses: attempts.flatMap(({ id, why }) => (why === null ? [] : [{ id, why }])),
    latencyMs: { p50: quantileOf(took, 0.5), p95: quantileOf(took, 0.95) },
    fallbacks: attempts.filter(({ author }) => author !== name).length,
    costUsd: attempts.reduce<number | null>((sum, { costUsd }) => plus(sum, costUsd), 0),
  };
}

const plus = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one + other;

/** Why a lead would not accept this draft, or null. */
export function whyNot(outcome: DraftOutcome, { accept, reject, question }: LabelledBrief): string | null {
  if (outcome.kind === 'question') return question ? null : `a question instead of a plan: ${outcome.question}`;
  const { plan } = outcome;
  const named = plan.signal.event.join(' or ');
  if (question) return `a guess (${named}) where only a question is honest`;
  const refused = plan.signal.event.filter((event) => reject.includes(event));
  if (refused.length > 0) return `${refused.join(' or ')} is no value here`;
  const faults = accept.map((each) => faultsOf(plan, each));
  if (faults.some((each) => each.length === 0)) return null;
  const nearest = faults.toSorted((one, other) => one.length - other.length)[0] ?? ['no plan is right'];
  return `${named}: ${nearest.join('; ')}`;
}

function faultsOf({ signal, byDay }: Plan, wanted: Acceptable): readonly string[] {
  const faults: string[] = [];
  if (!signal.event.every((event) => wanted.eventAny.includes(event)))
    faults.push(`the event is none of ${wanted.eventAny.join(', ')}`);
  if (!meetsActor(signal, wanted)) faults.push(`actor ${signal.actor}, wanted ${wanted.actor}`);
  for (const [key, value] of Object.entries(wanted.where))
    if (JSON.stringify(signal.where[key]) !== JSON.stringify(value))
      faults.push(`where ${key} is not ${JSON.stringify(value)}`);
  if (signal.count < wanted.countMin || signal.count > wanted.countMax)
    faults.push(`count ${signal.count}, wanted ${wanted.countMin} to ${wanted.countMax}`);
  if (signal.distinctUsers < wanted.distinctUsersMin)
    faults.push(`${signal.distinctUsers} users, wanted ${wanted.distinctUsersMin}`);
  if (byDay > wanted.windowDaysMax) faults.push(`by day ${byDay}, wanted ${wanted.windowDaysMax} at most`);
  return faults;
}

/** Two people show that it was not only the creator. */
const meetsActor = ({ actor, distinctUsers }: Signal, wanted: Acceptable): boolean =>
  wanted.actor === 'any' || actor === wanted.actor || (wanted.actor === 'not_creator' && distinctUsers >= 2);
