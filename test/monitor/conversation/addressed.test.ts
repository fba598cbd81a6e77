import { considerComment } from '../../../src/monitor/hear-comments.ts';
import { NOW } from '../read-world.ts';
import { aComment, openTalk, type Talk, WHO } from './talk.ts';

describe('a comment is addressed to the agent', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
    const head = { accountKey: talk.acme.key, alertId: null, notBefore: 0, after: null } as const;
    const draft = { kind: 'comment', task: { id: 't-acme' }, body: [], lane: 'conversation' } as const;
    await talk.store.outbox.add([{ ...head, ...draft, key: 't-acme.draft.v2' }], NOW);
    const [claim] = await talk.store.outbox.claim(NOW, 1_000, 1);
    expect(claim?.write.key).toBe('t-acme.draft.v2');
    await talk.store.outbox.done('t-acme.draft.v2', { commentId: 'ours' }, NOW);
  });
  afterEach(() => talk.store.close());

  it.each([
    ['by a tag block', { mentions: [WHO.agent] }],
    ['by being assigned to it', { mentions: [], assigneeId: WHO.agent }],
    ['in a thread that it began', { mentions: [], parentId: 'ours' }],
    ['by a tag block in somebody else’s thread', { mentions: [WHO.agent], parentId: 'theirs' }],
  ])('%s', async (_title, how) => {
    expect(await talk.say('lead', 'Status!', how)).toContain('Acme');
  });

  it.each([
    ['a mention of somebody else', { mentions: [WHO.csm] }],
    ['a reply in somebody else’s thread', { mentions: [], parentId: 'theirs' }],
  ])('but not by %s', async (_title, how) => {
    expect(await talk.say('lead', 'status', how)).toBeNull();
  });

  it('and answered in its thread: a reply’s own thread is the one it stands in', async () => {
    await talk.say('lead', 'status', { id: 'r1', parentId: 'ours' });
    await considerComment(talk.deps, aComment({ id: 'r2', parentId: 'ours', text: 'why' }), NOW);
    const [claim] = await talk.store.outbox.claim(NOW, 1_000, 1);
    expect(claim?.write).toMatchObject({ kind: 'reply', comment: { id: 'ours' } });
  });

  it('no longer when its mention was edited out', async () => {
    expect(await talk.say('lead', 'status', { id: 'c9' })).not.toBeNull();
    expect(await talk.say('lead', 'pause until 2027-01-15', { id: 'c9', mentions: [] })).toBeNull();
    expect(await talk.audited()).toEqual([]);
  });

  it('once: heard again it is not answered again', async () => {
    expect(await talk.say('lead', 'status', { id: 'c9' })).not.toBeNull();
    expect(await talk.say('lead', 'status', { id: 'c9' })).toBeNull();
  });
});
