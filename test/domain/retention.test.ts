import { outside } from '../../src/domain/retention.ts';

const FIRST = Number.MIN_SAFE_INTEGER;

it.each<[string, readonly (readonly [number, number])[], readonly (readonly [number, number])[]]>([
  ['nothing is kept', [], [[FIRST, 100]]],
  [
    'one span lies within',
    [[10, 20]],
    [
      [FIRST, 10],
      [20, 100],
    ],
  ],
  [
    'spans stand in no order and overlap',
    [
      [50, 60],
      [10, 20],
      [15, 30],
    ],
    [
      [FIRST, 10],
      [30, 50],
      [60, 100],
    ],
  ],
  ['a span reaches beyond', [[10, Number.POSITIVE_INFINITY]], [[FIRST, 10]]],
  ['a span lies beyond', [[150, 160]], [[FIRST, 100]]],
  ['a span ends where the time does', [[10, 100]], [[FIRST, 10]]],
])('what goes, when %s', (_case, spans, gaps) => {
  const given = spans.map(([from, to]) => ({ from, to }));
  expect(outside(given, 100).map(({ from, to }) => [from, to])).toEqual(gaps);
});
