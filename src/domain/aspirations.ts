import type { Target, Tier, Tiers } from './tier.ts';

/** What a tier aspires to (METHOD sections 9 and 10): shown beside measured figures, never a benchmark. */
export function aspirationsOf(tier: Tier | null, tiers: Tiers): readonly Target[] {
  return [...(tier === null ? [] : [...tier.targets, ...adoptionOf(tier)]), ...tiers.targets];
}

function adoptionOf({ adoption }: Tier): readonly Target[] {
  if (adoption === null) return [];
  const value = Math.round(adoption.share * 1000) / 10;
  return [{ name: 'Adoption', value, unit: '%', within: `${adoption.withinDays} days`, measuredBy: null }];
}

const DAYS_A_WEEK = 7;

/**
 * The onboarding phase of a day of an account, 0 being its start; null before the first and after the last. Weeks count as people
 * count them: week 1 is days 0 to 6, there is no week between 0 and 1, and the weeks −2 to 0 are the fourteen days before the start.
 */
export function phaseOn(day: number, phases: Tiers['phases']): string | null {
  const first = (week: number): number => (week > 0 ? week - 1 : week) * DAYS_A_WEEK;
  return phases.find(({ fromWeek, toWeek }) => first(fromWeek) <= day && day < toWeek * DAYS_A_WEEK)?.name ?? null;
}
