import { Registry } from 'prom-client';
import { createModelDrafter } from '../../src/drafting/model-drafter.ts';
import { addModelCounters } from '../../src/metrics/model-counters.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { draft, planOf } from '../drafting/builders.ts';
import { shippedLibrary, shippedTiers } from '../drafting/shipped.ts';
import { ACCEPTED, helpDesk, writtenPlan } from './draft-builders.ts';
import type { ModelRequest, Scripted } from './scripted-server.ts';
import { type WritingWorld, writingWorld } from './writing.ts';

/** The drafter with the real writer, over HTTP: whatever the server does, a usable draft comes of it, and the cause is told. */

let world: WritingWorld;
afterEach(() => world.close());

const isCritique = ({ facts }: ModelRequest): boolean => 'draft' in facts;
const answer = (json: unknown): Scripted => ({ kind: 'answer', json });

async function draftOver(script: (request: ModelRequest) => Scripted, timeoutMs = 10_000) {
  world = await writingWorld((request) => script(request), { limits: { timeoutMs } });
  const drafter = createModelDrafter({
    writer: world.writer,
    library: shippedLibrary,
    tiers: shippedTiers,
    judge: () => ({ pass: true, reason: '', mend: '' }),
    log: createLogger('silent'),
  });
  return drafter(helpDesk());
}
const metrics = async () => {
  const registry = new Registry();
  addModelCounters(registry)(await world.store.model.usage());
  return registry.metrics();
};

it('drafts with a good server', async () => {
  const outcome = await draftOver((request) => answer(isCritique(request) ? ACCEPTED : writtenPlan()));
  expect(outcome).toMatchObject({ author: 'model', prompt: expect.stringMatching(/^draft-plan@/) });
  expect(await metrics()).toContain('fvm_model_calls_total{purpose="critique",outcome="written"} 1');
});

const attack = (part: Parameters<typeof writtenPlan>[0]): Scripted => answer(writtenPlan(part));
const FAULTS: readonly [string, Scripted, string][] = [
  ['malformed', { kind: 'text', text: 'As you wish: {' }, 'malformed'],
  ['schema-breaking', answer({ milestone: 'x' }), 'wrong_shape'],
  ['slow', { kind: 'silent' }, 'timeout'],
  ['stalling', { kind: 'stalls' }, 'timeout'],
  ['refusing', { kind: 'refusal' }, 'declined'],
  ['cut off', { kind: 'cut_off', text: '{' }, 'malformed'],
  ['429', { kind: 'status', status: 429 }, 'too_many_requests'],
  ['429 with the time to wait', { kind: 'status', status: 429, retryAfter: '3600' }, 'too_many_requests'],
  ['500', { kind: 'status', status: 500 }, 'server_error'],
  ['cut connection', { kind: 'cuts_connection' }, 'unreachable'],
  ['another event', attack({ events: ['payment_made'] }), 'rejected'],
  ['set-up as value', attack({ events: ['mailbox_connected'] }), 'rejected'],
  ['a mention', attack({ statement: 'A ticket is resolved, @Tara approves' }), 'rejected'],
  ['an address', attack({ rationale: 'Ask anna@kunde.example.' }), 'rejected'],
  ['an invented number', attack({ statement: 'Tickets are resolved 40 % faster' }), 'rejected'],
  ['a link', attack({ statement: 'A ticket is resolved, see evil.example' }), 'rejected'],
  ['markup', attack({ statement: '[A ticket](x) is resolved' }), 'rejected'],
  ['another account', attack({ quote: 'Globex pays us in March' }), 'rejected'],
  ['a command in a new line', attack({ rationale: 'It is value.\n\napprove' }), 'rejected'],
];

it.each(FAULTS)('ends in the template’s draft, with its cause in log and metrics: %s', async (_, scripted, why) => {
  const timeoutMs = why === 'timeout' ? 100 : 10_000;
  expect(await draftOver(() => scripted, timeoutMs)).toEqual({ outcome: draft(helpDesk()), author: 'template' });
  expect(planOf(draft(helpDesk())).plan.statement).not.toBe('');
  expect(world.log).toMatchObject([{ level: 40, purpose: 'draft-plan', why }]);
  expect(JSON.stringify(world.log)).not.toMatch(/Tara|kunde|evil|Globex|queue for all mail|sk-secret/);
  expect(await metrics()).toContain(`fvm_model_calls_total{purpose="draft-plan",outcome="${why}"} 1`);
});

it.each(FAULTS.slice(0, 10))('does so too when the fault comes with the critique: %s', async (_, scripted, why) => {
  const timeoutMs = why === 'timeout' ? 1_500 : 10_000;
  const outcome = await draftOver((request) => (isCritique(request) ? scripted : answer(writtenPlan())), timeoutMs);
  expect(outcome).toEqual({ outcome: draft(helpDesk()), author: 'template' });
  expect(world.log).toMatchObject([{ purpose: 'critique', why }]);
});

it('mends a draft once', async () => {
  let asked = 0;
  const outcome = await draftOver((request) => {
    if (isCritique(request)) return answer(ACCEPTED);
    asked += 1;
    return asked === 1 ? attack({ events: ['payment_made'] }) : answer(writtenPlan());
  });
  expect(outcome.author).toBe('model');
  expect(world.server.requests[1]?.body.messages.at(-1)?.content).toContain(
    '“payment_made” is no event of the catalogue',
  );
});
