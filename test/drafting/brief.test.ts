import { briefAnswer, readBrief } from '../../src/drafting/brief.ts';
import { draft } from './builders.ts';

const line = (parts: object = {}): string =>
  JSON.stringify({
    id: 'b1',
    account: 'Marram Tools',
    tier: 'pro',
    seats: 12,
    use_case: 'Help desk',
    goals: ['Answer customers within a day', 'One queue for all mail'],
    events: { agent_login: [], ticket_resolved: ['test', 'source'] },
    ...parts,
  });

const requestOf = (text: string) => {
  const reading = readBrief(text);
  if (reading.kind === 'unreadable') throw new Error(reading.why);
  return reading.request;
};

describe('briefs', () => {
  it('become requests', () => {
    expect(readBrief(line())).toMatchObject({
      kind: 'brief',
      id: 'b1',
      request: {
        account: {
          name: 'Marram Tools',
          tier: 'pro',
          useCase: 'Help desk',
          goals: 'Answer customers within a day. One queue for all mail',
          seats: 12,
        },
        catalogue: [
          { name: 'agent_login', kind: null, description: null, properties: [] },
          { name: 'ticket_resolved', properties: ['test', 'source'] },
        ],
        observed: [],
        rejected: [],
      },
    });
  });

  it('keep from the drafter what answers the question', () => {
    const answers = { vertical: 'crm', accept: [{ event_any: ['x'] }], reject: ['y'], benchmark_days: 1, why: 'z' };
    expect(requestOf(line(answers))).toEqual(requestOf(line()));
  });

  it('take a single goal, and none for unknown', () => {
    expect(requestOf(line({ goals: 'Grow' })).account.goals).toBe('Grow');
    expect(requestOf(line({ goals: [], use_case: '' })).account).toMatchObject({ goals: null, useCase: null });
    expect(requestOf('{"id":"b2","account":"Bare"}')).toMatchObject({ account: { tier: null }, catalogue: [] });
  });

  it.each([
    ['no JSON', 'no JSON: write one object a line'],
    ['[]', 'the line: '],
    ['{"id":"b1"}', 'account: '],
    [line({ events: { a: 'test' } }), 'events.a: '],
  ])('say what is wrong with %s', (text, why) => {
    expect(readBrief(text)).toMatchObject({ kind: 'unreadable', why: expect.stringContaining(why) });
  });
});

describe('the answer to a brief', () => {
  it('holds the plan in the notation of files', () => {
    const answer = briefAnswer('b1', draft(requestOf(line())));
    expect(answer).toMatchObject({
      id: 'b1',
      question: null,
      author: 'template',
      vertical: 'support',
      plan: {
        signal: {
          event: 'ticket_resolved',
          count: 1,
          distinct_users: 1,
          actor: 'any',
          where: { test: false, source: 'email' },
        },
        by_day: 14,
        core_events: ['ticket_resolved'],
        steps: [],
      },
    });
  });

  it('holds the question when there is no plan', () => {
    expect(briefAnswer('b1', draft(requestOf(line({ events: {} }))))).toEqual({
      id: 'b1',
      plan: null,
      question: 'Which event does the product send when Marram Tools gets what it bought it for?',
      author: 'template',
      vertical: null,
    });
  });

  it('names the model when it wrote the plan', () => {
    expect(briefAnswer('b1', draft(requestOf(line())), 'model').author).toBe('model');
  });
});
