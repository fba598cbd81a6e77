import { assess, type Snapshot } from '../../src/domain/assess.ts';
import { BOARD_SOURCE } from '../../src/domain/board-act.ts';
import { aFeed, anEvent, aPlan, aSignal, aSnapshot, onDay } from './builders.ts';

const NOW = onDay(20);
const inClickUp = (on: number, by: string | null = 'clickup:6') =>
  anEvent({ on, by, name: 'clickup.task_completed', source: BOARD_SOURCE });
const boardPlan = aPlan({
  signal: aSignal({ event: ['clickup.task_completed'], count: 2 }),
  coreEvents: [],
  steps: [],
});
const judged = (part: Partial<Snapshot>) => assess(aSnapshot({ plan: boardPlan, feeds: [], ...part }), NOW);

describe('a milestone that is looked for in ClickUp', () => {
  it('is reached by what guests do there, though the product never sent anything', () => {
    const workspace = { kind: 'read', to: NOW } as const;
    expect(judged({ workspace, events: [inClickUp(3), inClickUp(5)] })).toMatchObject({
      state: 'reached',
      reachedAt: onDay(5),
    });
    expect(judged({ workspace, events: [inClickUp(3)] })).toMatchObject({ blind: null, eventCount: 1, progress: 0.5 });
  });

  it.each(['no_workspace', 'not_read_yet', 'out_of_sight'] as const)(
    'is not judged while its workspace is not seen (%s): that nothing is read is no silence',
    (kind) => {
      const unseen = { state: 'blind', blind: { kind: 'workspace_unread', because: kind } };
      expect(judged({ workspace: { kind } })).toMatchObject(unseen);
    },
  );

  it('is judged up to when its workspace was read, and not at all once that is too long ago', () => {
    const read = (on: number) => judged({ workspace: { kind: 'read', to: onDay(on) }, events: [inClickUp(3)] });
    expect(read(19)).toMatchObject({ blind: null, day: 20 });
    const stale = { kind: 'stale_source', source: 'clickup', lastReceivedAt: onDay(12) };
    expect(read(12)).toMatchObject({ state: 'blind', blind: stale, day: 12 });
  });
});

describe('a milestone that is looked for in the product', () => {
  const workspace = { kind: 'read', to: NOW } as const;
  const events = [inClickUp(18), inClickUp(19)];
  it('is not judged by ClickUp while the product never sent anything', () => {
    const verdict = assess(aSnapshot({ feeds: [], workspace, events }), NOW);
    expect(verdict).toMatchObject({ state: 'blind', blind: { kind: 'nothing_ever_sent' } });
  });

  it('does not wait for ClickUp: a workspace that is not read keeps nobody from being judged', () => {
    expect(assess(aSnapshot({ workspace: { kind: 'out_of_sight' } }), NOW)).toMatchObject({ blind: null, day: 20 });
    expect(assess(aSnapshot({ workspace: { kind: 'read', to: onDay(2) } }), NOW)).toMatchObject({ day: 20 });
  });

  it('takes what guests do in ClickUp for activity, and not for use', () => {
    const verdict = assess(aSnapshot({ workspace, events: [anEvent({ on: 1 }), ...events] }), NOW);
    expect(verdict).toMatchObject({ activeDays: 2, coreDays: 0, coreCount: 1 });
  });

  it('still suspects another account id when only guests in ClickUp were heard of', () => {
    const wrong = { workspace, events, likelyOtherIds: ['acme-inc'], feeds: [aFeed()] };
    expect(assess(aSnapshot(wrong), NOW)).toMatchObject({ eventCount: 0, blind: { kind: 'likely_other_id' } });
  });

  it('does not take a guest in ClickUp for its first user', () => {
    const plan = aPlan({ signal: aSignal({ actor: 'not_creator' }), steps: [] });
    const sprint = anEvent({ on: 4, by: 'ann', name: 'Sprint Completed' });
    const verdict = assess(aSnapshot({ plan, workspace, events: [inClickUp(1), sprint] }), NOW);
    expect(verdict.reachedAt).toBeNull();
  });
});
