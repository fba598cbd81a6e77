import { dataBegan, unseenPart } from '../../src/domain/beginning.ts';
import { aFeed, anAccount, onDay, START } from './builders.ts';

describe('our data begin', () => {
  const first = { receivedAt: onDay(20), happenedAt: onDay(20) };

  it('when the first event was received', () => {
    expect(dataBegan([aFeed()], first)).toBe(onDay(20));
  });

  it.each([
    ['nothing was received yet', [aFeed()], { receivedAt: null, happenedAt: null }],
    ['the sender delivered what had happened earlier', [aFeed()], { ...first, happenedAt: onDay(18) }],
    ['a file brought the history', [aFeed(), aFeed({ name: 'import', completeTo: onDay(20) })], first],
  ])('at no known time where %s', (_why, feeds, events) => {
    expect(dataBegan(feeds, events)).toBeNull();
  });
});

describe('of an account’s history', () => {
  const unseen = (began: number | null, reachedByHand = false) =>
    unseenPart(anAccount({ startedOn: START }), { reachedByHand }, began);

  it('nothing is unseen where our data begin with it, or up to two quiet weeks later', () => {
    const whole = { seenFrom: 0, mayHaveReachedUnseen: false };
    expect([unseen(null), unseen(onDay(-40)), unseen(onDay(14))]).toEqual([whole, whole, whole]);
  });

  it('what lies before our data may have held first value, unless a person said when it came', () => {
    expect(unseen(onDay(15))).toEqual({ seenFrom: 15, mayHaveReachedUnseen: true });
    expect(unseen(onDay(15), true)).toEqual({ seenFrom: 15, mayHaveReachedUnseen: false });
  });
});
