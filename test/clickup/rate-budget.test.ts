import { createRateBudget, freshRateState, type RateBudget, RateState } from '../../src/clickup/rate-budget.ts';
import type { RateReading } from '../../src/clickup/rate-headers.ts';
import type { Lane } from '../../src/monitor/board.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const RESET = NOW + 40_000;

function aReading(changes: Partial<RateReading> = {}): RateReading {
  return { limit: 100, remaining: 50, reset: RESET, resetAt: RESET, ...changes };
}

/** A budget whose first call has already learned this. */
function anInformedBudget(changes: Partial<RateReading> = {}): RateBudget {
  const budget = createRateBudget();
  budget.answered(budget.sent('conversation', NOW), { kind: 'answered', reading: aReading(changes) }, NOW);
  return budget;
}

const ask = (budget: RateBudget, now: number, lane: Lane = 'conversation') => budget.ask(lane, now);

function countGoing(budget: RateBudget, now: number): number {
  let calls = 0;
  while (calls < 1_000 && ask(budget, now).kind === 'go') {
    budget.sent('conversation', now);
    calls += 1;
  }
  return calls;
}

describe('the first call', () => {
  it('goes alone, and the others wait for its answer', () => {
    const budget = createRateBudget();
    expect(ask(budget, NOW)).toEqual({ kind: 'go' });
    budget.sent('conversation', NOW);
    expect(ask(budget, NOW + 5_000)).toEqual({ kind: 'wait', until: null });
  });

  it('goes alone again after a reset, one second late because resets are in whole seconds', () => {
    const budget = anInformedBudget({ remaining: 2 });
    expect(ask(budget, RESET)).toEqual({ kind: 'wait', until: RESET + 1_000 });
    expect(ask(budget, RESET + 1_000)).toEqual({ kind: 'go' });
    budget.sent('conversation', RESET + 1_000);
    expect(ask(budget, RESET + 1_100)).toEqual({ kind: 'wait', until: null });
  });

  it('without an answer lets the next one go after 0.6 seconds', () => {
    const budget = createRateBudget();
    budget.answered(budget.sent('conversation', NOW), { kind: 'silent' }, NOW + 100);
    expect(ask(budget, NOW + 100)).toEqual({ kind: 'wait', until: NOW + 600 });
    expect(ask(budget, NOW + 600)).toEqual({ kind: 'go' });
  });
});

describe('the budget', () => {
  it('is what remains, less calls under way, less two', () => {
    expect(countGoing(anInformedBudget({ remaining: 10 }), NOW)).toBe(8);
  });

  it('believes the lowest count of a window when answers overtake each other', () => {
    const budget = anInformedBudget({ remaining: 50 });
    const [early, late] = [budget.sent('conversation', NOW), budget.sent('conversation', NOW)];
    budget.answered(late, { kind: 'answered', reading: aReading({ remaining: 9 }) }, NOW + 10);
    budget.answered(early, { kind: 'answered', reading: aReading({ remaining: 49 }) }, NOW + 20);
    expect(countGoing(budget, NOW + 30)).toBe(7);
  });

  it('takes no notice of a late answer from the window before', () => {
    const budget = anInformedBudget();
    const slow = budget.sent('conversation', NOW);
    const later = RESET + 2_000;
    const scout = budget.sent('conversation', later);
    const fresh = { remaining: 5, reset: RESET + 60_000, resetAt: RESET + 60_000 };
    budget.answered(scout, { kind: 'answered', reading: aReading(fresh) }, later);
    budget.answered(slow, { kind: 'answered', reading: aReading({ remaining: 49 }) }, later);
    expect(countGoing(budget, later)).toBe(3);
  });

  it('never waits longer than a window, however wrong a clock is', () => {
    const budget = anInformedBudget({ remaining: 0, reset: NOW + 86_400_000, resetAt: NOW + 86_400_000 });
    expect(ask(budget, NOW)).toEqual({ kind: 'wait', until: NOW + 62_000 });
  });

  it('still counts by the headers when the reset seems to have passed already', () => {
    const budget = anInformedBudget({ remaining: 4, reset: NOW - 30_000, resetAt: NOW - 30_000 });
    expect(countGoing(budget, NOW)).toBe(2);
  });
});

describe('spreading', () => {
  it('lets a person go at once and spaces alerts evenly over what is left of the window', () => {
    const budget = anInformedBudget({ remaining: 42 });
    expect(ask(budget, NOW, 'alert')).toEqual({ kind: 'go' });
    budget.sent('alert', NOW);
    expect(ask(budget, NOW, 'conversation')).toEqual({ kind: 'go' });
    // 39 calls are free, and the reset is 40 seconds away.
    expect(ask(budget, NOW, 'alert')).toEqual({ kind: 'wait', until: NOW + 1_000 });
  });

  it('spaces background reading over a third of what is free', () => {
    const budget = anInformedBudget({ remaining: 63 });
    budget.sent('background', NOW);
    expect(ask(budget, NOW, 'background')).toEqual({ kind: 'wait', until: expect.closeTo(NOW + 40_000 / 21, 0) });
  });
});

describe('a refusal', () => {
  const refused = (
    budget: RateBudget,
    reading: RateReading | null,
    retryAfterMs: number | null = null,
    now = NOW,
  ): void => budget.answered(budget.sent('conversation', now), { kind: 'refused', reading, retryAfterMs }, now);

  it('that names the reset stops everything until a second past it', () => {
    const budget = anInformedBudget();
    refused(budget, aReading({ remaining: 0 }));
    expect(ask(budget, NOW)).toEqual({ kind: 'wait', until: RESET + 1_000 });
  });

  it('that names nothing halves the pace each time, from one call in 0.6 seconds', () => {
    const budget = anInformedBudget();
    refused(budget, null);
    expect(ask(budget, NOW)).toEqual({ kind: 'wait', until: NOW + 600 });
    refused(budget, null, null, NOW + 600);
    expect(ask(budget, NOW + 600)).toEqual({ kind: 'wait', until: NOW + 1_800 });
  });

  it('with calls remaining only slows down', () => {
    const budget = anInformedBudget();
    refused(budget, aReading({ remaining: 40 }));
    expect(ask(budget, NOW)).toEqual({ kind: 'wait', until: NOW + 600 });
    expect(ask(budget, NOW + 600)).toEqual({ kind: 'go' });
  });

  it('is waited out for as long as Retry-After asks', () => {
    const budget = anInformedBudget();
    refused(budget, null, 7_000);
    expect(ask(budget, NOW)).toEqual({ kind: 'wait', until: NOW + 7_000 });
  });
});

describe('answers without headers', () => {
  it('keep one call in 0.6 seconds, and reading at a third of that, until headers come', () => {
    const budget = createRateBudget();
    budget.answered(budget.sent('background', NOW), { kind: 'answered', reading: null }, NOW + 20);
    expect(ask(budget, NOW + 20, 'alert')).toEqual({ kind: 'wait', until: NOW + 600 });
    expect(ask(budget, NOW + 600, 'background')).toEqual({ kind: 'wait', until: expect.closeTo(NOW + 1_837, 0) });
    const call = budget.sent('alert', NOW + 600);
    budget.answered(call, { kind: 'answered', reading: aReading() }, NOW + 620);
    expect(countGoing(budget, NOW + 620)).toBe(48);
  });
});

describe('a sliding window', () => {
  it('that is exhausted is looked at again by one call of the reserve, alone', () => {
    const budget = anInformedBudget({ remaining: 50 });
    const call = budget.sent('conversation', NOW + 2_000);
    const moved = aReading({ remaining: 2, reset: RESET + 2_000, resetAt: RESET + 2_000 });
    budget.answered(call, { kind: 'answered', reading: moved }, NOW + 2_000);
    expect(ask(budget, NOW + 2_000)).toEqual({ kind: 'wait', until: NOW + 3_200 });
    expect(ask(budget, NOW + 3_200)).toEqual({ kind: 'go' });
    budget.sent('conversation', NOW + 3_200);
    expect(ask(budget, NOW + 4_000)).toEqual({ kind: 'wait', until: NOW + 6_200 });
    // Its process may have died: three seconds later another one goes.
    expect(ask(budget, NOW + 6_200)).toEqual({ kind: 'go' });
  });
});

describe('what is handed on to the next process', () => {
  const handOver = (state: RateState): RateState => RateState.parse(JSON.parse(JSON.stringify(state)));

  it('goes on in the window that is known, with the calls of the dead counted as made', () => {
    const state = freshRateState();
    const before = createRateBudget({}, state);
    before.answered(before.sent('alert', NOW), { kind: 'answered', reading: aReading({ remaining: 10 }) }, NOW);
    for (let dead = 0; dead < 3; dead += 1) before.sent('conversation', NOW);
    expect(countGoing(createRateBudget({}, handOver(state)), NOW + 1_000)).toBe(5);
  });

  it('does not wait for ever for the answer to a call of a process that died', () => {
    const state = freshRateState();
    createRateBudget({}, state).sent('alert', NOW);
    const next = createRateBudget({}, handOver(state));
    expect(ask(next, NOW + 9_999)).toEqual({ kind: 'wait', until: null });
    expect(ask(next, NOW + 10_000)).toEqual({ kind: 'go' });
  });

  it('mistrusts times that lie ahead: a clock that was set back stops nobody', () => {
    const state = freshRateState();
    const fast = createRateBudget({}, state);
    const ahead = NOW + 86_400_000;
    fast.answered(fast.sent('background', ahead), { kind: 'refused', reading: null, retryAfterMs: 60_000 }, ahead);
    expect(ask(createRateBudget({}, handOver(state)), NOW, 'alert')).toEqual({ kind: 'go' });
    expect(ask(createRateBudget({}, handOver(state)), NOW, 'background')).toEqual({ kind: 'go' });
  });

  it('lets nothing else go while a person waits, for as long as that is said again', () => {
    const budget = anInformedBudget({ remaining: 2 });
    ask(budget, NOW);
    expect(ask(budget, NOW, 'alert')).toEqual({ kind: 'wait', until: NOW + 1_500 });
    expect(ask(budget, NOW + 1_500, 'alert')).toEqual({ kind: 'wait', until: RESET });
  });
});
