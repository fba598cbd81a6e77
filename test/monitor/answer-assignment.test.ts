import type { BoardChange, BoardTask } from '../../src/monitor/board.ts';
import { handleChanges, type HandleDeps } from '../../src/monitor/handle-changes.ts';
import { syncAccounts } from '../../src/monitor/keep-accounts.ts';
import { draftAssigned } from '../../src/monitor/answer-assignment.ts';
import { plainText } from '../../src/monitor/message.ts';
import { aTask, openTalk, rulesForTasks, type Talk, WHO } from './conversation/talk.ts';
import { NOW } from './read-world.ts';

const AGENT = { id: WHO.agent, name: 'First Value Monitor · agent' };

describe('a task that is assigned to the agent', () => {
  let talk: Talk;
  let deps: HandleDeps;
  let tasks: Map<string, BoardTask>;
  let reads: number;
  let told: number;

  beforeEach(async () => {
    talk = await openTalk();
    tasks = new Map();
    reads = 0;
    told = 0;
    const settings = rulesForTasks();
    const board = {
      ...talk.deps.board,
      whatBecameOf: async () => ({ kind: 'deleted' }),
      task: async (id: string) => {
        reads += 1;
        return tasks.get(id) ?? null;
      },
      tasks: async function* () {
        yield* [...tasks.values()].filter(({ listId }) => listId === 'accounts');
      },
    };
    deps = { ...talk.deps, rules: settings, board } as unknown as HandleDeps;
  });
  afterEach(() => talk.store.close());

  const accountTask = (assigned: boolean): void => {
    const assignees = assigned ? [AGENT] : [];
    tasks.set('t-acme', aTask({ id: 't-acme', name: 'Acme', listId: 'accounts', assignees }));
  };
  const change = (part: Partial<BoardChange>): BoardChange => {
    told += 1;
    return {
      key: `k${told}`,
      event: 'taskAssigneeUpdated',
      taskId: 't-acme',
      listId: 'accounts',
      actorId: WHO.csm,
      at: NOW,
      commentId: null,
      parentCommentId: null,
      mentions: [],
      assignedId: null,
      act: null,
      ...part,
    };
  };
  const tell = async (part: Partial<BoardChange>): Promise<void> => {
    await talk.store.inbox.add([change(part)], NOW);
    await handleChanges(deps, NOW);
    await draftAssigned(deps, NOW);
  };
  const versions = async () => (await talk.store.plans.versions(talk.acme.key)).length;
  const comments = async (taskId: string) =>
    (await talk.store.outbox.claim(NOW, 1_000, 100)).flatMap(({ write }) =>
      write.kind === 'comment' && 'id' in write.task && write.task.id === taskId ? [plainText(write.body)] : [],
    );

  it('is drafted anew if it is an account’s, each time it is put into its hands, once', async () => {
    accountTask(true);
    await tell({ assignedId: WHO.agent });
    expect(await versions()).toBe(3);
    await tell({ event: 'taskUpdated' });
    expect(await versions()).toBe(3);
    accountTask(false);
    await tell({});
    accountTask(true);
    await tell({ assignedId: WHO.agent });
    expect(await versions()).toBe(4);
  });

  it('is found by reading the list, where no delivery told of it', async () => {
    accountTask(true);
    expect(await syncAccounts(deps, NOW, true)).toMatchObject({ changed: 1 });
    await draftAssigned(deps, NOW);
    await syncAccounts(deps, NOW, true);
    await draftAssigned(deps, NOW);
    expect(await versions()).toBe(3);
  });

  it('is drafted when it is created so, of which no assignment tells', async () => {
    tasks.set('t-new', aTask({ id: 't-new', name: 'New', listId: 'accounts', assignees: [AGENT] }));
    await tell({ event: 'taskCreated', taskId: 't-new' });
    expect(await talk.store.plans.versions('task:t-new')).toHaveLength(1);
  });

  it('waits for its draft with all the others when a list is read for the first time', async () => {
    tasks.set('t-new', aTask({ id: 't-new', name: 'New', listId: 'accounts', assignees: [AGENT] }));
    await syncAccounts(deps, NOW, true);
    await draftAssigned(deps, NOW);
    expect(await talk.store.plans.versions('task:t-new')).toEqual([]);
  });

  it.each([
    ['assigned later', { assignedId: WHO.agent }],
    ['created so', { event: 'taskCreated' }],
  ])('gets one comment on what the agent can do if it is any other: %s', async (_title, how) => {
    tasks.set('t-other', aTask({ assignees: [AGENT] }));
    await tell({ taskId: 't-other', listId: 'elsewhere', ...how });
    expect(await talk.store.outbox.get('t-other.assigned')).not.toBeNull();
    await tell({ taskId: 't-other', listId: 'elsewhere', assignedId: WHO.agent });
    expect(await comments('t-other')).toEqual([expect.stringContaining('retract MESSAGE_ID')]);
  });

  it.each<[string, Partial<BoardChange>]>([
    ['was created for somebody else', { event: 'taskCreated' }],
    ['was put into other hands', { assignedId: WHO.member }],
    ['was given to it by a guest', { assignedId: WHO.agent, actorId: WHO.guest }],
    ['was created by the agent itself', { event: 'taskCreated', actorId: WHO.agent }],
  ])('gets none if it %s', async (_title, how) => {
    const isAgents = how.assignedId === WHO.agent || how.actorId === WHO.agent;
    tasks.set('t-other', aTask({ assignees: isAgents ? [AGENT] : [] }));
    await tell({ taskId: 't-other', listId: 'elsewhere', ...how });
    expect(await comments('t-other')).toEqual([]);
  });

  it('costs no reading for changes elsewhere that put nothing into its hands', async () => {
    await tell({ event: 'taskUpdated', taskId: 't-other', listId: 'elsewhere' });
    await tell({ taskId: 't-other', listId: 'elsewhere', assignedId: WHO.member });
    expect(reads).toBe(0);
  });
});
