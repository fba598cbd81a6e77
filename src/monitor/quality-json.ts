import { z } from 'zod';

/** How well the alerts are aimed (METHOD section 8): the answer of `/api/quality` and of the command `quality --json`. */

const Count = z.int().min(0);
const Share = z.number().min(0).max(1).nullable().describe('null where n is 0');

const counts = {
  delivered: Count,
  n: Count.describe('useful + noise'),
  precision: Share.describe('useful / n; null where n is 0'),
  useful: Count,
  noise: Count,
  known: Count,
  too_late: Count,
  unanswered: Count,
};
const MatureShareJson = z.strictObject({
  n: Count.describe('cases whose time is over'),
  hits: Count,
  share: Share,
  pending: Count.describe('cases whose time still runs'),
});
const LeadTimeJson = z.strictObject({ n: Count, p50: z.number().nullable().describe('days') });
const OutcomesJson = z.array(MatureShareJson.extend({ name: z.string() }));

export const QualityJson = z.strictObject({
  as_of: z.iso.datetime(),
  from: z.iso.date().nullable().describe('first date of delivery; null: from the beginning'),
  to: z.iso.date(),
  delivered: Count,
  excluded: Count.describe('alerts on accounts that are left out of every figure'),
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      ...counts,
      acted_on: MatureShareJson.describe('human comment or change of status within five working days'),
      months: z.array(z.strictObject({ month: z.string(), ...counts })),
    }),
  ),
  lead_days: z
    .strictObject({ to_value: LeadTimeJson, to_exit: LeadTimeJson })
    .describe('from the first alert of an account'),
  missed: z
    .array(z.strictObject({ account_id: z.string().nullable(), name: z.string(), left_on: z.iso.date() }))
    .describe('left without first value and without a hard alert at least seven days before'),
  alerts_per_csm_week: z.strictObject({
    csms: Count,
    weeks: Count,
    p50: z.number().nullable(),
    p90: z.number().nullable(),
    max: z.number().nullable(),
  }),
  interventions: z
    .strictObject({ by_state: OutcomesJson, by_step_kind: OutcomesJson, by_whose_move: OutcomesJson })
    .describe('followed by progress within ten working days; followed by is not caused by'),
  model: z
    .strictObject({
      cap_usd: z.number().nullable().describe('US dollars a month; null: no cap'),
      months: z.array(
        z.strictObject({
          month: z.string().describe('UTC'),
          calls: Count.describe('pieces of writing'),
          outcomes: z.record(z.string(), Count).describe('written, cached, or why there was no usable answer'),
          requests: Count.describe('repeats and repairs included'),
          tokens_in: Count,
          tokens_out: Count,
          cost_usd: z.number().describe('estimated, of the requests that have a price'),
          unpriced_requests: Count,
        }),
      ),
    })
    .describe('what a model was asked and cost, whatever the period; no months: never'),
  data: z
    .strictObject({
      sources: z.array(
        z.strictObject({
          name: z.string(),
          last_received_at: z.iso.datetime(),
          complete_to: z.iso.datetime().nullable().describe('of an import: everything up to here is in'),
          fresh: z.boolean(),
        }),
      ),
      days: Count.describe('over which events and group ids are counted'),
      events: Count,
      unjoined: Count.describe('events that name no account'),
      unjoined_share: Share.describe('null without events'),
      group_ids: Count.describe('account ids that the product sent'),
      unknown_group_ids: Count.describe('of these those of no account'),
      excluded_accounts: Count,
      webhook: z
        .strictObject({ status: z.string(), failures: Count, looked_at: z.iso.datetime() })
        .nullable()
        .describe('as it was when it was last looked after; null: none is registered, the board is polled'),
      inbox_waiting: Count.describe('changes told by ClickUp that wait to be handled'),
      writes_waiting: Count,
      writes_failing: Count,
    })
    .describe('what all figures rest on'),
  suggestions: z.array(z.string()).describe('for a person to decide; nothing changes by itself'),
});
export type QualityJson = z.infer<typeof QualityJson>;
