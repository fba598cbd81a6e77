import { ALERT_STATES, type AlertState } from './assessment.ts';
import type { EventPattern } from './draft-words.ts';
import type { Actor, Condition } from './plan.ts';
import type { MoveKind } from './whose-move.ts';

/** What we know of one product vertical: how to recognise it, what first value is in it, what helps when it does not come. */

/** What a step asks of people: work goes in, a second person joins, work comes out; `value` is the milestone itself. */
export const STEP_KINDS = ['input', 'people', 'output', 'value'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What a signal asks, before it is bound to an event of the catalogue. */
export interface SignalTemplate {
  /** Shapes of event names, the best first. */
  readonly event: readonly EventPattern[];
  readonly count: number;
  readonly distinctUsers: number;
  readonly withinDays: number | null;
  readonly actor: Actor;
  /** Conditions that are added only where the catalogue lists the property. */
  readonly where: Readonly<Record<string, Condition>>;
  /** It is value only when a person does it whom the customer serves. */
  readonly servedActs: boolean;
}

/** What helps with one step, by where the account stands. Texts with placeholders (`intervention.ts` lists them). */
export interface Help {
  /** Doing it for the first time. */
  readonly start: string;
  /** What usually blocks it, and who removes that. */
  readonly unblock: string;
  /** Coming back after silence; null: `start` serves. */
  readonly restart: string | null;
  /** The shortest way while a trial runs; null: `start` serves. */
  readonly hurry: string | null;
  /** What the CSM may ask the customer for. */
  readonly ask: string;
}

export interface StepTemplate {
  readonly id: string;
  readonly name: string;
  readonly kind: Exclude<StepKind, 'value'>;
  readonly signal: SignalTemplate;
  /** Its events are use of what was bought, not preparation. */
  readonly core: boolean;
  readonly help: Help;
}

export interface MilestoneTemplate {
  readonly id: string;
  /** With `{thing}` for the product's own word and `{who}` for the people it is done for. */
  readonly statement: string;
  /** Why reaching this is value and not set-up, in one sentence. */
  readonly why: string;
  /** Phrases (stems) in goals and use case that speak for this milestone. */
  readonly goals: readonly (readonly string[])[];
  /** Tiers for which this milestone is preferred; empty: all alike. */
  readonly tiers: readonly string[];
  readonly signal: SignalTemplate;
  /** Target day at scale 1, and days that a tier fixes by name. */
  readonly byDay: number;
  readonly byDayOfTier: Readonly<Record<string, number>>;
  readonly steps: readonly StepTemplate[];
  readonly help: Help;
}

/** A state's part of an intervention for one kind of step. */
export interface Frame {
  /** The first move: who talks to whom, and why now. */
  readonly first: string;
  /** The last move: what secures the result. */
  readonly last: string;
  /** How the message to the customer begins and ends. */
  readonly opening: string;
  readonly close: string;
}

/** Whose moves have words of their own; with `unknown` the state's frame alone speaks. */
export const FRAMED_MOVES = ['customer', 'ours', 'product', 'data'] as const satisfies readonly MoveKind[];
export type FramedMove = (typeof FRAMED_MOVES)[number];

/** What comes first once it is known whose move it is. */
export interface MoveFrame {
  readonly moves: readonly string[];
  /** Null: the state's own words to the customer serve. */
  readonly message: string | null;
}

export type MoveFrames = Readonly<Record<FramedMove, MoveFrame>>;

export type Frames = Readonly<Record<AlertState, Readonly<Record<StepKind, Frame>>>>;
export type PartialFrames = Readonly<Partial<Record<AlertState, Readonly<Partial<Record<StepKind, Frame>>>>>>;

/** A playbook as its file has it: frames it does not write are those of the general playbook. */
export interface WrittenPlaybook {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly alsoCalled: readonly string[];
  /** Phrases (stems) of use case, goals and product promise. */
  readonly words: readonly (readonly string[])[];
  /** Shapes of event names that products of this vertical send, besides those of its milestones and steps. */
  readonly events: readonly EventPattern[];
  /** Shapes of events that show use of what was bought, besides those of its milestones and steps. */
  readonly core: readonly EventPattern[];
  /** The people for whom the customer bought the product, the likeliest first: `tenant`, `patient`. */
  readonly people: readonly string[];
  readonly milestones: readonly MilestoneTemplate[];
  /** Help for steps that no template wrote (a lead's edit, an import), by the kind of the step. */
  readonly help: Readonly<Partial<Record<StepKind, Help>>>;
  readonly frames: PartialFrames;
  readonly moveFrames: Readonly<Partial<MoveFrames>>;
}

export interface Playbook extends WrittenPlaybook {
  readonly help: Readonly<Record<StepKind, Help>>;
  readonly frames: Frames;
  readonly moveFrames: MoveFrames;
}

export interface PlaybookLibrary {
  /** Every vertical, by id. */
  readonly playbooks: readonly Playbook[];
  /** Serves plans that no vertical wrote. */
  readonly general: Playbook;
}

export type LibraryOutcome =
  | { readonly kind: 'complete'; readonly library: PlaybookLibrary }
  | { readonly kind: 'incomplete'; readonly lines: readonly string[] };

export const GENERAL_ID = 'general';

/** Puts the files together: the general playbook must be whole, the others take from it what they do not say themselves. */
export function assembleLibrary(written: readonly WrittenPlaybook[]): LibraryOutcome {
  const general = written.find((each) => each.id === GENERAL_ID);
  const lines = [...doubleIds(written), ...gapsOfGeneral(general)];
  if (general === undefined || lines.length > 0) return { kind: 'incomplete', lines };
  const playbooks = written
    .filter((each) => each !== general)
    .map((each) => completed(each, general))
    .toSorted((one, other) => one.id.localeCompare(other.id, 'en'));
  return { kind: 'complete', library: { playbooks, general: completed(general, general) } };
}

/** How a plan version names its playbook: `project-management/sprint@1`. */
export function originOf(playbook: WrittenPlaybook, milestoneId: string): string {
  return `${playbook.id}/${milestoneId}@${playbook.version}`;
}

/** The playbook that wrote a plan, by the origin its version carries; the general one for plans of leads and imports. */
export function playbookOfOrigin(origin: string, library: PlaybookLibrary): Playbook {
  const id = origin.split('/')[0];
  return library.playbooks.find((playbook) => playbook.id === id) ?? library.general;
}

function doubleIds(written: readonly WrittenPlaybook[]): string[] {
  const ids = written.map((each) => each.id);
  const doubles = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [...doubles].map((id) => `config/playbooks: two playbooks have the id "${id}": rename one of them`);
}

function gapsOfGeneral(general: WrittenPlaybook | undefined): string[] {
  if (general === undefined) {
    return [`config/playbooks: no playbook has the id "${GENERAL_ID}": restore the shipped ${GENERAL_ID}.yaml`];
  }
  const where = `config/playbooks/${GENERAL_ID}.yaml`;
  const moves = FRAMED_MOVES.filter((kind) => general.moveFrames[kind] === undefined);
  const gaps = STEP_KINDS.flatMap((kind) => {
    const help = general.help[kind] === undefined ? [`${where}: help.${kind} is missing: add it`] : [];
    const states = ALERT_STATES.filter((state) => general.frames[state]?.[kind] === undefined);
    return [...help, ...states.map((state) => `${where}: interventions.${state}.${kind} is missing: add it`)];
  });
  return [...gaps, ...moves.map((kind) => `${where}: whose_move.${kind} is missing: add it`)];
}

/** Whole by `gapsOfGeneral`: what the playbook leaves out, the general one has. */
function completed(playbook: WrittenPlaybook, general: WrittenPlaybook): Playbook {
  const frames = ALERT_STATES.map((state) => [state, { ...general.frames[state], ...playbook.frames[state] }]);
  return {
    ...playbook,
    help: { ...general.help, ...playbook.help } as Playbook['help'],
    frames: Object.fromEntries(frames) as Frames,
    moveFrames: { ...general.moveFrames, ...playbook.moveFrames } as MoveFrames,
  };
}
