import { considerComment, type HearDeps } from '../../../src/monitor/hear-comments.ts';
import { plainText } from '../../../src/monitor/message.ts';
import type { Write } from '../../../src/monitor/outbox.ts';
import { SimulatedTime } from '../../clickup/support/simulated-time.ts';
import { NOW } from '../read-world.ts';
import { aComment, openTalk, type Talk } from './talk.ts';

/** With a model a draft takes long; whoever asked for one sees within 5 seconds that somebody is at work. */
describe('an answer that takes long', () => {
  let talk: Talk;
  let time: SimulatedTime;
  let written: Write[];
  beforeEach(async () => {
    talk = await openTalk();
    time = new SimulatedTime(NOW);
    written = [];
  });
  afterEach(() => talk.store.close());

  const comment = aComment({ id: 'c1', text: 'redraft', digest: 'digest-1' });
  /** As ClickUp and the delivery would: what is due gets an id. */
  const send = async (): Promise<void> => {
    for (const { write } of await talk.store.outbox.claim(NOW, 1_000, 9, 'conversation')) {
      written.push(write);
      await talk.store.outbox.done(write.key, write.kind === 'reply' ? { commentId: 'r1' } : {}, NOW);
    }
  };
  const slowBy = (ms: number, fails = false): HearDeps => ({
    ...talk.deps,
    after: (wait, ring) => time.after(wait, ring),
    sendAnswers: send,
    drafter: async (request) => {
      await new Promise<void>((resolve) => void time.after(ms, resolve));
      if (fails) throw new Error('the process died');
      return talk.deps.drafter(request);
    },
  });
  /** Tells it to the agent, and lets so much time pass that all is said. */
  const tell = async (deps: HearDeps): Promise<unknown> => {
    const heard = considerComment(deps, comment, NOW).catch((thrown: unknown) => thrown);
    for (let second = 1; second <= 60; second += 1) await time.passUntil(time.now() + 1_000);
    const outcome = await heard;
    await send();
    return outcome;
  };
  const words = () => written.map((write) => [write.kind, 'body' in write && write.body ? plainText(write.body) : '']);

  it('is announced by a placeholder, which then becomes the answer', async () => {
    const telling = tell(slowBy(40_000));
    await telling;
    expect(words()).toEqual([
      ['reply', expect.stringContaining('I am working on it')],
      ['edit_comment', expect.stringContaining('Version 3 follows')],
    ]);
    expect(written[1]).toMatchObject({ comment: { resultOf: written[0]?.key } });
  });

  it('has its placeholder posted before 5 seconds are over, not when the answer comes', async () => {
    const posted: number[] = [];
    const deps = slowBy(40_000);
    await tell({ ...deps, sendAnswers: async () => void posted.push(time.now() - NOW) });
    expect(posted).toEqual([3_000]);
  });

  it('needs no placeholder when it does not take that long after all', async () => {
    await tell(slowBy(2_000));
    expect(words()).toEqual([['reply', expect.stringContaining('Version 3 follows')]]);
  });

  it('holds nobody up meanwhile: the database is free', async () => {
    const heard = considerComment(slowBy(40_000), comment, NOW);
    await time.passUntil(NOW + 10_000);
    expect(await talk.store.transaction(async (store) => store.accounts.count())).toBe(1);
    await time.passUntil(NOW + 60_000);
    await heard;
  });

  it('comes once, into the same place, when the process died while it thought', async () => {
    expect(await tell(slowBy(40_000, true))).toEqual(new Error('the process died'));
    expect(words()).toHaveLength(1);
    await tell(slowBy(40_000));
    await tell(slowBy(40_000));
    expect(words().map(([kind]) => kind)).toEqual(['reply', 'edit_comment']);
    expect(await talk.store.plans.versions(talk.acme.key)).toHaveLength(3);
  });

  it('asks the drafter once for a rejected plan, with the reason', async () => {
    const asked: unknown[] = [];
    const deps = slowBy(1_000);
    const rejecting = { ...comment, text: 'reject too small' };
    const drafter: HearDeps['drafter'] = (request) => {
      asked.push(request.rejected.map(({ reason }) => reason));
      return talk.deps.drafter(request);
    };
    await considerComment({ ...deps, drafter }, rejecting, NOW);
    expect(asked).toEqual([['too small']]);
  });
});
