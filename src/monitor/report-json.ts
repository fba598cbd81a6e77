import { z } from 'zod';
import { ALERT_STATES } from '../domain/assessment.ts';
import { OUTCOME_CHANGES, REPORT_FIGURES } from '../domain/report-corrections.ts';
import { ActivationJson, CohortFiguresJson } from './activation-json.ts';
import { QualityJson } from './quality-json.ts';

/**
 * The monthly report: the answer of `report --json`, what is kept of each month, and what the HTML file is drawn from. Every part is
 * the answer of a read model that others show too.
 */

const Count = z.int().min(0);
const LocalDate = z.iso.date();
const MonthName = z.string().regex(/^\d{4}-\d{2}$/);
const AccountId = z.string().nullable();
const Link = z.string().nullable().describe('the account’s task in ClickUp');

const WinJson = z.strictObject({
  account_id: AccountId,
  name: z.string(),
  task_url: Link,
  reached_on: LocalDate,
  days_to_value: Count,
  statement: z.string().nullable().describe('of the plan in force'),
});

const ExitJson = z.strictObject({
  account_id: AccountId,
  name: z.string(),
  task_url: Link,
  left_on: LocalDate,
  reached_on: LocalDate.nullable().describe('null: left without first value'),
});

const RiskJson = z.strictObject({
  account_id: AccountId,
  name: z.string(),
  task_url: Link,
  csm: z.string().nullable(),
  state: z.enum(ALERT_STATES),
  state_in_words: z.string(),
  stuck_on: z.string().nullable(),
  days_stuck: Count.nullable(),
  annual_value: z.number().nullable(),
  renews_on: LocalDate.nullable().describe('only while it lies ahead'),
  trial_ends_on: LocalDate.nullable().describe('only while it lies ahead'),
});

const PauseFindingJson = z.strictObject({
  account_id: AccountId,
  name: z.string(),
  task_url: Link,
  kind: z.enum(['past_its_date', 'open_end']),
  from: LocalDate,
  until: LocalDate.nullable(),
  days: Count.describe('past its date, or since it began'),
  reason: z.string().nullable(),
});

const Figure = z.number().nullable();

const CorrectionJson = z.strictObject({
  month: MonthName,
  known_at: z.iso.datetime().describe('what was known up to then, the figures that are corrected say'),
  figures: z.array(z.strictObject({ figure: z.enum(REPORT_FIGURES), was: Figure, now: Figure })),
  accounts: z.array(
    z.strictObject({
      account_id: AccountId,
      name: z.string(),
      what: z.enum(OUTCOME_CHANGES),
      was: LocalDate.nullable().describe('date of first value as it was stated'),
      now: LocalDate.nullable(),
      reason: z.string().nullable().describe('as a person gave it'),
    }),
  ),
});

export const ReportJson = z.strictObject({
  format: z.literal(1),
  month: MonthName,
  as_of: LocalDate,
  zone: z.string().describe('IANA name: where the month begins and ends'),
  product: z.string(),
  complete: z.boolean().describe('false: the month is not over, and these are its figures so far'),
  written_at: z.iso.datetime().nullable().describe('when it was kept; null: it is not kept'),
  activation: ActivationJson.describe('as `activation --as-of` gives it'),
  before: z
    .strictObject({ month: MonthName, figures: CohortFiguresJson, wins: Count, exits: Count })
    .describe('the month before as it is known now'),
  wins: z.array(WinJson).describe('reached first value in the month'),
  risks: z.array(RiskJson).describe('in an alerting state at the month’s end, by days stuck'),
  exits: z.array(ExitJson).describe('left in the month'),
  pauses: z.array(PauseFindingJson).describe('past their date, or without one for long'),
  quality: QualityJson.describe('of the alerts delivered in the month'),
  corrections: z.array(CorrectionJson).describe('what changed since earlier reports, each told once'),
});
export type ReportJson = z.infer<typeof ReportJson>;
export type CorrectionJson = z.infer<typeof CorrectionJson>;
export type PauseFindingJson = z.infer<typeof PauseFindingJson>;
