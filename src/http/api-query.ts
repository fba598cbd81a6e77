import { z } from 'zod';
import { COHORT_SPANS } from '../domain/cohort.ts';
import { STATES } from '../monitor/account-json.ts';
import { MonitorError } from '../shared/errors.ts';

/** The query parameters of the data routes: read at the door, described in `/api/openapi.json` from the same schemas. */

export const LARGEST_PAGE = 1_000;

const Limit = z
  .string()
  .regex(/^\d{1,4}$/, `write a whole number from 1 to ${LARGEST_PAGE}`)
  .transform(Number)
  .pipe(
    z
      .number()
      .min(1, 'ask for at least 1')
      .max(LARGEST_PAGE, `ask for at most ${LARGEST_PAGE} and follow the Link header`),
  );
const Words = z.string().trim().min(1, 'write a value, or leave it out');
const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a date such as 2026-11-23');
const AsOf = LocalDate.describe('the end of this date in the workspace’s zone, with what was known then');

const States = z
  .string()
  .transform((names) => names.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum(STATES, { error: `write one or several (with commas) of ${STATES.join(' ')}` })))
  .describe('one state, or several with commas between them');

export const AccountsParameters = z.strictObject({
  state: States.optional(),
  csm: Words.optional().describe('a ClickUp user id, or an e-mail'),
  tier: Words.optional(),
  use_case: Words.optional(),
  q: Words.optional().describe('words of which each stands in the name or the account id'),
  figure: Words.optional().describe(
    'only the accounts that this number of /api/activation counts: all reached waiting left before_data mature_7 hits_7 pending_7 paused_7 (or 14, 30) not_yet bin_FROM step_PLACE_FATE funnel_others without_plan',
  ),
  cohort: Words.optional().describe('with figure: the cohort whose number it is'),
  from: LocalDate.optional().describe('with figure: as asked of /api/activation'),
  to: LocalDate.optional().describe('with figure'),
  plan: Words.optional().describe('with figure'),
  limit: Limit.optional().describe('how many accounts a page has; without it all come at once'),
  after: Words.optional().describe('where the page begins: as the Link header of the page before says'),
  as_of: AsOf.optional(),
});

export const AccountParameters = z.strictObject({ as_of: AsOf.optional() });

export const ActivationParameters = z.strictObject({
  cohort: z
    .enum(COHORT_SPANS, { error: `write one of ${COHORT_SPANS.join(' ')}` })
    .optional()
    .describe('what a cohort is: the start dates of a month (the default), or of an ISO week'),
  tier: Words.optional(),
  use_case: Words.optional(),
  from: LocalDate.optional().describe('the first start date'),
  to: LocalDate.optional().describe('the last start date, included'),
  as_of: AsOf.optional(),
  plan: Words.optional().describe('whose steps the funnel shows: one of `plans` in the answer, or its statement'),
});

const DeliveryDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a date such as 2026-11-23');
export const QualityParameters = z.strictObject({
  from: DeliveryDate.optional().describe('first date of delivery in the workspace’s zone'),
  to: DeliveryDate.optional().describe('last date of delivery'),
});

const DEFAULT_AUDIT_PAGE = 100;
export const AuditParameters = z.strictObject({
  account: Words.optional().describe('an account_id'),
  before: z
    .string()
    .regex(/^\d{1,15}$/, 'write the id of an entry')
    .transform(Number)
    .optional()
    .describe('only entries older than the one with this id'),
  limit: Limit.default(DEFAULT_AUDIT_PAGE),
});

/**
 * @throws MonitorError `bad_input` that names each wrong parameter, its value and the way out
 */
export function readParameters<T>(schema: z.ZodType<T>, query: Readonly<Record<string, unknown>>): T {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new MonitorError(
    'bad_input',
    parsed.error.issues.flatMap((issue) => complaints(issue, given, schema)).join('; '),
  );
}

function complaints(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>, schema: z.ZodType): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = schema instanceof z.ZodObject ? Object.keys(schema.shape).join(', ') : '';
    return issue.keys.map((key) => `${key}: there is no such parameter: use ${known}`);
  }
  const name = String(issue.path[0]);
  const value = given[name];
  // A parameter that is given twice arrives as a list.
  if (Array.isArray(value)) return [`${name}: given ${value.length} times: give it once`];
  return [`${name}: "${String(value)}": ${issue.message}`];
}
