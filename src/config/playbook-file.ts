import { z } from 'zod';
import { ALERT_STATES } from '../domain/assessment.ts';
import { parsePattern, wordsOf } from '../domain/draft-words.ts';
import { MOVE_PLACEHOLDERS, PLACEHOLDERS } from '../domain/intervention.ts';
import type { Frame, Help, MilestoneTemplate, MoveFrame, StepTemplate, WrittenPlaybook } from '../domain/playbook.ts';
import { FRAMED_MOVES, STEP_KINDS } from '../domain/playbook.ts';
import { signalLimits } from './signal-schema.ts';

/** One file of `config/playbooks/`: a product vertical, its plan templates, its interventions by gap. */

const STATEMENT_PLACEHOLDERS = ['thing', 'who'];

const Text = z.string({ error: 'write a text' }).trim().min(1, 'write a text');
const Id = z
  .string({ error: 'write an id such as project-management' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write an id of lower-case words and hyphens, such as project-management');
/** `ticket` and `tickets` are one phrase: written twice it would count twice. */
const Phrases = z.array(Text).transform((phrases) => {
  const byStems = new Map(phrases.map(wordsOf).map((words) => [words.join(' '), words]));
  return [...byStems.values()];
});
const Patterns = z
  .array(Text, { error: 'write a list of event shapes, e.g. ["ticket|case resolved|closed"]' })
  .transform((texts) => texts.map(parsePattern));

const textWith = (known: readonly string[]) =>
  Text.superRefine((text, report) => {
    for (const [whole, name = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
      if (known.includes(name)) continue;
      report.addIssue({
        code: 'custom',
        message: `${whole} is unknown: use ${known.map((each) => `{${each}}`).join(' ')}`,
      });
    }
  });
const Advice = textWith(PLACEHOLDERS);

const HelpEntry = z
  .strictObject({
    start: Advice,
    unblock: Advice,
    restart: Advice.nullable().default(null),
    hurry: Advice.nullable().default(null),
    ask: Advice,
  })
  .transform((help): Help => help);

const FrameEntry = z
  .strictObject({ first: Advice, last: Advice, opening: Advice, close: Advice })
  .transform((frame): Frame => frame);

const MoveAdvice = textWith([...PLACEHOLDERS, ...MOVE_PLACEHOLDERS]);
const MoveFrameEntry = z
  .strictObject({
    moves: z.array(MoveAdvice, { error: 'write a list of one to three moves' }).min(1).max(3),
    message: MoveAdvice.nullable().default(null),
  })
  .transform((frame): MoveFrame => frame);

const signal = {
  event: Patterns.refine((patterns) => patterns.length > 0, 'name at least one event shape'),
  ...signalLimits,
  served_acts: z.boolean().optional(),
};

const StepEntry = z.strictObject({
  id: Id,
  name: Text,
  kind: z.enum(['input', 'people', 'output'], { error: 'write input, people or output' }),
  core: z.boolean().optional(),
  ...signal,
  help: HelpEntry,
});
type StepEntry = z.infer<typeof StepEntry>;

const Days = z.number({ error: 'write a number of days' }).int('write whole days').min(1, 'must be at least 1');
const DayTarget = z.union([Days, z.record(z.string(), Days)], {
  error: 'write a number of days, or days by tier: { default: 14, enterprise: 30 }',
});

/** The same value shown by another event, said in its own words; what it leaves out is as in its milestone. */
const VariantEntry = z.strictObject({
  id: Id,
  statement: textWith(STATEMENT_PLACEHOLDERS),
  event: signal.event,
  count: signalLimits.count.unwrap().optional(),
  distinct_users: signalLimits.distinct_users.unwrap().optional(),
  actor: signalLimits.actor.unwrap().optional(),
});

const MilestoneEntry = z.strictObject({
  id: Id,
  statement: textWith(STATEMENT_PLACEHOLDERS),
  why: Text,
  goals: Phrases.default([]),
  tiers: z.array(Text).default([]),
  ...signal,
  by_day: DayTarget,
  steps: z.array(Id).default([]),
  also: z.array(VariantEntry).default([]),
  help: HelpEntry,
});
type MilestoneEntry = z.infer<typeof MilestoneEntry>;

const byKey = <Key extends string, T extends z.ZodType>(keys: readonly Key[], value: T) =>
  z.partialRecord(z.enum(keys), value);

const PlaybookEntry = z.strictObject({
  id: Id,
  version: z.number().int().min(1).default(1),
  name: Text,
  also_called: z.array(Text).default([]),
  words: Phrases.default([]),
  events: Patterns.default([]),
  core: Patterns.default([]),
  people: z.array(Text).default([]),
  steps: z.array(StepEntry).default([]),
  milestones: z.array(MilestoneEntry).default([]),
  help: byKey(STEP_KINDS, HelpEntry).default({}),
  whose_move: byKey(FRAMED_MOVES, MoveFrameEntry).default({}),
  interventions: byKey(ALERT_STATES, byKey(STEP_KINDS, FrameEntry)).default({}),
});
type PlaybookEntry = z.infer<typeof PlaybookEntry>;

export const PlaybookFile: z.ZodType<WrittenPlaybook> = PlaybookEntry.superRefine((file, report) => {
  const known = new Set(file.steps.map((step) => step.id));
  file.milestones.forEach((milestone, at) => {
    milestone.steps.forEach((id, index) => {
      if (known.has(id)) return;
      const message = `no step of this file has the id "${id}": add it under steps, or remove it here`;
      report.addIssue({ code: 'custom', path: ['milestones', at, 'steps', index], message });
    });
  });
}).transform(playbookFrom);

/** Reads one already parsed playbook. Throws a ZodError whose issues carry the path and the way out. */
export function parsePlaybook(yamlValue: unknown): WrittenPlaybook {
  return PlaybookFile.parse(yamlValue);
}

function playbookFrom(file: PlaybookEntry): WrittenPlaybook {
  const steps = new Map(file.steps.map((step) => [step.id, stepFrom(step)]));
  return {
    id: file.id,
    version: file.version,
    name: file.name,
    alsoCalled: file.also_called,
    words: file.words,
    events: file.events,
    core: file.core,
    people: file.people,
    milestones: file.milestones.flatMap(withVariants).map((milestone) => milestoneFrom(milestone, steps)),
    help: file.help,
    frames: file.interventions,
    moveFrames: file.whose_move,
  };
}

const withVariants = (entry: MilestoneEntry): MilestoneEntry[] => [
  entry,
  ...entry.also.map((variant) => ({ ...entry, ...variant, also: [] })),
];

/** Putting things in is often preparation, so an input step says itself when its events are use. */
function stepFrom(step: StepEntry): StepTemplate {
  return {
    id: step.id,
    name: step.name,
    kind: step.kind,
    core: step.core ?? step.kind !== 'input',
    signal: signalFrom(step),
    help: step.help,
  };
}

function milestoneFrom(entry: MilestoneEntry, steps: ReadonlyMap<string, StepTemplate>): MilestoneTemplate {
  const days = typeof entry.by_day === 'number' ? { default: entry.by_day } : entry.by_day;
  const { default: byDay = Math.max(...Object.values(days)), ...byDayOfTier } = days;
  return {
    id: entry.id,
    statement: entry.statement,
    why: entry.why,
    goals: entry.goals,
    tiers: entry.tiers,
    signal: signalFrom(entry),
    byDay,
    byDayOfTier,
    steps: entry.steps.flatMap((id) => steps.get(id) ?? []),
    help: entry.help,
  };
}

function signalFrom(written: Pick<StepEntry, keyof typeof signal>): MilestoneTemplate['signal'] {
  return {
    event: written.event,
    count: written.count,
    distinctUsers: written.distinct_users,
    withinDays: written.within_days,
    actor: written.actor,
    where: written.where,
    servedActs: written.served_acts ?? written.actor === 'external',
  };
}
