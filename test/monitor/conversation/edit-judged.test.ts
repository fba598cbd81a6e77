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
