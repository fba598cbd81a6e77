import { interventionOutcomes, type SuggestedMove } from '../../src/domain/intervention-outcomes.ts';
import { day } from './builders.ts';

/** A Monday; ten working days later is Monday the 16th. */
const aMove = (part: Partial<SuggestedMove> = {}): SuggestedMove => ({
  state: 'stalled',
  stepKind: 'input',
  whose: 'ours',
  deliveredOn: day('2026-11-02'),
  progressOn: null,
  ...part,
});
const LATER = day('2026-12-01');

describe('outcomes of interventions', () => {
  it.each([
    ['on the tenth working day', '2026-11-16', 1],
    ['on the eleventh', '2026-11-17', 0],
  ])('counts progress %s', (_, iso, hits) => {
    const { byState } = interventionOutcomes([aMove({ progressOn: day(iso) })], LATER);
    expect(byState).toEqual([{ name: 'stalled', n: 1, hits, share: hits, pending: 0 }]);
  });

  it('waits until the ten working days are over, for those with progress too', () => {
    const moves = [aMove({ progressOn: day('2026-11-03') })];
    expect(interventionOutcomes(moves, day('2026-11-16')).byState).toMatchObject([{ n: 0, share: null, pending: 1 }]);
    expect(interventionOutcomes(moves, day('2026-11-17')).byState).toMatchObject([{ n: 1, share: 1, pending: 0 }]);
  });

  it('leaves out the holidays of the account', () => {
    const isHoliday = (date: number) => date === day('2026-11-11');
    const moves = [aMove({ progressOn: day('2026-11-17'), isHoliday })];
    expect(interventionOutcomes(moves, LATER).byState).toMatchObject([{ hits: 1 }]);
  });

  it('tells state, kind of step and whose move apart, and leaves out what was not kept', () => {
    const progressOn = day('2026-11-05');
    const { byState, byStepKind, byWhoseMove } = interventionOutcomes(
      [
        aMove({ progressOn }),
        aMove({ stepKind: 'people', whose: 'customer' }),
        aMove({ state: 'gone_dark', stepKind: null, whose: null }),
      ],
      LATER,
    );
    const short = (rows: readonly { name: string; n: number; hits: number }[]) =>
      rows.map(({ name, n, hits }) => [name, n, hits]);
    expect(short(byState)).toEqual([
      ['gone_dark', 1, 0],
      ['stalled', 2, 1],
    ]);
    expect(short(byStepKind)).toEqual([
      ['input', 1, 1],
      ['people', 1, 0],
    ]);
    expect(short(byWhoseMove)).toEqual([
      ['customer', 1, 0],
      ['ours', 1, 1],
    ]);
  });
});
