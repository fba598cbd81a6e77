import { z } from 'zod';

/**
 * The answer of `/api/activation` (CONTRACT section 5). One schema is the type of what we build, the description in
 * `/api/openapi.json` and what the tests hold the answers against. Figures that are suppressed are null.
 */

const Count = z.int().min(0);
const Share = z.number().min(0).max(1);
const Day = Count.nullable();
const LocalDate = z.iso.date();

const TtvJson = z
  .strictObject({
    p25: Day,
    p50: Day.describe('the first day by which half of the accounts are there, those counted that are not yet'),
    p75: Day,
    p90: Day,
    p50_low: Day.describe('95 % interval of p50; an end that is not reached is null'),
    p50_high: Day,
    naive_median: z.number().nullable().describe('only over those who are there: hopeful while accounts are young'),
    suppressed: z.boolean().describe('fewer than five accounts, or fewer than three of them there'),
  })
  .describe('days to first value (Kaplan–Meier); null: not reached so far, or suppressed');

const RateJson = z
  .strictObject({
    mature: Count.describe('accounts whose day N is over: the denominator'),
    hits: Count.describe('of these there by day N'),
    rate: Share.nullable().describe('null with fewer than five mature accounts'),
    low: Share.nullable().describe('95 % interval (Wilson)'),
    high: Share.nullable(),
    pending: Count.describe('too young: counted on neither side'),
    paused: Count.describe('of the mature those that were paused at some time; they count all the same'),
    so_far: Share.nullable().describe('estimate from the curve while some are pending'),
  })
  .describe('share there within N days of the start');

const figures = {
  n: Count.describe('accounts with a plan in force that have started'),
  reached: Count,
  waiting: Count,
  left: Count.describe('gone without first value'),
  before_data: Count.describe('of n those left out of ttv: value may have come before our data begin'),
  ttv: TtvJson,
  rates: z.strictObject({ '7': RateJson, '14': RateJson, '30': RateJson }),
};
export const CohortFiguresJson = z.strictObject(figures);
export type CohortFiguresJson = z.infer<typeof CohortFiguresJson>;

const FunnelRowJson = z.strictObject({
  step: z.string(),
  in: Count.describe('= advanced + left + overdue + waiting'),
  advanced: Count,
  left: Count,
  overdue: Count.describe('longer at this step than nine of ten take to the next'),
  waiting: Count,
  skipped: Count.describe('of the waiting those who have a later step without the next one'),
  median_days: Day.describe('from this step to the next'),
});

export const ActivationJson = z.strictObject({
  as_of: LocalDate,
  watermark: z.iso.datetime().describe('up to when the sources that the accounts need are complete'),
  overall: CohortFiguresJson,
  cohorts: z.array(z.strictObject({ cohort: z.string().describe('2026-09, or 2026-W39'), ...figures })),
  histogram: z.strictObject({
    bins: z.array(z.strictObject({ from: Count, to: Count.describe('not included'), count: Count })),
    not_yet: z.strictObject({ count: Count, longest_so_far: Day }),
  }),
  curve: z.array(
    z.strictObject({ day: Count, reached: Share, low: Share.nullable(), high: Share.nullable(), at_risk: Count }),
  ),
  funnel: z.array(FunnelRowJson),
  funnel_others: Count.describe('accounts whose plan has other steps than the funnel’s'),
  funnel_plan: z.string().nullable().describe('the plan that the funnel is drawn for'),
  plans: z
    .array(z.strictObject({ plan: z.string(), statement: z.string(), n: Count }))
    .describe('what `plan` can be: the sets of accounts with the same steps, largest first'),
  without_plan: Count.describe('started, but no plan in force: in no figure'),
  excluded: Count.describe('test accounts and the like: in no figure'),
  advice: z
    .array(
      z.strictObject({
        kind: z.enum(['look_earlier', 'one_step', 'look_later', 'first_session']),
        step: z.string().nullable().describe('the step of the funnel that it names'),
        in_words: z.string(),
      }),
    )
    .describe('what the figures call for; empty where they are as they should be, or suppressed'),
  leak: z.strictObject({
    largest: z.string().nullable().describe('the step at which most are lost: left or overdue'),
    slowest: z.string().nullable().describe('the step with the largest median'),
  }),
});
export type ActivationJson = z.infer<typeof ActivationJson>;
