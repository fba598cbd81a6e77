import { MINUTE_MS } from '../../src/domain/duration.ts';
import type { FieldValue } from '../../src/monitor/board.ts';
import { draftWaiting } from '../../src/monitor/draft-waiting.ts';
import { keepAccountTask } from '../../src/monitor/keep-accounts.ts';
import { aTask, openTalk, rulesForTasks, type Talk, WHO } from './conversation/talk.ts';
import { NOW } from './read-world.ts';

const text = (words: string): FieldValue => ({ kind: 'text', text: words });
const PURPOSE = { use_case: text('Plan sprints'), goals: text('Colleagues finish tasks together') };
const LEAD: Record<string, FieldValue> = {
  onboarding_lead: { kind: 'people', people: [{ id: WHO.lead, name: 'Lee Onboard' }] },
};

/** A task of the accounts list is named first and filled afterwards; minutes are counted from its creation. */
describe('an account whose task is being filled', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
  });
  afterEach(() => talk.store.close());

  const shows = async (minute: number, fields: Record<string, FieldValue>, seen = minute): Promise<void> => {
    const task = aTask({ id: 't-new', name: 'Newcomer', listId: 'accounts', fields: new Map(Object.entries(fields)) });
    const updatedAt = NOW + minute * MINUTE_MS;
    await keepAccountTask({ ...talk.deps, rules: rulesForTasks() }, { ...task, updatedAt }, NOW + seen * MINUTE_MS);
  };
  /** Who is mentioned by the drafts that are made in this minute. */
  const asked = async (minute: number): Promise<readonly number[]> => {
    const { writes } = await draftWaiting({ ...talk.deps, rules: rulesForTasks() }, NOW + minute * MINUTE_MS);
    return writes.flatMap((write) => ('body' in write && write.body ? mentionsOf(write.body) : []));
  };
  const mentionsOf = (body: unknown): readonly number[] =>
    [...JSON.stringify(body).matchAll(/"userId":(\d+)/g)].map(([, id]) => Number(id));

  it('is drafted once it is filled, and the draft asks the lead that was filled in last', async () => {
    await shows(0, {});
    expect(await asked(1)).toEqual([]);
    await shows(2, PURPOSE);
    expect(await asked(3)).toEqual([]);
    await shows(4, { ...PURPOSE, ...LEAD });
    expect(await asked(4)).toEqual([WHO.lead]);
    expect(await asked(20)).toEqual([]);
  });

  it('is drafted when its task was still for ten minutes, whatever is left empty', async () => {
    await shows(0, {});
    await shows(5, LEAD);
    expect(await asked(14)).toEqual([]);
    expect(await asked(15)).toEqual([WHO.lead]);
  });

  it.each([
    ['created with its purpose and without a lead', 0, PURPOSE],
    ['created with a lead and no goals', 0, { ...LEAD, use_case: text('Plan sprints') }],
    ['created with nothing but an account id', 0, { account_id: text('new') }],
    ['empty, but known to ClickUp for longer than to us', -10, {}],
  ])('is drafted at once when it is %s', async (_case, changed, fields: Record<string, FieldValue>) => {
    await shows(changed, fields, 0);
    expect(await asked(0)).toHaveLength(1);
  });

  it('does not wait for what says nothing about the account', async () => {
    await shows(0, {});
    await shows(9, {});
    expect(await asked(9)).toEqual([]);
    expect(await asked(10)).toHaveLength(1);
  });

  it('is not thought of ahead of others', async () => {
    await shows(0, LEAD);
    const filled = aTask({
      id: 't-before',
      listId: 'accounts',
      fields: new Map(Object.entries({ ...PURPOSE, ...LEAD })),
    });
    await keepAccountTask({ ...talk.deps, rules: rulesForTasks() }, filled, NOW);
    let thoughts = 0;
    const drafter: Talk['deps']['drafter'] = (request) => {
      thoughts += 1;
      return talk.deps.drafter(request);
    };
    const deps = { ...talk.deps, rules: rulesForTasks(), drafter, draftsAtOnce: 2 };
    expect(await draftWaiting(deps, NOW)).toMatchObject({ drafted: 1 });
    expect(thoughts).toBe(1);
  });

  it('does not wait for a clock that is far ahead of ours', async () => {
    await shows(60, {}, 0);
    expect(await asked(0)).toHaveLength(1);
  });
});
