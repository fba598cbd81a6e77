import { type DelayFacts, judgeDelay } from '../../../src/monitor/doctor/delay.ts';

const judged = (facts: Partial<DelayFacts>) =>
  judgeDelay({ waiting: 0, others: 0, threads: 0, everyMs: 300_000, limitSeen: 101, hasWebhook: true, ...facts });

describe('the longest delay with which an unheard comment is found', () => {
  it.each<[string, Partial<DelayFacts>, string]>([
    [
      'with a webhook',
      { waiting: 3, others: 497, threads: 0 },
      'ClickUp tells of comments at once; one that it fails to tell of is found within 6 minutes on the 3 tasks where a draft or an alert waits for an answer, within 25 minutes on the other 497; every 5 minutes reading begins anew, at 33 calls a minute, a third of ClickUp’s limit of 101',
    ],
    [
      'without one',
      { others: 1, hasWebhook: false, everyMs: 10_000 },
      'without a webhook a comment is found within 16 seconds on the task watched; every 10 seconds reading begins anew, at 33 calls a minute, a third of ClickUp’s limit of 101',
    ],
    [
      'with threads',
      { waiting: 1, threads: 2 },
      'ClickUp tells of comments at once; one that it fails to tell of is found within 6 minutes on the task where a draft or an alert waits for an answer; every 5 minutes reading begins anew, at 33 calls a minute, a third of ClickUp’s limit of 101, 2 threads among it',
    ],
    [
      'before the limit was seen',
      { others: 2, limitSeen: null },
      'ClickUp tells of comments at once; one that it fails to tell of is found within 6 minutes on the 2 tasks watched; every 5 minutes reading begins anew, at 32 calls a minute, a third of ClickUp’s limit of 100 (assumed: none was seen yet)',
    ],
    ['with nothing to watch', {}, 'no task is watched yet'],
  ])('is said in words %s', (_title, facts, says) => {
    expect(judged(facts)).toEqual({ check: 'longest delay', state: 'ok', says, wayOut: null });
  });

  it('is a warning beyond an hour, with the way out', () => {
    expect(judged({ others: 5_000 })).toMatchObject({
      state: 'warning',
      wayOut: expect.stringContaining('higher limit'),
    });
    expect(judged({ others: 5_000, hasWebhook: false })).toMatchObject({
      wayOut: expect.stringContaining('PUBLIC_URL'),
    });
  });
});
