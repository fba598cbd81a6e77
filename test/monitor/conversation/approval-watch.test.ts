import { hearComment, hearTask } from '../../../src/monitor/hear-comments.ts';
import type { BoardComment } from '../../../src/monitor/board.ts';
import { NOW } from '../read-world.ts';
import { aComment, openTalk, type Talk, WHO } from './talk.ts';

const DAY_MS = 86_400_000;
const told = (commentId: string, parentId: string) => ({
  row: commentId,
  taskId: 't-acme',
  commentId,
  parentId,
  at: NOW,
});

describe('a comment that approved something', () => {
  let talk: Talk;
  let approval: BoardComment;
  const draft = aComment({ id: 'draft', authorId: WHO.agent, mentions: [WHO.lead], replyCount: 1 });

  beforeEach(async () => {
    talk = await openTalk();
    const head = { accountKey: talk.acme.key, alertId: null, notBefore: 0, after: null } as const;
    const body = { kind: 'comment', task: { id: 't-acme' }, body: [], lane: 'conversation' } as const;
    await talk.store.outbox.add([{ ...head, ...body, key: 't-acme.draft.v2' }], NOW);
    await talk.store.outbox.claim(NOW, 1_000, 1);
    await talk.store.outbox.done('t-acme.draft.v2', { commentId: 'draft' }, NOW);
    approval = aComment({ id: 'yes', parentId: 'draft', text: 'approve', mentions: [], digest: 'yes-1' });
    talk.board.comments = [draft];
    talk.board.replies.set('draft', [approval]);
    await hearTask(talk.deps, 't-acme', NOW - 7 * DAY_MS, NOW);
    await written();
  });
  afterEach(() => talk.store.close());

  const written = async () => (await talk.store.outbox.claim(NOW, 1_000, 100)).map(({ write }) => write);
  const inForce = async () => (await talk.store.plans.inForce([talk.acme.key], NOW)).get(talk.acme.key)?.version;
  const times = async (what: string) => (await talk.audited()).filter((each) => each === what).length;
  const read = () => hearTask(talk.deps, 't-acme', NOW - 7 * DAY_MS, NOW);

  it('is kept with the hash of the text it approved, who said it and when', async () => {
    const [entry] = await talk.store.audit.page({ accountKey: talk.acme.key, before: null, limit: 1 });
    expect(entry).toMatchObject({
      what: 'plan_approved',
      actor: { kind: 'person', id: WHO.lead },
      detail: { version: 2, hash: 'h', commentId: 'yes', commentAt: NOW },
    });
  });

  it('is not missed while it is there', async () => {
    await read();
    expect(await written()).toEqual([]);
    expect(await times('approving_comment_deleted')).toBe(0);
  });

  it('is missed when its thread is read without it: said in the thread and kept, once, and the approval stands', async () => {
    talk.board.replies.set('draft', []);
    talk.board.comments = [{ ...draft, replyCount: 0 }];
    await read();
    await read();
    expect(await written()).toEqual([
      expect.objectContaining({ kind: 'reply', comment: { id: 'draft' }, key: 't-acme.approval.v2.deleted' }),
    ]);
    expect(await times('approving_comment_deleted')).toBe(1);
    expect(await inForce()).toBe(2);
  });

  it('is missed when a later comment in its thread is heard', async () => {
    const later = aComment({ id: 'later', parentId: 'draft', text: 'status', mentions: [] });
    talk.board.replies.set('draft', [later]);
    await hearComment(talk.deps, told('later', 'draft'), NOW);
    expect(await times('approving_comment_deleted')).toBe(1);
  });

  it('is missed on the task when the whole thread is gone', async () => {
    talk.board.comments = [];
    talk.board.replies.clear();
    await read();
    expect(await written()).toEqual([expect.objectContaining({ kind: 'comment', task: { id: 't-acme' } })]);
  });

  it('is not missed where nobody has looked', async () => {
    talk.board.comments = [];
    talk.board.replies.clear();
    await hearTask(talk.deps, 't-acme', NOW + 1, NOW);
    talk.board.comments = [draft];
    await hearComment(talk.deps, told('none', 'another thread'), NOW);
    expect(await times('approving_comment_deleted')).toBe(0);
  });

  it.each([
    ['says something else', 'reject after all', []],
    ['no longer mentions the agent', 'never mind', [WHO.csm]],
  ])('is noticed when it %s: said and kept, and the approval stands', async (_title, text, mentions) => {
    talk.board.replies.set('draft', [{ ...approval, text, mentions, digest: 'yes-2' }]);
    await read();
    await read();
    expect(await written()).toHaveLength(1);
    expect(await times('approving_comment_edited')).toBe(1);
    expect(await inForce()).toBe(2);
  });

  it('at top level is missed and noticed in the same way', async () => {
    await talk.say('lead', 'edit\nby day: 30', { id: 'e1' });
    const top = aComment({ id: 'top', text: 'approve', digest: 'top-1' });
    talk.board.comments = [top, draft];
    await read();
    expect(await inForce()).toBe(3);
    talk.board.replies.set('another', [aComment({ id: 'later', parentId: 'another' })]);
    await hearComment(talk.deps, told('later', 'another'), NOW);
    expect(await times('approving_comment_deleted')).toBe(0);
    talk.board.comments = [{ ...top, text: 'hm', mentions: [], digest: 'top-2' }, draft];
    await read();
    expect(await times('approving_comment_edited')).toBe(1);
    talk.board.comments = [draft];
    await read();
    expect(await times('approving_comment_deleted')).toBe(1);
  });
});
