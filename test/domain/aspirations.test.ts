import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { parseTiers } from '../../src/config/tiers-file.ts';
import { aspirationsOf, phaseOn } from '../../src/domain/aspirations.ts';
import { tierOf } from '../../src/domain/tier.ts';

const tiers = parseTiers(load(readFileSync(join(import.meta.dirname, '../../config/tiers.yaml'), 'utf8')));

describe('the onboarding phase', () => {
  it.each([
    [-15, null],
    [-14, 'Pre-onboarding'],
    [-1, 'Pre-onboarding'],
    [0, 'Initial setup'],
    [13, 'Initial setup'],
    [14, 'Optimization'],
    [27, 'Optimization'],
    [28, null],
  ])('of day %i is %s', (day, phase) => {
    expect(phaseOn(day, tiers.phases)).toBe(phase);
  });

  it('is none where none are configured', () => {
    expect(phaseOn(3, [])).toBeNull();
  });
});

describe('aspirations', () => {
  const namesOf = (tier: string | null) =>
    aspirationsOf(tierOf(tier, null, tiers).tier, tiers).map(({ name, value }) => `${name} ${value}`);

  it.each([
    ['professional', ['Return on investment 800', 'Satisfaction 4.7', 'Adoption 95', 'Retention 98']],
    ['Strategic', ['Return on investment 1500', 'Adoption 99']],
    ['growth', ['Return on investment 500', 'Adoption 90']],
  ])('of %s are those of its tier and those of all', (tier, expected) => {
    expect(namesOf(tier)).toEqual(expect.arrayContaining(expected));
  });

  it('of an unknown tier are those of all', () => {
    expect(namesOf('Gold Plus')).toEqual(namesOf(null));
    expect(namesOf(null)).not.toEqual(expect.arrayContaining([expect.stringContaining('Return on investment')]));
  });

  it('say which figure of an account stands beside them', () => {
    const measured = aspirationsOf(null, tiers).filter(({ measuredBy }) => measuredBy !== null);
    expect(measured).toEqual([
      { name: 'Time to value', value: 30, unit: 'days at most', within: null, measuredBy: 'days_to_value' },
    ]);
  });
});
