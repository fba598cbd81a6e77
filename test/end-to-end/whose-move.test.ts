import { GUEST, inviteGuest, PEOPLE, SPACE } from '../../src/cli/demo/workspace.ts';
import type { AccountDetailJson } from '../../src/monitor/account-json.ts';
import { QualityJson } from '../../src/monitor/quality-json.ts';
import { buildWorld, eventually, type ServiceProcess, type World, WRITE_KEY } from './world.ts';

const DAY_MS = 86_400_000;

describe('an account that waits for our own overdue task', () => {
  let world: World;
  let service: ServiceProcess;
  beforeAll(async () => {
    world = await buildWorld();
    await inviteGuest(world.standIn);
    const listId = await onboardingList();
    await work(listId, 'Grant access', GUEST.id, 20);
    await work(listId, 'Migrate the data', PEOPLE.omar.id, 4);
    await world.addAccount({
      name: 'Quiet Ltd',
      fields: {
        'Account ID': 'quiet',
        'Use case': 'Plan sprints',
        'Start date': Date.now() - 35 * DAY_MS,
        CSM: 'cara',
      },
      description: `Onboarding list: ${listId}`,
    });
    service = await world.serve();
    await signIn();
    await eventually(async () => (await account()).whose_move?.kind !== 'unknown');
    expect(await world.run(['sweep'])).toMatchObject({ code: 0 });
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  const tara = () => world.standIn.as(world.workspace.tokens.tara);
  const account = () => service.json<AccountDetailJson>('/api/accounts/quiet');
  const onboardingList = async (): Promise<string> =>
    (await tara().post<{ id: string }>(`/v2/space/${SPACE}/list`, { name: 'Quiet onboarding' })).id;
  const work = (listId: string, name: string, assignee: number, daysAgo: number) =>
    tara().post(`/v2/list/${listId}/task`, {
      name,
      assignees: [assignee],
      due_date: Date.now() - daysAgo * DAY_MS,
      due_date_time: true,
    });
  async function signIn(): Promise<void> {
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const event = { event: 'Signed In', userId: 'u1', messageId: 'm1', context: { groupId: 'quiet' } };
    const headers = { Authorization, 'Content-Type': 'application/json' };
    await fetch(`${service.url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) });
  }

  it('says so where the account is looked at, with the task behind it', async () => {
    const { whose_move: move } = await account();
    expect(move).toMatchObject({
      kind: 'ours',
      evidence: [{ kind: 'task', name: 'Migrate the data', overdue_days: 4, assignees: ['Omar Okafor'], side: 'ours' }],
    });
    expect(move?.next[0]).toContain('“Migrate the data” (Omar Okafor, 4 days overdue)');
    const page = await (await fetch(`${service.url}/accounts/quiet`)).text();
    expect(page).toContain('Whose move is it?');
    expect(page).toContain('4 days overdue');
  });

  it('has an alert that names our task with its link, and does not send the CSM to the customer', async () => {
    const [task] = await eventually(async () => {
      const tasks = await world.alertTasks();
      return tasks.length > 0 && tasks;
    });
    const says = task?.markdown_description ?? '';
    expect(says).toMatch(/Whose move:\*\* ours/);
    expect(says).toMatch(/\[Migrate the data\]\(http/);
    expect(says).toContain('Do not chase Quiet Ltd meanwhile');
    expect(says).not.toContain('Grant access');
  });

  it('shows in the quality of alerts what was suggested, and what it was worth', async () => {
    const json = await world.run(['quality', '--json']);
    const { rules, interventions } = QualityJson.parse(JSON.parse(json.out));
    expect(rules).toMatchObject([{ rule: 'early_alert', delivered: 1, n: 0, precision: null, unanswered: 1 }]);
    expect(interventions.by_whose_move).toMatchObject([{ name: 'ours', n: 0, pending: 1 }]);
    const { out, code } = await world.run(['quality']);
    expect(code).toBe(0);
    expect(out).toMatch(/early_alert +all +– +0/);
    expect(out).toMatch(/whose move +ours +– of 0, 1 pending/);
  });
});
