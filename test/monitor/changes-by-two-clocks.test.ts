import type { BoardTask } from '../../src/monitor/board.ts';
import { type KeepDeps, syncAccounts } from '../../src/monitor/keep-accounts.ts';
import { aTask, openTalkWithoutAccount, rulesForTasks, type Talk } from './conversation/talk.ts';
import { NOW } from './read-world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe.each([
  ['behind ours', -9 * MINUTE],
  ['like ours', 0],
  ['ahead of ours', 9 * MINUTE],
])('what changes in the accounts list, stamped by a clock of ClickUp’s %s', (_how, difference) => {
  let talk: Talk;
  let list: BoardTask[];
  let deps: KeepDeps;
  beforeEach(async () => {
    talk = await openTalkWithoutAccount();
    list = [];
    const board = {
      async *tasks(_list: string, since: number | null) {
        yield* list.filter(({ updatedAt }) => since === null || updatedAt > since);
      },
    };
    deps = { ...talk.deps, rules: rulesForTasks(), board } as unknown as KeepDeps;
  });
  afterEach(() => talk.store.close());

  /** Changes a task at this moment of ours, or makes it. */
  const change = (id: string, at: number): void => {
    const task = aTask({ id, name: `${id} at ${at}`, listId: 'accounts', updatedAt: NOW + at + difference });
    list = [...list.filter((each) => each.id !== id), task];
  };
  const poll = async (at: number): Promise<number> => (await syncAccounts(deps, NOW + at, at === 0)).read;
  const nameOf = async (id: string) => (await talk.store.accounts.byTask(id))?.name;

  it('is found by the next reading, each change of many', async () => {
    change('t-a', -1 * SECOND);
    await poll(0);
    for (let at = 10 * SECOND; at < 5 * MINUTE; at += 10 * SECOND) {
      if (at % (40 * SECOND) === 0) change('t-a', at - 3 * SECOND);
      const last = Math.floor(at / (40 * SECOND)) * 40 * SECOND - 3 * SECOND;
      await poll(at);
      expect(await nameOf('t-a')).toBe(`t-a at ${last < 0 ? -1 * SECOND : last}`);
    }
  });

  it('is found though it is listed only after what was stamped later', async () => {
    change('t-a', -1 * SECOND);
    await poll(0);
    change('t-late', -40 * SECOND);
    await poll(10 * SECOND);
    expect(await nameOf('t-late')).toBeDefined();
  });

  it('is read for a minute, and no more while nothing else changes', async () => {
    change('t-a', -1 * SECOND);
    const reads: number[] = [];
    for (const at of [0, 30 * SECOND, 61 * SECOND, 71 * SECOND, 10 * MINUTE]) reads.push(await poll(at));
    expect(reads).toEqual([1, 1, 1, 0, 0]);
  });

  it('is found after a list that was empty', async () => {
    await poll(0);
    change('t-a', 10 * SECOND);
    expect(await poll(20 * SECOND)).toBe(1);
  });
});
