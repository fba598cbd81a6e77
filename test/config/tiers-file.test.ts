import { parseTiers, TiersFile } from '../../src/config/tiers-file.ts';
import { checkYaml } from '../../src/config/yaml-file.ts';

const mistakes = (source: string): readonly string[] => {
  const outcome = checkYaml('tiers.yaml', source, TiersFile);
  return outcome.kind === 'read' ? [] : outcome.lines;
};

describe('tiers file', () => {
  it('gives a tier the defaults for what it does not say', () => {
    const { defaults, tiers } = parseTiers({
      defaults: { day_targets: { scale: 2, latest: 60 }, early_days: 20, stall_floor_days: 12 },
      tiers: [{ name: 'Gold' }, { name: 'tin', day_targets: { scale: 0.5 }, early_days: null, working_days: true }],
    });
    expect(defaults).toEqual({ dayScale: 2, latestDay: 60, earlyDays: 20, stallFloorDays: 12, workingDays: false });
    expect(tiers[0]).toMatchObject({ name: 'gold', ...defaults });
    expect(tiers[1]).toMatchObject({
      dayScale: 0.5,
      latestDay: 60,
      earlyDays: null,
      stallFloorDays: 12,
      workingDays: true,
    });
  });

  it('lets the ranges of two tiers touch', () => {
    const source = 'tiers: [{ name: a, annual_value: { from: 0, to: 5 } }, { name: b, annual_value: { from: 5 } }]';
    expect(mistakes(source)).toEqual([]);
  });

  it.each([
    [
      'tiers:\n - { name: a, annual_value: { from: 0, to: 6 } }\n - { name: b, annual_value: { from: 5 } }',
      'tiers.yaml:3: tiers.1.annual_value: {"from":5}: overlaps with a: ranges are half-open',
    ],
    ['tiers:\n - { name: a }\n - { name: b, also_called: [A] }', '"a" already names the tier a: remove one of the two'],
    ['tiers: [{ name: a, annual_value: { from: 9, to: 9 } }]', 'from must be below to'],
    ['tiers: [{ name: a, adoption: { share: 90, within_days: 30 } }]', 'a share up to 1, e.g. 0.9'],
    ['tiers: [{ name: a, day_targets: { scale: 0 } }]', 'the factor must be above 0'],
    ['tiers: [{ name: a, early_days: 1 }]', 'write a whole number of days, 2 or more'],
    ['tiers: [{ name: a, stall_days: 4 }]', 'tiers.0.stall_days: unknown name'],
    ['defaults: {}', 'tiers: missing: write a list of tiers'],
  ])('says what is wrong with %j', (source, line) => {
    expect(mistakes(source)).toEqual([expect.stringContaining(line)]);
  });
});
