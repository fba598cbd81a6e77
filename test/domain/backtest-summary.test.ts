import { loadOf, type ReplayedLife, summarise } from '../../src/domain/backtest-summary.ts';
import { quantileOf } from '../../src/domain/quantile.ts';

const aLife = (part: Partial<ReplayedLife> & { readonly accountId: string }): ReplayedLife => ({
  bad: false,
  leftOn: null,
  reachedOn: null,
  alerts: [],
  ...part,
});
const hard = (day: number, kind: 'early_alert' | 'gone_dark' = 'early_alert') =>
  ({ kind, strength: 'hard', day }) as const;
const soft = (day: number) => ({ kind: 'soft_signal', strength: 'soft', day }) as const;

const LIVES: readonly ReplayedLife[] = [
  aLife({ accountId: 'hit', bad: true, leftOn: 50, alerts: [soft(12), hard(30)] }),
  aLife({ accountId: 'last-day', bad: true, alerts: [hard(60, 'gone_dark')] }),
  aLife({ accountId: 'too-late', bad: true, alerts: [hard(61)] }),
  aLife({ accountId: 'had-left', bad: true, leftOn: 20, alerts: [hard(20)] }),
  aLife({ accountId: 'left-on-60', bad: true, leftOn: 60 }),
  aLife({ accountId: 'left-on-61', bad: true, leftOn: 61 }),
  aLife({ accountId: 'false-alarm', alerts: [hard(20, 'gone_dark')] }),
  aLife({ accountId: 'fine', reachedOn: 10, leftOn: 80 }),
  aLife({ accountId: 'unknown', bad: null, leftOn: 40, alerts: [hard(10)] }),
];

describe('the summary of a replay', () => {
  const summary = () => summarise(LIVES, 60);

  it('counts whom it flagged, by the day and before they left', () => {
    expect(summary()).toMatchObject({ population: 9, judged: 8, bad: 6, flagged: 4, flagged_share: 4 / 9 });
  });

  it('says how well flags tell bad from good, over those whose outcome is known', () => {
    expect(summary()).toMatchObject({ precision: 2 / 3, recall: 2 / 6, base_rate: 6 / 8, lift: 2 / 3 / (6 / 8) });
  });

  it('leaves out of the reachable those who had left unflagged by the day', () => {
    expect(summary().recall_reachable).toBe(2 / 4);
  });

  it('gives the days from the flag to leaving, over those who left', () => {
    expect(summary().lead_days).toEqual({ mean: 25, p50: 20 });
  });

  it('tells the kinds of the first hard alert apart', () => {
    expect(summary().by_kind).toEqual({
      early_alert: { flagged: 1, precision: 1 },
      gone_dark: { flagged: 2, precision: 1 / 2 },
    });
  });

  it('lists who left without value and without a hard alert seven days before', () => {
    expect(summary().missed).toEqual(['had-left', 'left-on-60', 'left-on-61']);
    const told = (day: number) => summarise([aLife({ accountId: 'x', leftOn: 30, alerts: [hard(day)] })], 60).missed;
    expect([told(23), told(24)]).toEqual([[], ['x']]);
    expect(summarise([aLife({ accountId: 'x', leftOn: 30, reachedOn: 31 })], 60).missed).toEqual(['x']);
  });

  it('has no shares of nothing', () => {
    expect(summarise([], 60)).toMatchObject({ precision: null, recall: null, base_rate: null, lift: null });
    expect(summarise([], 60).lead_days).toEqual({ mean: null, p50: null });
    expect(summarise([aLife({ accountId: 'x', alerts: [hard(1)] })], 60)).toMatchObject({ precision: 0, lift: null });
  });
});

describe('the load of alerts', () => {
  it('is counted by owner and week from Monday, weeks without an alert included', () => {
    const monday = 20_689;
    const on = (date: number, owner: string, alerts: number) => ({ date, owner, alerts });
    const days = [on(monday - 1, 'ann', 1), on(monday, 'ann', 2), on(monday + 6, 'ann', 3), on(monday, 'bob', 0)];
    expect(loadOf(days)).toEqual({ p50: 1, p90: 5, max: 5 });
    expect(loadOf([])).toEqual({ p50: null, p90: null, max: null });
  });
});

describe('a quantile', () => {
  it.each([
    [[], 0.5, null],
    [[3], 0.5, 3],
    [[4, 1, 3, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.51, 3],
    [[4, 1, 3, 2], 0, 1],
    [[4, 1, 3, 2], 1, 4],
  ])('of %j at %d is %s', (values, share, expected) => {
    expect(quantileOf(values, share)).toBe(expected);
  });
});
