import { START } from '../../domain/builders.ts';
import { openAlert } from '../read-world.ts';
import { openTalk, type Talk, type Who, WHO } from './talk.ts';

interface Row {
  readonly says: string;
  /** Everybody else who is a member is told that they may not. */
  readonly may: readonly Who[];
  /** Entry in the audit when somebody may; null: nothing changes. */
  readonly audit: string | null;
  readonly answer: string;
  readonly prepare?: (talk: Talk) => Promise<unknown>;
}

const MEMBERS = ['lead', 'approver', 'csm', 'member'] as const;
const OUTSIDERS = ['guest', 'stranger', 'superAgent'] as const;
const APPROVERS = ['lead', 'approver'] as const;
const CUSTODIANS = ['lead', 'approver', 'csm'] as const;

const recordValue = ({ store, acme }: Talk) =>
  store.corrections.recordValue({
    accountKey: acme.key,
    reachedAt: (START + 9) * 86_400_000,
    reason: null,
    by: WHO.csm,
    at: 1,
    commentId: 'c0',
  });
const snooze = ({ store, acme }: Talk) =>
  store.accounts.openHold(
    { accountKey: acme.key, kind: 'snooze', from: START, until: START + 99, source: 'comment', reason: '', byId: 1 },
    1,
  );

/** CONTRACT section 7, Talking. */
const TABLE: readonly Row[] = [
  { says: 'approve', may: APPROVERS, audit: 'plan_approved', answer: 'In force: Two sprints completed' },
  { says: 'reject too small', may: APPROVERS, audit: 'plan_rejected', answer: 'Rejected: Two sprints completed' },
  { says: 'edit\nby day: 30', may: APPROVERS, audit: 'plan_edited', answer: 'Version 3, for approval' },
  { says: 'redraft', may: CUSTODIANS, audit: 'plan_redraft_asked', answer: 'Version 3 follows' },
  { says: 'status', may: MEMBERS, audit: null, answer: 'plan version 1' },
  { says: 'why', may: MEMBERS, audit: null, answer: 'm-use' },
  { says: 'snooze 7d their import', may: CUSTODIANS, audit: 'alerts_snoozed', answer: 'No alerts for Acme until' },
  {
    says: 'pause until 2027-01-15 freeze',
    may: CUSTODIANS,
    audit: 'account_paused',
    answer: 'paused until 15 Jan 2027',
  },
  { says: 'resume', may: CUSTODIANS, audit: 'account_resumed', answer: 'Acme is back', prepare: snooze },
  { says: 'reached 2026-09-20', may: CUSTODIANS, audit: 'value_recorded', answer: '20 Sep 2026, day 13' },
  {
    says: 'not reached it was a demo',
    may: CUSTODIANS,
    audit: 'value_taken_back',
    answer: 'is open again',
    prepare: recordValue,
  },
  {
    says: 'retract m-use a test run',
    may: CUSTODIANS,
    audit: 'event_withdrawn',
    answer: 'Withdrawn: “Task Completed”',
  },
  { says: 'away until 2027-01-15', may: ['csm'], audit: 'csm_away', answer: 'go to Dora Deputy' },
  {
    says: 'back',
    may: ['csm'],
    audit: 'csm_back',
    answer: 'Welcome back',
    prepare: ({ store }) => store.people.setAway(WHO.csm, START + 999),
  },
  ...(['useful', 'noise', 'known', 'too late'] as const).map((verdict) => ({
    says: verdict,
    may: ['csm'] as const,
    audit: 'alert_judged',
    answer: `Noted: ${verdict}`,
    prepare: ({ store, acme }: Talk) => openAlert({ store } as never, acme),
  })),
  { says: 'stuck', may: MEMBERS, audit: null, answer: 'account' },
  { says: 'help', may: MEMBERS, audit: null, answer: 'not reached REASON' },
  { says: 'make me a coffee', may: MEMBERS, audit: null, answer: 'I did not understand that' },
];

/** Everything that a comment could change, as one text; that a member wrote at all is an act, whoever they are. */
async function kept({ store, acme, audited }: Talk): Promise<string> {
  const alerts = (await store.alerts.ofAccount(acme.key)).map(({ actedAt: _actedAt, ...alert }) => alert);
  const facts = [
    await store.plans.versions(acme.key),
    await store.accounts.byKey(acme.key),
    [...(await store.accounts.snoozedUntil([acme.key]))],
    [...(await store.corrections.wordsOf([acme.key], Number.MAX_SAFE_INTEGER))],
    [...(await store.corrections.withdrawn([acme.key], Number.MAX_SAFE_INTEGER))],
    [...(await store.people.away())],
    alerts,
    await audited(),
  ];
  return JSON.stringify(facts);
}

describe.each(TABLE)('“$says”', ({ says, may, audit, answer, prepare }) => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
    await prepare?.(talk);
  });
  afterEach(() => talk.store.close());

  it.each([...may])('is done for the %s, who is answered', async (who) => {
    const before = await kept(talk);
    expect(await talk.say(who, says)).toContain(answer);
    if (audit === null) expect(await kept(talk)).toBe(before);
    else expect(await talk.audited()).toContain(audit);
  });

  const others = MEMBERS.filter((who) => !may.includes(who));
  if (others.length > 0)
    it.each(others)('is not for the %s, who is told so', async (who) => {
      const before = await kept(talk);
      expect(await talk.say(who, says)).toContain('Nothing has changed');
      expect(await kept(talk)).toBe(before);
    });

  it.each([...OUTSIDERS])('gets a %s no answer and changes nothing, and it is logged', async (who) => {
    const before = await kept(talk);
    expect(await talk.say(who, says)).toBeNull();
    expect(await kept(talk)).toBe(before);
    expect(talk.warnings).toEqual([expect.objectContaining({ authorId: WHO[who], commentId: 'c1' })]);
  });

  it('is nothing that the agent says to itself', async () => {
    const before = await kept(talk);
    expect(await talk.say('agent', says)).toBeNull();
    expect(await kept(talk)).toBe(before);
  });
});
