import {
  changedFigures,
  changedOutcomes,
  type MonthFigures,
  type MonthOutcome,
  REPORT_FIGURES,
} from '../../src/domain/report-corrections.ts';
import { day } from './builders.ts';

const someFigures = Object.fromEntries(REPORT_FIGURES.map((figure) => [figure, 5])) as MonthFigures;

describe('the figures of a month, then and now', () => {
  it('are not spoken of while they are the same, suppressed ones included', () => {
    expect(changedFigures({ ...someFigures, p90: null }, { ...someFigures, p90: null })).toEqual([]);
  });

  it('are named with what they were and what they are', () => {
    const now = { ...someFigures, p50: null, reached: 4, accounts: 0 };
    expect(changedFigures(someFigures, now)).toEqual([
      { figure: 'accounts', was: 5, now: 0 },
      { figure: 'reached', was: 5, now: 4 },
      { figure: 'p50', was: 5, now: null },
    ]);
  });
});

const anOutcome = (given: Partial<MonthOutcome> = {}): MonthOutcome => ({
  key: 'task:acme',
  life: 1,
  accountId: 'acme',
  name: 'Acme',
  startedOn: day('2026-09-01'),
  standing: 'waiting',
  reachedOn: null,
  ...given,
});
const there = anOutcome({ standing: 'reached', reachedOn: day('2026-10-12') });
const gone = anOutcome({ standing: 'left' });
const unplanned = anOutcome({ standing: 'without_plan' });

describe('an account of a month, then and now', () => {
  it.each([
    ['value_taken_back', there, anOutcome()],
    ['value_taken_back', there, gone],
    ['value_found', anOutcome(), there],
    ['value_found', gone, there],
    ['value_moved', there, { ...there, reachedOn: day('2026-10-13') }],
    ['counted_now', null, anOutcome()],
    ['no_longer_counted', there, null],
    ['left_after_all', anOutcome(), gone],
    ['did_not_leave', gone, anOutcome()],
    ['start_moved', anOutcome(), anOutcome({ startedOn: day('2026-09-02') })],
    ['plan_found', unplanned, there],
    ['plan_gone', there, unplanned],
  ])('is %s', (what, was, now) => {
    expect(changedOutcomes(was === null ? [] : [was], now === null ? [] : [now])).toEqual([{ what, was, now }]);
  });

  it('is not spoken of where only its name is another', () => {
    expect(changedOutcomes([there], [{ ...there, name: 'Acme GmbH', accountId: 'acme-2' }])).toEqual([]);
  });

  it('is another one in another life', () => {
    const again = anOutcome({ life: 2 });
    expect(changedOutcomes([there], [there, again])).toEqual([{ what: 'counted_now', was: null, now: again }]);
  });

  it('stands among the others by its name', () => {
    const before = ['Cato', 'Acme'].map((name) => ({ ...there, key: name, name }));
    const after = [...before, { ...there, key: 'Bolt', name: 'Bolt' }].map((each) =>
      each.name === 'Bolt' ? each : anOutcome({ key: each.key, name: each.name }),
    );
    expect(changedOutcomes(before, after).map(({ now }) => now?.name)).toEqual(['Acme', 'Bolt', 'Cato']);
  });
});
