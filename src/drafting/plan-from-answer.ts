import { guardsOf } from '../domain/draft-guards.ts';
import type { ReadEvent } from '../domain/draft-event-nature.ts';
import { plainWordsOf } from '../domain/draft-words.ts';
import type { Actor, Plan, Scalar, Signal } from '../domain/plan.ts';
import type { Playbook } from '../domain/playbook.ts';
import { customerOf } from './draft-facts.ts';
import type { WrittenPlan, WrittenStep } from './draft-answer.ts';
import { canShowWork, type DraftSituation } from './draft-situation.ts';
import { type BoundStep, planFromTemplate, spread, targetDay } from './plan-from-template.ts';
import { servedBy } from './reading.ts';

/** A model's choices as a plan: code binds them to the catalogue, adds the guards and sets the days. */
export interface BoundAnswer {
  readonly plan: Plan;
  /** Null: no playbook watches this event; the template's or the general one serves. */
  readonly playbook: Playbook | null;
  /** What cannot be bound, one sentence each; with any of them the plan is not to be used. */
  readonly complaints: readonly string[];
}

/** A milestone that needs more than this is no first value. */
const LARGEST_COUNT = 50;
const LARGEST_STEP_COUNT = 200;

export function planFromAnswer(written: WrittenPlan, situation: DraftSituation): BoundAnswer {
  const { reading, candidates } = situation;
  const complaints: string[] = [];
  const events = written.events.flatMap((name) => eventNamed(name, situation, complaints));
  const [first] = events;
  const known = candidates.find(({ event }) => event === first);
  const base = known === undefined ? null : planFromTemplate(known, reading);
  const signal = milestoneSignal(written, events, base, situation, complaints);
  const byDay = known === undefined ? situation.byDay : targetDay(known.milestone, reading);
  const steps = written.steps.map((step) => boundStep(step, signal, situation, complaints));
  complaints.push(...sameSteps(written.steps));
  return {
    plan: {
      statement: written.statement,
      signal,
      byDay,
      coreEvents: coreEvents(signal, steps, base, situation),
      steps: steps.length === 0 && base !== null ? base.steps : spread(steps, byDay),
    },
    playbook: known?.playbook ?? null,
    complaints,
  };
}

/** The event of the catalogue, if it may show work; else a complaint. */
function eventNamed(name: string, situation: DraftSituation, complaints: string[]): readonly ReadEvent[] {
  const found = situation.reading.events.find(({ event }) => event.name === name);
  if (found === undefined) {
    complaints.push(`“${name}” is no event of the catalogue: use a name that it lists, exactly.`);
    return [];
  }
  // A playbook may mean an event whose name alone would speak against it, as signing in does in an identity product.
  const isMeant = situation.candidates.some(({ event }) => event === found);
  if (canShowWork(found) || isMeant) return [found];
  complaints.push(`“${name}” shows ${found.nature}, which is no value: choose an event that shows finished work.`);
  return [];
}

function milestoneSignal(
  written: WrittenPlan,
  events: readonly ReadEvent[],
  base: Plan | null,
  situation: DraftSituation,
  complaints: string[],
): Signal {
  const { amendment } = situation.reading.refusals;
  const wanted = { count: amendment.count, distinct_users: amendment.distinctUsers, actor: amendment.actor };
  for (const [name, value] of Object.entries(wanted))
    if (value !== null && written[name as keyof typeof wanted] !== value)
      complaints.push(`The lead asked for ${name} ${value}: set it.`);
  checkCount('count', written.count, LARGEST_COUNT, complaints);
  checkCount('distinct_users', written.distinct_users, situation.request.account.seats ?? LARGEST_COUNT, complaints);
  const guards = base?.signal ?? guardedSignal(events[0], written.actor, situation);
  return {
    event: [...new Set(events.map(({ event }) => event.name))],
    count: Math.max(written.count, written.distinct_users),
    distinctUsers: written.distinct_users,
    withinDays: base?.signal.withinDays ?? null,
    where: conditions(written, events, guards.where, situation, complaints),
    // What the template demands of the actor is not given up.
    actor: written.actor === 'any' && amendment.actor === null ? guards.actor : written.actor,
  };
}

function checkCount(name: string, value: number, largest: number, complaints: string[]): void {
  if (value < 1 || value > largest) complaints.push(`${name} is ${value}: write 1 to ${largest}.`);
}

type Guarded = Pick<Signal, 'where' | 'actor'>;

function guardedSignal(event: ReadEvent | undefined, actor: Actor, situation: DraftSituation): Guarded {
  const [playbook] = situation.closest;
  if (event === undefined) return { where: {}, actor };
  const served = playbook === undefined ? null : servedBy(situation.reading, playbook);
  return guardsOf(event, { served, channel: situation.reading.channel, wanted: {}, actor, servedActs: false });
}

/** The model's conditions, and over them the code's own, which tell real work from rehearsal. */
function conditions(
  { where }: WrittenPlan,
  events: readonly ReadEvent[],
  guards: Signal['where'],
  situation: DraftSituation,
  complaints: string[],
): Signal['where'] {
  const lacking = (property: string): string | undefined =>
    events.find(({ event }) => !event.properties.includes(property))?.event.name;
  for (const { property, value } of where) {
    const without = lacking(property);
    if (without !== undefined)
      complaints.push(`“${without}” carries no property “${property}”: leave the condition out.`);
    else if (!isSaid(value, situation))
      complaints.push(`Nobody says that “${property}” is ever “${value}”: leave the condition out.`);
  }
  for (const property of Object.keys(guards)) {
    const without = lacking(property);
    if (without !== undefined)
      complaints.push(`“${without}” lacks “${property}”, which tells real work from rehearsal: name one event only.`);
  }
  return { ...Object.fromEntries(where.map(({ property, value }) => [property, value])), ...guards };
}

/** A value that nobody has named might never be sent, and would keep the milestone out of reach for ever. */
function isSaid(value: Scalar, situation: DraftSituation): boolean {
  if (typeof value === 'boolean') return true;
  const { use_case, goals } = customerOf(situation);
  const descriptions = situation.request.catalogue.map(({ description }) => description);
  const said = plainWordsOf(String(value)).join(' ');
  const texts = [use_case, goals, ...descriptions].map((text) => plainWordsOf(text ?? '').join(' '));
  return said !== '' && texts.some((text) => ` ${text} `.includes(` ${said} `));
}

function boundStep(
  written: WrittenStep,
  milestone: Signal,
  situation: DraftSituation,
  complaints: string[],
): BoundStep {
  const { name, event, count, distinct_users: distinctUsers } = written;
  const [found] = eventNamed(event, situation, complaints);
  checkCount(`count of step “${name}”`, count, LARGEST_STEP_COUNT, complaints);
  checkCount(`distinct_users of step “${name}”`, distinctUsers, LARGEST_COUNT, complaints);
  if (milestone.event.includes(event) && count >= milestone.count && distinctUsers >= milestone.distinctUsers)
    complaints.push(`Step “${name}” asks for the milestone itself: ask for less, or leave it out.`);
  const { where, actor } = guardedSignal(found, 'any', situation);
  const signal = {
    event: [event],
    count: Math.max(count, distinctUsers),
    distinctUsers,
    withinDays: null,
    where,
    actor,
  };
  return { name, signal, core: found !== undefined && isUse(found) };
}

const isUse = ({ event, nature }: ReadEvent): boolean =>
  event.kind === 'core' || (event.kind === null && nature === 'outcome');

function sameSteps(steps: readonly WrittenStep[]): readonly string[] {
  const rules = steps.map(({ event, count, distinct_users }) => [event, count, distinct_users].join());
  const names = steps.map(({ name }) => name);
  const isTwice = (all: readonly string[]): boolean => new Set(all).size < all.length;
  return isTwice(rules) || isTwice(names) ? ['Two steps are the same: leave one out.'] : [];
}

function coreEvents(
  signal: Signal,
  steps: readonly BoundStep[],
  base: Plan | null,
  { template }: DraftSituation,
): readonly string[] {
  const known = base?.coreEvents ?? (template.kind === 'plan' ? template.plan.coreEvents : []);
  const fromSteps = steps.filter(({ core }) => core).flatMap((step) => step.signal.event);
  return [...new Set([...signal.event, ...fromSteps, ...known])];
}
