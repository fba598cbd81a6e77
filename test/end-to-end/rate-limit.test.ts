import { setTimeout as pause } from 'node:timers/promises';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, eventually, type ServiceProcess, type World } from './world.ts';

/** ClickUp's smallest plans; the window is a minute. */
const LIMIT = 100;
/** What another program has already used of it with the same token: the service must be led by what is left. */
const USED = 40;
const ACCOUNTS = 60;
const WATCH_MS = 12_000;

const MONITOR = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup: { accounts_list: "901200000001", alerts_list: "901200000002" }
approval: { default: auto }
owners: { lead: "${PEOPLE.tara.id}", fallback: "${PEOPLE.frida.id}" }
alerts: { confirm_sweeps: 1, hours: null, time_zone: Europe/Berlin }
`;

interface Requests {
  readonly requests: readonly { readonly method: string; readonly status: number | null; readonly user_id: number }[];
}

describe('a backlog of writes under a small rate limit', () => {
  let world: World;
  let service: ServiceProcess;
  beforeAll(async () => {
    world = await buildWorld({ monitor: MONITOR });
    const fields = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together', CSM: 'cara' };
    for (let n = 1; n <= ACCOUNTS; n += 1)
      await world.addAccount({ name: `Account ${n}`, fields: { ...fields, 'Account ID': `acc-${n}` } });
    await world.standIn.put('/rate-limit', { limit: LIMIT });
    const agent = world.standIn.as(world.workspace.tokens.agent);
    for (let n = 1; n <= USED; n += 1) await agent.get('/v2/user');
    await world.standIn.delete('/requests');
    service = await world.serve();
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  }, 30_000);

  it('is worked through without one refusal', async () => {
    const ofAgent = async () =>
      (await world.standIn.get<Requests>('/requests')).requests.filter(({ user_id: id }) => id === PEOPLE.agent.id);
    await eventually(async () => (await ofAgent()).some(({ method }) => method === 'POST'));
    await pause(WATCH_MS);
    const requests = await ofAgent();
    expect(requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(requests.filter(({ method, status }) => method === 'POST' && status === 200).length).toBeGreaterThan(3);
    expect(requests.length).toBeLessThan(LIMIT - USED);
  }, 40_000);
});
