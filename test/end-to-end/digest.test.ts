import { LISTS, PEOPLE } from '../../src/cli/demo/workspace.ts';
import {
  buildWorld,
  type Comment,
  eventually,
  type ServiceProcess,
  type Task,
  type World,
  WRITE_KEY,
} from './world.ts';

const DAY_MS = 86_400_000;
const MONITOR = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup: { accounts_list: "${LISTS.accounts}", alerts_list: "${LISTS.alerts}", reports_list: "${LISTS.reports}" }
owners: { lead: "${PEOPLE.tara.id}", fallback: "${PEOPLE.frida.id}" }
alerts: { confirm_sweeps: 1, hours: null, time_zone: Europe/Berlin, budget_per_csm_per_day: 1 }
`;
const EVERY_SECOND = '* * * * * *';
const NEVER = '0 0 1 1 *';

const calls =
  (id: number) =>
  ({ comment }: Comment): boolean =>
    comment.some(({ user }) => user?.id === id);

/** Two quiet accounts of one CSM who has room for one alert a day, and a third that is past the window. */
describe('the digest', () => {
  let world: World;
  let service: ServiceProcess;
  const tasks: string[] = [];
  beforeAll(async () => {
    world = await buildWorld({ monitor: MONITOR });
    service = await world.serve({ SWEEP_CRON: NEVER, DIGEST_CRON: EVERY_SECOND, LOG_LEVEL: 'info' });
    const start = Date.now() - 35 * DAY_MS;
    for (const id of ['one', 'two'])
      tasks.push(
        await world.addAccount({ name: `${id} Ltd`, fields: { 'Account ID': id, CSM: 'cara', 'Start date': start } }),
      );
    const late = Date.now() - 100 * DAY_MS;
    await world.addAccount({ name: 'Late Ltd', fields: { 'Account ID': 'late', CSM: 'omar', 'Start date': late } });
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const headers = { Authorization, 'Content-Type': 'application/json' };
    const event = { event: 'Signed In', userId: 'u1', messageId: 'm1', context: { groupId: 'one' } };
    await eventually(async () => (await service.json<readonly unknown[]>('/api/accounts')).length === 3);
    await fetch(`${service.url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) });
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  const reports = async (): Promise<readonly Task[]> =>
    (
      await world.standIn
        .as(world.workspace.tokens.tara)
        .get<{ tasks: readonly Task[] }>(`/v2/list/${LISTS.reports}/task?include_markdown_description=true`)
    ).tasks;
  const taskOf = (name: string) => eventually(async () => (await reports()).find((task) => task.name.includes(name)));
  const runs = (): number => (service.log().match(/digests written|no digest/g) ?? []).length;

  it('tells the CSM what found no room, under one standing task, with the accounts behind it', async () => {
    const task = await taskOf('Digest for Cara Chen');
    expect(task).toMatchObject({ assignees: [{ id: PEOPLE.cara.id }], due_date: null });
    const [digest] = await eventually(async () => {
      const comments = await world.comments(task.id);
      return comments.length > 0 ? comments : null;
    });
    expect(digest).toMatchObject({ user: { id: PEOPLE.agent.id } });
    expect(calls(PEOPLE.cara.id)(digest as Comment)).toBe(true);
    expect(digest?.comment_text).toContain('Hard alerts beyond today’s 1');
    expect(digest?.comment_text).toMatch(/(one|two) Ltd: 3\d days/);
    const links = digest?.comment.flatMap(({ attributes }) => attributes?.link ?? []) ?? [];
    expect(links.some((link) => tasks.some((id) => link.endsWith(`/t/${id}`)))).toBe(true);
    expect(links.some((link) => link.startsWith(task.url) && link.includes('#fvm-digest.'))).toBe(true);
    expect(await world.alertTasks()).toHaveLength(2);
  });

  it('is one comment a day, however often it is asked for', async () => {
    const before = runs();
    await eventually(async () => runs() >= before + 3);
    expect((await reports()).map(({ name }) => name).sort()).toEqual([
      'Digest for Cara Chen · First Value Monitor',
      'Digest for Tara Teamlead · First Value Monitor',
    ]);
    for (const { id } of await reports()) expect(await world.comments(id)).toHaveLength(1);
  });

  it('tells the lead once of who is past the window without first value', async () => {
    const { id } = await taskOf('Digest for Tara Teamlead');
    const [digest] = await eventually(async () => {
      const comments = await world.comments(id);
      return comments.length > 0 ? comments : null;
    });
    expect(digest?.comment_text).toMatch(/past day 90 without first value[\s\S]*Late Ltd: \d+ days/);
  });

  it('is where the account says that its alert went, and why', async () => {
    const rows = await service.json<readonly { alert: { delivery: string; reason: string } | null }[]>('/api/accounts');
    const alerts = rows.flatMap(({ alert }) => (alert === null ? [] : [alert]));
    expect(alerts.filter(({ delivery }) => delivery === 'digest')).toMatchObject([
      { reason: 'over_budget', reason_in_words: 'the CSM’s alerts for today are used up' },
    ]);
    expect(alerts.filter(({ delivery }) => delivery === 'task')).toHaveLength(2);
  });
});
