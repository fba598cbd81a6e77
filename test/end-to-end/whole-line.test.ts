import { createHash } from 'node:crypto';
import { Analytics } from '@segment/analytics-node';
import { PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type Comment, eventually, type ServiceProcess, type World, WRITE_KEY } from './world.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): number => Date.now() - days * DAY_MS;

const says = (words: string) => (comment: Comment) => comment.comment_text.includes(words);
const fromAgent = ({ user }: Comment): boolean => user.id === PEOPLE.agent.id;
const mentions =
  (id: number) =>
  ({ comment }: Comment) =>
    comment.some((block) => block.type === 'tag' && block.user?.id === id);

/** From an account task to the CSM's alert, through HTTP and the real SDK only. */
describe('the whole line', () => {
  let world: World;
  let service: ServiceProcess;
  const tasks: Record<string, string> = {};

  beforeAll(async () => {
    world = await buildWorld();
    service = await world.serve();
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await world.close();
  });

  const addAccount = async (id: string, name: string): Promise<string> => {
    tasks[id] = await world.addAccount({
      name,
      fields: {
        'Account ID': id,
        'Use case': 'Plan sprints with three teams',
        'Onboarding goals': 'Colleagues finish tasks together',
        Tier: 'professional',
        'Start date': daysAgo(35),
        CSM: 'cara',
        'Onboarding lead': 'lena',
        'Time zone': 'Europe/Berlin',
      },
    });
    return tasks[id];
  };
  const draftOf = (taskId: string) =>
    eventually(async () =>
      (await world.comments(taskId)).find((comment) => fromAgent(comment) && says('First-value milestone')(comment)),
    );

  it('drafts a new account task within seconds, with a real mention of its lead', async () => {
    for (const [id, name] of [
      ['quiet', 'Quiet Ltd'],
      ['busy', 'Busy Ltd'],
      ['happy', 'Happy Ltd'],
    ] as const) {
      const draft = await draftOf(await addAccount(id, name));
      expect(mentions(PEOPLE.lena.id)(draft)).toBe(true);
      expect(draft.comment_text).toContain(name);
      expect(draft.comment_text).toContain('Why this is value and not setup');
    }
  });

  it('lets only the lead change or approve it, and answers everyone in the thread', async () => {
    for (const id of ['quiet', 'busy', 'happy']) {
      const draft = await draftOf(tasks[id] ?? '');
      await world.reply('omar', draft.id, 'approve');
      await eventually(async () =>
        (await world.replies(draft.id)).find((reply) => fromAgent(reply) && says('Nothing has changed')(reply)),
      );
      await world.reply(
        'lena',
        draft.id,
        'Edit\nevent: Task Completed\nusers: 2\nby day: 10\nstep: Backlog filled with real work | Task Created | 10 | 5',
      );
      await eventually(async () =>
        (await world.replies(draft.id)).find((reply) => fromAgent(reply) && says('Version 2, for approval')(reply)),
      );
      await world.reply('lena', draft.id, ' APPROVE! ');
      await eventually(async () =>
        (await world.replies(draft.id)).find((reply) => fromAgent(reply) && says('In force')(reply)),
      );
    }
    const [account] = await service.json<readonly { plan: object }[]>('/api/accounts');
    expect(account?.plan).toMatchObject({ status: 'approved', version: 2, approved_by: PEOPLE.lena.id });
  });

  it('takes events of the real SDK, each once', async () => {
    const analytics = new Analytics({ writeKey: WRITE_KEY, host: service.url, flushAt: 5 });
    const track = (groupId: string, userId: string, event: string, days: number) =>
      analytics.track({
        userId,
        event,
        timestamp: new Date(daysAgo(days)),
        messageId: `${groupId}-${event}-${userId}-${days}`,
        context: { groupId },
      });
    for (const days of [34, 30, 20, 10, 2]) track('quiet', 'q1', 'Signed In', days);
    for (const days of [30, 20, 8, 4, 2, 1]) track('busy', 'b1', 'Task Completed', days);
    track('happy', 'h1', 'Task Completed', 25);
    track('happy', 'h2', 'Task Completed', 24);
    track('happy', 'h2', 'Task Completed', 24);
    await analytics.closeAndFlush();
    const happy = await eventually(async () => {
      const row = await service.json<{ reached_at: string | null }>('/api/accounts/happy');
      return row.reached_at !== null ? row : null;
    });
    expect(happy).toMatchObject({ state: 'reached', days_to_value: 11 });
  });

  it('gives a quiet account exactly one alert task and one mention', async () => {
    const sweep = await world.run(['sweep', '--json']);
    expect(sweep).toMatchObject({ code: 0 });
    const tasksOf = async () => (await world.alertTasks()).filter(({ name }) => name.startsWith('Quiet Ltd'));
    const [task, ...more] = await eventually(async () => ((await tasksOf()).length > 0 ? tasksOf() : null));
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      assignees: [{ id: PEOPLE.cara.id }],
      priority: { priority: 'high' },
      due_date: expect.any(String),
    });
    expect(task?.name.length).toBeLessThan(80);
    const text = task?.markdown_description ?? '';
    for (const part of [
      'Milestone',
      'Where it stands',
      'Stuck for',
      '35 days',
      'Backlog filled with real work',
      'Evidence',
      'What to do',
      'useful',
      'noise',
      'snooze',
      'pause',
      `/t/${tasks.quiet}`,
    ])
      expect(text).toContain(part);
    const calls = (await world.comments(tasks.quiet ?? '')).filter((comment) => mentions(PEOPLE.cara.id)(comment));
    expect(calls).toHaveLength(1);
    expect(calls[0]?.comment.some(({ attributes }) => attributes?.link === task?.url)).toBe(true);
  });

  it('gives an active account that is behind one comment and no task', async () => {
    expect((await world.alertTasks()).filter(({ name }) => name.startsWith('Busy Ltd'))).toEqual([]);
    const calls = (await world.comments(tasks.busy ?? '')).filter((comment) => mentions(PEOPLE.cara.id)(comment));
    expect(calls.map(({ comment_text: text }) => text.split('\n')[0])).toEqual([
      expect.stringContaining('Busy Ltd: active, but not getting there'),
    ]);
  });

  it('brings the good news once', async () => {
    const news = (await world.comments(tasks.happy ?? '')).filter(says('has reached first value'));
    expect(news).toHaveLength(1);
    expect(news[0]?.comment_text).toContain('11 days after the start');
  });

  it('changes nothing on a second sweep', async () => {
    const written = (): string => {
      const { now: _now, ...rest } = world.sandbox.state();
      return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
    };
    const before = written();
    const sweep = await world.run(['sweep', '--json']);
    expect(JSON.parse(sweep.out)).toMatchObject({ opened: 0, changed: 0, closed: 0, delivered: 0, writes: 0 });
    expect(written()).toBe(before);
  });

  it('closes the alert by itself on real progress', async () => {
    const analytics = new Analytics({ writeKey: WRITE_KEY, host: service.url });
    for (let n = 0; n < 12; n += 1)
      analytics.track({
        userId: n % 2 === 0 ? 'q1' : 'q2',
        event: n < 10 ? 'Task Created' : 'Task Completed',
        context: { groupId: 'quiet' },
      });
    await analytics.closeAndFlush();
    await eventually(async () => (await service.json<{ state: string }>('/api/accounts/quiet')).state === 'reached');
    expect((await world.run(['sweep'])).code).toBe(0);
    await eventually(async () =>
      (await world.alertTasks()).find(({ name, status }) => name.startsWith('Quiet Ltd') && status.type === 'closed'),
    );
  });

  it('keeps an append-only record of who did what', async () => {
    const audit = await service.json<readonly { what: string }[]>('/api/audit?limit=1000');
    const kinds = new Set(audit.map(({ what }) => what));
    for (const what of [
      'account_added',
      'plan_drafted',
      'plan_edited',
      'plan_approved',
      'alert_opened',
      'alert_closed',
      'clickup_create_task',
    ])
      expect(kinds).toContain(what);
  });
});
