import { anEvent, aSignal } from '../../domain/builders.ts';
import { hear } from '../read-world.ts';
import { openTalk, type Talk } from './talk.ts';

describe('an edited statement', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
  });
  afterEach(() => talk.store.close());

  it('that is set-up by its words is taken as the lead writes it, with the reason against it and the way out', async () => {
    const reply = await talk.say('lead', 'edit\nstatement: All contacts have been imported');
    expect(reply).toMatch(/Version 3, for approval: All contacts have been imported/);
    expect(reply).toMatch(/Please look again: by its words this is set-up, not value\. It makes the product ready.*\?/);
    expect((await talk.store.plans.versions(talk.acme.key)).at(-1)?.plan.statement).toBe(
      'All contacts have been imported',
    );
  });

  it('that is value by its words gets no such line', async () => {
    const reply = await talk.say('lead', 'edit\nstatement: A customer pays the first invoice');
    expect(reply).toMatch(/Version 3, for approval: A customer pays the first invoice/);
    expect(reply).not.toMatch(/look again/);
  });
});

describe('an edited event', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
  });
  afterEach(() => talk.store.close());

  it.each([
    ['a slip', 'event: Sprint Complete', 'Sprint Complete', /Did you mean “Sprint Completed”\?/],
    ['other capitals', 'event: sprint completed', 'sprint completed', /Did you mean “Sprint Completed”\?/],
    ['a step', 'step: Backlog | Task Craeted | 3 | 5', 'Task Craeted', /Did you mean “Task Created”\?/],
    ['use', 'core: Report Exportd', 'Report Exportd', /Did you mean “Report Exported”\?/],
    ['nothing near', 'event: Invoice Paid', 'Invoice Paid', /I could not see it happen\.$/m],
  ])('that nothing can see is doubted, with the nearest name there is: %s', async (_what, line, name, advice) => {
    const catalogue = [{ name: 'Report Exported', kind: null, description: null, properties: [] }];
    Object.assign(talk.deps, { catalogue });
    const reply = (await talk.say('lead', `edit\n${line}`)) ?? '';
    expect(reply).toMatch(/Version 3, for approval/);
    expect(reply).toContain(`Please look again: “${name}” is not in the catalogue and was never received`);
    expect(reply).toMatch(advice);
    if (name === 'Invoice Paid') expect(reply).not.toContain('Did you mean');
  });

  it.each(['event: Sprint Completed', 'event: clickup.task_completed', 'event: Report Exported'])(
    'that was received, is listed or happens in ClickUp is not doubted: %s',
    async (line) => {
      const catalogue = [{ name: 'Report Exported', kind: null, description: null, properties: [] }];
      Object.assign(talk.deps, { catalogue });
      expect(await talk.say('lead', `edit\n${line}`)).not.toContain('look again');
    },
  );
});

describe('an edited rule that is already true', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
    await hear(talk, 'acme', [anEvent({ name: 'Sprint Completed', on: 14 })]);
  });
  afterEach(() => talk.store.close());

  it('is kept as it was written; the answer says since when, and names a stronger one', async () => {
    const reply = await talk.say('lead', 'edit\nevent: Sprint Completed');
    expect(reply).toMatch(/Version 3, for approval/);
    expect(reply).toContain('Already true: the account has met this since 21 Sep 2026');
    expect(reply).toContain('A stronger one: “Sprint Completed” 3 times (edit with count: 3)');
    const newest = (await talk.store.plans.versions(talk.acme.key)).at(-1);
    expect(newest?.plan.signal).toEqual(aSignal({ event: ['Sprint Completed'] }));
  });

  it('even many times over has no stronger one to name', async () => {
    const often = Array.from({ length: 31 }, (_, n) => anEvent({ name: 'Sprint Completed', on: 14, hour: n / 2 }));
    await hear(
      talk,
      'acme',
      often.map((event, n) => ({ ...event, messageId: `often-${n}` })),
    );
    const reply = await talk.say('lead', 'edit\nevent: Sprint Completed');
    expect(reply).toContain('Already true: the account has met this since 21 Sep 2026');
    expect(reply).toContain('Which single event would show that it now gets what it bought?');
    expect(reply).not.toContain('A stronger one');
  });

  it('is not said of one that still lies ahead', async () => {
    expect(await talk.say('lead', 'edit\nevent: Sprint Completed\ncount: 2')).not.toContain('Already true');
  });
});
