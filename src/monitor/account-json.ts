import { z } from 'zod';
import type { Disqualified } from '../domain/qualified.ts';
import { VERDICTS } from './alert-store.ts';
import { HealthJson } from './health-json.ts';
import { PlanJson, SignalJson } from './plan-json.ts';
import { WhoseMoveJson } from './whose-move-json.ts';

/**
 * The answers of `/api/accounts` and `/api/accounts/:account_id` (CONTRACT section 5). One schema is the type of what we build,
 * the description in `/api/openapi.json` and what the tests hold the answers against. What needs data that is not there is null.
 */

export const STATES = [
  'defining',
  'reached',
  'excluded',
  'left',
  'paused',
  'blind',
  'fleet_hold',
  'early_alert',
  'gone_dark',
  'trial_risk',
  'stalled',
  'soft_signal',
  'on_track',
] as const;
const StateName = z.enum(STATES);

const EXCLUSIONS = [
  'event_name',
  'user_id',
  'internal',
  'bot',
  'api_key',
  'impersonation',
  'sandbox',
  'test',
  'own_team',
] as const satisfies readonly Disqualified[];

const Moment = z.iso.datetime().describe('an instant, UTC');
const LocalDate = z.iso.date();
const Days = z.int();
const Count = z.int().min(0);
const UserId = z.int().describe('a ClickUp user id');
const StrengthName = z.enum(['hard', 'soft']);

const Person = z.strictObject({
  id: UserId.nullable().describe('null for people known only from a file'),
  name: z.string(),
  email: z.string().nullable(),
});

const BlindJson = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('no_account_id') }),
    z.strictObject({ kind: z.literal('nothing_ever_sent') }),
    z.strictObject({ kind: z.literal('stale_source'), source: z.string(), last_received_at: Moment }),
    z.strictObject({ kind: z.literal('likely_other_id'), candidates: z.array(z.string()) }),
    z.strictObject({
      kind: z.literal('workspace_unread'),
      because: z.enum(['no_workspace', 'not_read_yet', 'out_of_sight']),
    }),
    z.strictObject({
      kind: z.literal('shared_account_id'),
      judged: z.string().describe('the account that has the id since earlier'),
    }),
  ])
  .describe('why nothing can be said about the account; null unless the state is blind');
export type BlindJson = z.infer<typeof BlindJson>;

const Approver = {
  approved_by: UserId.nullable().describe('null when approved by configuration or import'),
  approved_by_name: z.string().nullable(),
  approved_at: Moment.nullable(),
  approved_how: z.enum(['comment', 'auto', 'import']).nullable(),
};
const planHead = {
  status: z.enum(['none', 'draft', 'approved', 'rejected']),
  version: Count.nullable(),
  ...Approver,
  statement: z.string().nullable(),
  in_force: Count.nullable().describe('the version by which the account is judged'),
};
const PlanHeadJson = z.strictObject(planHead).describe('the newest version of the plan');
export type PlanHeadJson = z.infer<typeof PlanHeadJson>;

const PlanVersionJson = z.strictObject({
  version: Count,
  status: z.enum(['draft', 'approved', 'rejected', 'superseded']),
  statement: z.string(),
  author: z.enum(['template', 'model', 'lead', 'import']),
  drafted_at: Moment,
  ...Approver,
  reject_reason: z.string().nullable(),
});
export type PlanVersionJson = z.infer<typeof PlanVersionJson>;

const PlanDetailJson = z.strictObject({
  ...planHead,
  rationale: z.string().nullable().describe('why this is value and not setup'),
  prompt: z.string().nullable().describe('the prompt, with its version, that a model wrote it by; null: no model did'),
  plan: PlanJson.nullable().describe('the whole text of the newest version'),
  in_words: z.array(z.string()).describe('the same for people: one line a step, the milestone last'),
  versions: z.array(PlanVersionJson).describe('oldest first'),
});
export type PlanDetailJson = z.infer<typeof PlanDetailJson>;

export const AlertJson = z.strictObject({
  key: z.string(),
  kind: StateName,
  strength: StrengthName,
  urgent: z.boolean(),
  step: z.string().nullable(),
  delivery: z.enum(['task', 'comment', 'digest', 'held']),
  reason: z.string().nullable().describe('why it was held or put into the digest'),
  reason_in_words: z.string().nullable(),
  task_id: z.string().nullable().describe('null as long as ClickUp has no task for it'),
  url: z.string().nullable().describe('where it stands in ClickUp'),
  opened_at: Moment,
  delivered_at: Moment.nullable(),
  closed_at: Moment.nullable(),
  close_reason: z.string().nullable(),
});
export type AlertJson = z.infer<typeof AlertJson>;

const AlertDetailJson = AlertJson.extend({
  verdict: z.enum(VERDICTS).nullable().describe('what its CSM says it was worth; null: unanswered'),
  acted_at: Moment.nullable().describe('first human comment or change of status'),
});
export type AlertDetailJson = z.infer<typeof AlertDetailJson>;

const accountRow = {
  account_id: z.string().nullable(),
  name: z.string(),
  task_id: z.string().nullable().describe('null for accounts known only from a file'),
  task_url: z.string().nullable(),
  tier: z.string().nullable(),
  use_case: z.string().nullable(),
  csm: Person.nullable().describe('the CSM field, else the first human assignee of the account task'),
  started_on: LocalDate,
  trial_ends_on: LocalDate.nullable(),
  renews_on: LocalDate.nullable(),
  ahead: z
    .strictObject({ kind: z.enum(['trial', 'renewal']), on: LocalDate, days: Count })
    .nullable()
    .describe('the end that presses: the trial’s while it runs, else the contract’s'),
  day: Days.describe('elapsed days since the start; negative before it'),
  active_day: Days.describe('the same without paused days'),
  state: StateName,
  state_in_words: z.string(),
  blind: BlindJson.nullable(),
  progress: z.number().nullable(),
  expected: z.number().nullable(),
  pace: z.number().nullable().describe('progress / expected; null while it is too early to say'),
  days_behind: z.number().nullable().describe('negative: ahead'),
  rank: z.number().nullable().describe('share of comparable accounts already past the open step'),
  rank_word: z
    .enum(['on track', 'watch', 'behind', 'late'])
    .nullable()
    .describe('for the list; no state depends on it'),
  rank_in_words: z.string().nullable().describe('a sentence with group and number, to be repeated to a customer'),
  reach_chance: z
    .number()
    .nullable()
    .describe('of reaching first value before the trial ends; for people, never a condition'),
  phase: z.string().nullable().describe('of onboarding, by day'),
  life: z.int().min(1),
  excluded_events: Count.describe(
    'events that are no evidence: of colleagues, bots, tests, or left out by the settings',
  ),
  stuck_on: z.string().nullable(),
  days_stuck: Count.nullable().describe('paused days left out'),
  days_stuck_elapsed: Count.nullable().describe('every calendar day'),
  last_activity_at: Moment.nullable(),
  benchmark: z
    .strictObject({
      source: z.enum(['plan', 'learned']),
      level: z.enum(['use_case_and_tier', 'use_case', 'tier', 'all']).nullable(),
      group: z.string().nullable(),
      n: Count.nullable().describe('other accounts of the group that were observed for as long or longer'),
      version: z.string().nullable().describe('which drawing up of the curves was used'),
    })
    .nullable()
    .describe('null without a plan in force'),
  plan: PlanHeadJson,
  alert: AlertJson.nullable().describe('the open alert'),
  reached_at: Moment.nullable(),
  days_to_value: Days.nullable(),
};
export const AccountJson = z.strictObject(accountRow);
export type AccountJson = z.infer<typeof AccountJson>;

export const StepJson = z.strictObject({
  name: z.string(),
  signal: SignalJson,
  signal_in_words: z.string(),
  by_day: Count,
  benchmark_day: Days.describe('by when half of the comparable accounts have it, else the plan’s own day; active days'),
  reached_at: Moment.nullable(),
  reached_day: Days.nullable().describe('an active day; negative before the start'),
  count: Count.describe('counted so far, never more than asked for'),
  users: Count,
  count_in_words: z.string().describe('events, or people where they are what is missing'),
  share: z.number().min(0).max(1),
});
export type StepJson = z.infer<typeof StepJson>;

export const EvidenceJson = z.strictObject({
  claim: z.string().describe('the step that the event counts for, or "last activity"'),
  event: z.string(),
  at: Moment,
  user_id: z.string().nullable(),
  message_id: z.string(),
});
export type EvidenceJson = z.infer<typeof EvidenceJson>;

const TargetJson = z.strictObject({
  name: z.string(),
  value: z.number(),
  unit: z.string().nullable(),
  within: z.string().nullable(),
  measured: z.number().nullable().describe('the figure of this account; null where nothing is measured or known yet'),
});
export type TargetJson = z.infer<typeof TargetJson>;

const LifeJson = z.strictObject({
  life: z.int().min(1),
  started_on: LocalDate,
  left_on: LocalDate.nullable().describe('null for one that goes on'),
});
export type LifeJson = z.infer<typeof LifeJson>;

const HistoryJson = z.strictObject({ at: Moment, state: StateName, strength: StrengthName.nullable() });
export type HistoryJson = z.infer<typeof HistoryJson>;

const PauseJson = z
  .strictObject({
    from: LocalDate,
    until: LocalDate.nullable().describe('the first day after it; null: with no end date'),
    source: z.enum(['status', 'comment']),
    by: UserId.nullable(),
    by_name: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .describe('the pause that the account is in: who asked for it, why, until when; null when it is in none');

export const AccountDetailJson = z.strictObject({
  ...accountRow,
  plan: PlanDetailJson,
  pause: PauseJson.nullable(),
  steps: z.array(StepJson).describe('of the plan in force; the last one is first value itself'),
  activity: z
    .array(z.strictObject({ date: LocalDate, core: Count, other: Count, people: Count }))
    .describe('qualified events by date of the account’s zone, oldest first; dates without any are left out'),
  evidence: z.array(EvidenceJson).describe('the events behind each claim'),
  excluded: z.array(z.strictObject({ why: z.enum(EXCLUSIONS), count: Count })).describe('why events are no evidence'),
  targets: z.array(TargetJson).describe('what the tier aspires to; no benchmark'),
  lives: z.array(LifeJson).describe('oldest first; the figures are those of `life`'),
  history: z.array(HistoryJson).describe('oldest first'),
  alerts: z.array(AlertDetailJson).describe('every firing, oldest first'),
  whose_move: WhoseMoveJson.nullable().describe(
    'who has to act so that it goes on; null where nobody is waited for, and for an earlier as_of',
  ),
  health: HealthJson.nullable().describe('null before the start and for excluded accounts'),
});
export type AccountDetailJson = z.infer<typeof AccountDetailJson>;
