import { contextMarks, disqualified, type Exclusion, TRAIT_WORDS, traitsSay } from '../../src/domain/qualified.ts';

const settings: Exclusion = {
  emailDomains: ['ours.example'],
  userIds: new Set(['u-ops']),
  eventNames: new Set(['Heartbeat']),
};
const users = new Map([['u-colleague', 'internal' as const]]);
const why = (part: { name?: string; userId?: string | null; properties?: Record<string, unknown> }) =>
  disqualified({ name: 'Task Completed', userId: 'ann', properties: {}, ...part }, settings, users);

describe('an event is evidence', () => {
  it.each([
    ['of a customer', {}],
    ['of nobody in particular', { userId: null }],
    ['with test: false', { properties: { test: false, is_test: false, bot: false, sandbox: false } }],
    ['with numbers and words for no', { properties: { test: 0, is_bot: 'no', sandbox: null, impersonated: 'false' } }],
    ['with numbers and words for yes, which are no truth values', { properties: { test: 1, bot: 'yes', sandbox: {} } }],
    ['with an empty impersonator', { properties: { impersonator_id: '', impersonator: null, impersonated_by: {} } }],
    ['of a real payment', { properties: { livemode: true } }],
    ['in the customer’s own environments', { properties: { environment: 'staging', env: 'dev' } }],
    ['of a workflow that ran by itself', { properties: { actor_type: 'system' } }],
    ['of a human with a token', { properties: { auth_method: 'personal_access_token' } }],
    ['of a person whose name says robot', { properties: { name: 'bot', title: 'sandbox test' } }],
    ['about colleagues', { properties: { internal: true, email: 'c@ours.example' } }],
    ['about a key', { name: 'API Key Created', properties: { api_key_id: 'k1' } }],
    ['with an odd context', { properties: { context: 'test', test: [] } }],
    ['with inherited names', { properties: { constructor: true, toString: true } }],
  ])('%s', (_what, part) => {
    expect(why(part)).toBeNull();
  });

  it.each([
    ['by its name', { name: 'Heartbeat' }, 'event_name'],
    ['by its user', { userId: 'u-ops' }, 'user_id'],
    ['of a colleague', { userId: 'u-colleague' }, 'internal'],
    ['of a test', { properties: { test: true } }, 'test'],
    ['of a test, in text', { properties: { isTest: 'TRUE' } }, 'test'],
    ['in test mode', { properties: { testMode: true } }, 'test'],
    ['of a payment that is none', { properties: { livemode: false } }, 'test'],
    ['in a sandbox', { properties: { is_sandbox: true } }, 'sandbox'],
    ['in the environment sandbox', { properties: { environment: 'Sandbox' } }, 'sandbox'],
    ['in the environment test', { properties: { env: 'test' } }, 'sandbox'],
    ['of a bot', { properties: { is_bot: true } }, 'bot'],
    ['of a bot, by the actor', { properties: { actorType: 'Bot' } }, 'bot'],
    ['through a key', { properties: { auth_type: 'API-Key' } }, 'api_key'],
    ['of a service account', { properties: { user_type: 'service_account' } }, 'api_key'],
    ['of a colleague in the customer’s place', { properties: { impersonator_id: 17 } }, 'impersonation'],
    ['of an impersonation', { properties: { isImpersonated: true } }, 'impersonation'],
    ['by its context', { properties: { context: { impersonated_by: 'carla' } } }, 'impersonation'],
    ['by the address in its context', { properties: { context: { email: 'C@Ours.example' } } }, 'internal'],
  ] as const)('not %s', (_what, part, expected) => {
    expect(why(part)).toBe(expected);
  });
});

describe('all acts of a user are left out', () => {
  it.each([
    [{ is_bot: true }, 'bot'],
    [{ type: 'bot' }, 'bot'],
    [{ role: 'service_account' }, 'api_key'],
    [{ isServiceAccount: true }, 'api_key'],
    [{ is_test_user: true }, 'test'],
    [{ sandbox: true }, 'sandbox'],
    [{ $internal_or_test_user: true }, 'internal'],
    [{ user_type: 'impersonation' }, 'impersonation'],
  ])('with the traits %j: %s', (traits, expected) => {
    expect(traitsSay(traits)).toBe(expected);
    expect(TRAIT_WORDS.some((word) => JSON.stringify(traits).toLowerCase().includes(word))).toBe(true);
  });

  it.each([
    {},
    { role: 'service' },
    { is_staff: true },
    { is_employee: true },
    { type: 'human' },
    { test: 'passed' },
    { bot: 'Otto' },
  ])('not with %j', (traits) => expect(traitsSay(traits)).toBeNull());
});

describe('of a context', () => {
  it.each([
    [{ ip: '1.2.3.4', library: { name: 'x' } }, null],
    [{ environment: 'production', test: false }, null],
    [{ environment: 'sandbox', ip: '1.2.3.4' }, { environment: 'sandbox' }],
    [{ traits: { email: 'a@b.example', plan: 'pro' } }, { email: 'a@b.example' }],
    ['text', null],
    [null, null],
  ])('%j only %j is kept', (context, kept) => {
    expect(contextMarks(context)).toEqual(kept);
  });
});
