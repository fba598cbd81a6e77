import { assess, type Snapshot } from '../../src/domain/assess.ts';
import type { AlertState } from '../../src/domain/assessment.ts';
import { whyInWords } from '../../src/monitor/messages/alert-facts.ts';
import { anEvent, aSnapshot, onDay } from '../domain/builders.ts';
import { comparisonOf, peers } from '../domain/peers.ts';

/** Why an alert was raised on a day, in the words of its task. */
function whyOn(day: number, kind: AlertState, part: Partial<Snapshot> = {}): string {
  const snapshot = aSnapshot(part);
  const verdict = assess(snapshot, onDay(day));
  expect(verdict.state).toBe(kind);
  const words = { alertId: 'a1', strength: 'hard', statement: null, instead: null } as const;
  const owner = { id: 70000002, name: 'Carla' };
  const move = { moves: [], message: '' };
  return whyInWords({ account: snapshot.account, verdict, kind, owner, move, ...words } as Parameters<
    typeof whyInWords
  >[0]);
}

const others = comparisonOf(peers(20, { met: [8] }), peers(20));
const GROUP = '(project management × professional, 40 accounts)';

describe('why an alert was raised', () => {
  it('is the thirtieth day where nobody is there to compare with', () => {
    expect(whyOn(30, 'early_alert')).toBe(
      'No core use on day 30, and no step reached; by day 30 there should have been some.',
    );
  });

  it('is what others had done, where that came sooner', () => {
    expect(whyOn(14, 'early_alert', { comparison: others })).toBe(
      `No core use on day 14, and no step reached, while half of the comparable accounts had “Backlog filled” five days ago ${GROUP}.`,
    );
  });

  it.each([
    ['others', { comparison: others }, `half of the comparable accounts had “Backlog filled” five days ago ${GROUP}`],
    ['the plan', {}, 'day 14 is well past the target for “Backlog filled”, day 5'],
  ])('is lateness by %s, and says by whom', (_whom, part, late) => {
    const events = [anEvent({ on: 1 }), anEvent({ on: 1 })];
    expect(whyOn(14, 'gone_dark', { events, ...part })).toContain(
      `nothing at all in its last seven working days, and ${late}.`,
    );
    const recent = [anEvent({ on: 13 })];
    expect(whyOn(14, 'soft_signal', { events: recent, ...part })).toContain(`, and ${late}.`);
  });
});
