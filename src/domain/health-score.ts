/**
 * The health score of METHOD sections 9 and 10, whole and in one file. It is shown; nothing is decided by it: first value is an
 * event, not a score. Every input is a number from 0 to 100, larger is better; what is missing is left out and said so.
 */

/** Weights of METHOD section 10: families of the whole, inputs of their family. */
export const HEALTH_WEIGHTS = checked({
  technical: {
    share: 0.4,
    inputs: { uptime: 0.3, integration_stability: 0.3, data_quality: 0.2, feature_utilization: 0.2 },
  },
  business: { share: 0.35, inputs: { roi: 0.4, goal_attainment: 0.3, user_adoption: 0.2, business_impact: 0.1 } },
  relationship: {
    share: 0.25,
    inputs: {
      stakeholder_engagement: 0.3,
      communication_frequency: 0.2,
      satisfaction: 0.3,
      reference_willingness: 0.2,
    },
  },
} as const);

export const HEALTH_FAMILIES = [
  'technical',
  'business',
  'relationship',
] as const satisfies (keyof typeof HEALTH_WEIGHTS)[];
export type HealthFamily = (typeof HEALTH_FAMILIES)[number];
type InputsOf<Family> = Family extends HealthFamily ? keyof (typeof HEALTH_WEIGHTS)[Family]['inputs'] : never;
export type HealthInput = InputsOf<HealthFamily>;

export type Weights = Readonly<
  Record<string, { readonly share: number; readonly inputs: Readonly<Record<string, number>> }>
>;

/**
 * Weights that do not add up give a score that means nothing (a published scheme totals 140 %).
 * @returns one line for each sum that is not 1
 */
export function weightMistakes(weights: Weights): readonly string[] {
  const total = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0);
  const sums = [
    ['the families', total(Object.values(weights).map(({ share }) => share))] as const,
    ...Object.entries(weights).map(([name, { inputs }]) => [name, total(Object.values(inputs))] as const),
  ];
  return sums
    .filter(([, sum]) => Math.abs(sum - 1) > 1e-9)
    .map(([name, sum]) => `weights of ${name} add up to ${sum}: they must add up to 1`);
}

interface Weighted {
  readonly name: HealthInput;
  readonly family: HealthFamily;
  /** Of the whole score. */
  readonly weight: number;
}

/** Asked when this file is loaded: with wrong weights the product does not start. */
function checked<T extends Weights>(weights: T): T {
  const mistakes = weightMistakes(weights);
  if (mistakes.length > 0) throw new RangeError(mistakes.join('; '));
  return weights;
}

const WEIGHTED: readonly Weighted[] = HEALTH_FAMILIES.flatMap((family) =>
  Object.entries(HEALTH_WEIGHTS[family].inputs).map(([name, weight]) => ({
    name: name as HealthInput,
    family,
    weight: HEALTH_WEIGHTS[family].share * weight,
  })),
);
export const HEALTH_INPUTS: readonly HealthInput[] = WEIGHTED.map(({ name }) => name);

/** Inputs that we measure ourselves; every other one a person or another tool fills in. */
export const MEASURED_INPUTS = [
  'feature_utilization',
  'goal_attainment',
  'user_adoption',
  'stakeholder_engagement',
] as const satisfies readonly HealthInput[];
export type MeasuredInput = (typeof MEASURED_INPUTS)[number];

export interface HealthReading {
  /** 0 to 100. */
  readonly value: number;
  /** Days since it came to be this value (filled in), or since it was measured. */
  readonly ageDays: number;
  /** What it was before: the earlier entry, or the same measure two weeks ago; null: not known. */
  readonly before: number | null;
}
export type HealthReadings = Readonly<Partial<Record<HealthInput, HealthReading>>>;

/**
 * The score over the inputs that are there, with what pulls it down and what warns early.
 * @param goalsLate the account is late for its open step (METHOD section 6), which is how goals are delayed
 * @throws RangeError for a value that is no number from 0 to 100: whoever reads inputs checks them first (`isOnScale`)
 */
export function healthOf(readings: HealthReadings, goalsLate = false): Health {
  const present = WEIGHTED.flatMap((each) => {
    const reading = readings[each.name];
    if (reading === undefined) return [];
    if (!isOnScale(reading.value)) throw new RangeError(`${each.name} is ${reading.value}: it must be from 0 to 100`);
    return [{ ...each, reading }];
  });
  const coverage = present.reduce((sum, { weight }) => sum + weight, 0);
  const inputs = present.map(({ name, family, weight, reading }) => ({
    name,
    family,
    ...reading,
    weight: weight / coverage,
    pull: (weight / coverage) * (100 - reading.value),
  }));
  const score =
    coverage < LEAST_COVERAGE - 1e-9 ? null : inputs.reduce((sum, { weight, value }) => sum + weight * value, 0);
  return {
    score,
    zone: score === null ? null : zoneOf(score),
    coverage,
    inputs,
    missing: HEALTH_INPUTS.filter((name) => readings[name] === undefined),
    drivers: inputs.filter(({ pull }) => pull > 0).toSorted((one, other) => other.pull - one.pull),
    warnings: inputs.flatMap((input) => warningOf(input, goalsLate)),
  };
}

export interface Health {
  /** 0 to 100, over the inputs that are there; null under 50 % coverage. */
  readonly score: number | null;
  readonly zone: Zone | null;
  /** Share of the weights whose inputs are there, 0 to 1. */
  readonly coverage: number;
  readonly inputs: readonly HealthInputStanding[];
  readonly missing: readonly HealthInput[];
  /** Inputs by the points that they cost, the costliest first. */
  readonly drivers: readonly HealthInputStanding[];
  readonly warnings: readonly EarlyWarning[];
}
export interface HealthInputStanding extends HealthReading {
  readonly name: HealthInput;
  readonly family: HealthFamily;
  /** Of the score as it is: all inputs that are there add up to 1. */
  readonly weight: number;
  /** Points that it keeps the score from 100. */
  readonly pull: number;
}

export const isOnScale = (value: number): boolean => value >= 0 && value <= 100;

/** Under half of the weights a score would rest on the few inputs that happen to be there. */
const LEAST_COVERAGE = 0.5;

export type Zone = 'green' | 'yellow' | 'red';

/** Half-open, so that no value lies between two zones: [80, 100] green, [60, 80) yellow, [0, 60) red. */
export function zoneOf(score: number): Zone {
  if (score >= 80) return 'green';
  return score >= 60 ? 'yellow' : 'red';
}

/** What METHOD section 10 advises for each zone. */
export const ZONE_STRATEGIES: Readonly<Record<Zone, string>> = {
  green: 'carry on, and look for expansion',
  yellow: 'engage more often, find what is wrong and fix it, offer support, and plan the way back',
  red: 'act at once, escalate, and agree on a plan to recover',
};

/** An early-warning sign of METHOD section 10: the input is low, has fallen, or comes late. */
export interface EarlyWarning {
  readonly family: HealthFamily;
  readonly input: HealthInput;
  readonly sign: string;
  readonly kind: 'low' | 'falling' | 'late';
  readonly value: number;
  readonly before: number | null;
}

/** Inputs that METHOD names as early-warning signs, by its own words. */
const SIGNS: Readonly<Partial<Record<HealthInput, string>>> = {
  uptime: 'performance',
  integration_stability: 'integrations',
  data_quality: 'data quality',
  feature_utilization: 'feature under-use',
  goal_attainment: 'goal delays',
  user_adoption: 'falling adoption',
  stakeholder_engagement: 'engagement',
  communication_frequency: 'communication',
  satisfaction: 'satisfaction',
};
/** A young account has used few features yet: of these only a fall is a sign. */
const LOW_BY_NATURE: ReadonlySet<HealthInput> = new Set(['feature_utilization']);
/** Points; less is the noise of such figures. */
const FALL_THAT_SHOWS = 10;

function warningOf({ name, family, value, before }: HealthInputStanding, goalsLate: boolean): readonly EarlyWarning[] {
  const sign = SIGNS[name];
  if (sign === undefined) return [];
  const told = { family, input: name, sign, value, before };
  if (name === 'goal_attainment') return goalsLate ? [{ ...told, kind: 'late' }] : [];
  if (before !== null && before - value >= FALL_THAT_SHOWS) return [{ ...told, kind: 'falling' }];
  return zoneOf(value) === 'red' && !LOW_BY_NATURE.has(name) ? [{ ...told, kind: 'low' }] : [];
}

/** What the measured inputs are computed from. */
export interface MeasuredFacts {
  /** Core events of the catalogue, and those of them that the account sent since its start. */
  readonly coreEventsKnown: number;
  readonly coreEventsUsed: number;
  /** People of the account with any activity in the recent window W, and how many could be: seats, else people ever known. */
  readonly activePeople: number;
  readonly people: number;
  /** METHOD section 5, 0 to 1; null without a plan in force. */
  readonly progress: number | null;
  /** any(L): dates of W with activity, of the working days that W holds since the start. */
  readonly activeDays: number;
  readonly workingDays: number;
  /** Nothing is seen of the account: what is 0 was not measured. */
  readonly isUnseen: boolean;
}

/**
 * The inputs that events tell: feature utilization = core events used / known; user adoption = people active in W / seats or
 * people known; goal attainment = progress; stakeholder engagement = active dates of W / its working days. Each × 100 and at most
 * 100 (weekend use, or more people than seats); one that cannot be computed is absent, and so is the 0 of an account that is not seen.
 */
export function measuredInputs(facts: MeasuredFacts): Readonly<Partial<Record<MeasuredInput, number>>> {
  const shares: readonly (readonly [MeasuredInput, number | null])[] = [
    ['feature_utilization', shareOf(facts.coreEventsUsed, facts.coreEventsKnown)],
    ['user_adoption', shareOf(facts.activePeople, facts.people)],
    ['goal_attainment', facts.progress],
    ['stakeholder_engagement', shareOf(facts.activeDays, facts.workingDays)],
  ];
  return Object.fromEntries(
    shares.flatMap(([name, share]) =>
      share === null || (share === 0 && facts.isUnseen) ? [] : [[name, 100 * Math.min(1, share)]],
    ),
  );
}

const shareOf = (part: number, whole: number): number | null => (whole <= 0 ? null : part / whole);

/** Aspirations of METHOD section 10, shown beside measured figures and never a benchmark: value realized by month, of the plan. */
export const VALUE_REALIZATION = [
  { month: 1, percent: 25 },
  { month: 3, percent: 50 },
  { month: 6, percent: 100 },
  { month: 12, percent: 150 },
] as const;
