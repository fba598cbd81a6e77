import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GUEST, inviteGuest, SPACE } from '../../src/cli/demo/workspace.ts';
import type { PersonApi } from '../../src/sandbox/control-client.ts';
import type { AccountDetailJson } from '../../src/monitor/account-json.ts';
import { buildWorld, eventually, type ServiceProcess, type World } from './world.ts';

const DAY_MS = 86_400_000;
const PLANS = `
- match: { account_id: acme }
  plan:
    statement: Acme finishes its first two pieces of work with us
    signal: { event: clickup.task_completed, count: 2 }
    by_day: 21
    core_events: [clickup.task_completed]
    steps:
      - { name: First word from the customer, signal: { event: clickup.comment_posted }, by_day: 5 }
`;

describe('a customer who works in the account’s own list', () => {
  let world: World;
  let service: ServiceProcess;
  let guest: PersonApi;
  let listId: string;
  let taskId: string;
  const tara = () => world.standIn.as(world.workspace.tokens.tara);
  const account = () => service.json<AccountDetailJson>('/api/accounts/acme');
  const stepCounts = async () => (await account()).steps.map(({ count }) => count);
  const did = async () => (await account()).activity.map(({ core, other }) => [core, other]);
  const leftOut = async () => (await account()).excluded.find(({ why }) => why === 'own_team')?.count ?? 0;
  const soon = (check: () => Promise<void>) => eventually(() => check().then(() => true));
  const make = async (who: PersonApi, name: string) =>
    (await who.post<{ id: string }>(`/v2/list/${listId}/task`, { name })).id;
  const complete = (who: PersonApi, id: string, status = 'complete') => who.put(`/v2/task/${id}`, { status });
  const comment = (who: PersonApi, id: string) =>
    who.post(`/v2/task/${id}/comment`, { comment_text: 'Hello', notify_all: false });

  beforeAll(async () => {
    world = await buildWorld();
    guest = world.standIn.as(await inviteGuest(world.standIn));
    listId = (await tara().post<{ id: string }>(`/v2/space/${SPACE}/list`, { name: 'Acme onboarding' })).id;
    const fields = { 'Account ID': 'acme', 'Use case': 'Sprints', 'Start date': Date.now() - 3 * DAY_MS, CSM: 'cara' };
    taskId = await world.addAccount({ name: 'Acme', fields, description: `Onboarding list: ${listId}` });
    await writeFile(join(world.folder, 'plans.yaml'), PLANS);
    expect(await world.run(['sync'])).toMatchObject({ code: 0 });
    expect(await world.run(['import', 'plans', 'plans.yaml'])).toMatchObject({ code: 0 });
    service = await world.serve();
    // Only once the webhook is registered there is one to tell of anything.
    await eventually(async () => (await fetch(`${service.url}/readyz`)).ok);
  }, 90_000);
  afterAll(async () => {
    await service?.stop();
    await world?.close();
  });

  it('is told of by the webhook: the guest’s acts are progress, the team’s are not', async () => {
    const [first, ours] = [await make(tara(), 'Kick-off'), await make(tara(), 'Set up')];
    await comment(tara(), first);
    await comment(guest, first);
    await complete(tara(), ours);
    await complete(guest, first);
    await soon(async () => expect([await stepCounts(), await leftOut()]).toEqual([[1, 1], 4]));
    expect(await account()).toMatchObject({ state: 'on_track', progress: 0.75, reached_at: null });
  });

  it('is found by reading what happened while nobody listened, once, and reaches first value', async () => {
    await service.stop();
    const missed = await make(guest, 'Import the contacts');
    await complete(guest, missed);
    await comment(guest, missed);
    // Another place than before is read at once, and back to the account's start: what is known already among it.
    await tara().put(`/v2/task/${taskId}`, { description: `Onboarding list: ${SPACE}` });
    service = await world.serve();
    await soon(async () => expect([(await account()).state, await stepCounts()]).toEqual(['reached', [1, 2]]));
    // Two tasks completed; a comment before and one now, and the task that the guest made.
    await soon(async () => expect([await did(), await leftOut()]).toEqual([[[2, 3]], 4]));
    expect((await account()).evidence.map(({ user_id }) => user_id)).toContain(`clickup:${GUEST.id}`);
  });
});
