import fc from 'fast-check';
import {
  HEALTH_INPUTS,
  HEALTH_WEIGHTS,
  healthOf,
  type HealthInput,
  type HealthReadings,
  type MeasuredFacts,
  measuredInputs,
  weightMistakes,
  zoneOf,
} from '../../src/domain/health-score.ts';

type Values = Readonly<Partial<Record<HealthInput, number>>>;
const reading = (value: number, before: number | null = null) => ({ value, ageDays: 0, before });
const readings = (values: Values): HealthReadings =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, reading(value)]));
const all = (value: number): Values => Object.fromEntries(HEALTH_INPUTS.map((name) => [name, value]));

describe('the health score', () => {
  it('has weights that add up, twelve inputs in three families', () => {
    expect(weightMistakes(HEALTH_WEIGHTS)).toEqual([]);
    expect(HEALTH_INPUTS).toHaveLength(12);
  });

  it('names each sum that is not one', () => {
    const weights = { a: { share: 0.7, inputs: { x: 0.5, y: 0.6 } }, b: { share: 0.7, inputs: { z: 1 } } };
    expect(weightMistakes(weights)).toEqual([
      'weights of the families add up to 1.4: they must add up to 1',
      'weights of a add up to 1.1: they must add up to 1',
    ]);
  });

  it('is the weighted mean of the source when every input is there', () => {
    const health = healthOf(
      readings({
        ...{ uptime: 99, integration_stability: 90, data_quality: 80, feature_utilization: 50 },
        ...{ roi: 70, goal_attainment: 60, user_adoption: 40, business_impact: 100 },
        ...{ stakeholder_engagement: 20, communication_frequency: 55, satisfaction: 90, reference_willingness: 0 },
      }),
    );
    // 0.4 · 82.7 + 0.35 · 64 + 0.25 · 44
    expect(health.score).toBeCloseTo(66.48, 10);
    expect(health).toMatchObject({ zone: 'yellow', coverage: 1, missing: [] });
  });

  it('leaves out what is missing and gives its weight to the rest', () => {
    const health = healthOf(
      readings({ uptime: 100, integration_stability: 100, roi: 50, satisfaction: 80, goal_attainment: 40 }),
    );
    // 0.12 + 0.12 + 0.14 + 0.075 + 0.105 = 0.56 of the weights
    expect(health.coverage).toBeCloseTo(0.56, 10);
    expect(health.score).toBeCloseTo((12 + 12 + 7 + 6 + 4.2) / 0.56, 10);
    expect(health.missing).toHaveLength(7);
  });

  it('says nothing under half of the weights, and how much is there', () => {
    const { score, zone, coverage } = healthOf(
      readings({ feature_utilization: 90, goal_attainment: 90, user_adoption: 90, stakeholder_engagement: 90 }),
    );
    expect([score, zone]).toEqual([null, null]);
    expect(coverage).toBeCloseTo(0.33, 10);
    expect(healthOf({})).toMatchObject({ score: null, coverage: 0, inputs: [], drivers: [] });
  });

  it('speaks at exactly half of the weights', () => {
    // 0.12 + 0.14 + 0.105 + 0.035 + 0.05 + 0.05 = 0.5
    const half = readings({
      uptime: 80,
      roi: 80,
      goal_attainment: 80,
      business_impact: 80,
      communication_frequency: 80,
      reference_willingness: 80,
    });
    expect(healthOf(half).score).toBeCloseTo(80, 10);
  });

  it.each([
    [100, 'green'],
    [80, 'green'],
    [79.99, 'yellow'],
    [79.5, 'yellow'],
    [60, 'yellow'],
    [59.99, 'red'],
    [0, 'red'],
  ])('puts %d into %s', (score, zone) => {
    expect(zoneOf(score)).toBe(zone);
  });

  it.each([-1, 100.5, Number.NaN, 1_000])('refuses %d, which is no value from 0 to 100', (value) => {
    expect(() => healthOf(readings({ uptime: value }))).toThrow('uptime is');
  });

  it('names what pulls most first, in points that add up to what is missing to 100', () => {
    const { score, drivers } = healthOf(readings({ ...all(90), roi: 20, uptime: 100, satisfaction: 0 }));
    expect(drivers.slice(0, 2).map(({ name }) => name)).toEqual(['roi', 'satisfaction']);
    expect(drivers.map(({ name }) => name)).not.toContain('uptime');
    expect(drivers.reduce((sum, { pull }) => sum + pull, 0)).toBeCloseTo(100 - (score ?? 0), 10);
  });

  it.each([
    ['a low input', { satisfaction: reading(59) }, [['relationship', 'satisfaction', 'low']]],
    ['an input that fell', { uptime: reading(85, 95) }, [['technical', 'performance', 'falling']]],
    ['one that fell a little', { uptime: reading(86, 95) }, []],
    ['one that rose', { uptime: reading(95, 60) }, []],
    ['a goal that is far off as yet', { goal_attainment: reading(0, 0) }, []],
    ['a feature use that is low as yet', { feature_utilization: reading(10) }, []],
    ['adoption that fell', { user_adoption: reading(50, 75) }, [['business', 'falling adoption', 'falling']]],
    ['an input that is no sign', { roi: reading(0, 90) }, []],
  ] satisfies [string, HealthReadings, string[][]][])('warns early of %s by its family', (_, given, expected) => {
    expect(healthOf(given).warnings.map(({ family, sign, kind }) => [family, sign, kind])).toEqual(expected);
  });

  it('warns of a goal that is late, and of nothing else that goals show', () => {
    const { warnings } = healthOf({ goal_attainment: reading(80, 80) }, true);
    expect(warnings.map(({ sign, kind }) => [sign, kind])).toEqual([['goal delays', 'late']]);
  });

  it('lies between its lowest and its highest input, whatever is missing', () => {
    const values = fc.dictionary(fc.constantFrom(...HEALTH_INPUTS), fc.double({ min: 0, max: 100, noNaN: true }));
    fc.assert(
      fc.property(values, (given) => {
        const { score, coverage } = healthOf(readings(given));
        if (score === null) return coverage < 0.5;
        const numbers = Object.values(given);
        return score >= Math.min(...numbers) - 1e-9 && score <= Math.max(...numbers) + 1e-9;
      }),
    );
  });
});

describe('measured inputs', () => {
  const facts = (part: Partial<MeasuredFacts> = {}): MeasuredFacts => ({
    ...{ coreEventsKnown: 4, coreEventsUsed: 1, activePeople: 3, people: 12, progress: 0.5 },
    ...{ activeDays: 6, workingDays: 7, isUnseen: false },
    ...part,
  });

  it('are shares, in percent', () => {
    expect(measuredInputs(facts())).toEqual({
      feature_utilization: 25,
      user_adoption: 25,
      goal_attainment: 50,
      stakeholder_engagement: 100 * (6 / 7),
    });
  });

  it('are absent where there is nothing to divide by, never 0', () => {
    expect(measuredInputs(facts({ coreEventsKnown: 0, people: 0, progress: null, workingDays: 0 }))).toEqual({});
  });

  it('are absent where they are 0 because nothing is seen, and 0 where nothing was done', () => {
    const silent = facts({ coreEventsUsed: 0, activePeople: 0, progress: 0, activeDays: 0 });
    expect(Object.values(measuredInputs(silent))).toEqual([0, 0, 0, 0]);
    expect(measuredInputs({ ...silent, isUnseen: true })).toEqual({});
    expect(measuredInputs({ ...silent, progress: 0.5, isUnseen: true })).toEqual({ goal_attainment: 50 });
  });

  it('are at most 100: weekends were worked, or more people came than seats were bought', () => {
    expect(measuredInputs(facts({ activeDays: 9, activePeople: 20 }))).toMatchObject({
      user_adoption: 100,
      stakeholder_engagement: 100,
    });
  });
});
