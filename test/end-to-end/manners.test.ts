import { LISTS, PEOPLE, type PersonName } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World, WRITE_KEY } from './world.ts';

const DAY_MS = 86_400_000;
const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;
const withField = (id: string) => ({
  'Account ID': id,
  'Use case': 'Plan sprints',
  'Onboarding goals': 'Colleagues finish tasks together',
  CSM: 'cara',
  'Onboarding lead': 'lena',
});
const SUPER_AGENT = -16800001;

interface Workspace {
  readonly manners: Readonly<Record<string, string | boolean>>;
  readonly superAgentsListed: boolean;
  /** What `doctor` must say of it, in part. */
  readonly seen: readonly string[];
}

const AS_IN_THE_SAMPLES: Workspace = {
  manners: {},
  superAgentsListed: false,
  seen: [
    'a reply in a thread is told as taskCommentPosted (',
    'an edited comment keeps its history id',
    'who was unassigned is named in before',
    'a task created with assignees is not told as an assignment (1 seen)',
    'a comment leaves its task’s date of change as it is',
    'Super Agents are not listed among the members, but act',
    'X-RateLimit-Reset is written in seconds',
    'a mention in a delivery has as user id a number, whole user',
    'the same delivery came again after',
  ],
};
const THE_OTHER_WAY: Workspace = {
  manners: {
    replies_told_as: 'taskUpdated',
    edits_keep_history_id: false,
    removed_assignee_in: 'after',
    creation_tells_assignees: true,
    comments_move_tasks: true,
    told_tags: 'id as text',
    rate_reset_in: 'milliseconds',
  },
  superAgentsListed: true,
  seen: [
    'a reply in a thread is told as taskUpdated only',
    'an edited comment gets a new history id',
    'who was unassigned is named in after',
    'a task created with assignees is told as an assignment too (1 seen)',
    'a comment moves its task’s date of change',
    'Super Agents are listed among the members',
    'X-RateLimit-Reset is written in milliseconds',
    'a mention in a delivery has as user id a text, id only',
    'the same delivery came again after',
  ],
};
const REPLIES_BY_THEMSELVES: Workspace = {
  manners: { replies_told_as: 'taskCommentPosted' },
  superAgentsListed: false,
  seen: ['a reply in a thread is told as taskCommentPosted only'],
};

/** The points that ClickUp's documents leave open: the service copes either way, and notes which way it is. */
describe.each([
  ['behaves as in ClickUp’s samples', AS_IN_THE_SAMPLES],
  ['behaves the other way', THE_OTHER_WAY],
  ['tells replies as comments only', REPLIES_BY_THEMSELVES],
])('a workspace that %s', (_title, { manners, superAgentsListed, seen }) => {
  let world: World;
  let service: ServiceProcess;
  let acme: string;
  let superAgent: { readonly token: string };
  beforeAll(async () => {
    world = await buildWorld();
    await world.standIn.put('/manners', manners);
    const agent = { id: SUPER_AGENT, name: 'Brainy', listed: superAgentsListed };
    superAgent = await world.standIn.post<{ token: string }>('/users', agent);
    // Its own rounds of reading are five minutes apart: what it hears in these tests it was told.
    service = await world.serve();
    acme = await world.addAccount({ name: 'Acme', fields: withField('acme') });
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  const as = (who: PersonName) => world.standIn.as(world.workspace.tokens[who]);
  const calling = (words: string) => [
    { type: 'tag', user: { id: PEOPLE.agent.id } },
    { text: ` ${words}`, attributes: {} },
  ];
  const audited = async (what: string): Promise<number> =>
    (await service.json<readonly { what: string }[]>('/api/audit?limit=1000')).filter((entry) => entry.what === what)
      .length;
  const answers = async (commentId: string): Promise<readonly Comment[]> =>
    (await world.replies(commentId)).filter(fromAgent);

  it('has an approval given in a thread found, and its edit', async () => {
    const draft = await eventually(async () => (await world.comments(acme)).find(fromAgent));
    await world.reply('lena', draft.id, 'approve');
    await eventually(async () => (await answers(draft.id)).length === 1);
    const approval = (await world.replies(draft.id)).find((reply) => !fromAgent(reply));
    await as('lena').put(`/v2/comment/${approval?.id}`, { comment_text: 'approve, gladly', resolved: false });
    await eventually(async () => (await answers(draft.id)).length === 2);
    expect(await audited('plan_approved')).toBe(1);
    expect(await audited('approving_comment_edited')).toBe(1);
  });

  it('has an edited question answered anew, once', async () => {
    const { id } = await as('omar').post<{ id: number }>(`/v2/task/${acme}/comment`, { comment: calling('status') });
    await eventually(async () => (await answers(String(id))).length === 1);
    await as('omar').put(`/v2/comment/${id}`, { comment: calling('why'), resolved: false });
    await eventually(async () => (await answers(String(id))).length === 2);
    await world.standIn.get('/idle');
    expect(await answers(String(id))).toHaveLength(2);
  });

  it('has a task that is created in the agent’s hands answered, once', async () => {
    const task = { name: 'Water the plants', assignees: [PEOPLE.agent.id] };
    const { id } = await as('tara').post<{ id: string }>(`/v2/list/${LISTS.alerts}/task`, task);
    await eventually(async () => (await world.comments(id)).some(fromAgent));
    await world.standIn.get('/idle');
    expect((await world.comments(id)).filter(fromAgent)).toHaveLength(1);
  });

  it('is told of by doctor, as it was seen', async () => {
    await world.standIn.as(superAgent.token).post(`/v2/task/${acme}/comment`, { comment: calling('status') });
    const quiet = await alertOnQuiet();
    await as('tara').put(`/v2/task/${quiet}`, { assignees: { add: [PEOPLE.omar.id], rem: [] } });
    await as('tara').put(`/v2/task/${quiet}`, { assignees: { add: [], rem: [PEOPLE.omar.id] } });
    await world.standIn.post('/deliveries/1/resend');
    await world.standIn.get('/idle');
    await eventually(async () => {
      // Whether a comment moves its task shows when the list is read a while later.
      await world.run(['sync'], { PUBLIC_URL: service.url });
      const { out } = await world.run(['doctor'], { PUBLIC_URL: service.url });
      const lines = out.split('\n').filter((line) => line.includes('ClickUp here'));
      const missing = seen.filter((each) => !lines.some((line) => line.includes(each)));
      if (missing.length > 0) throw new Error(`doctor does not say: ${missing.join('; ')}\n${lines.join('\n')}`);
      return true;
    });
  }, 60_000);

  /** The agent's own task, made with an assignee. */
  async function alertOnQuiet(): Promise<string> {
    const fields = { ...withField('quiet'), 'Start date': Date.now() - 35 * DAY_MS };
    const taskId = await world.addAccount({ name: 'Quiet Ltd', fields });
    await eventually(async () => (await service.json<readonly unknown[]>('/api/accounts')).length === 2);
    const headers = {
      Authorization: `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`,
      'Content-Type': 'application/json',
    };
    const event = { event: 'Signed In', userId: 'u1', messageId: 'm1', context: { groupId: 'quiet' } };
    await fetch(`${service.url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) });
    await world.run(['sweep'], { PUBLIC_URL: service.url });
    await eventually(async () => (await world.alertTasks()).some(({ name }) => name.startsWith('Quiet Ltd')));
    return taskId;
  }
});

describe.each([[false], [true]])('without a webhook, where a comment moves its task’s date: %s', (moves) => {
  let world: World;
  afterEach(() => world.close());

  it('finds an approval in a thread', async () => {
    world = await buildWorld();
    await world.standIn.put('/manners', { comments_move_tasks: moves });
    const service = await world.serve({ PUBLIC_URL: '', RECONCILE_CRON: '*/1 * * * * *' });
    const taskId = await world.addAccount({ name: 'Acme', fields: withField('acme') });
    const draft = await eventually(async () => (await world.comments(taskId)).find(fromAgent));
    await world.reply('lena', draft.id, 'approve');
    await eventually(async () => (await world.replies(draft.id)).some(fromAgent));
    expect(await service.json('/api/accounts/acme')).toMatchObject({ plan: { status: 'approved' } });
  }, 60_000);
});
