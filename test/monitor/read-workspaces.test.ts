import type { PlacedTask, PlaceKind } from '../../src/monitor/board.ts';
import type { DoctorDeps } from '../../src/monitor/doctor/finding.ts';
import { checkWorkspaces } from '../../src/monitor/doctor/workspaces.ts';
import { onboardingWorkOf } from '../../src/monitor/onboarding-work.ts';
import { readWorkspaces, type ReadWorkspacesDeps } from '../../src/monitor/read-workspaces.ts';
import { onDay, START } from '../domain/builders.ts';
import { aTask, openTalk, PEOPLE, rules, type Talk, WHO } from './conversation/talk.ts';
import { addAccount } from './read-world.ts';

const NOW = onDay(20);
const MINUTE = 60_000;

const placed = (id: string, part: Partial<PlacedTask> = {}): PlacedTask => ({
  ...aTask({ id, url: `https://app.clickup.com/t/${id}`, name: id, listId: '901', dueAt: onDay(18) }),
  folderId: '801',
  spaceId: '701',
  doneAt: null,
  ...part,
});
const by = (who: keyof typeof WHO) => ({ assignees: [{ id: WHO[who], name: who }] });

describe('reading onboarding work', () => {
  let talk: Talk;
  let tasks: PlacedTask[];
  let calls: string[];
  /** What of ClickUp is away. */
  let failing: 'nothing' | 'look-ups' | 'all';
  let refused: string[];
  let warnings: object[];
  let places: Record<string, PlaceKind>;
  beforeEach(async () => {
    places = { 901: 'list', 902: 'list', 801: 'folder', 701: 'space' };
    talk = await openTalk();
    [tasks, calls, failing, refused, warnings] = [[], [], 'nothing', [], []];
    await talk.store.onboarding.setPlace(talk.acme.key, '901');
  });
  afterEach(() => talk.store.close());

  const read = (now = NOW, atMost = 20) => {
    const ask = <T>(call: string, answer: T): Promise<T> => {
      calls.push(call);
      const isAway = failing === 'all' || (failing === 'look-ups' && call.endsWith('?'));
      return isAway ? Promise.reject(new Error('ClickUp is away')) : Promise.resolve(answer);
    };
    const deps: ReadWorkspacesDeps = {
      store: talk.store,
      rules: rules(),
      crew: talk.deps.crew,
      log: { warn: (fields: object) => warnings.push(fields) } as unknown as ReadWorkspacesDeps['log'],
      board: {
        hasPlace: (kind, id) => ask(`${kind} ${id}?`, places[id] === kind),
        tasksIn: (kind, ids, since) =>
          ids.some((id) => refused.includes(id))
            ? Promise.reject(new Error('List not found'))
            : ask(`${kind} ${ids.join('+')}${since === null ? '' : ' since'}`, tasks),
      },
      readFailure: () =>
        failing === 'nothing' ? { kind: 'final' } : { kind: 'again', outcomeUnknown: false, afterMs: null },
    };
    return readWorkspaces(deps, now, atMost);
  };
  const work = async (key = talk.acme.key) => (await onboardingWorkOf(talk.store, PEOPLE, [key]))(key);
  const openIds = async () => {
    const known = await work();
    return known.kind === 'read' ? known.tasks.map(({ taskId }) => taskId) : known.kind;
  };

  it('keeps what is open, with its due date and whose side it is on', async () => {
    tasks = [
      placed('ours', by('member')),
      placed('theirs', by('guest')),
      placed('both', { assignees: [...by('guest').assignees, ...by('member').assignees] }),
      placed('robot', by('superAgent')),
      placed('gone', by('stranger')),
      placed('free', { dueAt: null }),
      placed('done', { status: { name: 'complete', type: 'done' } }),
      placed('closed', { status: { name: 'closed', type: 'closed' } }),
      placed('archived', { archived: true }),
    ];
    await read();
    const known = await work();
    const seen = known.kind === 'read' ? known.tasks : [];
    expect(Object.fromEntries(seen.map(({ taskId, side }) => [taskId, side]))).toEqual({
      ...{ ours: 'ours', theirs: 'customer', both: 'ours', robot: 'ours', gone: 'nobody', free: 'nobody' },
    });
    expect(seen.find(({ taskId }) => taskId === 'ours')).toMatchObject({
      name: 'ours',
      url: 'https://app.clickup.com/t/ours',
      dueOn: START + 18,
      assignees: ['member'],
    });
  });

  it('finds out once what kind of place an id is', async () => {
    await talk.store.onboarding.setPlace(talk.acme.key, '701');
    await read();
    await read(NOW + 16 * MINUTE);
    const looked = ['list 701?', 'folder 701?', 'space 701?'];
    expect(calls).toEqual([...looked, 'space 701 since', 'space 701', 'space 701 since']);
  });

  it('reads many accounts in one call, each its own tasks', async () => {
    const bolt = await addAccount(talk, { id: 'bolt' });
    await talk.store.onboarding.setPlace(bolt.key, '902');
    tasks = [placed('a'), placed('b', { listId: '902' })];
    expect(await read()).toBe(2);
    expect(calls.at(-1)).toBe('list 901+902');
    expect(await openIds()).toEqual(['a']);
    expect(await work(bolt.key)).toMatchObject({ tasks: [{ taskId: 'b' }] });
  });

  it('asks nothing while what it knows is fresh, then only for what changed, and once a day for everything', async () => {
    tasks = [placed('a'), placed('b')];
    await read();
    await read(NOW + 14 * MINUTE);
    tasks = [placed('a', { status: { name: 'closed', type: 'closed' } }), placed('c')];
    await read(NOW + 16 * MINUTE);
    expect(await openIds()).toEqual(['b', 'c']);
    tasks = [placed('c')];
    await read(NOW + 24 * 60 * MINUTE);
    const whole = ['list 901 since', 'list 901'];
    expect(calls).toEqual(['list 901?', ...whole, 'list 901 since', ...whole]);
    expect(await openIds()).toEqual(['c']);
  });

  it('stays within the calls it is given', async () => {
    await read(NOW, 3);
    expect(calls).toEqual(['list 901?', 'list 901 since', 'list 901']);
    await talk.store.onboarding.setPlace(talk.acme.key, '801');
    await read(NOW, 2);
    expect(calls).toHaveLength(3);
  });

  it('says that a place is out of sight, and looks again later', async () => {
    await talk.store.onboarding.setPlace(talk.acme.key, '999');
    await read();
    expect(await work()).toEqual({ kind: 'out_of_sight' });
    expect(warnings).toMatchObject([{ placeId: '999' }]);
    places[999] = 'list';
    await read(NOW + 16 * MINUTE);
    expect(await openIds()).toEqual([]);
  });

  const sightOf = async ({ key }: { readonly key: string }) => (await talk.store.acts.sights([key])).get(key);
  const DAY = 24 * 60 * MINUTE;
  const doctorSays = async () => {
    const deps = { store: talk.store, rules: rules() } as unknown as DoctorDeps;
    return (await checkWorkspaces(deps, NOW)).map(({ says }) => says);
  };

  it('is blind to a place that disappears, says so, and sees it again when it is back', async () => {
    tasks = [placed('a')];
    await read();
    tasks = [];
    delete places[901];
    await read(NOW + 16 * MINUTE);
    await read(NOW + DAY);
    expect([await openIds(), await sightOf(talk.acme)]).toEqual(['out_of_sight', { kind: 'out_of_sight' }]);
    expect(warnings).toMatchObject([{ placeId: '901' }]);
    expect(await doctorSays()).toContain('not there, or hidden from the agent: those of Acme');
    places[901] = 'list';
    tasks = [placed('b')];
    await read(NOW + DAY + 16 * MINUTE);
    expect(calls.slice(-2)).toEqual(['list 901 since', 'list 901']);
    expect([await openIds(), await sightOf(talk.acme)]).toEqual([['b'], { kind: 'read', to: NOW + DAY + 16 * MINUTE }]);
  });

  it('takes no place for empty before it has asked whether it is there, as many as there are calls for', async () => {
    const bolt = await addAccount(talk, { id: 'bolt' });
    await talk.store.onboarding.setPlace(bolt.key, '902');
    await read();
    calls = [];
    delete places[902];
    await read(NOW + DAY, 3);
    expect(calls).toEqual(['list 901+902 since', 'list 901+902', 'list 901?']);
    expect(await sightOf(talk.acme)).toEqual({ kind: 'read', to: NOW + DAY });
    expect(await sightOf(bolt)).toEqual({ kind: 'read', to: NOW });
    await read(NOW + DAY, 3);
    expect(await sightOf(bolt)).toEqual({ kind: 'out_of_sight' });
    failing = 'look-ups';
    await read(NOW + 2 * DAY);
    expect(await sightOf(talk.acme)).toEqual({ kind: 'read', to: NOW + DAY });
  });

  it('reads the others where ClickUp refuses a place that is gone together with them', async () => {
    const bolt = await addAccount(talk, { id: 'bolt' });
    await talk.store.onboarding.setPlace(bolt.key, '902');
    tasks = [placed('a'), placed('b', { listId: '902' })];
    await read();
    delete places[902];
    refused = ['902'];
    await read(NOW + 16 * MINUTE);
    await read(NOW + 16 * MINUTE);
    expect(await sightOf(bolt)).toEqual({ kind: 'out_of_sight' });
    expect(await sightOf(talk.acme)).toEqual({ kind: 'read', to: NOW + 16 * MINUTE });
    places[902] = 'list';
    refused = [];
    await read(NOW + 32 * MINUTE);
    expect(calls.slice(-2)).toEqual(['list 902 since', 'list 902']);
  });

  it('keeps what it knew while ClickUp is away', async () => {
    tasks = [placed('a')];
    await read();
    failing = 'all';
    expect(await read(NOW + 16 * MINUTE)).toBe(0);
    expect(await openIds()).toEqual(['a']);
    expect(warnings).toHaveLength(1);
  });

  it('tells an account without a workspace from one that was not read yet', async () => {
    expect(await openIds()).toBe('not_read_yet');
    await talk.store.onboarding.setPlace(talk.acme.key, null);
    expect(await openIds()).toBe('no_workspace');
  });
});
