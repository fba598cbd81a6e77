import fc from 'fast-check';
import { readId, readMillis, readUserId } from '../../src/clickup/wire-hand.ts';
import { Id, Millis, UserId } from '../../src/clickup/wire.ts';

const odd = fc.oneof(
  fc.anything(),
  fc.double(),
  fc.integer(),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '007',
    '1.5',
    '1.',
    ' 1',
    '1e3',
    '-0',
    -0,
    '9007199254740993',
    2 ** 53,
    null,
    undefined,
    [],
    {},
  ),
  fc.integer().map(String),
  fc.double().map(String),
  fc.string(),
);

describe('the forms of the wire read by hand', () => {
  it.each([
    ['an id', readId, Id],
    ['the id of a person', readUserId, UserId],
    ['an instant', readMillis, Millis],
  ] as const)('are those of the schemas: %s', (_, read, schema) => {
    fc.assert(
      fc.property(odd, (value) => {
        expect(read(value)).toEqual(schema.safeParse(value).data ?? null);
      }),
      { numRuns: 5_000 },
    );
  });
});
