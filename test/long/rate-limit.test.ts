import { LISTS, PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, eventually, type ServiceProcess, type World } from '../end-to-end/world.ts';

/** ClickUp's smallest plans; the window is a minute. */
const LIMIT = 100;
const MINUTE_MS = 60_000;
/** What another program has already used of it with the same token: we must be led by what is left. */
const USED = 20;
const ACCOUNTS = 110;
const KILLED_AFTER_MS = 20_000;

const MONITOR = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup: { accounts_list: "${LISTS.accounts}", alerts_list: "${LISTS.alerts}" }
approval: { default: auto }
owners: { lead: "${PEOPLE.tara.id}", fallback: "${PEOPLE.frida.id}" }
alerts: { confirm_sweeps: 1, hours: null, time_zone: Europe/Berlin }
`;

interface Request {
  readonly at: number;
  readonly method: string;
  readonly status: number | null;
  readonly user_id: number;
}

/** A whole minute by the clock, since the stand-in's limit is one of a minute by the clock, as ClickUp's is. */
describe('a backlog of writes at 100 calls a minute, with a second service and a kill in mid window', () => {
  let world: World;
  const services: ServiceProcess[] = [];
  let begin = 0;
  let requests: readonly Request[] = [];

  beforeAll(async () => {
    world = await buildWorld({ monitor: MONITOR });
    const fields = { 'Use case': 'Plan sprints', 'Onboarding goals': 'Colleagues finish tasks together', CSM: 'cara' };
    for (let n = 1; n <= ACCOUNTS; n += 1)
      await world.addAccount({ name: `Account ${n}`, fields: { ...fields, 'Account ID': `acc-${n}` } });
    await world.standIn.put('/rate-limit', { limit: LIMIT });
    await world.standIn.delete('/requests');
    const agent = world.standIn.as(world.workspace.tokens.agent);
    begin = Date.now();
    for (let n = 1; n <= USED; n += 1) await agent.get('/v2/user');
    const first = await world.serve({ RECONCILE_CRON: '0 0 1 1 *' });
    services.push(await world.serve({ PUBLIC_URL: '', RECONCILE_CRON: '0 0 1 1 *' }));
    await until(begin + KILLED_AFTER_MS);
    await first.kill();
    services.push(await world.serve());
    await until(begin + MINUTE_MS);
    requests = (await world.standIn.get<{ requests: readonly Request[] }>('/requests')).requests.filter(
      ({ user_id: id }) => id === PEOPLE.agent.id,
    );
  }, 120_000);
  afterAll(async () => {
    for (const service of services) await service.stop();
    await world.close();
  }, 30_000);

  const until = (end: number): Promise<void> =>
    new Promise((resolve) => void setTimeout(resolve, Math.max(0, end - Date.now())));

  it('is never refused', () => {
    expect(requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  it('uses at least 95 % of what the minute allows', () => {
    const inMinute = requests.filter(({ at }) => at < begin + MINUTE_MS);
    expect(inMinute.length).toBeGreaterThanOrEqual(0.95 * LIMIT);
    expect(inMinute.filter(({ method, status }) => method === 'POST' && status === 200).length).toBeGreaterThan(30);
  });
});

describe('four services that start in a minute of which three calls are left', () => {
  const LEFT = 3;
  let world: World;
  const services: ServiceProcess[] = [];
  beforeAll(async () => {
    world = await buildWorld({ monitor: MONITOR });
    await world.standIn.put('/rate-limit', { limit: LIMIT });
    const agent = world.standIn.as(world.workspace.tokens.agent);
    for (let n = 1; n <= LIMIT - LEFT; n += 1) await agent.get('/v2/user');
    await world.standIn.delete('/requests');
    services.push(...(await Promise.all([world.serve(), world.serve(), world.serve(), world.serve()])));
  }, 60_000);
  afterAll(async () => {
    for (const service of services) await service.kill();
    await world.close();
  });

  it('ask once between them, and wait for the next minute together', async () => {
    const ofAgent = async () =>
      (await world.standIn.get<{ requests: readonly Request[] }>('/requests')).requests.filter(
        ({ user_id: id }) => id === PEOPLE.agent.id,
      );
    await eventually(async () => (await ofAgent()).length > 0);
    await new Promise((resolve) => void setTimeout(resolve, 4_000));
    expect((await ofAgent()).map(({ status }) => status)).toEqual([200]);
  });
});
