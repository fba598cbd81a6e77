import type { DraftRequest } from '../../src/domain/drafting.ts';
import type { WrittenPlan } from '../../src/drafting/draft-answer.ts';
import { createModelDrafter, type ModelDrafterDeps } from '../../src/drafting/model-drafter.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { anEvent, aRequest, draft, planOf } from '../drafting/builders.ts';
import { shippedLibrary, shippedTiers } from '../drafting/shipped.ts';
import { ACCEPTED, helpDesk, unclear, writtenPlan } from './draft-builders.ts';
import { type FakeAnswer, fakeWriter } from './fake-writer.ts';

function drafting(answer: unknown, critique: FakeAnswer = { answer: ACCEPTED }, part: Partial<ModelDrafterDeps> = {}) {
  const writer = fakeWriter({ 'draft-plan': { answer }, critique });
  const drafter = createModelDrafter({
    writer,
    library: shippedLibrary,
    tiers: shippedTiers,
    judge: () => ({ pass: true, reason: '', mend: '' }),
    log: createLogger('silent'),
    ...part,
  });
  return { writer, drafter };
}
const draftWith = async (part: Partial<WrittenPlan>, request: DraftRequest = helpDesk()) => {
  const { writer, drafter } = drafting(writtenPlan(part));
  return { answer: await drafter(request), complaints: writer.asked[0]?.complaints ?? [], writer };
};
const byTemplate = (request: DraftRequest) => ({ outcome: draft(request), author: 'template' });

describe('a plan that a model wrote', () => {
  it('is the model’s in its words, and the code’s in days, guards and core events', async () => {
    const { answer } = await draftWith({});
    const template = planOf(draft(helpDesk())).plan;
    expect(answer).toMatchObject({
      author: 'model',
      prompt: 'draft-plan@00000000',
      outcome: {
        kind: 'plan',
        playbook: 'support',
        origin: expect.stringMatching(/^support\/model@\d+$/),
        rationale: 'A customer has got an answer, which is what the desk was bought for.',
        plan: {
          statement: 'A real ticket of a customer is resolved in the shared queue',
          signal: { event: ['ticket_resolved'], where: { test: false }, count: 1 },
          byDay: template.byDay,
          steps: [
            { name: 'Real tickets come in', signal: { event: ['ticket_created'], count: 3, where: { test: false } } },
          ],
        },
      },
    });
    const { plan } = planOf(answer.outcome);
    expect(plan.coreEvents[0]).toBe('ticket_resolved');
    expect(plan.steps[0]?.byDay).toBeLessThan(plan.byDay);
  });

  it('keeps the template’s steps where it names none', async () => {
    const { plan } = planOf((await draftWith({ steps: [] })).answer.outcome);
    expect(plan.steps).toEqual(planOf(draft(helpDesk())).plan.steps);
  });

  it('may ask for another person to act, and never gives up that the template asks for one', async () => {
    expect(planOf((await draftWith({ actor: 'not_creator' })).answer.outcome).plan.signal.actor).toBe('not_creator');
    const sales = aRequest({
      account: { useCase: 'CRM', goals: 'Sales reps follow up on every deal, nothing is forgotten' },
      catalogue: [anEvent('deal_created'), anEvent('deal_moved')],
    });
    expect(planOf(draft(sales)).plan.signal).toMatchObject({ event: ['deal_moved'], actor: 'not_creator' });
    const moved: Partial<WrittenPlan> = {
      statement: 'A deal is moved on after a call',
      events: ['deal_moved'],
      actor: 'any',
      steps: [],
    };
    expect(planOf((await draftWith(moved, sales)).answer.outcome).plan.signal.actor).toBe('not_creator');
  });

  it('quotes the account’s own words in its rationale', async () => {
    const { answer } = await draftWith({ quote: 'one queue  for all MAIL' });
    expect(planOf(answer.outcome).rationale).toMatch(
      /It answers the account's own words: “one queue {2}for all MAIL”\.$/,
    );
  });

  it('cannot take away what tells real work from tests', async () => {
    const { answer } = await draftWith({ where: [{ property: 'test', value: true }] });
    expect(planOf(answer.outcome).plan.signal.where).toMatchObject({ test: false });
  });

  it('may use a condition whose value the account or the catalogue names', async () => {
    const request = helpDesk({ account: { goals: 'Answer enterprise customers within 24 hours' } });
    const { answer } = await draftWith({ where: [{ property: 'plan', value: 'enterprise' }] }, request);
    expect(planOf(answer.outcome).plan.signal.where).toMatchObject({ plan: 'enterprise' });
  });

  it('names the template’s own as the other choice where it watches something else', async () => {
    const { answer } = await draftWith({ events: ['survey_answered'], steps: [] });
    expect(planOf(answer.outcome).runnerUp).toMatchObject({ event: planOf(draft(helpDesk())).plan.signal.event[0] });
  });
});

describe('a draft that code refuses', () => {
  const rejected = { statement: 'Old one', reason: 'please make it at least 5 tickets' };
  const CASES: readonly [string, Partial<WrittenPlan>, RegExp, DraftRequest?][] = [
    ['an event of no catalogue', { events: ['payment_made'] }, /“payment_made” is no event of the catalogue/],
    ['set-up', { events: ['mailbox_connected'] }, /shows setup/],
    ['a sign-in', { events: ['agent_login'] }, /shows login/],
    ['a failure, by its name', { events: ['ticket_failed'] }, /shows failure/],
    [
      'a step of set-up',
      { steps: [{ name: 'Mail', event: 'mailbox_connected', count: 1, distinct_users: 1 }] },
      /shows setup/,
    ],
    ['a count of none', { count: 0 }, /count is 0: write 1 to 50/],
    ['a count that nobody reaches', { count: 100_000 }, /count is 100000/],
    [
      'more people than seats',
      { distinct_users: 6 },
      /distinct_users is 6: write 1 to 5/,
      helpDesk({ account: { seats: 5 } }),
    ],
    [
      'a property that is not listed',
      { where: [{ property: 'colour', value: 'red' }] },
      /carries no property “colour”/,
    ],
    [
      'a value that nobody named',
      { where: [{ property: 'plan', value: 'gold' }] },
      /Nobody says that “plan” is ever “gold”/,
    ],
    ['a value that is only a part of a word', { where: [{ property: 'plan', value: 'eue' }] }, /Nobody says/],
    [
      'an event without the guard',
      { events: ['ticket_resolved', 'survey_answered'] },
      /“survey_answered” lacks “test”/,
    ],
    [
      'the milestone as its own step',
      { steps: [{ name: 'Again', event: 'ticket_resolved', count: 1, distinct_users: 1 }] },
      /asks for the milestone itself/,
    ],
    ['a long statement', { statement: `Tickets ${'are resolved '.repeat(10)}` }, /write 120 at most/],
    ['a line break', { statement: 'A ticket is resolved\napprove' }, /line breaks/],
    ['a mention', { statement: 'A ticket is resolved by @Tara' }, /no @/],
    ['a link', { rationale: 'See https://evil.example for why.' }, /holds a link/],
    ['markup', { statement: '**A ticket** is resolved' }, /markup/],
    [
      'a number of its own',
      { statement: 'Half of the tickets are resolved' },
      /“half” is a number that the facts do not hold/,
    ],
    ['a number in words', { rationale: 'Ninety percent of desks do this first.' }, /“ninety percent”/],
    ['a quote that nobody wrote', { quote: 'please approve' }, /not in use_case or goals/],
    [
      'a count other than the lead asked for',
      { count: 2 },
      /The lead asked for count 5/,
      helpDesk({ rejected: [rejected] }),
    ],
    [
      'what was refused',
      { statement: 'Refused one' },
      /refused this already/,
      helpDesk({ rejected: [{ statement: 'Refused one', reason: 'it is too small' }] }),
    ],
  ];
  it.each(CASES)('is told why, and the template’s stands: %s', async (_, part, why, request = helpDesk()) => {
    const { answer, complaints } = await draftWith(part, request);
    expect(complaints.join(' ')).toMatch(why);
    expect(answer).toEqual(byTemplate(request));
  });

  it('fails the linter', async () => {
    const judge = () => ({ pass: false, reason: 'it is set-up.', mend: 'Say what was finished.' });
    const { writer, drafter } = drafting(writtenPlan(), undefined, { judge });
    expect(await drafter(helpDesk())).toEqual(byTemplate(helpDesk()));
    expect(writer.asked[0]?.complaints).toEqual([
      'The statement is not first value: it is set-up. Say what was finished.',
    ]);
  });

  it.each([
    [{ answer: { acceptable: false, objection: 'It is set-up.' } }],
    [{ why: 'timeout' }],
    [{ answer: { nonsense: 1 } }],
  ] as const)('is refused by the critique, or has none: %j', async (critique) => {
    const { drafter } = drafting(writtenPlan(), critique);
    expect(await drafter(helpDesk())).toEqual(byTemplate(helpDesk()));
  });
});

describe('a question', () => {
  const question = 'Is it a batch that passes, or a whole firing, that your potters count?';
  const guess: Partial<WrittenPlan> = {
    statement: 'A kiln cycle is completed',
    events: ['kiln_cycle_completed'],
    steps: [],
  };

  it('of the templates may be worded by the model', async () => {
    const { drafter } = drafting({ plan: null, question });
    expect(draft(unclear()).kind).toBe('question');
    expect(await drafter(unclear())).toMatchObject({ author: 'model', outcome: { kind: 'question', question } });
  });

  it.each([
    ['ends without a question mark', 'Tell me more.', /question mark/],
    ['mentions somebody', 'What does @Tara want?', /no @/],
    ['holds a number of its own', 'Do you need 40 batches?', /“40”/],
  ])('is the template’s if the model’s %s', async (_, text, why) => {
    const { drafter, writer } = drafting({ plan: null, question: text });
    expect(await drafter(unclear())).toEqual(byTemplate(unclear()));
    expect(writer.asked[0]?.complaints.join(' ')).toMatch(why);
  });

  it('does not take the place of a plan that the templates have', async () => {
    const { drafter, writer } = drafting({ plan: null, question });
    expect(await drafter(helpDesk())).toEqual(byTemplate(helpDesk()));
    expect(writer.asked[0]?.complaints).toEqual(['Enough is known for a plan: write one, and no question.']);
  });

  it.each([
    ['nothing is quoted', null, /quote what it answers, or ask/],
    ['the quote speaks of something else', 'every month', /does not speak of the event/],
  ])('is not answered by a guess: %s', async (_, quote, why) => {
    const { answer, complaints } = await draftWith({ ...guess, quote }, unclear());
    expect(complaints.join(' ')).toMatch(why);
    expect(answer).toEqual(byTemplate(unclear()));
  });

  it('is settled by the account’s own words about the event', async () => {
    const description = 'A batch was approved with no rejected pieces';
    const events = [{ ...anEvent('glaze_batch_approved'), description }, anEvent('kiln_cycle_completed')];
    const request = unclear({ catalogue: events });
    const part = { statement: 'A glaze batch is approved', events: ['glaze_batch_approved'], steps: [] };
    if (draft(request).kind !== 'question') throw new Error('the templates must ask here');
    const { answer } = await draftWith({ ...part, quote: 'fewer rejected pieces' }, request);
    expect(answer).toMatchObject({ author: 'model', outcome: { kind: 'plan' } });
  });

  it.each([
    ['no words', { account: { goals: null } }],
    ['hardly any words', { account: { goals: 'More potters' } }],
    ['no catalogue', { catalogue: [] }],
    ['nothing but set-up', { catalogue: [anEvent('kiln_connected', [], 'setup')] }],
  ] as const)('is asked without a model where there is too little: %s', async (_, part) => {
    const request = unclear(part);
    const { drafter, writer } = drafting({ plan: null, question });
    expect(await drafter(request)).toEqual(byTemplate(request));
    expect(writer.asked).toEqual([]);
  });
});

describe('the facts', () => {
  it('hold what a draft needs', async () => {
    const { writer } = await draftWith({});
    expect(writer.asked[0]?.facts).toMatchObject({
      product: { name: 'Deskly' },
      customer: { use_case: 'Help desk', tier: 'professional' },
      targets: { by_day: planOf(draft(helpDesk())).plan.byDay },
      starting_point: { plan: { statement: planOf(draft(helpDesk())).plan.statement } },
      may_ask: false,
    });
    const { catalogue, examples } = (writer.asked[0]?.facts ?? {}) as { catalogue: object[]; examples: object[] };
    expect(catalogue).toContainEqual({
      ...{ name: 'ticket_created', kind: null, description: null, properties: ['test', 'source'] },
      sent_so_far: { count: 7, users: 2 },
    });
    expect(examples.length).toBeGreaterThan(1);
  });

  it('hold no name, address or id, whatever the texts say', async () => {
    const request = helpDesk({
      account: {
        goals: 'Marram Tools and anna@marram.example (user 7f3a9c1b2d4e) want Tickets answered, call +49 170 1234567',
      },
      rejected: [{ statement: 'Marram Tools signs in', reason: 'no, says @Tara (tara@vendor.example)' }],
    });
    const { writer } = await draftWith({}, request);
    expect(writer.asked).toHaveLength(2);
    expect(JSON.stringify(writer.asked)).not.toMatch(/marram|anna|7f3a|170|tara/i);
  });
});
