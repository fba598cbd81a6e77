import type { DraftOutcome, DraftRequest, RunnerUp } from '../domain/drafting.ts';
import { originOf, type PlaybookLibrary } from '../domain/playbook.ts';
import type { Tiers } from '../domain/tier.ts';
import { rankVerticals, type VerticalScore } from '../domain/vertical-recognition.ts';
import { goalOutcomes } from './goal-outcome.ts';
import { type Candidate, milestoneCandidates } from './milestone-candidates.ts';
import { planFromTemplate } from './plan-from-template.ts';
import { askAfterRefusal, askForCatalogue, askForEvent, askForPurpose, askWhich } from './questions.ts';
import { type Reading, readRequest } from './reading.ts';
import { isRefused, NO_AMENDMENT } from './refusals.ts';

/** Less evidence than this names no vertical: one telling event, or a phrase that few verticals share. */
const LEAST_SCORE = 2;
/** A rival with this share of the best score is as likely; a smaller one will do where the texts say nothing. */
const AS_LIKELY = 0.7;
const AS_LIKELY_WITHOUT_TEXT = 0.4;
/** A vertical whose own shapes fit no event is still the account's if it leads the fitting ones by this factor. */
const CLEARLY_AHEAD = 2;
/** Only a vertical of which the texts speak this much lends its name to a milestone that it does not know. */
const SPOKEN_OF = 3;

/**
 * Drafts a plan from the playbooks, without a model: finds the vertical, binds its milestone to an event of the catalogue,
 * adds guards, steps and days. Asks instead of guessing. Pure; equal requests give equal answers.
 */
export function draftFromTemplates(request: DraftRequest, library: PlaybookLibrary, tiers: Tiers): DraftOutcome {
  const reading = readRequest(request, tiers);
  if (request.catalogue.length === 0) return askForCatalogue(reading);
  const verticals = rankVerticals(request, reading.events, library.playbooks);
  const found = findCandidates(verticals, library, reading);
  if (found.kind === 'unclear') return askForPurpose(reading);
  if (found.kind === 'no-event') return askForEvent(reading, found.vertical);
  if (found.rival !== null) return askWhich(found.best, found.rival, reading);
  return firstAcceptable(found.candidates, reading);
}

type Found =
  | {
      readonly kind: 'found';
      readonly best: Candidate;
      readonly candidates: readonly Candidate[];
      readonly rival: Candidate | null;
    }
  | { readonly kind: 'no-event'; readonly vertical: string | null }
  | { readonly kind: 'unclear' };

interface Fitting extends VerticalScore {
  readonly candidates: readonly Candidate[];
}

function findCandidates(verticals: readonly VerticalScore[], library: PlaybookLibrary, reading: Reading): Found {
  const fitting = verticals
    .map((vertical): Fitting => ({ ...vertical, candidates: milestoneCandidates(vertical.playbook, reading) }))
    .filter(({ candidates }) => candidates.length > 0);
  const top = verticals.find(({ score }) => score >= LEAST_SCORE);
  const first = fitting.find(({ score }) => score >= LEAST_SCORE);
  if (first === undefined || (top !== undefined && top.score > first.score * CLEARLY_AHEAD)) {
    return fromGoals(top, first, library, reading);
  }
  return asFound(first.candidates, rivalOf(first, fitting));
}

function asFound(candidates: readonly Candidate[], rival: Candidate | null): Found {
  const best = candidates[0];
  return best === undefined ? { kind: 'unclear' } : { kind: 'found', best, candidates, rival };
}

/** Another vertical as likely matters only if it would watch another event. */
function rivalOf(first: Fitting, fitting: readonly Fitting[]): Candidate | null {
  const event = first.candidates[0]?.event;
  const share = first.fromText > 0 ? AS_LIKELY : AS_LIKELY_WITHOUT_TEXT;
  const rivals = fitting.filter((each) => each !== first && each.score >= first.score * share);
  return (
    rivals.flatMap(({ candidates }) => candidates.slice(0, 1)).find((candidate) => candidate.event !== event) ?? null
  );
}

/** No vertical's own shapes fit: the account's words may still name one finished outcome. */
function fromGoals(
  top: VerticalScore | undefined,
  fitting: Fitting | undefined,
  library: PlaybookLibrary,
  reading: Reading,
): Found {
  const template = library.general.milestones[0];
  const playbook = top !== undefined && top.fromText >= SPOKEN_OF ? top.playbook : library.general;
  const outcomes = template === undefined ? [] : goalOutcomes(playbook, template, reading);
  if (outcomes.length > 0) return asFound(outcomes, null);
  if (fitting !== undefined) return asFound(fitting.candidates, null);
  const hasOutcome = reading.events.some(
    ({ nature }) => nature === 'outcome' || nature === 'other' || nature === 'input',
  );
  return top === undefined && hasOutcome
    ? { kind: 'unclear' }
    : { kind: 'no-event', vertical: top?.playbook.name ?? null };
}

/** The best candidate whose plan no lead has refused. */
function firstAcceptable(candidates: readonly Candidate[], reading: Reading): DraftOutcome {
  const open = candidates
    .map((candidate) => ({ candidate, plan: planFromTemplate(candidate, reading) }))
    .filter(({ plan }) => !isRefused(plan, reading.refusals));
  const [chosen, ...others] = open;
  if (chosen === undefined) return askAfterRefusal(reading);
  const { candidate, plan } = chosen;
  const other = others.find((each) => each.candidate.event !== candidate.event);
  return {
    kind: 'plan',
    plan,
    playbook: candidate.playbook.id,
    origin: originOf(candidate.playbook, candidate.milestone.id),
    rationale: rationaleOf(candidate, reading),
    runnerUp: other === undefined ? null : runnerUpOf(other.candidate, reading),
  };
}

/** The other milestone as its template says it: figures from a refusal were meant for the one that was refused. */
function runnerUpOf(candidate: Candidate, reading: Reading): RunnerUp {
  const plain = { ...reading, refusals: { ...reading.refusals, amendment: NO_AMENDMENT } };
  return {
    playbook: candidate.playbook.id,
    statement: planFromTemplate(candidate, plain).statement,
    event: candidate.event.event.name,
  };
}

/** Claims an answer to the goal only where the account's words name what the milestone is about. */
function rationaleOf({ milestone, answersGoals }: Candidate, { request: { account } }: Reading): string {
  const goal = account.goals?.trim() || account.useCase?.trim();
  if (!goal) return milestone.why;
  return answersGoals
    ? `${milestone.why} It answers the account's own goal: “${goal}”.`
    : `${milestone.why} The account's own goal is “${goal}”; please check that this is the way to it.`;
}
