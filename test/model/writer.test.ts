import { z } from 'zod';
import { readPrompts } from '../../src/drafting/prompts.ts';
import { aTask, GOOD, NOW, type WritingWorld, writingWorld } from './writing.ts';
import type { Scripted } from './scripted-server.ts';

const good: Scripted = { kind: 'answer', json: GOOD };
const answer = (json: unknown): Scripted => ({ kind: 'answer', json });
const status = (code: number, part: object = {}): Scripted => ({ kind: 'status', status: code, ...part });

let world: WritingWorld;
afterEach(() => world.close());

const outcomes = async () =>
  (await world.store.model.usage()).map(({ outcome, pieces, requests }) => ({ outcome, pieces, requests }));

describe('one piece of writing', () => {
  it('is asked with the prompt as instructions, the facts as data and the shape of the answer', async () => {
    world = await writingWorld([good]);
    const written = await world.writer.write(aTask());
    expect(written).toEqual({ kind: 'written', answer: GOOD, prompt: expect.stringMatching(/^answer@[0-9a-f]{8}$/) });
    const [{ body, headers } = { body: null, headers: {} }] = world.server.requests;
    expect(headers.authorization).toBe('Bearer sk-secret-key');
    expect(body?.model).toBe('test-model');
    expect(body?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(body?.messages[0]?.content).not.toContain('SECRET-FACT');
    expect(body?.response_format.json_schema).toMatchObject({
      strict: true,
      schema: { type: 'object', required: ['text', 'count'], additionalProperties: false },
    });
    expect(JSON.stringify(body?.response_format)).not.toContain('maxLength');
  });

  it('takes e-mail addresses out of the facts, wherever they stand', async () => {
    world = await writingWorld([good]);
    await world.writer.write(aTask());
    expect(world.server.requests[0]?.facts).toEqual({ goals: 'SECRET-FACT, ask [e-mail]' });
  });

  it('needs no key where the server asks for none', async () => {
    world = await writingWorld([good], { apiKey: null });
    expect((await world.writer.write(aTask())).kind).toBe('written');
    expect(world.server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['a field may be missing', z.object({ text: z.string(), count: z.int(), more: z.string().optional() })],
    ['others may be there', z.looseObject({ text: z.string(), count: z.int() })],
  ])('is asked for loosely where its shape is open: %s', async (_, schema) => {
    world = await writingWorld([good]);
    await world.writer.write(aTask({ schema }));
    expect(world.server.requests[0]?.body.response_format.json_schema.strict).toBe(false);
  });
});

describe('an answer that is not usable', () => {
  it.each([
    ['no JSON', { kind: 'text', text: 'Sure! Here it is' }, 'It is no JSON: answer with one JSON object alone.'],
    ['another shape', answer({ text: 'hello' }), 'count: '],
    ['found wrong by code', answer({ text: 'bad', count: 1 }), '“bad” is bad: say good'],
  ] as const)('is sent back once with what is wrong: %s', async (_, first, complaint) => {
    world = await writingWorld([first, good]);
    expect(await world.writer.write(aTask())).toMatchObject({ kind: 'written', answer: GOOD });
    const [, repair] = world.server.requests;
    expect(repair?.body.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(repair?.body.messages.at(-1)?.content).toContain(complaint);
    expect(await outcomes()).toEqual([{ outcome: 'written', pieces: 1, requests: 2 }]);
  });

  const FAULTS: readonly [string, readonly Scripted[], string, number][] = [
    ['malformed twice', [{ kind: 'text', text: '{' }], 'malformed', 2],
    ['schema-breaking twice', [answer({ text: 1 })], 'wrong_shape', 2],
    ['rejected twice', [answer({ text: 'bad SECRET-FACT', count: 1 })], 'rejected', 2],
    ['refusing', [{ kind: 'refusal' }], 'declined', 1],
    ['filtered', [{ kind: 'filtered' }], 'declined', 1],
    ['cut off', [{ kind: 'cut_off', text: '{"text":' }], 'malformed', 1],
    ['no JSON from the server', [{ kind: 'no_json' }], 'malformed', 1],
    ['no completion', [{ kind: 'other_json' }], 'malformed', 1],
    ['500', [status(500)], 'server_error', 3],
    ['429', [status(429)], 'too_many_requests', 3],
    ['429 for hours', [status(429, { retryAfter: '3600' })], 'too_many_requests', 1],
    ['429 for want of money', [status(429, { code: 'insufficient_quota' })], 'not_accepted', 1],
    ['401', [status(401)], 'not_accepted', 1],
    ['400', [status(400)], 'not_accepted', 1],
    ['cut connection', [{ kind: 'cuts_connection' }], 'unreachable', 3],
  ];
  it.each(FAULTS)('has its cause in the log and in the count: %s', async (_, script, why, requests) => {
    world = await writingWorld(script);
    expect(await world.writer.write(aTask())).toMatchObject({ kind: 'unusable', why });
    expect(world.server.requests).toHaveLength(requests);
    expect(world.log).toEqual([
      expect.objectContaining({ level: 40, purpose: 'answer', why, detail: expect.any(String) }),
    ]);
    expect(JSON.stringify(world.log)).not.toMatch(/SECRET-FACT|sk-secret-key|kunde/);
    expect(await outcomes()).toEqual([{ outcome: why, pieces: 1, requests }]);
  });

  it.each([[{ kind: 'silent' }], [{ kind: 'stalls' }]] as const)('has a deadline: %j', async (scripted) => {
    world = await writingWorld([scripted], { limits: { timeoutMs: 80 } });
    expect(await world.writer.write(aTask())).toMatchObject({ kind: 'unusable', why: 'timeout' });
    expect(world.log).toMatchObject([{ why: 'timeout' }]);
    // What was sent may be charged, answer or not.
    expect((await world.store.model.usage())[0]).toMatchObject({ outcome: 'timeout', tokensIn: expect.any(Number) });
    expect(await world.store.model.spentUsd('2026-11')).toBeGreaterThan(0);
  });
});

describe('a call that failed', () => {
  it.each([
    ['429 with the time to wait', status(429, { retryAfter: '2' }), [2000]],
    ['429 without', status(429), [250]],
    ['500', status(500), [250]],
    ['503', status(503), [250]],
    ['a cut connection', { kind: 'cuts_connection' } as const, [250]],
  ])('is repeated: %s', async (_, first, waits) => {
    world = await writingWorld([first, good]);
    expect((await world.writer.write(aTask())).kind).toBe('written');
    expect(world.waits).toEqual(waits);
  });

  it('is not repeated where the deadline would be over', async () => {
    world = await writingWorld([status(500), good], { limits: { timeoutMs: 600 } });
    expect(await world.writer.write(aTask())).toMatchObject({ why: 'server_error' });
  });
});

describe('an answer that was given before', () => {
  it('is given again without a call, for equal facts', async () => {
    world = await writingWorld([good]);
    await world.writer.write(aTask());
    expect(await world.writer.write(aTask())).toMatchObject({ kind: 'written', answer: GOOD });
    expect(world.server.requests).toHaveLength(1);
    expect(await outcomes()).toEqual([
      { outcome: 'cached', pieces: 1, requests: 0 },
      { outcome: 'written', pieces: 1, requests: 1 },
    ]);
  });

  it.each([
    ['other facts', { facts: { goals: 'other' } }],
    ['another shape', { schema: z.strictObject({ text: z.string(), count: z.int().max(99) }) }],
    ['another purpose', { purpose: 'intervention' } as const],
    ['a check that it fails', { check: ({ text }: { text: string }) => (text === GOOD.text ? ['no'] : []) }],
  ])('is not used for %s', async (_, part) => {
    world = await writingWorld([good]);
    await world.writer.write(aTask());
    await world.writer.write(aTask(part));
    expect(world.server.requests.length).toBeGreaterThan(1);
  });

  it('is not used for another model, or another text of the prompt', async () => {
    world = await writingWorld([good]);
    await world.writer.write(aTask());
    await world.writerWith({ model: 'other-model' }).write(aTask());
    const shipped = await readPrompts();
    const prompts = { ...shipped, answer: { text: 'Other.', version: 'answer@00000001' } };
    expect(await world.writerWith({ prompts }).write(aTask())).toMatchObject({ prompt: 'answer@00000001' });
    expect(world.server.requests).toHaveLength(3);
  });

  it('is forgotten after a month', async () => {
    world = await writingWorld([good]);
    await world.writer.write(aTask());
    world.at(NOW + 31 * 86_400_000);
    await world.writer.write(aTask());
    expect(world.server.requests).toHaveLength(2);
  });

  it('is not kept when it was unusable', async () => {
    world = await writingWorld([{ kind: 'refusal' }, good]);
    await world.writer.write(aTask());
    expect((await world.writer.write(aTask())).kind).toBe('written');
  });
});

describe('money', () => {
  it('is counted by month and purpose', async () => {
    world = await writingWorld([good]);
    await world.writer.write(aTask());
    world.at(Date.UTC(2026, 11, 1));
    await world.writer.write(aTask({ purpose: 'critique' }));
    const perPiece = { tokensIn: 1000, tokensOut: 200, costUsd: 0.003, unpricedRequests: 0 };
    expect(await world.store.model.usage()).toMatchObject([
      { month: '2026-11', purpose: 'answer', ...perPiece },
      { month: '2026-12', purpose: 'critique', ...perPiece },
    ]);
  });

  it('that is spent ends the calls until next month, and repairs too', async () => {
    world = await writingWorld([answer({ text: 'bad', count: 1 })], { limits: { monthlyCapUsd: 0.003 } });
    expect(await world.writer.write(aTask())).toMatchObject({ why: 'over_cap' });
    expect(await world.writer.write(aTask())).toMatchObject({ why: 'over_cap' });
    expect(world.server.requests).toHaveLength(1);
    expect(world.log).toMatchObject([{ why: 'over_cap' }, { why: 'over_cap' }]);
    world.at(Date.UTC(2026, 11, 1));
    await world.writer.write(aTask());
    expect(world.server.requests).toHaveLength(2);
  });

  it('is not known without prices', async () => {
    world = await writingWorld([good], { limits: { prices: null } });
    await world.writer.write(aTask());
    expect(await world.store.model.usage()).toMatchObject([{ costUsd: 0, unpricedRequests: 1, tokensIn: 1000 }]);
  });
});

describe('many pieces at once', () => {
  const several = (count: number): Promise<readonly { kind: string }[]> =>
    Promise.all(Array.from({ length: count }, (_, n) => world.writer.write(aTask({ facts: { n } }))));

  it('are asked for so many at a time', async () => {
    const second = Promise.withResolvers<void>();
    const script = (_: unknown, n: number): Scripted => {
      if (n === 1) second.resolve();
      return { kind: 'later', when: second.promise, json: GOOD };
    };
    world = await writingWorld(script, { limits: { concurrency: 2 } });
    expect((await several(7)).map(({ kind }) => kind)).toEqual(Array(7).fill('written'));
    expect(world.server.mostAtOnce()).toBe(2);
  });

  it('give up waiting for their turn at their deadline', async () => {
    world = await writingWorld([{ kind: 'silent' }], { limits: { concurrency: 1, timeoutMs: 500 } });
    expect(await several(3)).toMatchObject(Array(3).fill({ kind: 'unusable', why: 'timeout' }));
    expect(world.server.requests).toHaveLength(1);
  });
});

it('does without a database that fails, and says so', async () => {
  world = await writingWorld([good]);
  await world.store.transaction(async () => {
    expect(await world.writer.write(aTask())).toMatchObject({ kind: 'unusable', why: 'unreachable' });
  });
  expect(world.log).toMatchObject([{ level: 50 }, { level: 50 }, { level: 40, why: 'unreachable' }]);
  expect(world.server.requests).toHaveLength(0);
});
