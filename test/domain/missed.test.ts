import { missedReason } from '../../src/domain/missed.ts';

describe('the missed list', () => {
  it.each([
    ['takes nobody within the window', 'stalled', 90, null, null, null],
    ['takes who is past it without value', 'stalled', 91, null, null, 'past_window'],
    ['takes who is past it without a plan or a sight of them', 'blind', 91, null, null, 'past_window'],
    ['takes nobody who has reached value', 'reached', 200, null, null, null],
    ['takes nobody who is left out of all figures', 'excluded', 200, null, null, null],
    ['takes who left without any warning', 'left', 20, 100, null, 'left_unwarned'],
    ['takes who left six days after the first warning', 'left', 20, 100, 94, 'left_unwarned'],
    ['takes nobody who left seven days after a warning', 'left', 120, 100, 93, null],
  ] as const)('%s', (_title, state, elapsed, leftOn, firstHardOn, expected) => {
    expect(missedReason({ state, day: elapsed }, 90, leftOn, firstHardOn)).toBe(expected);
  });
});
