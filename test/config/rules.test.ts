import { join } from 'node:path';
import { type Config, readConfig } from '../../src/config.ts';
import { holidaysOfCsm } from '../../src/monitor/rules.ts';
import { rulesOf } from '../../src/rules.ts';
import { ConfigError } from '../../src/shared/errors.ts';
import { anAccount, day } from '../domain/builders.ts';

let shipped: Config;
beforeAll(async () => {
  shipped = await readConfig({ CONFIG_DIR: join(import.meta.dirname, '../../config') });
});

const withAlerts = (alerts: Partial<Config['monitor']['alerts']>) =>
  rulesOf({ ...shipped, monitor: { ...shipped.monitor, alerts: { ...shipped.monitor.alerts, ...alerts } } });

describe('public holidays in the rules', () => {
  it.each([
    ['Germany', '2026-10-05', '2026-10-03', true],
    ['DE-BY', '2026-10-05', '2026-11-01', true],
    ['Atlantis', '2026-10-05', '2026-10-03', false],
    [null, '2026-10-05', '2026-10-03', false],
  ])('of an account in %s are those of its country', (country, ordinary, holiday, expected) => {
    const { isHoliday } = rulesOf(shipped).policyOf(anAccount({ country }));
    expect(isHoliday?.(day(ordinary))).toBe(false);
    expect(isHoliday?.(day(holiday))).toBe(expected);
  });

  it('of the CSMs are none unless they are set, for all or for one', () => {
    const unity = day('2026-10-03');
    expect(holidaysOfCsm(rulesOf(shipped), 7)(unity)).toBe(false);
    const rules = withAlerts({ holidays: 'DE', holidays_by_csm: { 8: 'FR' } });
    expect(holidaysOfCsm(rules, 7)(unity)).toBe(true);
    expect(holidaysOfCsm(rules, 8)(unity)).toBe(false);
    expect(holidaysOfCsm(rules, 8)(day('2026-07-14'))).toBe(true);
  });

  it('of an unknown country stop the start, with the way out, for each wrong setting', () => {
    const start = () => withAlerts({ holidays: 'Atlantis', holidays_by_csm: { 8: 'XX' } });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(/alerts\.holidays: .*"Atlantis" are not known: write e\.g\. DE or DE-BY/);
    expect(start).toThrow(/alerts\.holidays_by_csm\.8: /);
  });

  it('are known for what accounts may say', () => {
    const { knowsCountry } = rulesOf(shipped);
    expect(['de', 'Deutschland', 'DE-XX', 'Atlantis'].map((country) => knowsCountry?.(country))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('approval by tier', () => {
  it('means a tier under all its names, and a name of its own before that', () => {
    const by_tier = { Foundation: 'auto', professional: 'auto', 'mid-market': 'required', gold: 'auto' } as const;
    const { byTier } = rulesOf({
      ...shipped,
      monitor: { ...shipped.monitor, approval: { ...shipped.monitor.approval, by_tier } },
    }).approval;
    const words = ['foundation', 'growth', 'team', 'pro', 'mid-market', 'gold', 'enterprise'];
    expect(words.map((word) => byTier.get(word))).toEqual([
      'auto',
      'auto',
      'auto',
      'auto',
      'required',
      'auto',
      undefined,
    ]);
  });
});
