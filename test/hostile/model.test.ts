import fc from 'fast-check';
import { DraftAnswer } from '../../src/drafting/draft-answer.ts';
import { createModelDrafter } from '../../src/drafting/model-drafter.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { draft, planOf } from '../drafting/builders.ts';
import { shippedLibrary, shippedTiers } from '../drafting/shipped.ts';
import { ACCEPTED, helpDesk, writtenPlan } from '../model/draft-builders.ts';
import { fakeWriter } from '../model/fake-writer.ts';
import type { Scripted } from '../model/scripted-server.ts';
import { writingWorld } from '../model/writing.ts';
import { expectCleanPrototypes, hostileJson, hostileNumber, hostileObject, hostileText, tries } from './tries.ts';

afterEach(expectCleanPrototypes);

const FIELDS = Object.keys(writtenPlan().plan ?? {});
/** Right in shape, with anything in the places of words and numbers. */
const fitting = fc
  .record(
    {
      statement: hostileText,
      rationale: hostileText,
      count: fc.integer(),
      distinct_users: hostileNumber,
      events: fc.array(fc.oneof(hostileText, fc.constant('ticket_resolved')), { minLength: 1, maxLength: 3 }),
      where: fc.array(fc.record({ property: hostileText, value: fc.oneof(hostileText, hostileNumber) }), {
        maxLength: 4,
      }),
      quote: fc.option(hostileText),
    },
    { requiredKeys: [] },
  )
  .map((part) => ({ ...writtenPlan(), plan: { ...writtenPlan().plan, ...part } }));
const answers = fc.oneof(
  fitting,
  hostileJson,
  hostileObject(['plan', 'question']),
  hostileObject(FIELDS).map((plan) => ({ plan, question: null })),
);

describe('whatever a model answers', () => {
  it('as a draft becomes a plan of known events within the limits, or the template’s', async () => {
    const request = helpDesk();
    const known = new Set(request.catalogue.map(({ name }) => name));
    const template = planOf(draft(request)).plan.byDay;
    await fc.assert(
      fc.asyncProperty(answers, async (answer) => {
        const writer = fakeWriter({ 'draft-plan': { answer }, critique: { answer: ACCEPTED } });
        const drafter = createModelDrafter({
          writer,
          library: shippedLibrary,
          tiers: shippedTiers,
          judge: () => ({ pass: true, reason: '', mend: '' }),
          log: createLogger('silent'),
        });
        const { outcome, author } = await drafter(request);
        if (author === 'template' || outcome.kind !== 'plan') return;
        const { signal, byDay, steps, statement } = outcome.plan;
        expect(
          [signal, ...steps.map((step) => step.signal)]
            .flatMap(({ event }) => event)
            .filter((name) => !known.has(name)),
        ).toEqual([]);
        expect(byDay).toBe(template);
        expect(
          Number.isInteger(signal.count) &&
            signal.count >= 1 &&
            Number.isInteger(signal.distinctUsers) &&
            signal.distinctUsers >= 1,
        ).toBe(true);
        expect(statement).not.toMatch(/[\p{Cc}\p{Cf}<>@]|:\/\//u);
      }),
      tries(150),
    );
  });

  it('over HTTP is an answer of the right shape, or said to be none', async () => {
    let next: Scripted = { kind: 'text', text: '' };
    const world = await writingWorld(() => next);
    const body = fc.oneof(
      answers.map((value) => JSON.stringify(value) ?? ''),
      hostileText,
      fc.constantFrom(
        '['.repeat(100_000),
        `{"plan":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
        '{"__proto__":{"plan":1},"plan":null,"question":"?"}',
      ),
    );
    const scripted = fc.oneof<fc.Arbitrary<Scripted>[]>(
      body.map((text) => ({ kind: 'text', text })),
      fc
        .tuple(fc.integer({ min: 400, max: 599 }), hostileText)
        .map(([status, code]) => ({ kind: 'status', status, code })),
      fc.constantFrom<Scripted>(
        { kind: 'no_json' },
        { kind: 'other_json' },
        { kind: 'cuts_connection' },
        { kind: 'refusal' },
      ),
    );
    await fc.assert(
      fc.asyncProperty(scripted, fc.nat(), async (answer, facts) => {
        next = answer;
        const written = await world.writer.write({
          purpose: 'draft-plan',
          facts: { facts },
          schema: DraftAnswer,
          check: () => [],
        });
        if (written.kind === 'written') expect(DraftAnswer.safeParse(written.answer).success).toBe(true);
        else expect(written.detail).not.toMatch(/sk-secret-key/);
      }),
      tries(60),
    );
    await world.close();
  });
});
