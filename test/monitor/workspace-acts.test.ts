import type { BoardAct } from '../../src/domain/board-act.ts';
import { boardUser, messageIdOf } from '../../src/domain/board-act.ts';
import type { BoardComment, ListPlace, PlacedTask } from '../../src/monitor/board.ts';
import { ActPlacer, type PlaceActsDeps } from '../../src/monitor/place-acts.ts';
import { TalkReader } from '../../src/monitor/read-talk.ts';
import { readWorkspaces } from '../../src/monitor/read-workspaces.ts';
import { onDay } from '../domain/builders.ts';
import { aTask, openTalk, rules, type Talk, WHO } from './conversation/talk.ts';
import { addAccount } from './read-world.ts';

const NOW = onDay(20);
const MINUTE = 60_000;
const GUEST = boardUser(WHO.guest);

const DONE = { name: 'complete', type: 'closed' };
const placed = (id: string, part: Partial<PlacedTask> = {}): PlacedTask => ({
  ...aTask({ id, name: id, listId: '901', creatorId: WHO.member, createdAt: onDay(2), updatedAt: onDay(9) }),
  folderId: '801',
  spaceId: '701',
  doneAt: null,
  ...part,
});
const held = (...who: readonly (keyof typeof WHO)[]) => ({ assignees: who.map((name) => ({ id: WHO[name], name })) });

describe('what is done in an account’s workspace', () => {
  let talk: Talk;
  let tasks: PlacedTask[];
  let comments: BoardComment[];
  let calls: string[];
  let placer: ActPlacer;
  const lists: Record<string, ListPlace> = {};
  let away: Set<string>;
  beforeEach(async () => {
    talk = await openTalk();
    [tasks, comments, calls, placer, away] = [[], [], [], new ActPlacer(), new Set()];
    await talk.store.onboarding.setPlace(talk.acme.key, '901');
    await talk.store.onboarding.settle('901', 'list', NOW);
  });
  afterEach(() => talk.store.close());

  const deps = () => ({
    store: talk.store,
    rules: rules(),
    crew: talk.deps.crew,
    log: { warn: () => undefined } as unknown as PlaceActsDeps['log'],
    board: {
      hasPlace: async () => true,
      tasksIn: async (_kind: string, _ids: readonly string[], since: number | null) => {
        calls.push(since === null ? 'open' : `since ${since}`);
        return tasks.filter(({ status, updatedAt }) => (since === null ? status.type !== 'closed' : updatedAt > since));
      },
      listPlace: async (listId: string) => {
        calls.push(`list ${listId}`);
        if (away.has(listId)) throw new Error('ClickUp does not answer');
        return lists[listId] ?? null;
      },
      comments: async () => comments.filter(({ parentId }) => parentId === null),
      replies: async (_task: string, id: string) => comments.filter(({ parentId }) => parentId === id),
    },
  });
  const read = (now = NOW) => readWorkspaces(deps(), now, 20);
  const hearTalk = (now = NOW) => new TalkReader().run(deps(), now, 20);
  const tell = async (...acts: readonly Partial<BoardAct>[]) => {
    const whole = acts.map((act) => ({ ...aCompletion, ...act }));
    await talk.store.acts.tell(
      whole.map((act) => ({ key: messageIdOf(act), act })),
      NOW,
    );
    return placer.run(deps(), NOW, 4);
  };
  const aCompletion: BoardAct = {
    ...{ name: 'clickup.task_completed', at: onDay(9), taskId: 'a', listId: '901', commentId: null, isReply: false },
    ...{ actorId: WHO.guest, learntBy: 'delivery', taskName: null, creatorId: null },
  };
  const kept = async (accountId = 'acme') => {
    const events = (await talk.store.events.ofAccounts([accountId], Number.MAX_SAFE_INTEGER)).get(accountId) ?? [];
    return events.filter(({ source }) => source === 'clickup');
  };
  const acts = async (accountId?: string) =>
    (await kept(accountId)).map(({ name, userId, at }) => [name.slice(8), userId, at]);
  const completions = async () => (await acts()).filter(([name]) => name === 'task_completed');

  it('is read back to where evidence begins: tasks made, tasks completed, by whom and when', async () => {
    tasks = [
      placed('made', { creatorId: WHO.guest, createdAt: onDay(4) }),
      placed('done', { status: DONE, doneAt: onDay(9), ...held('guest') }),
      placed('early', { createdAt: onDay(-15), creatorId: WHO.guest }),
      placed('ours', { listId: 'accounts', creatorId: WHO.guest }),
      placed('agent', { creatorId: WHO.agent }),
    ];
    await read();
    expect(calls).toEqual([`since ${onDay(-14, 0)}`, 'open']);
    expect(await acts()).toEqual([
      ['task_created', boardUser(WHO.member), onDay(2)],
      ['task_created', GUEST, onDay(4)],
      ['task_completed', GUEST, onDay(9)],
    ]);
    expect((await kept())[2]?.properties).toMatchObject({ task_id: 'done', task_name: 'done', list_id: '901' });
  });

  it('is found though ClickUp stamps it by a clock ten minutes behind ours', async () => {
    await read();
    const at = NOW + 5 * MINUTE;
    tasks = [placed('a', { creatorId: WHO.guest, createdAt: at - 10 * MINUTE, updatedAt: at - 10 * MINUTE })];
    await read(NOW + 16 * MINUTE);
    expect(await acts()).toEqual([['task_created', GUEST, at - 10 * MINUTE]]);
  });

  it('is one event, however often and in whichever way it is learnt', async () => {
    tasks = [placed('a', { status: DONE, doneAt: onDay(9) + 900, ...held('guest') })];
    await tell({}, {});
    await tell({});
    await read();
    await read(NOW + 16 * MINUTE);
    await tell({});
    expect(await completions()).toEqual([['task_completed', GUEST, onDay(9)]]);
  });

  it('is found by reading where no delivery told of it, and put right by the delivery that comes late', async () => {
    tasks = [placed('a', { status: DONE, doneAt: onDay(9) + 900, ...held('guest') })];
    await read();
    expect(await completions()).toEqual([['task_completed', GUEST, onDay(9) + 900]]);
    await tell({ actorId: WHO.member });
    expect(await completions()).toEqual([['task_completed', boardUser(WHO.member), onDay(9) + 900]]);
    // Told once more, and read once more.
    await tell({ actorId: WHO.member });
    await read(NOW + 16 * MINUTE);
    expect(await completions()).toHaveLength(1);
  });

  it('counts a task that is completed again once more', async () => {
    await tell({}, { at: onDay(9) + 50 }, { at: onDay(11) });
    expect(await completions()).toHaveLength(3);
    tasks = [placed('a', { status: DONE, doneAt: onDay(12), updatedAt: onDay(12), ...held('guest') })];
    await read();
    expect(await completions()).toHaveLength(4);
  });

  it('misses nothing between the readings, whatever was read whole in between', async () => {
    await read();
    tasks = [placed('a', { status: DONE, updatedAt: NOW + 5 * MINUTE, doneAt: NOW + 5 * MINUTE, ...held('guest') })];
    await read(NOW + 24 * 60 * MINUTE);
    expect(await completions()).toHaveLength(1);
  });

  it('is nobody’s where no account names the place, and never the agent’s', async () => {
    await tell({ listId: '999' }, { taskId: 'b', actorId: WHO.agent }, { taskId: 'c', listId: 'alerts' });
    expect(await acts()).toEqual([]);
    expect(await talk.store.acts.told(0, 9)).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('belongs to the closest of the places that accounts name, however it is learnt', async () => {
    const bolt = await addAccount(talk, { id: 'bolt' });
    await talk.store.onboarding.setPlace(bolt.key, '701');
    await talk.store.onboarding.settle('701', 'space', NOW);
    lists['902'] = { folderId: null, spaceId: '701' };
    lists['901'] = { folderId: null, spaceId: '701' };
    await tell({ taskId: 'near' }, { taskId: 'far', listId: '902' });
    await tell({ taskId: 'far2', listId: '902' });
    expect(await acts('acme')).toHaveLength(1);
    expect(await acts('bolt')).toHaveLength(2);
    expect(calls.toSorted()).toEqual(['list 901', 'list 902']);
  });

  it('waits, told, until it is known what kind of place an account names', async () => {
    await talk.store.onboarding.setPlace(talk.acme.key, '903');
    await tell({ listId: '903' });
    expect(await acts()).toEqual([]);
    await talk.store.onboarding.settle('903', 'list', NOW);
    await placer.run(deps(), NOW, 4);
    expect(await acts()).toHaveLength(1);
  });

  it('is placed past those that nobody can place now, however many they are and in however many lists', async () => {
    const bolt = await addAccount(talk, { id: 'bolt' });
    await talk.store.onboarding.setPlace(bolt.key, '701');
    await talk.store.onboarding.settle('701', 'space', NOW);
    const stuck = Array.from({ length: 450 }, (_, nth) => ({ taskId: `s${nth}`, listId: `${950 + (nth % 6)}` }));
    away = new Set(stuck.map(({ listId }) => listId));
    expect(await tell(...stuck)).toBe(false);
    await tell({ taskId: 'z1' });
    for (let round = 0; round < 5; round += 1) await placer.run(deps(), NOW, 4);
    expect(await completions()).toHaveLength(1);
    for (const id of ['954', '955']) away.delete(id);
    for (let round = 0; round < 9; round += 1) await placer.run(deps(), NOW, 4);
    expect(await talk.store.acts.told(0, 999)).toHaveLength(300);
  });

  it('of a place that two accounts name goes to the one that lists the guest’s domain', async () => {
    const bolt = await addAccount(talk, { id: 'bolt', domains: ['guests.test'] });
    await talk.store.onboarding.setPlace(bolt.key, '901');
    await talk.store.onboarding.settle('901', 'list', NOW);
    await tell({});
    expect([await acts('acme'), await acts('bolt')]).toEqual([[], []]);
    const crew = await talk.deps.crew();
    const people = crew.people.map((person) => ({
      ...person,
      email: person.id === WHO.guest ? 'Gus@Guests.test' : null,
    }));
    await talk.store.acts.tell([{ key: 'k', act: aCompletion }], NOW);
    await placer.run({ ...deps(), crew: async () => ({ ...crew, people }) }, NOW, 4);
    expect(await acts('bolt')).toHaveLength(1);
    expect(await talk.store.events.user(GUEST)).toMatchObject({ email: 'gus@guests.test' });
  });

  it('stays where a delivery put it when reading takes somebody else for its doer', async () => {
    const OTHER = 9_900;
    const crew = await talk.deps.crew();
    const emails = new Map([
      [WHO.guest, 'gus@guests.test'],
      [OTHER, 'ann@others.test'],
    ]);
    const other = { id: OTHER, name: 'Ann', role: 'guest', active: true, email: null } as const;
    const people = [...crew.people, other].map((person) => ({ ...person, email: emails.get(person.id) ?? null }));
    const seen = { ...deps(), crew: async () => ({ ...crew, people }) };
    for (const [id, domain] of [
      ['bolt', 'guests.test'],
      ['cord', 'others.test'],
    ] as const) {
      const account = await addAccount(talk, { id, domains: [domain] });
      await talk.store.onboarding.setPlace(account.key, '901');
    }
    await talk.store.onboarding.settle('901', 'list', NOW);
    await talk.store.acts.tell([{ key: 'k', act: aCompletion }], NOW);
    await placer.run(seen, NOW, 4);
    expect(await acts('bolt')).toEqual([['task_completed', GUEST, onDay(9)]]);
    tasks = [placed('a', { status: DONE, doneAt: onDay(9), assignees: [{ id: OTHER, name: 'Ann' }] })];
    await readWorkspaces(seen, NOW, 20);
    expect((await acts('cord')).map(([name]) => name)).not.toContain('task_completed');
    expect(await acts('bolt')).toContainEqual(['task_completed', GUEST, onDay(9)]);
  });

  it('is read anew for an account that has come to name the place, or has another id by now', async () => {
    tasks = [placed('a', { status: DONE, doneAt: onDay(9), ...held('guest') })];
    await read();
    await talk.store.accounts.put({ ...talk.acme, accountId: 'acme-2' }, NOW, NOW);
    await read(NOW + 16 * MINUTE);
    expect(await acts('acme')).toEqual([]);
    expect(await acts('acme-2')).toHaveLength(2);
  });

  const comment = (id: string, part: Partial<BoardComment> = {}): BoardComment =>
    ({ id, taskId: 'a', parentId: null, authorId: WHO.guest, at: onDay(8), replyCount: 0, ...part }) as BoardComment;
  const posted = async (accountId: string) =>
    (await acts(accountId)).filter(([name]) => name === 'comment_posted').map(([, , at]) => at);

  it('has its comments read, threads too, each once, and not the agent’s', async () => {
    comments = [
      comment('c1', { replyCount: 1 }),
      comment('c2', { parentId: 'c1', authorId: WHO.csm, at: onDay(8, 13) }),
      comment('c3', { authorId: WHO.agent }),
    ];
    tasks = [placed('a')];
    await read();
    await hearTalk();
    await tell({ name: 'clickup.comment_posted', commentId: 'c1', at: onDay(8) });
    await hearTalk(NOW + 7 * 60 * MINUTE);
    expect((await acts()).slice(1)).toEqual([
      ['comment_posted', GUEST, onDay(8)],
      ['comment_posted', boardUser(WHO.csm), onDay(8, 13)],
    ]);
    expect((await kept())[2]?.properties).toMatchObject({ reply: true, task_name: 'a' });
  });

  it('has its comments, old threads too, given to the account when it gets its id, and to another id after that', async () => {
    comments = [
      comment('c1', { replyCount: 1, at: onDay(3) }),
      comment('c2', { parentId: 'c1', at: onDay(4) }),
      comment('c3', { at: onDay(19) }),
    ];
    tasks = [placed('a')];
    const talkReader = new TalkReader();
    const known = { taskId: 'a', accountKey: talk.acme.key, listId: '901', name: 'a', changedAt: onDay(9) };
    for (const [turn, accountId] of [null, 'acme-2', 'acme-3'].entries()) {
      const now = NOW + turn * 16 * MINUTE;
      await talk.store.accounts.put({ ...talk.acme, accountId }, now, now);
      if (turn === 0) await talk.store.acts.noteTasks([known]);
      await read(now);
      await talkReader.run(deps(), now, 20);
    }
    expect(await posted('acme-2')).toEqual([]);
    expect(await posted('acme-3')).toEqual([onDay(3), onDay(4), onDay(19)]);
  });

  it('has a thread read again where what it said could not be kept', async () => {
    comments = [comment('c1', { at: onDay(15) })];
    tasks = [placed('a')];
    await read();
    const talkReader = new TalkReader();
    await talkReader.run(deps(), NOW, 20);
    comments = [comment('c1', { replyCount: 1, at: onDay(15) }), comment('c2', { parentId: 'c1', at: onDay(16) })];
    const crew = () => Promise.reject(new Error('ClickUp is away'));
    const later = NOW + 7 * 60 * MINUTE;
    await talkReader.run({ ...deps(), crew }, later, 20);
    await talkReader.run(deps(), later, 20);
    expect(await posted('acme')).toEqual([onDay(15), onDay(16)]);
  });
});
