import { eventsWithin, inOrder } from '../../src/domain/event-order.ts';
import { anEvent } from './builders.ts';

const ids = (events: readonly { messageId: string }[]): string[] => events.map((event) => event.messageId);

describe('events in order', () => {
  it('stand by time, then by source and message id', () => {
    const events = [
      anEvent({ on: 2, messageId: 'late' }),
      anEvent({ on: 1, messageId: 'b', source: 'web' }),
      anEvent({ on: 1, messageId: 'a', source: 'web' }),
      anEvent({ on: 1, messageId: 'z', source: 'app' }),
    ];
    expect(ids(inOrder(events))).toEqual(['z', 'a', 'b', 'late']);
  });

  it('are kept once for each source and message id, as they first happened', () => {
    const events = [
      anEvent({ on: 3, messageId: 'a' }),
      anEvent({ on: 1, messageId: 'a' }),
      anEvent({ on: 2, messageId: 'a', source: 'import' }),
    ];
    expect(inOrder(events).map(({ at, source }) => [at, source])).toEqual([
      [events[1]?.at, 'product'],
      [events[2]?.at, 'import'],
    ]);
  });

  it('do not take two ids for one because they read alike when joined', () => {
    const events = [anEvent({ source: 'a', messageId: '1b' }), anEvent({ source: 'a1', messageId: 'b' })];
    expect(inOrder(events)).toHaveLength(2);
  });
});

describe('a stretch of events', () => {
  const events = inOrder([0, 1, 1, 2, 3].map((on, index) => anEvent({ on, messageId: `${on}-${index}` })));
  const [first, second, , fourth] = events.map((event) => event.at);

  it.each([
    ['includes both of its ends', second, fourth, ['1-1', '1-2', '2-3']],
    ['is empty where nothing happened', (second ?? 0) + 1, (fourth ?? 0) - 1, []],
    ['may be all of them', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, ids(events)],
    ['may end with the first', 0, first, ['0-0']],
  ])('%s', (_, from, to, expected) => {
    expect(ids(eventsWithin(events, from ?? 0, to ?? 0))).toEqual(expected);
  });
});
