import { draftPlan } from '../../src/monitor/draft-plan.ts';
import { anEvent, onDay } from '../domain/builders.ts';
import { openTalkWithoutAccount, type Talk } from '../monitor/conversation/talk.ts';
import { addSlow, said, type Sweeping, sweeping } from '../monitor/sweeping.ts';
import { hear } from '../monitor/read-world.ts';

/** The account completes its first sprint on day 5; its plan is approved on day 35. */
describe('value before approval', () => {
  let talk: Talk;
  let sweeps: Sweeping;
  beforeAll(async () => {
    talk = await openTalkWithoutAccount();
    sweeps = sweeping(talk);
  });
  afterAll(() => talk.store.close());

  it('is said by the draft, with its date, and the draft asks for more', async () => {
    const account = await addSlow(talk, 'swift', 80, { plan: null });
    await hear(talk, 'swift', [anEvent({ on: 5, name: 'Sprint Completed', messageId: 'sprint' })]);
    const result = await draftPlan(talk.deps, account, onDay(10));
    const text = said(result.kind === 'drafted' ? result.writes[0] : undefined);
    expect(text).toContain('“A new idea” has been true since 12 Sep 2026, so this draft asks for more.');
    expect(text).toContain('“Sprint Completed” 3 times');
  });

  it('alerts nobody, and is no value yet, while no plan is in force', async () => {
    for (const day of [10, 20, 34]) {
      const { states, opened } = await sweeps.report(day);
      expect([states, opened]).toEqual([{ defining: 1 }, 0]);
    }
  });

  it('counts from the event, not from the approval, once the lead wants the rule that was met', async () => {
    const shown = await talk.say('lead', 'edit\nevent: Sprint Completed\nby day: 21', { taskId: 't-swift' });
    expect(shown).toContain('for approval');
    expect(await talk.say('lead', 'approve', { taskId: 't-swift' })).toContain('In force');
    const news = (await sweeps.on(35)).filter(({ key }) => key === 't-swift.reached');
    expect(news).toHaveLength(1);
    expect(said(news[0])).toContain('@Carla Ruiz swift has reached first value.');
    expect(said(news[0])).toContain('12 Sep 2026, 12:00, 5 days after the start');
  });

  it('is told once', async () => {
    for (const day of [35, 36, 50]) expect(await sweeps.on(day)).toEqual([]);
  });
});
