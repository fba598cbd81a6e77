import { guardsOf } from '../domain/draft-guards.ts';
import type { ServedPerson } from '../domain/draft-people.ts';
import type { ReadEvent } from '../domain/draft-event-nature.ts';
import { matchesPattern, thingOf } from '../domain/draft-words.ts';
import type { MilestoneTemplate, SignalTemplate, StepTemplate } from '../domain/playbook.ts';
import type { Plan, Signal, Step } from '../domain/plan.ts';
import { type Candidate, fits } from './milestone-candidates.ts';
import { type Reading, servedBy } from './reading.ts';
import type { Amendment } from './refusals.ts';

/** Turns a chosen candidate into a whole plan: rule, words, steps, days. */
export function planFromTemplate(candidate: Candidate, reading: Reading): Plan {
  const { milestone, event } = candidate;
  const served = servedBy(reading, candidate.playbook);
  const bind = (template: SignalTemplate, bound: ReadEvent): BoundSignal =>
    bindSignal(template, bound, served, reading);
  const rule = bind(milestone.signal, event);
  const signal = amended(rule.signal, reading.refusals.amendment);
  const byDay = targetDay(milestone, reading);
  const steps = bindSteps(candidate, reading, bind);
  return {
    statement: statementOf(candidate, rule.who ?? personNamed(candidate, served), signal),
    signal,
    byDay,
    coreEvents: coreEvents(candidate, reading, steps),
    steps: spread(steps, byDay),
  };
}

/** Only people whom this vertical is about enter a sentence that a lead signs; else its usual word is safe. */
const personNamed = ({ playbook: { people } }: Candidate, served: ServedPerson | null): string =>
  served?.said && people.includes(served.noun) ? served.noun : (people[0] ?? 'customer');

interface BoundSignal {
  readonly signal: Signal;
  readonly who: string | null;
}

export interface BoundStep {
  readonly name: string;
  readonly core: boolean;
  readonly signal: Signal;
}

function bindSignal(
  template: SignalTemplate,
  event: ReadEvent,
  served: ServedPerson | null,
  reading: Reading,
): BoundSignal {
  const { where, actor, who } = guardsOf(event, {
    served,
    channel: reading.channel,
    wanted: template.where,
    actor: template.actor,
    servedActs: template.servedActs,
  });
  const { count, distinctUsers, withinDays } = template;
  return { who, signal: { event: [event.event.name], count, distinctUsers, withinDays, where, actor } };
}

function amended(signal: Signal, { count, distinctUsers, actor }: Amendment): Signal {
  const users = distinctUsers ?? signal.distinctUsers;
  return {
    ...signal,
    distinctUsers: users,
    count: Math.max(count ?? signal.count, users),
    actor: actor ?? signal.actor,
  };
}

/** Says the rule as one event of real work; what a lead asked for beyond the template is said too. */
function statementOf({ milestone, event, pattern }: Candidate, who: string, signal: Signal): string {
  const thing = thingOf(pattern, event.event.name);
  const base = milestone.statement.replaceAll('{thing}', thing).replaceAll('{who}', who.replaceAll('_', ' '));
  const times = signal.count === milestone.signal.count ? '' : `, ${signal.count} times`;
  const people = signal.distinctUsers === milestone.signal.distinctUsers ? '' : `, by ${signal.distinctUsers} people`;
  return withArticles(`${base}${times}${people}`);
}

/** `a invoice` becomes `an invoice`: placeholders may begin with any sound. */
const withArticles = (text: string): string =>
  text.replace(/\b(a) (?=[aeio])/gi, (_, article: string) => `${article}n `);

/** The template's day, or the one fixed for the tier, scaled, within the tier's limit and a running trial. */
export function targetDay(milestone: MilestoneTemplate, { tier, request, refusals }: Reading): number {
  if (refusals.amendment.byDay !== null) return refusals.amendment.byDay;
  const fixed = tier.tier === null ? undefined : milestone.byDayOfTier[tier.tier.name];
  const day = fixed ?? Math.round(milestone.byDay * tier.rules.dayScale);
  // A target on a trial's very last days leaves nobody time to act on it.
  const trialLimit = request.account.trialDays == null ? day : Math.floor(request.account.trialDays * 0.8);
  return Math.max(2, Math.min(day, trialLimit, tier.rules.latestDay ?? day));
}

/** Each step takes the best event that is not spoken for; a step without an event is dropped. */
function bindSteps(
  { milestone, event }: Candidate,
  reading: Reading,
  bind: (template: SignalTemplate, event: ReadEvent) => BoundSignal,
): readonly BoundStep[] {
  const bound: BoundStep[] = [];
  const taken = new Set<ReadEvent>();
  for (const step of milestone.steps) {
    const found = stepEvent(step, reading, (each) => taken.has(each) || (each === event && !isLess(step, milestone)));
    if (found === undefined) continue;
    taken.add(found);
    bound.push({ name: step.name, core: step.core, signal: bind(step.signal, found).signal });
  }
  return bound;
}

/** A step may watch the milestone's own event only if it asks for less of it. */
const isLess = (step: StepTemplate, milestone: MilestoneTemplate): boolean =>
  step.signal.count < milestone.signal.count || step.signal.distinctUsers < milestone.signal.distinctUsers;

function stepEvent(
  step: StepTemplate,
  reading: Reading,
  spokenFor: (event: ReadEvent) => boolean,
): ReadEvent | undefined {
  const free = reading.events.filter((event) => !spokenFor(event));
  for (const pattern of step.signal.event) {
    const found = free
      .filter((event) => fits(pattern, event))
      .toSorted((one, other) => one.words.length - other.words.length);
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

function coreEvents({ playbook, event }: Candidate, reading: Reading, steps: readonly BoundStep[]): readonly string[] {
  const fromSteps = steps.filter((step) => step.core).flatMap((step) => step.signal.event);
  const fromPlaybook = reading.events
    .filter((each) => playbook.core.some((pattern) => fits(pattern, each) && matchesPattern(pattern, each.words)))
    .map((each) => each.event.name);
  return [...new Set([event.event.name, ...fromSteps, ...fromPlaybook])];
}

/** Evenly over the time before the milestone, one day apart at least. */
export function spread(steps: readonly BoundStep[], byDay: number): readonly Step[] {
  return steps.map(({ name, signal }, at) => ({
    name,
    signal,
    byDay: Math.max(at + 1, Math.round((byDay * (at + 1)) / (steps.length + 1))),
  }));
}
