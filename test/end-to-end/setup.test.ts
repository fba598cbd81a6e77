import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LISTS, PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type CommandResult, type World } from './world.ts';

const PUBLIC_URL = 'http://127.0.0.1:9';
const GUEST = { id: 70000020, name: 'Gus Guest', email: 'gus@customer.example', role: 4 };
const fields = {
  'Account ID': 'acme',
  'Use case': 'Plan sprints',
  'Onboarding goals': 'Colleagues finish tasks together',
  CSM: 'cara',
  'Onboarding lead': 'lena',
};

interface SetupAnswer {
  readonly webhook: string | null;
  readonly first_start: { readonly drafts: number };
  readonly released: boolean;
  readonly written: number | null;
  readonly todo: readonly { readonly check: string; readonly state: string; readonly says: string }[];
}

describe('setup', () => {
  let world: World;
  let acme: string;
  beforeAll(async () => {
    world = await buildWorld();
    acme = await world.addAccount({ name: 'Acme', fields });
  }, 60_000);
  afterAll(() => world.close());

  const setup = (...args: string[]): Promise<CommandResult> => world.run(['setup', ...args], { PUBLIC_URL });
  const answer = async (...args: string[]): Promise<SetupAnswer> =>
    JSON.parse((await setup('--json', ...args)).out) as SetupAnswer;
  const agentWrote = async (): Promise<boolean> =>
    (await world.comments(acme)).some(({ user }) => user.id === PEOPLE.agent.id);

  it('registers the webhook, shows what a first start would write, and writes nothing', async () => {
    const { code, out } = await setup();
    expect(code).toBe(0);
    expect(out).toContain(`Webhook registered: ${PUBLIC_URL}/webhooks/clickup`);
    expect(out).toContain('A first start writes 1 draft. Asked: Lena Lindholm 1. Their CSMs: Cara Chen 1.');
    expect(out).toMatch(/ {2}Acme: \S/);
    expect(out).toMatch(/Still to do by hand:\n {2}\[ \] events: nothing was ever received → /);
    expect(await agentWrote()).toBe(false);
    expect((await answer()).webhook).toBe('healthy');
  }, 60_000);

  it('repairs a webhook that was suspended', async () => {
    const agent = world.standIn.as(world.workspace.tokens.agent);
    const { webhooks } = await agent.get<{ webhooks: readonly { id: string }[] }>('/v2/team/9000000001/webhook');
    await world.standIn.post(`/webhooks/${webhooks[0]?.id}/suspend`);
    expect(await world.run(['doctor'], { PUBLIC_URL })).toMatchObject({
      code: 1,
      out: expect.stringMatching(/✗ webhook: suspended after 1 failure: .* → see that this address is open/),
    });
    expect((await answer()).webhook).toBe('repaired');
    expect((await world.run(['doctor'], { PUBLIC_URL })).out).toContain('✓ webhook: active, 0 failures');
  }, 60_000);

  it('asks a person to look where guests exist: the API does not show all that they see', async () => {
    await world.standIn.post('/users', GUEST);
    const { code, out } = await setup();
    expect(code).toBe(0);
    expect(out).toMatch(/Please look for yourself:\n {2}\[ \] guests: not checked, .* whether Gus Guest <gus@cust/);
  }, 60_000);

  it.each([
    ['accounts list “Accounts”', LISTS.accounts],
    ['alerts list “Alerts”', LISTS.alerts],
  ])(
    'fails where a guest can see the %s, names the guest and the way out, and releases nothing',
    async (name, list) => {
      await world.standIn.put(`/lists/${list}/members`, { user_ids: [PEOPLE.cara.id, GUEST.id] });
      const { code, out } = await setup('--yes');
      expect(code).toBe(1);
      expect(out).toContain(
        `guests: the guest Gus Guest <gus@customer.example> can see the ${name} → take this person off`,
      );
      expect(out).toContain('Not released: a guest would read it');
      expect(await agentWrote()).toBe(false);
      await world.standIn.put(`/lists/${list}/members`, { user_ids: [] });
    },
  );

  it('writes once a person has said yes', async () => {
    expect(await answer('--yes')).toMatchObject({ released: true, written: 1 });
    expect(await agentWrote()).toBe(true);
  }, 60_000);

  it('says what is wrong with lists, statuses and fields, and what to create by hand', async () => {
    const tara = world.standIn.as(world.workspace.tokens.tara);
    const { space } = await tara.get<{ space: { id: string } }>(`/v2/list/${LISTS.accounts}`);
    const list = (id: string, name: string, part: object = {}) =>
      world.standIn.post('/lists', { id, name, space_id: space.id, statuses: ['open', 'lost'], ...part });
    await list('901200000011', 'Customers');
    await list('901200000012', 'Alarms', { statuses: [{ status: 'to do', type: 'open' }] });
    await list('901200000013', 'Secret', { private_to: [PEOPLE.tara.id] });
    const field = (name: string, type: string) =>
      world.standIn.post('/fields', { name, type, list_ids: ['901200000011'] });
    await field('Account ID', 'short_text');
    await field('Use case', 'text');
    await field('CSM', 'checkbox');
    await writeFile(
      join(world.folder, 'monitor.yaml'),
      `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup:
  accounts_list: "901200000011"
  alerts_list: "901200000012"
  alerts_list_by_csm: { "70000002": "901200000013" }
  statuses: { left: [churned] }
`,
    );
    const { code, out } = await setup();
    expect(code).toBe(1);
    const lines = out.split('\n').filter((line) => line.startsWith('  [ ]'));
    for (const expected of [
      'alerts list: “Alarms” (901200000012) has no closed status → add one in ClickUp',
      'alerts list: 901200000013 cannot be read',
      'statuses: the accounts list has no such status: left: churned → correct clickup.statuses in monitor.yaml; the list has: open, lost',
      'fields: the accounts list has no field named Onboarding goals (Text area (long text)), Onboarding lead (People) → create them in ClickUp',
      'fields: “CSM” is of type checkbox, which cannot be read as a person → make it a field of type People in ClickUp',
      'people: no owners.fallback is set',
    ])
      expect(lines).toContainEqual(expect.stringContaining(expected));
  }, 60_000);
});
