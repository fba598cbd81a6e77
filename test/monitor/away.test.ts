import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import { onDay, START } from '../domain/builders.ts';
import { addAccount } from './read-world.ts';
import { openTalk, type Talk, WHO } from './conversation/talk.ts';

/** Acme went quiet: from day 35 on there is a hard alert for it. */
describe('the alerts of a CSM who is away', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
  });
  afterEach(() => talk.store.close());

  const sweepOn = async (day: number): Promise<readonly Write[]> => {
    await talk.store.events.touchSource('product', ['Task Completed'], onDay(day), null);
    const move = { moves: ['Call them'], message: 'Hello' };
    const deps = { ...talk.deps, moveFor: () => move } as unknown as SweepDeps;
    return (await sweep(deps, onDay(day), { dryRun: false })).writes;
  };
  const ownerOf = async (key = talk.acme.key) => (await talk.store.alerts.open([key])).get(key)?.csmId;
  const away = (who: number, until = START + 40) => talk.store.people.setAway(who, until);

  it('go to the CSM who is here', async () => {
    await sweepOn(35);
    expect(await ownerOf()).toBe(WHO.csm);
  });

  it('go to the deputy, who is told why', async () => {
    await away(WHO.csm);
    const [task] = await sweepOn(35);
    expect(task).toMatchObject({ kind: 'create_task', assigneeIds: [WHO.deputy] });
    expect(JSON.stringify(task)).toContain('Carla is not available, they are the deputy');
  });

  it('go to the lead when the deputy is away too', async () => {
    await away(WHO.csm);
    await away(WHO.deputy);
    await sweepOn(35);
    expect(await ownerOf()).toBe(WHO.boss);
  });

  it('stay with the CSM when nobody is here at all', async () => {
    for (const who of [WHO.csm, WHO.deputy, WHO.boss]) await away(who);
    await sweepOn(35);
    expect(await ownerOf()).toBe(WHO.csm);
  });

  it('come again on the day that was named', async () => {
    await away(WHO.csm, START + 35);
    await sweepOn(35);
    expect(await ownerOf()).toBe(WHO.csm);
  });

  it('stay where they are if they were open before', async () => {
    await sweepOn(35);
    await away(WHO.csm);
    expect(await sweepOn(36)).toEqual([]);
    expect(await ownerOf()).toBe(WHO.csm);
  });

  it('go back to the CSM who is back', async () => {
    await away(WHO.csm);
    await sweepOn(35);
    expect(await sweepOn(36)).toEqual([]);
    await talk.store.people.endAway(WHO.csm);
    expect((await sweepOn(37)).map(({ kind }) => kind)).toEqual(['update_task', 'comment']);
    expect(await ownerOf()).toBe(WHO.csm);
  });

  it('go to the deputy of whom the task is assigned to, where no CSM is set', async () => {
    const assignee = { id: WHO.csm, name: 'Carla', email: null };
    const account = await addAccount({ store: talk.store } as never, { id: 'bare', name: 'Bare', csm: null, assignee });
    await away(WHO.csm);
    await sweepOn(35);
    expect(await ownerOf(account.key)).toBe(WHO.deputy);
  });
});
