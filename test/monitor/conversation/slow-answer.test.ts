import type { DrafterAnswer } from '../../../src/monitor/draft-deps.ts';
import { hearTask } from '../../../src/monitor/hear-comments.ts';
import { NOW } from '../read-world.ts';
import { aComment, WHO } from './talk.ts';
import { NO_WORDS, openTalkLine, type TalkLine, type Thinking } from './talk-line.ts';

/** With a model a draft takes long; whoever asked for one sees within 5 seconds that somebody is at work, and nobody else waits. */
describe('an answer that takes long', () => {
  let line: TalkLine;
  let asked: string[];
  beforeEach(async () => {
    line = await openTalkLine();
    asked = [];
  });
  afterEach(() => line.talk.store.close());

  const redraft = aComment({ id: 'c1', text: 'redraft', digest: 'digest-1' });
  const after = (ms: number): Promise<void> => new Promise((resolve) => void line.time.after(ms, resolve));
  const slowBy = (ms: number): Thinking => ({
    drafter: async (request): Promise<DrafterAnswer> => {
      asked.push(request.rejected.map(({ reason }) => reason).join());
      await after(ms);
      return line.talk.deps.drafter(request);
    },
  });
  const ways = () => line.said.map(({ how, text }) => [how, text]);
  const newest = async () => (await line.talk.store.plans.versions(line.talk.acme.key)).at(-1);

  it('is announced by a placeholder before 5 seconds are over, which then becomes the answer', async () => {
    line.start(slowBy(40_000));
    await line.tell(redraft);
    await line.pass(4);
    expect(ways()).toEqual([['reply', expect.stringContaining('I am working on it')]]);
    await line.pass(40);
    expect(ways().slice(1)).toEqual([['edit', expect.stringContaining('Version 3 follows')]]);
    expect(line.said[1]?.to).toBe('reply-1');
    expect(asked).toHaveLength(1);
  });

  it('needs no placeholder when it does not take that long after all', async () => {
    line.start(slowBy(2_000));
    await line.tell(redraft);
    await line.pass(6);
    expect(ways()).toEqual([['reply', expect.stringContaining('Version 3 follows')]]);
  });

  it('keeps nobody waiting: what others ask meanwhile is answered at once', async () => {
    line.start(slowBy(40_000));
    await line.tell(redraft);
    for (const [n, text] of ['status', 'why', 'help', 'stuck'].entries())
      await line.tell(aComment({ id: `other-${n}`, text, authorId: WHO.csm, digest: `digest-o${n}` }));
    await line.pass(1);
    expect(line.said.map(({ to }) => to)).toEqual(['other-0', 'other-1', 'other-2', 'other-3']);
  });

  it('comes once, into the same place, when the process died while it thought', async () => {
    line.start(slowBy(40_000));
    await line.tell(redraft);
    await line.pass(10);
    line.start(slowBy(10_000));
    await line.pass(90);
    expect(line.said.map(({ how }) => how)).toEqual(['reply', 'edit']);
    expect((await newest())?.version).toBe(3);
    expect(await line.talk.store.inbox.waiting()).toBe(0);
  });

  it('is thought of once, however long it takes and however often the comment is told of and read', async () => {
    line.start(slowBy(150_000));
    await line.tell(redraft);
    await line.tell({ ...redraft, at: NOW + 1 });
    await line.pass(200);
    expect(asked).toHaveLength(1);
    expect(line.said.map(({ how }) => how)).toEqual(['reply', 'edit']);
  });

  it('is kept from other processes as long as this one thinks', async () => {
    line.start(slowBy(150_000));
    await line.tell(redraft);
    const taken = [];
    for (let turn = 0; turn < 14; turn += 1) {
      await line.pass(10);
      // The clock of another machine may go before ours.
      taken.push(...(await line.talk.store.inbox.claim(line.time.now() + 20_000, 1, 9)));
    }
    expect(taken).toEqual([]);
  });

  it('is tried again after a while when thinking failed', async () => {
    line.start({ drafter: async () => Promise.reject(new Error('no words')) });
    await line.tell(redraft);
    await line.pass(2);
    expect(line.talk.warnings).toEqual([expect.objectContaining({ error: 'no words' })]);
    line.start(slowBy(1_000));
    await line.pass(62);
    expect(line.said.at(-1)?.text).toContain('Version 3 follows');
  });

  it('has no answer when its comment was deleted meanwhile, and is forgotten', async () => {
    line.start(slowBy(20_000));
    await line.tell(redraft);
    await line.pass(1);
    line.talk.board.comments.length = 0;
    await line.pass(30);
    expect((await newest())?.version).toBe(2);
    expect(await line.talk.store.inbox.waiting()).toBe(0);
  });

  it('asks the drafter once for a rejected plan, with the reason', async () => {
    line.start(slowBy(1_000));
    await line.tell({ ...redraft, text: 'reject too small' });
    await line.pass(4);
    expect(asked).toEqual(['too small']);
  });

  it('is not overtaken by an approval of the plan that it rejects', async () => {
    line.start(slowBy(20_000));
    await line.tell({ ...redraft, text: 'reject too small' });
    await line.tell(aComment({ id: 'c2', text: 'approve', digest: 'digest-2' }));
    await line.pass(30);
    expect(line.said.filter(({ how }) => how !== 'comment').map(({ text }) => text.split(/[:.]/)[0])).toEqual([
      'I am working on it; the answer follows in this place',
      'I am working on it; the answer follows in this place',
      'Rejected',
      'Nothing has changed',
    ]);
    expect(await newest()).toMatchObject({ version: 3, status: 'draft' });
    expect(await line.talk.audited()).not.toContain('plan_approved');
  });

  it('is found by reading too, and the reading goes on meanwhile', async () => {
    line.start(slowBy(20_000));
    line.talk.board.comments.push(redraft);
    await hearTask({ ...line.talk.deps, words: NO_WORDS }, 't-acme', NOW - 60_000, NOW);
    expect(await line.talk.store.inbox.waiting()).toBe(1);
    await line.pass(25);
    expect(line.said.map(({ how }) => how)).toEqual(['reply', 'edit']);
  });

  it('is drafted from the templates inside the transaction where nothing was thought of', async () => {
    line.start({ ...slowBy(40_000), words: null });
    await line.tell(redraft);
    await line.pass(1);
    expect(asked).toEqual([]);
    expect(line.said[0]?.text).toContain('Version 3 follows');
  });
});
