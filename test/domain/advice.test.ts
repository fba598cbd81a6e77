import { activationOf } from '../../src/domain/activation.ts';
import { type Advice, adviceInWords } from '../../src/domain/advice.ts';
import type { Journey } from '../../src/domain/journey.ts';
import { aJourney, aRoad, travelling } from './journeys.ts';

const adviceOn = (journeys: readonly Journey[]): readonly Advice[] => activationOf(journeys, 'month').advice;
const times = (n: number, make: () => Journey): readonly Journey[] => Array.from({ length: n }, make);

/** The plans of these journeys aim at day 21. */
const onTime = (n: number, part: Partial<Journey> = {}) => times(n, () => travelling([5, 20], part));
const late = (n: number) => times(n, () => travelling([5, 22]));
const atOnce = (n: number, part: Partial<Journey> = {}) => times(n, () => travelling([0, 1], part));
const never = (n: number, day = 100) => times(n, () => travelling([null, null], { day }));
const gone = (n: number) => times(n, () => travelling([5, null], { hasLeft: true }));

describe('what the figures call for', () => {
  it.each<[string, readonly Journey[], readonly Advice[]]>([
    ['nothing, where half are there by the target', [...onTime(5), ...never(4)], []],
    ['nothing, where there are too few to say', [...onTime(2), ...never(9)], []],
    [
      'the one step, where half need longer than the plans say',
      [...late(5), ...onTime(4)],
      [{ kind: 'one_step', p50: 22, target: 21, step: 'Step 1' }],
    ],
    [
      'a look earlier, where half never get there',
      [...onTime(3), ...never(2), ...gone(2)],
      [{ kind: 'look_earlier', shareSoFar: expect.closeTo(3 / 7), step: 'Step 1' }],
    ],
    ['nothing yet, where too few have had their time', [...onTime(3), ...never(9, 21)], []],
    [
      'a look later, where a tenth of those who are there have left',
      [...onTime(27), ...onTime(3, { leftAfterValue: true })],
      [{ kind: 'look_later', left: 3, reached: 30 }],
    ],
    ['nothing, where fewer than a tenth have', [...onTime(28), ...onTime(3, { leftAfterValue: true })], []],
    ['nothing, where fewer than three have', [...onTime(5), ...onTime(2, { leftAfterValue: true })], []],
    [
      'silence on the way, where three of four are there within a day',
      [...atOnce(6), ...never(2)],
      [{ kind: 'first_session', p75: 1 }],
    ],
    [
      'that, and a look later',
      [...atOnce(6), ...atOnce(3, { leftAfterValue: true })],
      [
        { kind: 'first_session', p75: 1 },
        { kind: 'look_later', left: 3, reached: 9 },
      ],
    ],
  ])('is %s', (_what, journeys, expected) => {
    expect(adviceOn(journeys)).toEqual(expected);
  });

  it('is measured by the target of the middle plan', () => {
    const road = aRoad([30], { byDay: 40 });
    expect(adviceOn(times(5, () => aJourney({ reachedDay: 30, road })))).toEqual([]);
  });
});

it.each<[Advice, string]>([
  [
    { kind: 'look_earlier', shareSoFar: 0.383, step: 'Start' },
    'Fewer than half get there (38 of 100 so far). Look earlier: most are lost after “Start”.',
  ],
  [
    { kind: 'one_step', p50: 34, target: 21, step: 'Backlog filled' },
    'Half need 34 days or more; the plans aim at 21. The one step to fix: what comes after “Backlog filled”.',
  ],
  [
    { kind: 'look_later', left: 4, reached: 20 },
    'They get there in time, but 4 of 20 left afterwards. Look later: at what follows first value.',
  ],
  [
    { kind: 'first_session', p75: 1 },
    'Three of four are there within a day: this product shows its value in the first session. Alerts on the way there would be noise.',
  ],
  [
    { kind: 'one_step', p50: 34, target: 21, step: null },
    'Half need 34 days or more; the plans aim at 21. No step stands out yet.',
  ],
])('is put into words: %j', (advice, words) => {
  expect(adviceInWords(advice)).toBe(words);
});
