import type { Account } from '../../src/domain/account.ts';
import { inLives, isInLife, isSaidInLife, judgedUpTo, lifeAt, lifeOf, turnOfLife } from '../../src/domain/life.ts';
import { anAccount, onDay, START } from './builders.ts';

const left = (part: Partial<Account> = {}): Account => anAccount({ status: 'left', leftAt: onDay(40), ...part });
const back = (part: Partial<Account> = {}): Account => anAccount({ status: 'open', leftAt: null, ...part });
const NOW = onDay(70);

describe('what a reading means for the lives of an account', () => {
  it.each([
    ['still here', anAccount(), back(), 'goes_on', 0, 1],
    ['a corrected start', anAccount(), back({ startedOn: START + 9 }), 'goes_on', 9, 1],
    ['it leaves', anAccount(), left(), 'goes_on', 0, 1],
    ['gone, as before', left(), left(), 'goes_on', 0, 1],
    ['gone, with its start corrected', left(), left({ startedOn: START + 3 }), 'goes_on', 3, 1],
    ['it leaves, with its start corrected', anAccount(), left({ startedOn: START + 3 }), 'goes_on', 3, 1],
    ['gone, with its start moved by half its life', left(), left({ startedOn: START + 20 }), 'goes_on', 20, 1],
    ['gone, with the next start on the day it left', left(), left({ startedOn: START + 40 }), 'goes_on', 0, 1],
    ['gone, with the next start before the late status', left(), left({ startedOn: START + 38 }), 'goes_on', 0, 1],
    ['it leaves, with the next start announced', anAccount(), left({ startedOn: START + 60 }), 'goes_on', 0, 1],
    ['gone, with the next start announced', left(), left({ startedOn: START + 60 }), 'goes_on', 0, 1],
    ['back without a new start', left(), back(), 'back', 0, 1],
    ['back with an earlier start', left(), back({ startedOn: START - 5 }), 'back', -5, 1],
    ['back with its start corrected', left(), back({ startedOn: START + 3 }), 'back', 3, 1],
    ['back with a new start', left(), back({ startedOn: START + 60 }), 'begins', 60, 2],
    ['back with a start in the future', left(), back({ startedOn: START + 80 }), 'begins', 80, 2],
    ['now a test account', left(), anAccount({ status: 'excluded' }), 'goes_on', 0, 1],
  ])('%s', (_what, before, read, kind, startsOn, number) => {
    const turn = turnOfLife(before, read, NOW);
    expect(turn.kind).toBe(kind);
    expect(turn.account.startedOn).toBe(START + startsOn);
    expect(lifeOf(turn.account).number).toBe(number);
  });

  it('leaves a reading of an account that never left as it is', () => {
    const read = back({ name: 'Acme Ltd' });
    expect(turnOfLife(anAccount(), read, NOW)).toEqual({ kind: 'goes_on', account: read });
  });

  it('keeps a customer who is in its second life in it', () => {
    const second = turnOfLife(left(), back({ startedOn: START + 60 }), NOW).account;
    const turn = turnOfLife(second, back({ startedOn: START + 60, name: 'Acme Ltd' }), NOW + 1);
    expect(turn).toEqual({ kind: 'goes_on', account: { ...second, name: 'Acme Ltd' } });
  });

  it.each([
    ['that corrects its own', back({ startedOn: START + 3 })],
    ['while it leaves again', left({ startedOn: START + 60, leftAt: onDay(70) })],
    ['while it becomes a test account', anAccount({ status: 'excluded', startedOn: START + 60 })],
  ])('begins no life for a customer who came back when it is given a start %s', (_title, read) => {
    const returned = turnOfLife(left(), back(), NOW).account;
    expect(turnOfLife(returned, read, NOW + 1).kind).toBe('goes_on');
  });

  it('the start may be announced before the customer is back', () => {
    const announced = turnOfLife(left(), left({ startedOn: START + 60 }), NOW).account;
    const turn = turnOfLife(announced, back({ startedOn: START + 60 }), NOW + 1);
    expect(turn.kind).toBe('begins');
  });

  it('the start may be given after the customer is back', () => {
    const returned = turnOfLife(left(), back(), NOW);
    expect(returned).toMatchObject({ kind: 'back', awayFrom: START + 40 });
    expect(turnOfLife(returned.account, back({ startedOn: START + 20 }), NOW).kind).toBe('goes_on');
    const turn = turnOfLife(returned.account, back({ startedOn: START + 60 }), NOW + 1);
    expect(turn).toMatchObject({ kind: 'begins', ended: { status: 'left', leftAt: onDay(40), startedOn: START } });
    expect(lifeOf(turn.account)).toEqual({
      number: 2,
      before: { leftAt: onDay(40), succeededAt: NOW + 1 },
      end: null,
      awaySince: null,
    });
  });

  it('begins no life for a customer who left before it started and came back', () => {
    const early = { startedOn: START + 50 };
    const returned = turnOfLife(left(early), back(early), NOW).account;
    expect(turnOfLife(returned, back(early), NOW + 1)).toEqual({ kind: 'goes_on', account: returned });
  });

  describe.each([
    ['after the leaving', 60, [0, 60]],
    ['on the day of leaving', 40, [0, 40]],
    ['shortly before a status that was set late', 38, [0, 38]],
    ['further from the old start than from the leaving', 21, [0, 21]],
    ['no nearer to the leaving than to the old start', 20, [20]],
    ['that corrects the old one', 3, [3]],
    ['earlier than the old one', -5, [-5]],
  ])('given a start %s', (_title, day, starts) => {
    const startedOn = START + day;
    it.each([
      ['before the status', [left(), left({ startedOn }), back({ startedOn })]],
      ['after the status', [left(), back(), back({ startedOn })]],
      ['with the status', [left(), back({ startedOn })]],
      ['with the leaving', [left({ startedOn }), back({ startedOn })]],
      ['in many readings', [left(), left(), left({ startedOn }), left({ startedOn }), back({ startedOn })]],
      ['long after the status', [left(), back(), back(), back(), back({ startedOn }), back({ startedOn })]],
    ])('the lives are the same when it is read %s', (_order, readings) => {
      const ended: Account[] = [];
      let account = anAccount();
      for (const read of readings) {
        const turn = turnOfLife(account, read, NOW);
        if (turn.kind === 'begins') ended.push(turn.ended);
        account = turn.account;
      }
      const lives = [...ended, account].map((life) => life.startedOn - START);
      expect([lives, account.status, lifeOf(account).number]).toEqual([starts, 'open', starts.length]);
    });
  });

  it('keeps of a life that ended what paused it while it lasted', () => {
    const pauses = [
      { from: START + 5, until: START + 9 },
      { from: START + 40, until: START + 70 },
    ];
    const turn = turnOfLife(left({ pauses }), back({ pauses, startedOn: START + 60 }), NOW);
    expect(turn).toMatchObject({ kind: 'begins', ended: { pauses: [pauses[0]] }, account: { pauses: [] } });
  });

  it('ends a life whose status was changed late where the next one began', () => {
    const turn = turnOfLife(left(), back({ startedOn: START + 30 }), NOW);
    expect(turn).toMatchObject({ kind: 'begins', ended: { leftAt: onDay(30, 0) } });
  });

  it('counts on: a third life follows the second', () => {
    const second = turnOfLife(left(), back({ startedOn: START + 60 }), NOW).account;
    const third = turnOfLife(
      { ...second, status: 'left', leftAt: onDay(90) },
      back({ startedOn: START + 99 }),
      onDay(99),
    );
    expect(third).toMatchObject({
      kind: 'begins',
      ended: { life: { number: 2, before: { leftAt: onDay(40) }, end: { leftAt: onDay(90) } } },
      account: { life: { number: 3, before: { leftAt: onDay(90) }, end: null } },
    });
  });
});

describe('the lives of one customer', () => {
  it('are none where there is no account', () => {
    expect(inLives([], () => 0)).toEqual([]);
  });

  const lives = inLives(
    [left({ leftAt: onDay(40) }), left({ startedOn: START + 60, leftAt: onDay(80) }), back({ startedOn: START + 90 })],
    (next) => (next.startedOn - START) * 86_400_000 + onDay(0),
  );
  const [first, second, third] = lives.map(lifeOf);

  it.each([
    [39, 1],
    [59, 1],
    [60, 2],
    [89, 2],
    [90, 3],
  ])('on day %i the life is number %i', (on, number) => {
    const current = lives.at(-1);
    expect(current === undefined ? null : lifeOf(lifeAt(current, lives.slice(0, -1), onDay(on))).number).toBe(number);
  });

  it.each([
    [-20, [true, false, false]],
    [40, [true, false, false]],
    [41, [false, true, false]],
    [80, [false, true, false]],
    [81, [false, false, true]],
  ])('what happened on day %i is in: %j', (on, expected) => {
    expect([first, second, third].map((life) => life !== undefined && isInLife(onDay(on), life))).toEqual(expected);
  });

  it.each([
    [50, [true, false, false]],
    [60, [false, true, false]],
    [85, [false, true, false]],
    [95, [false, false, true]],
  ])('what was said on day %i was said of: %j', (on, expected) => {
    expect([first, second, third].map((life) => life !== undefined && isSaidInLife(onDay(on), life))).toEqual(expected);
  });

  it.each([
    [0, 30, 30],
    [0, 50, 40],
    [1, 85, 80],
    [2, 95, 95],
  ])('life %i is judged on day %i by the plan in force on day %i: one that ended keeps its plan', (index, on, upTo) => {
    const life = lives[index];
    expect(life === undefined ? null : judgedUpTo(life, onDay(on))).toBe(onDay(upTo));
  });
});
