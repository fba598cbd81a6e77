import { tierOf } from '../../src/domain/tier.ts';
import { shippedTiers } from '../drafting/shipped.ts';

describe('tier of an account', () => {
  it.each([
    [0, 'self-serve'],
    [49_999.99, 'self-serve'],
    [50_000, 'foundation'],
    [99_999, 'foundation'],
    [100_000, 'professional'],
    [249_999, 'professional'],
    [250_000, 'enterprise'],
    [499_999, 'enterprise'],
    [500_000, 'strategic'],
    [9_000_000, 'strategic'],
  ])('of %d a year is %s: a border belongs to the upper tier', (annualValue, name) => {
    expect(tierOf(null, annualValue, shippedTiers).name).toBe(name);
  });

  it('is the field before the annual value', () => {
    expect(tierOf('Enterprise', 60_000, shippedTiers).name).toBe('enterprise');
  });

  it('keeps another word for a tier and applies that tier', () => {
    const choice = tierOf('Pro', null, shippedTiers);
    expect(choice.name).toBe('pro');
    expect(choice.tier?.name).toBe('professional');
  });

  it('keeps an unknown name as written and applies the defaults', () => {
    expect(tierOf(' Platinum ', 300_000, shippedTiers)).toEqual({
      name: 'Platinum',
      rules: shippedTiers.defaults,
      tier: null,
    });
  });

  it.each([null, '', '  '])('is unknown without field, value or trial (%j)', (field) => {
    expect(tierOf(field, null, shippedTiers)).toEqual({ name: null, rules: shippedTiers.defaults, tier: null });
  });

  it('is self-serve on a trial of which nothing else is known', () => {
    expect(tierOf(null, null, shippedTiers, true).name).toBe('self-serve');
    expect(tierOf(null, 600_000, shippedTiers, true).name).toBe('strategic');
  });

  it('gives negative values no tier', () => {
    expect(tierOf(null, -1, shippedTiers).tier).toBeNull();
  });

  it('never counts days stuck in working days as shipped, and waits ten days for a stall', () => {
    const rules = [shippedTiers.defaults, ...shippedTiers.tiers];
    expect(rules.map(({ workingDays }) => workingDays)).toEqual(rules.map(() => false));
    expect(rules.map(({ stallFloorDays }) => stallFloorDays)).toEqual(rules.map(() => 10));
  });
});
