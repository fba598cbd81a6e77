import { judgeOne } from '../../../src/monitor/conversation/judge-now.ts';
import { aPlan, aSignal, onDay, START } from '../../domain/builders.ts';
import { addAccount, hear, NOW, usedOn } from '../read-world.ts';
import { openTalk, type Talk, WHO } from './talk.ts';

/** The account of the talk, with what must be true of it. */
describe('answers with receipts', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
  });
  afterEach(() => talk.store.close());

  const judgedByOneTask = () =>
    addAccount({ store: talk.store } as never, {
      id: 'bolt',
      name: 'Bolt',
      plan: aPlan({
        statement: 'Three tasks done',
        signal: aSignal({ event: ['Task Completed'], count: 3 }),
        steps: [],
      }),
      events: usedOn(2, 4, 6).map((event, index) => ({ ...event, messageId: `b-${index}`, userId: 'bea' })),
    });
  const onBolt = { taskId: 't-bolt' };

  it('shows with `why` each step’s count, the events that make it and their ids', async () => {
    await judgedByOneTask();
    const answer = await talk.say('member', 'why', onBolt);
    for (const part of ['first value reached on day 6', 'b-0', 'b-1', 'b-2', 'by bea', '3 events known', 'The numbers'])
      expect(answer).toContain(part);
  });

  it('shows with `why` whose move it is, with the tasks behind it', async () => {
    await talk.store.events.touchSource('product', ['Task Completed'], NOW, null);
    expect(await talk.say('member', 'why')).toContain('Whose move: unknown: the account names no onboarding list');
    const open = [{ taskId: 'o1', name: 'Migrate the data', url: 'https://app.clickup.com/t/o1', dueOn: START + 31 }];
    const tasks = open.map((task) => ({ ...task, assignees: [{ id: WHO.member, name: 'Omar Other' }] }));
    await talk.store.onboarding.setPlace(talk.acme.key, '901');
    await talk.store.onboarding.keep(talk.acme.key, { open: tasks, closed: [], whole: true }, NOW);
    const answer = await talk.say('member', 'why');
    expect(answer).toContain('Whose move: ours');
    expect(answer).toContain('Migrate the data: Omar Other, 4 days overdue');
  });

  it('says in `status` and `why` that a value was recorded by hand, by whom', async () => {
    await talk.say('csm', 'reached 2026-09-20');
    for (const word of ['status', 'why'])
      expect(await talk.say('member', word)).toContain('Recorded by hand by Carla Ruiz');
  });

  it('keeps a value recorded by hand when events are withdrawn', async () => {
    await talk.say('csm', 'reached 2026-09-20');
    expect(await talk.say('csm', 'retract m-use a test run')).toContain('it was recorded by hand');
    expect(await talk.say('member', 'status')).toContain('first value reached on day 13, recorded by hand');
  });

  it('opens the milestone again when one of the events that made it is withdrawn', async () => {
    await judgedByOneTask();
    expect(await talk.say('lead', 'retract b-1 a test run', onBolt)).toContain('First value is open again');
    const why = await talk.say('member', 'why', onBolt);
    expect(why).toContain('2 of 3');
    expect(why).toContain('b-1: a test run (Lee Onboard');
    expect(await talk.say('lead', 'retract b-1 again', onBolt)).toContain('withdrawn before');
  });

  it('lets events after “not reached” make first value, and none before', async () => {
    await judgedByOneTask();
    expect(await talk.say('lead', 'not reached they were demo tasks', onBolt)).toContain('open again');
    expect(await talk.say('member', 'status', onBolt)).toContain('they were demo tasks');
    const later = usedOn(36, 37, 38).map((event, index) => ({ ...event, messageId: `l-${index}` }));
    await hear({ store: talk.store }, 'bolt', later, NOW);
    await talk.store.events.touchSource('product', ['Task Completed'], onDay(40), null);
    const account = await talk.store.accounts.byTask('t-bolt');
    if (account === null) throw new Error('bolt is gone');
    expect(await judgeOne(talk.deps, account, onDay(40))).toMatchObject({ reachedAt: onDay(38), daysToValue: 38 });
  });

  it('refuses dates ahead, and dates long before the start', async () => {
    expect(await talk.say('csm', 'reached 2027-01-01')).toContain('still ahead');
    expect(await talk.say('csm', 'reached 2026-08-01')).toContain('only starts on');
    expect(await talk.say('csm', 'retract m-none oops')).toContain('No event of Acme has the id m-none');
    expect(await talk.audited()).toEqual([]);
  });

  it('lists with `stuck` the asker’s own accounts, the longest without progress first, on any task', async () => {
    await judgedByOneTask();
    const csm = { id: WHO.csm, name: 'Carla Ruiz', email: null };
    await addAccount({ store: talk.store } as never, { id: 'late', name: 'Late', startedOn: START - 20, csm });
    await addAccount({ store: talk.store } as never, {
      id: 'theirs',
      name: 'Theirs',
      csm: { id: WHO.member, name: 'Omar', email: null },
    });
    const answer = (await talk.say('csm', 'Stuck?', { taskId: 't-elsewhere' })) ?? '';
    expect(answer.indexOf('Late: 55 days')).toBeGreaterThan(0);
    expect(answer.indexOf('Acme: 32 days')).toBeGreaterThan(answer.indexOf('Late'));
    expect(answer).not.toContain('Theirs');
    expect(answer).not.toContain('Bolt');
    expect(await talk.say('approver', 'stuck')).toContain('none of the accounts');
  });
});
