import { z } from 'zod';
import { DOMAIN_WAY_OUT, domainsIn } from '../domain/email-domain.ts';
import { HEALTH_INPUTS, type HealthInput, MEASURED_INPUTS, type MeasuredInput } from '../domain/health-score.ts';
import { isZone } from '../domain/zone-offset.ts';

/** `config/monitor.yaml` (CONTRACT section 4), every default in one place. Ids may be written with or without quotes. */

const Id = z
  .union([z.string(), z.number()], { error: 'write the id as digits in quotes, e.g. "901200000001"' })
  .transform(String)
  .pipe(z.string().regex(/^-?\d+$/, 'write the id as digits in quotes, e.g. "901200000001"'));
const UserId = Id.transform(Number);
const Zone = z.string().refine(isZone, 'no IANA time zone: write one such as Europe/Berlin');
const Country = z
  .string({ error: 'write a country, e.g. DE or DE-BY' })
  .trim()
  .min(1, 'write a country, e.g. DE or DE-BY');
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const TimeOfDay = z.string().regex(TIME_OF_DAY, 'no time of day: write it as "09:00"');
const A_NAME = 'write a name in quotes, or take this entry out';
const Words = z
  .array(z.string({ error: A_NAME }).trim().min(1, A_NAME), { error: 'write a list of names, e.g. ["One", "Two"]' })
  .default([]);
/** Some other spelling would be taken and match nobody. */
const EmailDomain = z.string({ error: DOMAIN_WAY_OUT }).refine((text) => {
  const { domains, wrong } = domainsIn([text]);
  return domains.length > 0 && wrong.length === 0;
}, DOMAIN_WAY_OUT);
const EmailDomains = z
  .array(EmailDomain, { error: 'write a list of domains, e.g. ["example.com"]' })
  .default([])
  .transform((texts) => domainsIn(texts).domains);
const wholeNumber = (least: number, what: string) =>
  z
    .number({ error: `write a whole number of ${what}` })
    .int(`write a whole number of ${what}`)
    .min(least, `must be at least ${least}`);
const byId = <T extends z.ZodType>(value: T) =>
  z.record(z.string().regex(/^\d+$/, 'the key is a ClickUp user id in quotes'), value);

const DEFAULT_FIELDS = {
  account_id: 'Account ID',
  use_case: 'Use case',
  tier: 'Tier',
  goals: 'Onboarding goals',
  started_on: 'Start date',
  trial_ends_on: 'Trial ends',
  csm: 'CSM',
  onboarding_lead: 'Onboarding lead',
  time_zone: 'Time zone',
  annual_value: 'ACV',
  renews_on: 'Renewal date',
  domains: 'Email domains',
  country: 'Country',
  workspace: 'Onboarding list',
} as const;
export type FieldName = keyof typeof DEFAULT_FIELDS;
export const FIELD_NAMES = Object.keys(DEFAULT_FIELDS) as FieldName[];

const Fields = z.strictObject(
  Object.fromEntries(FIELD_NAMES.map((name) => [name, z.string().min(1).default(DEFAULT_FIELDS[name])])) as Record<
    FieldName,
    z.ZodDefault<z.ZodString>
  >,
);
const ApprovalMode = z.enum(['required', 'auto'], { error: 'write required or auto' });
const Hours = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay, weekdays_only: z.boolean().default(true) })
  // A time that is none was already told; comparing it would tell a second, false mistake.
  .refine(({ from, to }) => !TIME_OF_DAY.test(from) || !TIME_OF_DAY.test(to) || from < to, 'from must lie before to');

export const AlertsSection = z.strictObject({
  early_days: wholeNumber(2, 'days').default(30),
  window_days: wholeNumber(1, 'days').default(90),
  confirm_sweeps: wholeNumber(1, 'dates').default(2),
  budget_per_csm_per_day: wholeNumber(1, 'alerts').default(5),
  cooldown_days: wholeNumber(0, 'days').default(7),
  hours: Hours.nullable().default({ from: '09:00', to: '16:00', weekdays_only: true }),
  time_zone: Zone.nullable().default(null),
  time_zones_by_csm: byId(Zone).default({}),
  holidays: Country.nullable().default(null),
  holidays_by_csm: byId(Country).default({}),
});
export type AlertsSection = z.infer<typeof AlertsSection>;

const Usd = z.number({ error: 'write US dollars as a number' }).min(0, 'must be at least 0').nullable().default(null);

const ModelSection = z
  .strictObject({
    timeout_seconds: z
      .number({ error: 'write a number of seconds' })
      .min(0.1, 'must be at least 0.1')
      .max(300, 'must be at most 300')
      .default(20),
    concurrency: wholeNumber(1, 'calls').default(3),
    monthly_cap_usd: Usd,
    usd_per_million_input: Usd,
    usd_per_million_output: Usd,
  })
  .refine(
    ({ usd_per_million_input: input, usd_per_million_output: output }) => (input === null) === (output === null),
    'set both usd_per_million_input and usd_per_million_output, or neither',
  )
  // A cap that counts nothing would be believed and never hold.
  .refine(
    ({ monthly_cap_usd: cap, usd_per_million_input: input }) => cap === null || input !== null,
    'monthly_cap_usd needs usd_per_million_input and usd_per_million_output (0 for a server of your own)',
  );

/** What is measured is not filled in besides: two figures of one name would differ. */
const FILLED_IN_INPUTS = HEALTH_INPUTS.filter(
  (name): name is Exclude<HealthInput, MeasuredInput> => !MEASURED_INPUTS.some((measured) => measured === name),
);

export const MonitorFile = z.strictObject({
  product: z.strictObject({
    name: z.string({ error: 'name the product whose first value is measured' }).min(1),
    promise: z.string({ error: 'say in one sentence what the product promises' }).min(1),
  }),
  clickup: z.strictObject({
    accounts_list: Id,
    alerts_list: Id,
    alerts_list_by_csm: byId(Id).default({}),
    reports_list: Id.nullable().default(null),
    fields: Fields.prefault({}),
    statuses: z.strictObject({ left: Words, paused: Words, excluded: Words }).prefault({}),
  }),
  approval: z
    .strictObject({
      default: ApprovalMode.default('required'),
      by_tier: z.record(z.string(), ApprovalMode).default({}),
      approvers: z.array(UserId).default([]),
    })
    .prefault({}),
  drafts: z
    .strictObject({
      max_age_days: wholeNumber(0, 'days').default(120),
      per_lead_per_day: wholeNumber(1, 'drafts').default(40),
    })
    .prefault({}),
  owners: z
    .strictObject({
      fallback: UserId.nullable().default(null),
      lead: UserId.nullable().default(null),
      deputies: byId(UserId).default({}),
    })
    .prefault({}),
  alerts: AlertsSection.prefault({}),
  events: z
    .strictObject({
      freshness_hours: wholeNumber(1, 'hours').default(72),
      retention_days: wholeNumber(1, 'days').default(400),
    })
    .prefault({}),
  health: z
    .strictObject({
      /** Names of fields of the accounts list, each a number from 0 to 100. */
      fields: z.partialRecord(z.enum(FILLED_IN_INPUTS), z.string().trim().min(1)).default({}),
      /** A number of people; without it adoption is measured against the people ever seen. */
      seats: z.string().trim().min(1).nullable().default(null),
    })
    .prefault({}),
  model: ModelSection.prefault({}),
  exclude: z
    .strictObject({ email_domains: EmailDomains, user_ids: z.array(z.string()).default([]), event_names: Words })
    .prefault({}),
});

export type MonitorFile = z.infer<typeof MonitorFile>;
