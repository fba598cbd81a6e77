/** Tiers of config/tiers.yaml. Targets and adoption figures are aspirations to show, never benchmarks (METHOD section 9). */

/** What a tier changes in judging and drafting. */
export interface TierRules {
  /** Factor on the day targets of drafted plans. */
  readonly dayScale: number;
  /** No drafted milestone is expected later than this day; null: no limit. */
  readonly latestDay: number | null;
  /** τ₀ of METHOD section 6; null: the general setting. */
  readonly earlyDays: number | null;
  readonly stallFloorDays: number;
  /** Days stuck count working days only. */
  readonly workingDays: boolean;
}

/** From `from` up to, but without, `to`; null: no upper end. */
export interface HalfOpenRange {
  readonly from: number;
  readonly to: number | null;
}

export interface Tier extends TierRules {
  readonly name: string;
  /** Other words by which accounts name this tier. */
  readonly alsoCalled: readonly string[];
  /** Annual contract value; null: only by name. */
  readonly annualValue: HalfOpenRange | null;
  /** Describes the tier; ACV decides. */
  readonly users: HalfOpenRange | null;
  /** Accounts on trial without a field or a value belong here. */
  readonly trials: boolean;
  readonly adoption: { readonly share: number; readonly withinDays: number } | null;
  readonly targets: readonly Target[];
}

/** One aspiration, as it is shown: "Return on investment 500 %, in 6 months". */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly unit: string | null;
  readonly within: string | null;
  /** The figure of an account that stands beside it; null: nothing that we measure. */
  readonly measuredBy: 'days_to_value' | null;
}

export interface Tiers {
  readonly defaults: TierRules;
  readonly tiers: readonly Tier[];
  /** Aspirations that hold for every tier. */
  readonly targets: readonly Target[];
  readonly phases: readonly { readonly name: string; readonly fromWeek: number; readonly toWeek: number }[];
}

export interface TierChoice {
  /** The tier's name, or the field as written when no tier has that name; null: nothing is known. */
  readonly name: string | null;
  readonly rules: TierRules;
  /** Null when the defaults serve. */
  readonly tier: Tier | null;
}

/**
 * The tier of an account (METHOD section 1): the field, else the range of the annual value, else the tier of trials when it
 * is on one. An unknown name gets the defaults and keeps its name; another word for a tier keeps its word, lower case.
 */
export function tierOf(field: string | null, annualValue: number | null, tiers: Tiers, onTrial = false): TierChoice {
  const written = field?.trim() ?? '';
  if (written !== '') return byName(written, tiers);
  const tier = tiers.tiers.find((each) => (annualValue === null ? onTrial && each.trials : inRange(each, annualValue)));
  return tier === undefined
    ? { name: null, rules: tiers.defaults, tier: null }
    : { name: tier.name, rules: tier, tier };
}

function byName(written: string, tiers: Tiers): TierChoice {
  const name = written.toLowerCase();
  const exact = tiers.tiers.find((tier) => tier.name === name);
  if (exact !== undefined) return { name, rules: exact, tier: exact };
  const also = tiers.tiers.find((tier) => tier.alsoCalled.includes(name));
  if (also !== undefined) return { name, rules: also, tier: also };
  return { name: written, rules: tiers.defaults, tier: null };
}

/** Every word by which accounts may name the tier that `word` names; only the word itself where no tier has it. */
export function wordsFor(word: string, tiers: Tiers): readonly string[] {
  const { tier } = byName(word, tiers);
  return tier === null ? [word] : [tier.name, ...tier.alsoCalled];
}

function inRange(tier: Tier, value: number): boolean {
  const range = tier.annualValue;
  return range !== null && value >= range.from && (range.to === null || value < range.to);
}
