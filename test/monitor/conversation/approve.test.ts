import type { BoardComment } from '../../../src/monitor/board.ts';
import { aPlan } from '../../domain/builders.ts';
import { draftPlan, NOW } from '../read-world.ts';
import { openTalk, type Talk } from './talk.ts';

/** Which version a word of approval is about: the one that its writer has seen, or none. */
describe('“approve”', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
    await show('t-acme.draft.v2', 'thread-2', NOW - 1);
  });
  afterEach(() => talk.store.close());

  const show = async (key: string, commentId: string, at: number): Promise<void> => {
    const head = { accountKey: talk.acme.key, alertId: null, notBefore: 0, after: null } as const;
    await talk.store.outbox.add(
      [{ ...head, key, kind: 'comment', task: { id: 't-acme' }, body: [], lane: 'alert' }],
      NOW,
    );
    await talk.store.outbox.done(key, { commentId }, at);
  };
  const inForce = async () => (await talk.store.plans.inForce([talk.acme.key], NOW)).get(talk.acme.key)?.version;
  const approve = (part: Partial<BoardComment> = {}) => talk.say('lead', 'Approve.', part);
  const inThread = (parentId: string) => ({ parentId, mentions: [] });

  it('in the thread of a version that was replaced names the newer one and changes nothing', async () => {
    await draftPlan(talk, talk.acme, aPlan({ statement: 'Three sprints completed' }), NOW);
    await show('t-acme.draft.v3', 'thread-3', NOW);
    expect(await approve(inThread('thread-2'))).toContain('version 3 has replaced it');
    expect(await inForce()).toBe(1);
    expect(await approve(inThread('thread-3'))).toContain('In force: Three sprints');
    expect(await inForce()).toBe(3);
  });

  it('in the thread where an edited version was shown puts that one in force, and nowhere else', async () => {
    await draftPlan(talk, talk.acme, aPlan({ statement: 'Three sprints completed' }), NOW);
    await show('t-acme.draft.v3', 'thread-3', NOW);
    await talk.say('lead', 'edit\nby day: 30', inThread('thread-3'));
    expect(await approve(inThread('thread-2'))).toContain('version 4 has replaced it');
    expect(await inForce()).toBe(1);
    expect(await approve(inThread('thread-3'))).toContain('Version 4, approved');
    expect(await inForce()).toBe(4);
  });

  it('that was written before the version was to be seen changes nothing', async () => {
    const old = { at: NOW - 60_000 };
    expect(await approve(old)).toContain('older than version 2');
    expect(await inForce()).toBe(1);
    expect(await talk.audited()).not.toContain('plan_approved');
  });

  it('that was written before an edited version was shown changes nothing, though it stands in the same thread', async () => {
    await talk.say('lead', 'edit\nby day: 30', inThread('thread-2'));
    expect(await approve({ ...inThread('thread-2'), at: NOW - 5_000 })).toContain('older than version 3');
    expect(await inForce()).toBe(1);
  });

  it('of a version that has not been posted yet changes nothing', async () => {
    await draftPlan(talk, talk.acme, aPlan({ statement: 'Three sprints completed' }), NOW);
    const head = { accountKey: talk.acme.key, alertId: null, notBefore: NOW + 1, after: null } as const;
    const waits = { kind: 'comment', task: { id: 't-acme' }, body: [], lane: 'alert' } as const;
    await talk.store.outbox.add([{ ...head, ...waits, key: 't-acme.draft.v3' }], NOW);
    expect(await approve()).toContain('older than version 3');
    expect(await inForce()).toBe(1);
  });

  it('that a comment becomes by an edit counts like one that was written so', async () => {
    await talk.say('lead', 'aprove', { id: 'c9', digest: 'd1' });
    expect(await talk.say('lead', 'approve', { id: 'c9', digest: 'd2' })).toContain('In force');
    expect(await inForce()).toBe(2);
  });

  it('that only quotes the agent is no approval', async () => {
    expect(await talk.say('lead', '> approve')).toContain('What I understand');
    expect(await inForce()).toBe(1);
  });
});
