import { LISTS, PEOPLE, type PersonName } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World, WRITE_KEY } from './world.ts';

const DAY_MS = 86_400_000;
const MONITOR = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup: { accounts_list: "${LISTS.accounts}", alerts_list: "${LISTS.alerts}" }
approval: { approvers: [${PEOPLE.tara.id}] }
owners: { deputies: { ${PEOPLE.cara.id}: ${PEOPLE.omar.id} }, lead: ${PEOPLE.tara.id} }
alerts: { confirm_sweeps: 1, hours: null, time_zone: Europe/Berlin }
`;
const GUEST = { id: 70000020, name: 'Gus Guest', role: 4 } as const;
const SUPER_AGENT = { id: -42, name: 'Super Agent', role: 3 } as const;

const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;
const says = (words: string) => (comment: Comment) => fromAgent(comment) && comment.comment_text.includes(words);
const calls = (id: number, { comment }: Comment): boolean => comment.some(({ user }) => user?.id === id);
const isoDaysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Everything a person may say to the agent, through ClickUp's API and its webhook only. */
describe('talking to the agent', () => {
  let world: World;
  let service: ServiceProcess;
  let taskId: string;
  let draft: Comment;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    world = await buildWorld({ monitor: MONITOR });
    for (const person of [GUEST, SUPER_AGENT])
      tokens[person.name] = (await world.standIn.post<{ token: string }>('/users', person)).token;
    // The reconciler finds what no delivery tells: here, deletions.
    service = await world.serve({ RECONCILE_CRON: '*/1 * * * * *' });
    taskId = await world.addAccount({
      name: 'Acme',
      fields: {
        'Account ID': 'acme',
        'Use case': 'Plan sprints with three teams',
        'Onboarding goals': 'Colleagues finish tasks together',
        'Start date': Date.now() - 35 * DAY_MS,
        CSM: 'cara',
        'Onboarding lead': 'lena',
      },
    });
    draft = await eventually(async () => (await world.comments(taskId)).find(says('First-value milestone')));
    await world.standIn.put(`/tasks/${taskId}/members`, { user_ids: [GUEST.id, SUPER_AGENT.id] });
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  const api = (who: PersonName | string) =>
    world.standIn.as(world.workspace.tokens[who as PersonName] ?? tokens[who] ?? '');
  const tag = { type: 'tag', user: { id: PEOPLE.agent.id } };
  const mention = async (who: PersonName | string, words: string, on = taskId): Promise<string> => {
    const comment = [tag, { text: ` ${words}` }];
    return String((await api(who).post<{ id: number }>(`/v2/task/${on}/comment`, { comment, notify_all: false })).id);
  };
  const answerTo = (commentId: string, words = ''): Promise<Comment> =>
    eventually(async () => (await world.replies(commentId)).find(says(words)));
  const ask = async (who: PersonName, words: string, answer: string): Promise<Comment> =>
    answerTo(await mention(who, words), answer);
  const account = <T>() => service.json<T>('/api/accounts/acme');
  const audit = () =>
    service.json<readonly { what: string; detail: Record<string, unknown> }[]>('/api/audit?limit=500');
  /** The agent has read this thread twice more, so that what it says again it has said by now. */
  const threadIsReadAgain = async (commentId: string): Promise<void> => {
    await world.standIn.delete('/requests');
    await eventually(async () => {
      const { requests } = await world.standIn.get<{ requests: readonly { path: string; user_id: number }[] }>(
        '/requests',
      );
      const reads = requests.filter(
        ({ path, user_id: id }) => id === PEOPLE.agent.id && path.endsWith(`/${commentId}/reply`),
      );
      return reads.length >= 2;
    });
  };
  const sweep = async () => expect(await world.run(['sweep'])).toMatchObject({ code: 0 });
  const send = async (event: string, messageId: string, daysAgo: number, userId = 'u1') => {
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const timestamp = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
    const body = JSON.stringify({ event, userId, messageId, timestamp, context: { groupId: 'acme' } });
    const headers = { Authorization, 'Content-Type': 'application/json' };
    expect((await fetch(`${service.url}/v1/track`, { method: 'POST', headers, body })).status).toBe(200);
  };

  it('approves in the draft’s thread, bound to the text’s hash, and never for the agent itself', async () => {
    await api('agent').post(`/v2/comment/${draft.id}/reply`, { comment_text: 'approve', notify_all: false });
    await world.reply('cara', draft.id, 'approve');
    await answerTo(draft.id, 'Nothing has changed');
    expect(await account()).toMatchObject({ plan: { status: 'draft' } });
    await world.reply('lena', draft.id, 'edit\nevent: Task Completed\ncount: 2\nby day: 10');
    await answerTo(draft.id, 'Version 2, for approval');
    await world.reply('lena', draft.id, '  Approve!  ');
    await answerTo(draft.id, 'In force');
    const plan = (await audit()).find(({ what }) => what === 'plan_approved');
    const edited = (await audit()).find(({ what, detail }) => what === 'plan_drafted' && detail.version === 2);
    expect(plan?.detail).toMatchObject({ version: 2, hash: edited?.detail.hash, commentId: expect.any(String) });
  });

  it('answers every command in its thread, to a mention in any case', async () => {
    await send('Task Completed', 'first-task', 20);
    for (const [who, words, answer] of [
      ['omar', 'STATUS?', 'plan version 2'],
      ['omar', 'Why', 'first-task'],
      ['cara', ', stuck!', 'Your 1 account'],
      ['omar', 'help', 'not reached REASON'],
      ['omar', 'sing', 'I did not understand'],
      ['cara', 'Snooze 7d their import', 'No alerts for Acme'],
      ['cara', 'pause until 2099-01-15 freeze', 'paused until 15 Jan 2099'],
      ['tara', 'resume.', 'Acme is back'],
      ['cara', 'away until 2099-01-15', 'go to Omar Okafor'],
      ['cara', 'Back', 'Welcome back'],
      ['lena', 'noise', 'no alert for Acme yet'],
    ] as const)
      await ask(who, words, answer);
  }, 60_000);

  it('answers a comment that is assigned to it', async () => {
    const assigned = { comment_text: 'status', assignee: PEOPLE.agent.id, notify_all: false };
    const { id } = await api('omar').post<{ id: number }>(`/v2/task/${taskId}/comment`, assigned);
    await answerTo(String(id), 'plan version 2');
  });

  it('answers on tasks that are no accounts', async () => {
    const { id } = await api('omar').post<{ id: string }>(`/v2/list/${LISTS.alerts}/task`, { name: 'Something else' });
    await answerTo(await mention('omar', 'status', id), 'not one of the accounts');
    await answerTo(await mention('cara', 'stuck', id), 'Acme');
  });

  it('says nothing to guests and Super Agents, does nothing for them, and logs it', async () => {
    const unanswered = [await mention(GUEST.name, 'status'), await mention(SUPER_AGENT.name, 'pause until 2099-01-01')];
    await ask('omar', 'status', 'Acme');
    await eventually(async () => (service.log().match(/comment by an outsider/g) ?? []).length >= 2);
    for (const id of unanswered) expect(await world.replies(id)).toEqual([]);
    expect((await audit()).filter(({ what }) => what === 'account_paused')).toHaveLength(1);
  });

  it('records value by hand, tells it as such, and takes it back under the good news with the CSM called', async () => {
    await ask('cara', `reached ${isoDaysAgo(3)}`, 'Recorded by hand');
    expect(await account()).toMatchObject({ state: 'reached' });
    await sweep();
    const news = await eventually(async () => (await world.comments(taskId)).find(says('has reached first value')));
    expect(news.comment_text).toContain('Recorded by hand: by Cara Chen');
    await ask('lena', 'not reached it was a demo', 'is open again');
    await sweep();
    const reply = await answerTo(news.id, 'is open again: it was a demo');
    expect(calls(PEOPLE.cara.id, reply)).toBe(true);
    await sweep();
    expect((await world.replies(news.id)).filter(fromAgent)).toHaveLength(1);
    expect(await world.alertTasks().then((tasks) => tasks.filter(({ name }) => name.startsWith('Acme')))).toEqual([]);
    expect(await account()).toMatchObject({ reached_at: null });
  }, 60_000);

  it('withdraws an event by its id, and it makes nothing any more', async () => {
    await ask('cara', 'retract first-task a test run', 'Withdrawn: “Task Completed”');
    const why = await ask('cara', 'why', 'counted nowhere');
    expect(why.comment_text).toContain('first-task: a test run (Cara Chen');
    expect(why.comment_text).toContain('0 of 2');
  });

  it('notices that an approving comment was edited, and that it was deleted, each once; the approval stands', async () => {
    const approval = (await audit()).find(({ what }) => what === 'plan_approved')?.detail.commentId;
    await api('lena').put(`/v2/comment/${approval}`, { comment_text: 'reject, after all' });
    await answerTo(draft.id, 'was edited afterwards');
    await api('lena').delete(`/v2/comment/${approval}`);
    await answerTo(draft.id, 'was deleted');
    await threadIsReadAgain(draft.id);
    const noticed = (await audit()).map(({ what }) => what).filter((what) => what.startsWith('approving_comment'));
    expect(noticed.sort()).toEqual(['approving_comment_deleted', 'approving_comment_edited']);
    expect((await world.replies(draft.id)).filter(says('was deleted'))).toHaveLength(1);
    expect(await account()).toMatchObject({ plan: { status: 'approved', version: 2 } });
  });

  it('drafts anew for an account task that is assigned to it', async () => {
    await api('cara').put(`/v2/task/${taskId}`, { assignees: { add: [PEOPLE.agent.id], rem: [] } });
    await eventually(async () => (await account<{ plan: { version: number } }>()).plan.version === 3);
    const again = await world.comments(taskId);
    expect(again.filter(says('First-value milestone'))).toHaveLength(2);
  });

  it('drafts for an account task that is created in its hands, however old the account is', async () => {
    const task = { name: 'Old Ltd', assignees: [PEOPLE.agent.id], description: 'Start date: 2020-01-15' };
    const { id } = await api('tara').post<{ id: string }>(`/v2/list/${LISTS.accounts}/task`, task);
    await eventually(async () => (await world.comments(id)).find(fromAgent));
  });

  it('says once on any other task what it can do', async () => {
    const created = await api('omar').post<{ id: string }>(`/v2/list/${LISTS.alerts}/task`, {
      name: 'Water the plants',
      assignees: [PEOPLE.agent.id],
    });
    const { id } = await api('omar').post<{ id: string }>(`/v2/list/${LISTS.alerts}/task`, { name: 'Feed the cat' });
    const hand = (assignees: object) => api('omar').put(`/v2/task/${id}`, { assignees });
    await hand({ add: [PEOPLE.agent.id], rem: [] });
    for (const task of [created.id, id])
      await eventually(async () => (await world.comments(task)).find(says('little I can do')));
    await hand({ add: [], rem: [PEOPLE.agent.id] });
    await hand({ add: [PEOPLE.agent.id], rem: [] });
    await ask('omar', 'status', 'Acme');
    expect((await world.comments(id)).filter(fromAgent)).toHaveLength(1);
  });
});

describe('a CSM who is away', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld({ monitor: MONITOR });
  });
  afterAll(() => world.close());

  it('is stood in for by the deputy, who gets the new alert', async () => {
    const service = await world.serve();
    const start = Date.now() - 35 * DAY_MS;
    const fields = { 'Account ID': 'quiet', CSM: 'cara', 'Onboarding lead': 'lena', 'Start date': start };
    const taskId = await world.addAccount({ name: 'Quiet Ltd', fields });
    await eventually(async () => (await service.json<readonly unknown[]>('/api/accounts')).length === 1);
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const body = JSON.stringify({ event: 'Signed In', userId: 'u1', messageId: 'm1', context: { groupId: 'quiet' } });
    await fetch(`${service.url}/v1/track`, {
      method: 'POST',
      headers: { Authorization, 'Content-Type': 'application/json' },
      body,
    });
    const comment = [{ type: 'tag', user: { id: PEOPLE.agent.id } }, { text: ' Away until 2099-01-15!' }];
    const { id } = await world.standIn
      .as(world.workspace.tokens.cara)
      .post<{ id: number }>(`/v2/task/${taskId}/comment`, { comment, notify_all: false });
    await eventually(async () => (await world.replies(String(id))).find(says('go to Omar Okafor')));
    expect(await world.run(['sweep'])).toMatchObject({ code: 0 });
    const task = await eventually(async () => (await world.alertTasks()).find(({ name }) => name.startsWith('Quiet')));
    expect(task.assignees.map(({ id: assignee }) => assignee)).toEqual([PEOPLE.omar.id]);
    await service.stop();
  }, 60_000);
});
