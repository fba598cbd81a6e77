import {
  actedOn,
  alertsPerCsmWeek,
  type JudgedAlert,
  leadTimes,
  missed,
  needsAttention,
  precisionOf,
  qualityByRule,
} from '../../src/domain/alert-quality.ts';
import { day } from './builders.ts';

const anAlert = (part: Partial<JudgedAlert> = {}): JudgedAlert => ({
  accountKey: 'acme',
  rule: 'stalled',
  strength: 'hard',
  deliveredOn: day('2026-11-02'),
  verdict: null,
  actedOn: null,
  csmId: 1,
  ...part,
});
const judged = (...verdicts: readonly JudgedAlert['verdict'][]) => verdicts.map((verdict) => anAlert({ verdict }));
const outcome = (part: { reachedOn?: number; leftOn?: number }) => ({
  key: 'acme',
  reachedOn: null,
  leftOn: null,
  ...part,
});

describe('precision', () => {
  it('is useful of useful and noise; known, too late and unanswered stand apart', () => {
    expect(precisionOf(judged('useful', 'useful', 'useful', 'noise', 'known', 'too late', 'too late', null))).toEqual({
      ...{ delivered: 8, n: 4, useful: 3, noise: 1, known: 1, tooLate: 2, unanswered: 1 },
      precision: 0.75,
    });
  });

  it('is unknown while nobody said useful or noise', () => {
    expect(precisionOf(judged(null, 'known', null)).precision).toBeNull();
  });

  it('is told for each rule, as a whole and by month', () => {
    const alerts = [
      anAlert({ verdict: 'useful', deliveredOn: day('2026-10-31') }),
      anAlert({ verdict: 'noise', deliveredOn: day('2026-11-01') }),
      anAlert({ verdict: 'noise', rule: 'gone_dark' }),
    ];
    const rows = qualityByRule(alerts, day('2026-12-01'));
    expect(
      rows.map(({ rule, precision, months }) => [rule, precision, months.map((m) => [m.month, m.precision])]),
    ).toEqual([
      ['gone_dark', 0, [['2026-11', 0]]],
      [
        'stalled',
        0.5,
        [
          ['2026-10', 1],
          ['2026-11', 0],
        ],
      ],
    ]);
  });

  it.each([
    [0.69, 20, true],
    [0.69, 19, false],
    [0.7, 20, false],
    [null, 40, false],
  ])('of %d over %d answers asks for attention: %s', (precision, n, expected) => {
    expect(needsAttention({ precision, n })).toBe(expected);
  });
});

/** 2026-11-02 is a Monday: five working days later is Monday the 9th. */
describe('acted on', () => {
  it.each([
    ['on the fifth working day', '2026-11-09', 1],
    ['on the sixth', '2026-11-10', 0],
    ['on the day itself', '2026-11-02', 1],
    ['never', null, 0],
  ])('counts an act %s', (_, iso, hits) => {
    const acted = iso === null ? null : day(iso);
    expect(actedOn([anAlert({ actedOn: acted })], day('2026-12-01'))).toEqual({ n: 1, hits, share: hits, pending: 0 });
  });

  it('waits until the fifth working day is over, even for those who acted', () => {
    const alerts = [anAlert({ actedOn: day('2026-11-03') }), anAlert()];
    expect(actedOn(alerts, day('2026-11-09'))).toEqual({ n: 0, hits: 0, share: null, pending: 2 });
    expect(actedOn(alerts, day('2026-11-10'))).toEqual({ n: 2, hits: 1, share: 0.5, pending: 0 });
  });

  it('leaves holidays out', () => {
    const isHoliday = (date: number) => date === day('2026-11-04');
    expect(actedOn([anAlert({ actedOn: day('2026-11-10') })], day('2026-12-01'), isHoliday).hits).toBe(1);
  });
});

describe('lead time', () => {
  it('runs from the first alert to value or exit', () => {
    const alerts = [anAlert({ deliveredOn: 110 }), anAlert({ deliveredOn: 100 })];
    expect(leadTimes(alerts, [outcome({ reachedOn: 130, leftOn: 160 })])).toEqual({
      toValue: { n: 1, p50: 30 },
      toExit: { n: 1, p50: 60 },
    });
  });

  it('knows nothing of accounts without an alert, or whose value came before it', () => {
    expect(leadTimes([anAlert({ deliveredOn: 100 })], [outcome({ reachedOn: 90 })]).toValue).toEqual({
      n: 0,
      p50: null,
    });
    expect(leadTimes([], [outcome({ reachedOn: 90 })]).toValue).toEqual({ n: 0, p50: null });
  });
});

describe('the missed list', () => {
  it.each([
    ['with a hard alert seven days before', { leftOn: 107 }, 'hard', []],
    ['with a hard alert six days before', { leftOn: 106 }, 'hard', ['acme']],
    ['with a soft signal only', { leftOn: 130 }, 'soft', ['acme']],
    ['that never left', {}, 'soft', []],
    ['that left after first value', { leftOn: 130, reachedOn: 120 }, 'soft', []],
    ['that was taken for reached only after it left', { leftOn: 130, reachedOn: 140 }, 'soft', ['acme']],
  ] as const)('judges an account %s', (_, part, strength, expected) => {
    expect(missed([anAlert({ deliveredOn: 100, strength })], [outcome(part)])).toEqual(expected);
  });

  it('has an account that left without any alert', () => {
    expect(missed([], [outcome({ leftOn: 50 })])).toEqual(['acme']);
  });
});

describe('alerts per CSM and week', () => {
  it('counts quiet weeks too', () => {
    const alerts = [
      ...['2026-11-02', '2026-11-08', '2026-11-09'].map((iso) => anAlert({ deliveredOn: day(iso) })),
      anAlert({ csmId: 2, deliveredOn: day('2026-11-16') }),
      anAlert({ csmId: null }),
    ];
    // CSM 1: 2, 1, 0, 0; CSM 2: 0, 0, 1, 0
    expect(alertsPerCsmWeek(alerts, day('2026-11-29'))).toEqual({ csms: 2, weeks: 4, p50: 0, p90: 2, max: 2 });
  });

  it('is unknown without alerts', () => {
    expect(alertsPerCsmWeek([], day('2026-11-29'))).toEqual({ csms: 0, weeks: 0, p50: null, p90: null, max: null });
  });
});
