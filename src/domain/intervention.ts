import { ALERT_STATES, type AlertState, type Assessment } from './assessment.ts';
import { readEvent } from './draft-event-nature.ts';
import { type EventPattern, matchesPattern, wordsOf } from './draft-words.ts';
import type { Help, Playbook, StepKind } from './playbook.ts';
import { blindnessInWords } from './standing-words.ts';
import { failuresInWords, tasksInWords } from './whose-move-words.ts';
import type { WhoseMove } from './whose-move.ts';

/** What is missing, and where the account stands: everything that an intervention may say. */
export interface Gap {
  readonly state: AlertState;
  readonly accountName: string;
  readonly tier: string | null;
  readonly stepName: string;
  /** The open step is first value itself. */
  readonly isMilestone: boolean;
  readonly events: readonly string[];
  readonly count: number;
  readonly wanted: number;
  readonly users: number;
  readonly wantedUsers: number;
  readonly daysStuck: number;
  readonly trialDaysLeft: number | null;
}

/** The suggested next move: for the CSM to do, and words that the CSM may send. The agent itself writes to no customer. */
export interface Intervention {
  /** What was open, for judging later which interventions were followed by progress. */
  readonly stepKind: StepKind;
  readonly moves: readonly string[];
  readonly message: string;
}

/** Names that texts of a playbook may hold in braces. */
export const PLACEHOLDERS = ['account', 'sponsor', 'step', 'event', 'days', 'progress', 'trial_left'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];
/** More names, which only texts under `whose_move` may hold. */
export const MOVE_PLACEHOLDERS = ['tasks', 'failures', 'data'] as const;

/** The gap of an assessed account; null while no step is open or its state alerts nobody. */
export function gapOf(
  account: { readonly name: string; readonly tier: string | null },
  assessment: Pick<Assessment, 'state' | 'steps' | 'openStep' | 'daysStuck' | 'trialDaysLeft'>,
): Gap | null {
  const { openStep, steps } = assessment;
  const state = ALERT_STATES.find((each) => each === assessment.state);
  const step = openStep === null ? undefined : steps[openStep];
  if (step === undefined || state === undefined) return null;
  return {
    state,
    accountName: account.name,
    tier: account.tier,
    stepName: step.name,
    isMilestone: openStep === steps.length - 1,
    events: step.signal.event,
    count: step.count,
    wanted: step.signal.count,
    users: step.users,
    wantedUsers: step.signal.distinctUsers,
    daysStuck: assessment.daysStuck ?? 0,
    trialDaysLeft: assessment.trialDaysLeft,
  };
}

/**
 * Two or three concrete moves and a message for the gap. Whose move it is goes before everything: what lies with us, with the
 * product or with the data is not asked of the customer. Then the state says whom to talk to and why now, the step says what to
 * do; a step that the playbook does not know is read from its event.
 */
export function chooseIntervention(playbook: Playbook, gap: Gap, whose: WhoseMove | null = null): Intervention {
  const { kind, help } = findStep(playbook, gap);
  const frame = playbook.frames[gap.state][kind];
  const own = whose === null || whose.kind === 'unknown' ? null : playbook.moveFrames[whose.kind];
  const say = (template: string): string => fill(template, gap, whose);
  const usual = `${frame.opening} ${help.ask} ${frame.close}`;
  const toCustomer = [helpIn(gap.state, help), frame.last];
  return {
    stepKind: kind,
    moves: (own === null || whose?.kind === 'customer' ? [own?.moves[0] ?? frame.first, ...toCustomer] : own.moves).map(
      say,
    ),
    message: say(own?.message ?? usual),
  };
}

interface FoundStep {
  readonly kind: StepKind;
  readonly help: Help;
}

function findStep(playbook: Playbook, gap: Gap): FoundStep {
  return gap.isMilestone ? findMilestone(playbook, gap) : findIntermediate(playbook, gap);
}

function findMilestone({ milestones, help }: Playbook, gap: Gap): FoundStep {
  const found =
    milestones.find(({ statement }) => statementPattern(statement).test(gap.stepName)) ??
    milestones.find(({ signal }) => meets(signal.event, gap.events));
  return { kind: 'value', help: found?.help ?? help.value };
}

function findIntermediate({ milestones, help }: Playbook, gap: Gap): FoundStep {
  const steps = milestones.flatMap((milestone) => milestone.steps);
  const found =
    steps.find(({ name }) => name === gap.stepName) ?? steps.find(({ signal }) => meets(signal.event, gap.events));
  if (found !== undefined) return found;
  const kind = kindByEvent(gap);
  return { kind, help: help[kind] };
}

const meets = (patterns: readonly EventPattern[], events: readonly string[]): boolean =>
  patterns.some((pattern) => events.some((name) => matchesPattern(pattern, wordsOf(name))));

/** A drafted statement has its placeholders filled and may go on with a count. */
function statementPattern(statement: string): RegExp {
  const escaped = statement.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[a-z_]+\}/g, '.+');
  return new RegExp(`^${escaped}`);
}

function kindByEvent(gap: Gap): StepKind {
  if (gap.wantedUsers > 1) return 'people';
  const natures = gap.events.map((name) => readEvent({ name, kind: null, description: null, properties: [] }).nature);
  return natures.includes('outcome') ? 'output' : 'input';
}

function helpIn(state: AlertState, help: Help): string {
  switch (state) {
    case 'early_alert':
      return help.start;
    case 'gone_dark':
      return help.restart ?? help.start;
    case 'trial_risk':
      return help.hurry ?? help.start;
    case 'stalled':
    case 'soft_signal':
      return help.unblock;
  }
}

function fill(template: string, gap: Gap, whose: WhoseMove | null): string {
  const values: Readonly<Record<string, string>> = {
    ...wordsOfMove(whose),
    account: gap.accountName,
    sponsor: isLarge(gap.tier) ? 'the executive sponsor' : 'the sponsor',
    step: gap.stepName,
    event: eventWords(gap.events),
    days: inDays(gap.daysStuck),
    progress: progressOf(gap),
    trial_left: gap.trialDaysLeft === null ? 'few days' : inDays(gap.trialDaysLeft),
  } satisfies Record<Placeholder, string> & Partial<Record<string, string>>;
  return template.replace(/\{([a-z_]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** What shows whose move it is, for the placeholders of its frame. */
function wordsOfMove(whose: WhoseMove | null): Partial<Record<(typeof MOVE_PLACEHOLDERS)[number], string>> {
  switch (whose?.kind) {
    case 'customer':
    case 'ours':
      return { tasks: tasksInWords(whose.tasks) };
    case 'product':
      return { failures: failuresInWords(whose.errors) };
    case 'data':
      return { data: blindnessInWords(whose.reason) };
    default:
      return {};
  }
}

/** Any of these events would do; more than three names help nobody who reads them. */
function eventWords(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `“${name}”`);
  if (shown.length === 0) return 'real use';
  return names.length > shown.length ? `${shown.join(', ')} or another core event` : shown.join(' or ');
}

const isLarge = (tier: string | null): boolean => tier === 'enterprise' || tier === 'strategic';
const inDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

function progressOf({ count, wanted, users, wantedUsers }: Gap): string {
  const events = `${count} of ${wanted} so far`;
  return wantedUsers > 1 ? `${events}, by ${users} of ${wantedUsers} people` : events;
}
