import { withoutIdentities } from '../domain/personal-data.ts';
import type { Plan } from '../domain/plan.ts';
import { planToNotation } from '../domain/plan-notation.ts';
import type { Candidate } from './milestone-candidates.ts';
import { planFromTemplate } from './plan-from-template.ts';
import type { DraftSituation } from './draft-situation.ts';

/** What a model gets to know of an account (docs/model.md lists it). No name, no person, no id; texts are cut to a bound. */

const LONGEST_TEXT = 1_000;
const LONGEST_DESCRIPTION = 200;
const MOST_EVENTS = 150;
const MOST_EXAMPLES = 6;
const MOST_REFUSED = 5;

/** Facts for prompts/draft-plan.md. */
export function draftFacts(situation: DraftSituation) {
  const { request, template } = situation;
  const { rules } = situation.reading.tier;
  return {
    product: request.product,
    customer: customerOf(situation),
    targets: { by_day: situation.byDay, latest_day: rules.latestDay },
    catalogue: request.catalogue.slice(0, MOST_EVENTS).map((event) => eventFacts(situation, event.name)),
    starting_point:
      template.kind === 'plan'
        ? { plan: planFacts(situation, template.plan), rationale: clean(situation, template.rationale), question: null }
        : { plan: null, rationale: null, question: clean(situation, template.question) },
    examples: examplesOf(situation),
    refused: request.rejected.slice(-MOST_REFUSED).map(({ statement, reason, plan }) => ({
      statement: clean(situation, statement),
      reason: clean(situation, reason),
      events: plan?.signal.event ?? [],
    })),
    may_ask: template.kind === 'question',
  };
}

/** Facts for prompts/critique.md. */
export function critiqueFacts(situation: DraftSituation, plan: Plan, rationale: string) {
  const used = [plan.signal, ...plan.steps.map(({ signal }) => signal)].flatMap(({ event }) => event);
  return {
    product: situation.request.product,
    customer: customerOf(situation),
    catalogue: [...new Set(used)].map((name) => eventFacts(situation, name)),
    draft: { ...planFacts(situation, plan), rationale },
  };
}

/** The customer's own words as a model sees them; also what a quotation is held against. */
export function customerOf(situation: DraftSituation) {
  const { account } = situation.request;
  return {
    use_case: account.useCase === null ? null : clean(situation, account.useCase),
    goals: account.goals === null ? null : clean(situation, account.goals),
    tier: situation.reading.tier.tier?.name ?? null,
    seats: account.seats ?? null,
    trial_days: account.trialDays ?? null,
  };
}

const clean = ({ request }: DraftSituation, text: string): string =>
  withoutIdentities(text, [request.account.name]).slice(0, LONGEST_TEXT);

function eventFacts({ request }: DraftSituation, name: string) {
  const event = request.catalogue.find((each) => each.name === name);
  const sent = request.observed.find((each) => each.name === name);
  return {
    name,
    kind: event?.kind ?? null,
    description: event?.description?.slice(0, LONGEST_DESCRIPTION) ?? null,
    properties: event?.properties ?? [],
    sent_so_far: sent === undefined ? null : { count: sent.count, users: sent.users },
  };
}

function planFacts(situation: DraftSituation, plan: Plan) {
  const { statement, signal, steps } = planToNotation(plan);
  return {
    statement: clean(situation, statement),
    signal,
    steps: steps.map(({ name, signal: { event, count, distinct_users } }) => ({ name, event, count, distinct_users })),
  };
}

/** One way to bind each milestone of the closest playbooks. */
function examplesOf({ candidates, reading }: DraftSituation) {
  const seen = new Set<string>();
  const best = candidates.filter((candidate) => {
    const id = `${candidate.playbook.id}/${candidate.milestone.id}`;
    return !seen.has(id) && seen.add(id);
  });
  return best.slice(0, MOST_EXAMPLES).map((candidate: Candidate) => {
    const { statement, signal } = planFromTemplate(candidate, reading);
    const { event, count, actor } = signal;
    return { product: candidate.playbook.name, statement, events: event, count, actor, why: candidate.milestone.why };
  });
}
