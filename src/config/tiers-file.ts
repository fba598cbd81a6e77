import { z } from 'zod';
import type { HalfOpenRange, Target, Tier, TierRules, Tiers } from '../domain/tier.ts';

/** `config/tiers.yaml`: tiers with half-open ranges, aspirations, adoption windows, day targets and calendars. */

const Text = z.string({ error: 'write a text' }).trim().min(1, 'write a text');
const LowerName = Text.transform((name) => name.toLowerCase());
const Amount = z.number({ error: 'write a number' }).min(0, 'write a number from 0');
const wholeFrom = (least: number, what: string) => {
  const message = `write a whole number of ${what}, ${least} or more`;
  return z.number({ error: message }).int(message).min(least, message);
};

/** `to` belongs to the next tier; null or absent means no upper end. */
const Range = z
  .strictObject({ from: Amount, to: Amount.nullable().default(null) })
  .refine(
    (range) => range.to === null || range.from < range.to,
    'from must be below to, which belongs to the next tier',
  )
  .transform((range): HalfOpenRange => range);

const TargetEntry = z
  .strictObject({
    name: Text,
    value: z.number({ error: 'write a number' }),
    unit: Text.nullable().default(null),
    within: Text.nullable().default(null),
    measured_by: z.enum(['days_to_value'], { error: 'write days_to_value, or leave it out' }).nullable().default(null),
  })
  .transform(({ measured_by: measuredBy, ...target }): Target => ({ ...target, measuredBy }));

const Scale = z.number({ error: 'write a factor such as 1.5' }).positive('the factor must be above 0');
const Latest = wholeFrom(1, 'days').nullable();
const rules = {
  early_days: wholeFrom(2, 'days').nullable(),
  stall_floor_days: wholeFrom(1, 'days'),
  working_days: z.boolean({ error: 'write true or false' }),
};

const Defaults = z.strictObject({
  day_targets: z.strictObject({ scale: Scale.default(1), latest: Latest.default(null) }).prefault({}),
  early_days: rules.early_days.default(null),
  stall_floor_days: rules.stall_floor_days.default(10),
  working_days: rules.working_days.default(false),
});
type Defaults = z.infer<typeof Defaults>;

const TierEntry = z.strictObject({
  name: LowerName,
  also_called: z.array(LowerName).default([]),
  annual_value: Range.nullable().default(null),
  users: Range.nullable().default(null),
  trials: z.boolean().default(false),
  adoption: z
    .strictObject({
      share: z.number().gt(0, 'a share above 0').max(1, 'a share up to 1, e.g. 0.9'),
      within_days: wholeFrom(1, 'days'),
    })
    .nullable()
    .default(null),
  targets: z.array(TargetEntry).default([]),
  day_targets: z.strictObject({ scale: Scale.optional(), latest: Latest.optional() }).prefault({}),
  early_days: rules.early_days.optional(),
  stall_floor_days: rules.stall_floor_days.optional(),
  working_days: rules.working_days.optional(),
});
type TierEntry = z.infer<typeof TierEntry>;

const Phase = z
  .strictObject({ name: Text, from_week: z.number().int(), to_week: z.number().int() })
  .transform((phase) => ({ name: phase.name, fromWeek: phase.from_week, toWeek: phase.to_week }));

export const TiersFile: z.ZodType<Tiers> = z
  .strictObject({
    defaults: Defaults.prefault({}),
    tiers: z.array(TierEntry, { error: 'write a list of tiers' }),
    targets: z.array(TargetEntry).default([]),
    phases: z.array(Phase).default([]),
  })
  .superRefine((file, report) => {
    reportDoubleNames(file.tiers, report);
    reportOverlaps(file.tiers, report);
  })
  .transform(
    (file): Tiers => ({
      defaults: rulesOf(file.defaults),
      tiers: file.tiers.map((tier) => tierFrom(tier, file.defaults)),
      targets: file.targets,
      phases: file.phases,
    }),
  );

/** Reads already parsed tiers. Throws a ZodError whose issues carry the path and the way out. */
export function parseTiers(yamlValue: unknown): Tiers {
  return TiersFile.parse(yamlValue);
}

const rulesOf = (written: Defaults): TierRules => ({
  dayScale: written.day_targets.scale,
  latestDay: written.day_targets.latest,
  earlyDays: written.early_days,
  stallFloorDays: written.stall_floor_days,
  workingDays: written.working_days,
});

/** A tier has the defaults for whatever it does not say. */
function tierFrom(entry: TierEntry, defaults: Defaults): Tier {
  return {
    ...rulesOf({
      day_targets: {
        scale: entry.day_targets.scale ?? defaults.day_targets.scale,
        latest: entry.day_targets.latest === undefined ? defaults.day_targets.latest : entry.day_targets.latest,
      },
      early_days: entry.early_days === undefined ? defaults.early_days : entry.early_days,
      stall_floor_days: entry.stall_floor_days ?? defaults.stall_floor_days,
      working_days: entry.working_days ?? defaults.working_days,
    }),
    name: entry.name,
    alsoCalled: entry.also_called,
    annualValue: entry.annual_value,
    users: entry.users,
    trials: entry.trials,
    adoption: entry.adoption && { share: entry.adoption.share, withinDays: entry.adoption.within_days },
    targets: entry.targets,
  };
}

type Report = { addIssue(issue: { code: 'custom'; path: PropertyKey[]; message: string }): void };

function reportDoubleNames(tiers: readonly TierEntry[], report: Report): void {
  const owner = new Map<string, string>();
  tiers.forEach((tier, at) => {
    for (const name of [tier.name, ...tier.also_called]) {
      const other = owner.get(name);
      if (other !== undefined) {
        const message = `"${name}" already names the tier ${other}: remove one of the two`;
        report.addIssue({ code: 'custom', path: ['tiers', at], message });
      }
      owner.set(name, tier.name);
    }
  });
}

/** Ranges that share a value would leave the tier of that value to chance. */
function reportOverlaps(tiers: readonly TierEntry[], report: Report): void {
  tiers.forEach((tier, at) => {
    const rival = tiers.slice(0, at).find((other) => overlap(tier.annual_value, other.annual_value));
    if (rival === undefined) return;
    const message = `overlaps with ${rival.name}: ranges are half-open, so let one tier's "to" be the next one's "from"`;
    report.addIssue({ code: 'custom', path: ['tiers', at, 'annual_value'], message });
  });
}

function overlap(one: HalfOpenRange | null, other: HalfOpenRange | null): boolean {
  if (one === null || other === null) return false;
  return one.from < (other.to ?? Number.POSITIVE_INFINITY) && other.from < (one.to ?? Number.POSITIVE_INFINITY);
}
