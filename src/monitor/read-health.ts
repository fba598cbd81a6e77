import type { Account, Instant } from '../domain/account.ts';
import { assess, type Snapshot } from '../domain/assess.ts';
import { healthFactsOf } from '../domain/health-facts.ts';
import {
  HEALTH_INPUTS,
  type HealthInput,
  type HealthReading,
  type HealthReadings,
  type HealthInputStanding,
  healthOf,
  MEASURED_INPUTS,
  measuredInputs,
  VALUE_REALIZATION,
  ZONE_STRATEGIES,
} from '../domain/health-score.ts';
import { dayOf } from '../domain/local-date.ts';
import type { HealthJson } from './health-json.ts';
import { figureOrNull } from './json-values.ts';
import type { View } from './judge-accounts.ts';
import type { ReadDeps } from './read-deps.ts';
import type { KeptInput } from './health-store.ts';

/** A measure is compared with itself this long ago: W is a week and a half, so the two share nothing. */
const COMPARED_WITH_MS = 14 * 86_400_000;

/** The health of one account as of the view's instant; null before it starts and for excluded ones. */
export async function readHealth(deps: ReadDeps, { reader, at }: View, account: Account): Promise<HealthJson | null> {
  const options = { judgedFrom: comparedWith(account, at) ?? at };
  const [snapshot] = account.status === 'excluded' ? [] : await reader.load([account], at, options);
  if (snapshot === undefined || dayOf(at, account.zone) < account.startedOn) return null;
  const kept = await deps.store.healthInputs.of(account.key);
  const verdict = assess(snapshot, at);
  const readings = { ...filledIn(kept, account, at), ...measured(snapshot, kept.get('seats')?.value ?? null, at) };
  const health = healthOf(readings, verdict.late);
  return {
    score: figureOrNull(health.score),
    zone: health.zone,
    strategy: health.zone === null ? null : ZONE_STRATEGIES[health.zone],
    coverage: figureOrNull(health.coverage) ?? 0,
    inputs: health.inputs.map(inputJson),
    missing: [...health.missing],
    drivers: health.drivers.map(({ name }) => name),
    warnings: health.warnings.map((each) => ({
      ...each,
      value: rounded(each.value),
      before: figureOrNull(each.before),
    })),
    value_realization: [...VALUE_REALIZATION],
  };
}

/** Null: it had not started by then. */
function comparedWith({ zone, startedOn }: Account, at: Instant): Instant | null {
  const earlier = at - COMPARED_WITH_MS;
  return dayOf(earlier, zone) >= startedOn ? earlier : null;
}

/** Fields hold only what is in them now: of an earlier instant just those are known that have not changed since. */
function filledIn(kept: ReadonlyMap<string, KeptInput>, account: Account, at: Instant): HealthReadings {
  const names = HEALTH_INPUTS.filter((name) => !isMeasured(name));
  return Object.fromEntries(
    names.flatMap((name): readonly [HealthInput, HealthReading][] => {
      const input = kept.get(name);
      if (input === undefined || input.since > at) return [];
      const ageDays = dayOf(at, account.zone) - dayOf(input.since, account.zone);
      return [[name, { value: input.value, ageDays, before: input.before }]];
    }),
  );
}

function measured(snapshot: Snapshot, seats: number | null, at: Instant): HealthReadings {
  const inputsAt = (instant: Instant) => {
    const verdict = assess(snapshot, instant);
    return { verdict, inputs: measuredInputs(healthFactsOf(snapshot, verdict, seats, instant)) };
  };
  const now = inputsAt(at);
  const { account } = snapshot;
  const earlier = comparedWith(account, at);
  const before = earlier === null ? {} : inputsAt(earlier).inputs;
  const ageDays = Math.max(0, dayOf(at, account.zone) - now.verdict.today);
  return Object.fromEntries(
    MEASURED_INPUTS.flatMap((name): readonly [HealthInput, HealthReading][] => {
      const value = now.inputs[name];
      return value === undefined ? [] : [[name, { value, ageDays, before: before[name] ?? null }]];
    }),
  );
}

const isMeasured = (name: HealthInput): boolean => MEASURED_INPUTS.some((each) => each === name);
const rounded = (value: number): number => figureOrNull(value) ?? 0;

function inputJson({
  name,
  family,
  value,
  ageDays,
  before,
  weight,
  pull,
}: HealthInputStanding): HealthJson['inputs'][number] {
  return {
    name,
    family,
    value: rounded(value),
    source: isMeasured(name) ? 'measured' : 'field',
    age_days: ageDays,
    before: figureOrNull(before),
    weight: rounded(weight),
    pull: rounded(pull),
  };
}
