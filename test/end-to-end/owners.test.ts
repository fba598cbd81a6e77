import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World, WRITE_KEY } from './world.ts';

const DAY_MS = 86_400_000;
const quiet = (csm?: string) => ({
  'Account ID': 'quiet',
  'Use case': 'Plan sprints',
  'Start date': Date.now() - 35 * DAY_MS,
  ...(csm === undefined ? {} : { CSM: csm }),
});
const keyOf = ({ comment }: Comment): string =>
  comment.map(({ attributes }) => /#fvm-(.+)$/.exec(attributes?.link ?? '')?.[1] ?? '').join('');
const calls =
  (id: number) =>
  ({ comment }: Comment): boolean =>
    comment.some(({ user }) => user?.id === id);

async function signIn({ url }: ServiceProcess, groupId: string): Promise<void> {
  const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
  const headers = { Authorization, 'Content-Type': 'application/json' };
  const event = { event: 'Signed In', userId: 'u1', messageId: 'm1', context: { groupId } };
  const answer = await fetch(`${url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) });
  expect(answer.status).toBe(200);
}

const monitorWith = (owners: string): string => `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup: { accounts_list: "901200000001", alerts_list: "901200000002" }
owners: ${owners}
alerts: { confirm_sweeps: 1, hours: null, time_zone: Europe/Berlin }
`;

describe('an open alert whose account gets another CSM', () => {
  let world: World;
  let service: ServiceProcess;
  let taskId: string;
  beforeAll(async () => {
    world = await buildWorld();
    service = await world.serve();
    taskId = await world.addAccount({ name: 'Quiet Ltd', fields: quiet('cara') });
    await eventually(async () => (await service.json<readonly unknown[]>('/api/accounts')).length === 1);
    await signIn(service, 'quiet');
    await sweep();
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  const sweep = async () => expect(await world.run(['sweep'])).toMatchObject({ code: 0 });
  const assigned = async () => (await world.alertTasks()).map(({ assignees }) => assignees.map(({ id }) => id));
  const csmBecomes = async (who: 'cara' | 'omar', was: 'cara' | 'omar') => {
    const id = world.workspace.fields.get('CSM')?.id ?? '';
    const value = { add: [PEOPLE[who].id], rem: [PEOPLE[was].id] };
    await world.standIn.as(world.workspace.tokens.tara).post(`/v2/task/${taskId}/field/${id}`, { value });
    await eventually(async () => {
      const { csm } = await service.json<{ csm: { id: number } | null }>('/api/accounts/quiet');
      return csm?.id === PEOPLE[who].id;
    });
    await sweep();
  };

  it('moves with it, and calls the new one once', async () => {
    expect(await assigned()).toEqual([[PEOPLE.cara.id]]);
    await csmBecomes('omar', 'cara');
    expect(await eventually(async () => ((await assigned())[0]?.[0] === PEOPLE.omar.id ? assigned() : null))).toEqual([
      [PEOPLE.omar.id],
    ]);
    expect((await world.comments(taskId)).filter(calls(PEOPLE.omar.id))).toHaveLength(1);
  });

  it('moves back and forth as often as it must, with a key of its own each time', async () => {
    await csmBecomes('cara', 'omar');
    await csmBecomes('omar', 'cara');
    await eventually(async () => JSON.stringify(await assigned()) === JSON.stringify([[PEOPLE.omar.id]]));
    const keys = (await world.comments(taskId)).map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('an account whose alert nobody active could own', () => {
  let world: World;
  let service: ServiceProcess;
  beforeAll(async () => {
    world = await buildWorld({ monitor: monitorWith('{}') });
    service = await world.serve();
    await world.addAccount({ name: 'Quiet Ltd', fields: quiet() });
    await eventually(async () => (await service.json<readonly unknown[]>('/api/accounts')).length === 1);
    await signIn(service, 'quiet');
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  it('has it held, and the reason stands on the account and in the audit', async () => {
    expect(await world.run(['sweep', '--json'])).toMatchObject({ code: 0 });
    const { alerts } = await service.json<{ alerts: readonly object[] }>('/api/accounts/quiet');
    expect(alerts).toMatchObject([{ delivery: 'held', reason: 'no_active_owner' }]);
    expect(await world.alertTasks()).toEqual([]);
    const audit = await service.json<readonly { what: string; detail: object }[]>('/api/audit');
    expect(audit.filter(({ what }) => what === 'alert_held')).toMatchObject([
      { detail: { because: 'no_active_owner' } },
    ]);
  });
});

describe('a token that belongs to a CSM', () => {
  let world: World;
  let service: ServiceProcess;
  beforeAll(async () => {
    world = await buildWorld();
    await world.addAccount({ name: 'Quiet Ltd', fields: quiet('cara') });
    service = await world.serve({ CLICKUP_API_TOKEN: world.workspace.tokens.cara });
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  it('is said loudly at the start, with the way out', async () => {
    const lines = () => service.log().split('\n');
    const line = await eventually(async () => lines().find((each) => each.includes('CLICKUP_API_TOKEN')));
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      msg: expect.stringContaining('Cara Chen, who is a CSM'),
      wayOut: expect.stringContaining('a seat of its own'),
    });
  });

  it('is said by doctor too', async () => {
    const doctor = await world.run(['doctor', '--json'], { CLICKUP_API_TOKEN: world.workspace.tokens.cara });
    expect(doctor.out).toContain('who is a CSM');
  });
});
