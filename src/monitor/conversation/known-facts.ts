import type { Account, Instant } from '../../domain/account.ts';
import type { Assessment, StepStanding } from '../../domain/assessment.ts';
import { dayOf } from '../../domain/local-date.ts';
import { amongOthersInWords } from '../../domain/rank-words.ts';
import { stateInWords } from '../../domain/standing-words.ts';
import { MOVE_IN_WORDS } from '../../domain/whose-move-words.ts';
import { whoseMove } from '../../domain/whose-move.ts';
import type { KnownFact } from '../find-words.ts';
import { withFleetHold } from '../fleet-hold.ts';
import { shorten } from '../messages/alert-facts.ts';
import { activityInWords } from '../messages/alert-task.ts';
import { onboardingWorkOf } from '../onboarding-work.ts';
import { countInWords, dayInWords, momentInWords, plural, signalInWords } from '../words.ts';
import { deliveryInWords } from './alert-lines.ts';
import { judgeOne } from './judge-now.ts';
import type { AnswerDeps } from './said.ts';
import { numbersInWords, standingInWords } from './standing.ts';

/** Characters of a text that people wrote; it may stand under an answer as a receipt. */
const LONGEST_TEXT = 600;

type FactDeps = Pick<AnswerDeps, 'store' | 'rules' | 'exclusion' | 'comparisons' | 'crew'>;

/**
 * What may be said of one account to a member who asks: what `status` and `why` show, without people, ids and addresses. Each is a
 * sentence that stands as a receipt under an answer.
 */
export async function knownFacts(deps: FactDeps, account: Account, now: Instant): Promise<readonly KnownFact[]> {
  const judged = await judgeOne(deps, account, now);
  const [held] = await withFleetHold(deps.store, [{ key: account.key, verdict: judged }], now);
  const verdict = held?.verdict ?? judged;
  return [
    ...onTheTask(account),
    fact('state', `${account.name}: ${stateInWords(verdict)}.`),
    fact('standing', await standingInWords(deps, account, verdict, now)),
    fact('numbers', `The numbers: ${numbersInWords(verdict)}`),
    ...known('among_others', amongOthersInWords(verdict)),
    ...(await planFacts(deps, account, now)),
    ...verdict.steps.map((step, index) => fact(`step_${index + 1}`, stepInWords(step, account.zone))),
    ...activityFacts(account, verdict),
    ...(await alertFact(deps, account)),
    ...(await pauseFact(deps, account, now)),
    ...(await moveFact(deps, account, verdict)),
  ];
}

const fact = (key: string, says: string): KnownFact => ({ key, says });
const known = (key: string, says: string | null): readonly KnownFact[] => (says === null ? [] : [fact(key, says)]);

function onTheTask({ name, tier, useCase, goals, startedOn, trialEndsOn }: Account): readonly KnownFact[] {
  return [
    fact('started', `${name} started on ${dayInWords(startedOn)}.`),
    ...known('tier', tier === null ? null : `Tier: ${tier}.`),
    ...known('use_case', useCase === null ? null : `Use case: ${shorten(useCase, LONGEST_TEXT)}`),
    ...known('goals', goals === null ? null : `Goals: ${shorten(goals, LONGEST_TEXT)}`),
    ...known('trial', trialEndsOn === null ? null : `The trial ends on ${dayInWords(trialEndsOn)}.`),
  ];
}

async function planFacts({ store }: FactDeps, account: Account, now: Instant): Promise<readonly KnownFact[]> {
  const inForce = (await store.plans.inForce([account.key], now)).get(account.key);
  const newest = (await store.plans.versions(account.key)).at(-1);
  const target = (byDay: number): string => `day ${byDay}, ${dayInWords(account.startedOn + byDay)}`;
  return [
    ...known(
      'milestone',
      inForce === undefined
        ? null
        : `First-value milestone: ${inForce.plan.statement} (target: ${target(inForce.plan.byDay)})`,
    ),
    ...known(
      'draft',
      newest?.status === 'draft'
        ? `Version ${newest.version} of the plan waits for approval: ${newest.plan.statement} (target: ${target(newest.plan.byDay)})`
        : null,
    ),
  ];
}

function stepInWords(step: StepStanding, zone: string): string {
  const done =
    step.reachedAt === null
      ? `${countInWords(step)}, target day ${step.byDay}`
      : `reached ${momentInWords(step.reachedAt, zone)}`;
  return `Step “${step.name}”: ${done} (${signalInWords(step.signal)})`;
}

function activityFacts({ zone }: Account, verdict: Assessment): readonly KnownFact[] {
  if (verdict.eventCount === 0) return [fact('activity', 'No event has ever arrived for this account.')];
  const last = verdict.recent.at(-1);
  return [
    ...activityInWords(verdict, zone).map((says, index) => fact(`activity_${index + 1}`, says)),
    ...known('last_seen', last === undefined ? null : `Last seen: “${last.event}”, ${momentInWords(last.at, zone)}`),
  ];
}

async function alertFact({ store }: FactDeps, { key, zone }: Account): Promise<readonly KnownFact[]> {
  const open = (await store.alerts.open([key])).get(key);
  return [fact('alert', open === undefined ? 'No alert is open.' : `Alert: ${deliveryInWords(open, zone)}`)];
}

async function pauseFact({ store }: FactDeps, { key, zone }: Account, now: Instant): Promise<readonly KnownFact[]> {
  const today = dayOf(now, zone);
  const pause = (await store.accounts.lastPauses([key], today + 1)).get(key);
  const snoozed = (await store.accounts.snoozedUntil([key])).get(key);
  return [
    ...known('pause', pause === undefined || pause.from > today ? null : `Paused since ${dayInWords(pause.from)}.`),
    ...known('snooze', snoozed == null || snoozed <= today ? null : `Alerts rest until ${dayInWords(snoozed)}.`),
  ];
}

/** On whose desk it lies, not on which person's. */
async function moveFact(deps: FactDeps, { key }: Account, verdict: Assessment): Promise<readonly KnownFact[]> {
  const { people } = await deps.crew();
  const whose = whoseMove(verdict, (await onboardingWorkOf(deps.store, people, [key]))(key));
  if (whose === null) return [];
  const tasks = whose.kind === 'ours' || whose.kind === 'customer' ? whose.tasks.length : 0;
  const open = tasks === 0 ? '' : `, ${plural(tasks, 'onboarding task')} open`;
  return [fact('whose_move', `Whose move: ${MOVE_IN_WORDS[whose.kind]}${open}.`)];
}
