import type { Snapshot } from '../../src/domain/assess.ts';
import { healthFactsOf } from '../../src/domain/health-facts.ts';
import type { MeasuredFacts } from '../../src/domain/health-score.ts';
import { aFeed, aJudgePolicy, anAccount, anEvent, aSnapshot, eventsOn, onDay, START } from './builders.ts';

/** A Sunday; its recent window begins on Thursday, day 10, with the seventh-last working day. */
const SUNDAY = 20;
const VERDICT = { progress: 0.25, activeDays: 3 };

const facts = (part: Partial<Snapshot> = {}, on = SUNDAY, seats: number | null = null): MeasuredFacts =>
  healthFactsOf(aSnapshot(part), VERDICT, seats, onDay(on));

const by = (names: readonly string[], on: number) => names.map((name) => anEvent({ by: name, on }));

describe('what the measured inputs of the health score rest on', () => {
  it('are the core events of the catalogue, and those of them that the account used since its start', () => {
    const policy = aJudgePolicy({ catalogueCore: new Set(['Task Completed', 'Sprint Completed', 'Report Sent']) });
    const events = [
      anEvent({ name: 'Report Sent', on: -3 }),
      anEvent({ name: 'Sprint Completed', on: 0, hour: 0 }),
      ...eventsOn([5, 6]),
      anEvent({ name: 'Logged In', on: 7 }),
    ];
    expect(facts({ policy, events })).toMatchObject({ coreEventsKnown: 3, coreEventsUsed: 2 });
  });

  it('are the progress and the active days of the verdict', () => {
    expect(facts()).toMatchObject(VERDICT);
  });

  it.each<[string, Partial<Snapshot>, boolean]>([
    ['under a healthy source', {}, false],
    ['whose source is stale: it was seen until then', { feeds: [aFeed({ lastReceivedAt: onDay(10) })] }, false],
    ['without an id', { account: anAccount({ accountId: null }) }, true],
    ['that left, without an id', { account: anAccount({ accountId: null, status: 'left', leftAt: onDay(9) }) }, true],
    ['where no source ever sent anything', { feeds: [] }, true],
    ['that likely sends under another id', { likelyOtherIds: ['acme-2'] }, true],
  ])('tell a silence from being unseen: an account %s', (_title, part, isUnseen) => {
    expect(facts(part)).toMatchObject({ isUnseen });
  });

  it('know nothing of what happens later', () => {
    expect(facts({ events: eventsOn([21]) })).toMatchObject({ coreEventsUsed: 0, activePeople: 0, people: 0 });
  });
});

describe('the people that adoption is measured by', () => {
  it('are those heard of, and those of them who acted in the last seven working days', () => {
    const events = [
      anEvent({ by: 'old', on: 9, hour: 23.9 }),
      anEvent({ by: 'thursday', on: 10, hour: 0 }),
      ...by(['ann', 'ann', 'ben'], 19),
      anEvent({ by: null, on: 19 }),
    ];
    expect(facts({ events })).toMatchObject({ activePeople: 3, people: 4 });
  });

  it('are the members alone where the product names members: whom the customer serves is not counted', () => {
    const users = new Map([
      ['ann', { member: true, admin: false }],
      ['ben', { member: true, admin: true }],
      ['guest', { member: false, admin: false }],
    ]);
    expect(facts({ users, events: by(['ann', 'guest', 'stranger'], 19) })).toMatchObject({
      activePeople: 1,
      people: 2,
    });
  });

  it('are whoever acts where nobody is named a member', () => {
    const users = new Map([['guest', { member: false, admin: false }]]);
    expect(facts({ users, events: by(['ann', 'guest'], 19) })).toMatchObject({ activePeople: 2, people: 2 });
  });

  it.each([
    ['as many as were bought, where that is known', 25, 25],
    ['those heard of, where it is not', null, 2],
    ['none, where none were bought', 0, 0],
  ])('could be %s', (_title, seats, people) => {
    expect(facts({ events: by(['ann', 'ben'], 19) }, SUNDAY, seats)).toMatchObject({ activePeople: 2, people });
  });
});

describe('the working days that engagement is measured by', () => {
  const paused = [{ from: START + 1, until: START + 3 }];
  const later = [{ from: START + 7, until: START + 10 }];
  const isHoliday = (day: number): boolean => day === START + 1;

  it.each<[string, number, Partial<Snapshot>, number]>([
    ['are seven for whoever has been here for long', SUNDAY, {}, 7],
    ['begin with the start: on its first day one', 0, {}, 1],
    ['begin with the start: on its third day three', 2, {}, 3],
    ['leave out the weekend', 6, {}, 5],
    ['leave out public holidays', 2, { isHoliday }, 2],
    ['leave out what is paused', 4, { account: anAccount({ pauses: paused }) }, 3],
    ['are none before the start', -2, {}, 0],
    ['reach further back over a pause, so that seven remain', 11, { account: anAccount({ pauses: later }) }, 7],
  ])('%s', (_title, on, part, workingDays) => {
    expect(facts(part, on).workingDays).toBe(workingDays);
  });
});
