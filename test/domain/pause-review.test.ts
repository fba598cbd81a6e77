import { pauseFinding } from '../../src/domain/pause-review.ts';
import type { AgreedPause } from '../../src/domain/question.ts';
import { day } from './builders.ts';

const END = day('2026-10-31');
const aPause = (given: Partial<AgreedPause> = {}): AgreedPause => ({
  from: day('2026-09-14'),
  until: day('2026-10-20'),
  source: 'comment',
  reason: 'a freeze',
  byId: 1,
  endedEarly: false,
  ...given,
});

describe('a pause at the end of a month', () => {
  const quiet = { state: 'gone_dark', lastActivityOn: day('2026-09-10') } as const;
  const past = { kind: 'past_its_date', from: day('2026-09-14'), until: day('2026-10-20'), days: 11 };

  it.each([
    ['is past its date while the customer is as quiet as before', aPause(), quiet, past],
    ['is past its date where nothing was ever heard', aPause(), { ...quiet, lastActivityOn: null }, past],
    [
      'counts what happened on its last paused date for nothing',
      aPause(),
      { ...quiet, lastActivityOn: day('2026-10-19') },
      past,
    ],
    ['is past its date on that very date', aPause({ until: END }), quiet, { ...past, until: END, days: 0 }],
    [
      'has no end and lasts for thirty days',
      aPause({ until: null, from: day('2026-10-01') }),
      quiet,
      { kind: 'open_end', from: day('2026-10-01'), until: null, days: 30 },
    ],
  ])('%s', (_title, pause, seen, expected) => {
    expect(pauseFinding(pause, seen, END)).toEqual(expected);
  });

  it.each([
    ['there is none', null, quiet],
    ['its date is still to come', aPause({ until: END + 1 }), quiet],
    ['it has no end and is young', aPause({ until: null, from: day('2026-10-02') }), quiet],
    ['a person ended it', aPause({ endedEarly: true }), quiet],
    ['the customer began again on its date', aPause(), { ...quiet, lastActivityOn: day('2026-10-20') }],
    ['it began later', aPause({ from: END + 1, until: null }), quiet],
    ['the account is there', aPause(), { ...quiet, state: 'reached' as const }],
    ['the account has left', aPause({ until: null }), { ...quiet, state: 'left' as const }],
  ])('is not spoken of where %s', (_title, pause, seen) => {
    expect(pauseFinding(pause, seen, END)).toBeNull();
  });
});
