import { START } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk, WHO } from '../monitor/conversation/talk.ts';
import { addQuiet, calls, said, type Sweeping, sweeping } from '../monitor/sweeping.ts';

/** Carla is away from day 35, a Monday, until day 56, three weeks later. */
describe('a CSM on leave', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  const ownerOf = async (id: string) => (await sweeps.alertOf({ key: `task:t-${id}` }))?.csmId;
  beforeAll(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
    await addQuiet(talk, 'before');
    await sweeps.on(34);
    await sweeps.written(34);
    expect(await talk.say('csm', 'away until 2026-11-02', { taskId: 't-before' })).toContain('go to Dora Deputy');
  });
  afterAll(() => talk.store.close());

  it('keeps the alerts that were open, and gives the new ones to the deputy, who is told why', async () => {
    await addQuiet(talk, 'during');
    const [task, call, ...more] = calls(await sweeps.on(36));
    expect(more).toEqual([]);
    expect(task).toMatchObject({ kind: 'create_task', assigneeIds: [WHO.deputy] });
    expect(said(task)).toContain('Why Dora Deputy: Carla is not available, they are the deputy');
    expect(said(call)).toContain('@Dora Deputy');
    await sweeps.written(36);
    expect([await ownerOf('before'), await ownerOf('during')]).toEqual([WHO.csm, WHO.deputy]);
  });

  it('is not called again while away; the lead is, after ten working days', async () => {
    expect(calls(await sweeps.on(42)).map(({ key }) => key)).toEqual([]);
    expect(calls(await sweeps.on(43)).map(({ key }) => key)).toEqual([`t-during.a1.again.${WHO.deputy}`]);
    expect(calls(await sweeps.on(49)).map(({ key }) => key)).toEqual(['t-before.a1.lead']);
    await sweeps.written(49);
  });

  it('gets back, on the day named, what the deputy had, and is called to it once', async () => {
    expect(START + 56).toBe(Date.UTC(2026, 10, 2) / 86_400_000);
    expect(await ownerOf('during')).toBe(WHO.deputy);
    const writes = calls(await sweeps.on(56)).filter(({ alertId }) => alertId === 't-during.a1');
    expect(writes.map(({ kind }) => kind)).toEqual(['update_task', 'comment']);
    expect(writes[0]).toMatchObject({ assignees: { add: [WHO.csm], remove: [WHO.deputy] } });
    expect(said(writes[1])).toContain('@Carla Ruiz');
    expect(await ownerOf('during')).toBe(WHO.csm);
    expect((await sweeps.on(57)).map(({ alertId }) => alertId)).not.toContain('t-during.a1');
  });
});
