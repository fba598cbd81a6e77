import { onDay } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk, WHO } from '../monitor/conversation/talk.ts';
import { hear, usedOn } from '../monitor/read-world.ts';
import { addQuiet, said, type Sweeping, sweeping } from '../monitor/sweeping.ts';

const TASK = { resultOf: 't-quiet.a1.task' };

describe('a plan changed during an open alert', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeAll(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
    await addQuiet(talk, 'quiet');
    await sweeps.on(34);
    await sweeps.written(34);
  });
  afterAll(() => talk.store.close());

  it('leaves the alert open and brings its task up to date, with one line in its thread and no new mention', async () => {
    await talk.say('lead', 'edit\nstep: First board | Board Created | 1 | 8', { taskId: 't-quiet' });
    expect(await sweeps.on(34, { hour: 13 })).toEqual([]);
    expect(await talk.say('lead', 'approve', { taskId: 't-quiet' })).toContain('In force');
    const [update, line, ...more] = await sweeps.on(35, { hour: 13 });
    expect(more).toEqual([]);
    expect(update).toMatchObject({ kind: 'update_task', task: TASK });
    expect(said(update)).toContain('quiet: no core use yet, 35 days, at “First board”');
    expect(line).toMatchObject({ kind: 'comment', task: TASK });
    expect(said(line)).toContain('Now: no core use yet, stuck for 35 days on “First board”');
    expect(said(line)).not.toContain('@');
    expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toMatchObject({
      id: 't-quiet.a1',
      step: 'First board',
      csmId: WHO.csm,
    });
  });

  it('counts days stuck on from where they were, and says nothing twice', async () => {
    expect(await sweeps.on(35, { hour: 14 })).toEqual([]);
    expect(await sweeps.on(36)).toEqual([]);
    await sweeps.written(36);
  });

  it('ends by real use, in the same task', async () => {
    await hear(talk, 'quiet', [
      { ...usedOn(37)[0], name: 'Board Created', messageId: 'board' } as never,
      { ...usedOn(37)[0], messageId: 'use-1' } as never,
      { ...usedOn(37)[0], messageId: 'use-2', userId: 'bob', at: onDay(37) } as never,
    ]);
    // In use, but late: the same alert says so, softly, until first value closes it.
    await sweeps.on(38);
    expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toMatchObject({ id: 't-quiet.a1', strength: 'soft' });
    await hear(talk, 'quiet', [{ ...usedOn(38)[0], name: 'Sprint Completed', messageId: 'sprint' } as never]);
    const kinds = (await sweeps.on(39)).map(({ kind, key }) => [kind, key]);
    expect(kinds).toContainEqual(['close_task', 't-quiet.a1.closed.task']);
    expect(await sweeps.alertOf({ key: 'task:t-quiet' })).toBe(undefined);
  });
});
