import { readEvent } from '../../src/domain/draft-event-nature.ts';
import type { DraftRequest, RejectedDraft } from '../../src/domain/drafting.ts';
import { whyNot } from '../../src/domain/brief-score.ts';
import { anEvent, aRequest, draft, planOf } from './builders.ts';
import { LABELLED_BRIEFS, QUESTION_BRIEFS } from './briefs.ts';
import { shippedCatalogue } from './shipped.ts';

describe('draft from templates', () => {
  it.each(LABELLED_BRIEFS)('finds $vertical for $account and a milestone that a lead accepts', (brief) => {
    const outcome = draft(brief.request);
    expect(planOf(outcome).playbook).toBe(brief.vertical);
    expect(whyNot(outcome, brief)).toBeNull();
  });

  it.each(LABELLED_BRIEFS)('drafts a whole plan for $account from events of its catalogue only', (brief) => {
    const { plan, rationale, origin } = planOf(draft(brief.request));
    const used = [plan.signal, ...plan.steps.map((step) => step.signal)].flatMap((signal) => signal.event);
    expect(brief.request.catalogue.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...used, ...plan.coreEvents]),
    );
    expect(plan.coreEvents).toContain(plan.signal.event[0]);
    expect(plan.statement).not.toMatch(/[{}]/);
    expect(new Set(used).size).toBe(used.length);
    const days = [...plan.steps.map((step) => step.byDay), plan.byDay];
    expect(days).toEqual([...new Set(days)].toSorted((one, other) => one - other));
    expect(rationale).toMatch(/\.$/);
    expect(origin).toMatch(/^[a-z-]+\/[a-z-]+@\d+$/);
  });

  it.each(LABELLED_BRIEFS)('guards the steps of $account like its milestone', (brief) => {
    const { plan } = planOf(draft(brief.request));
    for (const { signal } of plan.steps) {
      const listed = brief.request.catalogue.find(({ name }) => name === signal.event[0])?.properties ?? [];
      const flags = listed.filter((name) => ['test', 'demo', 'simulated', 'sample'].includes(name));
      expect(signal.where).toMatchObject(Object.fromEntries(flags.map((name) => [name, false])));
    }
  });

  it.each(QUESTION_BRIEFS)('asks one question about $account instead of guessing', (brief) => {
    const outcome = draft(brief.request);
    expect(outcome).toMatchObject({ kind: 'question', question: expect.stringMatching(brief.asks) });
    expect(whyNot(outcome, brief)).toBeNull();
  });

  it('gives the same answer to the same request', () => {
    const requests = LABELLED_BRIEFS.map(({ request }) => request);
    expect(requests.map(draft)).toEqual(requests.map(draft));
  });

  it.each([
    ['login', 'Ticket Resolved'],
    ['setup', 'Ticket Resolved'],
  ] as const)('never takes an event of kind %s for value, whatever its name', (kind, name) => {
    const catalogue = [anEvent(name, [], kind), anEvent('Mailbox Connected')];
    const request = aRequest({ account: { useCase: 'Help desk', goals: 'Resolve tickets' }, catalogue });
    expect(draft(request).kind).toBe('question');
  });

  it.each([
    'ticket_import_completed',
    'test_ticket_resolved',
    'ticket_template_closed',
    'ticket_resolution_failed',
    'agent_login_completed',
  ])('does not take %s for a resolved ticket', (name) => {
    expect(readEvent(anEvent(name)).doubts).not.toEqual([]);
    const request = aRequest({
      account: { useCase: 'Help desk', goals: 'Resolve tickets' },
      catalogue: [anEvent(name), anEvent('agent_login')],
    });
    expect(draft(request).kind).toBe('question');
  });

  it('takes the word of a catalogue that calls a doubtful name core', () => {
    const request = aRequest({
      account: { useCase: 'Help desk', goals: 'Resolve tickets' },
      catalogue: [anEvent('sample_ticket_resolved', [], 'core')],
    });
    expect(planOf(draft(request)).origin).toMatch(/^support\/resolved@/);
  });
});

describe('one vertical, different accounts', () => {
  it.each([
    ['Teasel Studio', 'Teasel Events'],
    ['Bryony Stays', 'Bryony Lodge'],
  ])('gives %s and %s, who want different things of one product, different milestones', (one, other) => {
    const briefs = [one, other].map((account) => LABELLED_BRIEFS.find((brief) => brief.account === account));
    const plans = briefs.flatMap((brief) => (brief === undefined ? [] : [planOf(draft(brief.request))]));
    expect(plans).toHaveLength(2);
    expect(new Set(briefs.map((brief) => JSON.stringify(brief?.request.catalogue))).size).toBe(1);
    expect(new Set(plans.map(({ playbook }) => playbook)).size).toBe(1);
    expect(new Set(plans.flatMap(({ plan }) => plan.signal.event)).size).toBe(2);
    expect(new Set(plans.map(({ plan }) => plan.statement)).size).toBe(2);
  });

  const sprintly = (account: Partial<DraftRequest['account']>) =>
    planOf(
      draft(
        aRequest({
          account,
          product: { name: 'Sprintly', promise: 'Teams see and finish their work together' },
          catalogue: shippedCatalogue,
        }),
      ),
    );

  it.each([
    ['Engineering', 'Release every two weeks in sprints', 'Sprint Completed'],
    ['Launch planning', 'Everyone sees who does what', 'Task Completed'],
    ['Client projects', 'Deliver campaigns on time', 'Project Completed'],
    [null, null, 'Task Completed'],
  ])('%s with the goal “%s” gets %s', (useCase, goals, event) => {
    expect(sprintly({ useCase, goals }).plan.signal.event).toEqual([event]);
  });

  it('claims an answer to the goal only where the goal speaks of the milestone', () => {
    expect(sprintly({ goals: 'Finish sprints' }).rationale).toContain("It answers the account's own goal");
    expect(sprintly({ goals: 'Sell more boats' }).rationale).toContain('please check');
  });

  it('shows the runner-up', () => {
    expect(sprintly({ goals: 'Sprints' }).runnerUp).toEqual({
      playbook: 'project-management',
      statement: 'A colleague finishes a task that someone else created',
      event: 'Task Completed',
    });
  });

  it.each([
    ['self-serve', 10],
    ['professional', 14],
    ['enterprise', 21],
    ['a name nobody knows', 14],
  ])('sets the day by tier: %s by day %i', (tier, day) => {
    expect(sprintly({ tier, goals: 'Who does what' }).plan.byDay).toBe(day);
  });

  it('leaves time to act before a trial ends', () => {
    const { plan } = sprintly({ goals: 'Sprints', trialDays: 14 });
    expect(plan.byDay).toBe(11);
    expect(plan.steps.every((step) => step.byDay < 11)).toBe(true);
  });

  it('reads a use case that is only another name of a vertical', () => {
    const catalogue = [anEvent('evidence_accepted'), anEvent('ticket_resolved')];
    const answer = (useCase: string) => draft(aRequest({ account: { useCase }, catalogue }));
    expect(planOf(answer('GRC')).playbook).toBe('compliance');
    expect(answer('XYZ').kind).toBe('question');
  });

  it('offers no runner-up that would watch the same event', () => {
    const catalogue = [anEvent('ticket_created'), anEvent('ticket_resolved')];
    const account = { useCase: 'Help desk', goals: 'All requests in one queue' };
    const { origin, plan, runnerUp } = planOf(draft(aRequest({ account, catalogue })));
    expect([origin, plan.signal.count, runnerUp]).toEqual(['support/rollout@1', 50, null]);
  });

  it.each([
    ['as much of it', 'Release testing', 'test_run_executed', []],
    ['more of it', 'Backups', 'backup_completed', ['backup_completed']],
  ])('lets a step watch the event of the milestone only if that asks for more: %s', (_, useCase, event, steps) => {
    const { plan } = planOf(draft(aRequest({ account: { useCase }, catalogue: [anEvent(event)] })));
    expect(plan.signal.event).toEqual([event]);
    expect(plan.steps.flatMap((step) => step.signal.event)).toEqual(steps);
  });
});

describe('work that no playbook knows', () => {
  const catalogue = [
    anEvent('hull_imported'),
    anEvent('hull_survey_planned', ['simulated']),
    anEvent('hull_certified', ['simulated']),
    anEvent('crew_login'),
  ];

  it('takes the one finished outcome that the goals name, says so, and begins with its beginnings', () => {
    const goals = 'Every hull certified before the season';
    const { plan, playbook } = planOf(draft(aRequest({ account: { useCase: 'Drones', goals }, catalogue })));
    expect(playbook).toBe('general');
    expect(plan).toMatchObject({
      statement: 'A real hull has been certified',
      signal: { event: ['hull_certified'], where: { simulated: false } },
      steps: [{ name: 'First real hull survey planned', signal: { where: { simulated: false } } }],
    });
  });

  it('asks when the goals name two outcomes alike', () => {
    const two = [anEvent('hull_certified'), anEvent('keel_certified')];
    const account = { useCase: 'Drones', goals: 'Every hull and every keel certified' };
    expect(draft(aRequest({ account, catalogue: two })).kind).toBe('question');
  });
});

describe('after a refusal', () => {
  /** The request after drafts were refused one by one, each for its reason. */
  const refused = (...reasons: readonly string[]): DraftRequest => {
    const account = { useCase: 'Project management', goals: 'Work together' };
    const rejected: RejectedDraft[] = [];
    const request = aRequest({ account, catalogue: shippedCatalogue, rejected });
    for (const reason of reasons) {
      const { plan } = planOf(draft(request));
      rejected.push({ statement: plan.statement, reason, plan });
    }
    return request;
  };

  it('drafts something else and does not offer the refused one as runner-up', () => {
    const first = planOf(draft(refused()));
    const second = planOf(draft(refused('No.')));
    expect(second.plan.statement).not.toBe(first.plan.statement);
    expect(second.runnerUp?.statement).not.toBe(first.plan.statement);
  });

  it.each([
    ['they deliver whole projects to clients', 'Project Completed'],
    ['they live by the sprint', 'Sprint Completed'],
    ['not sprints, and a single task says nothing', 'Project Completed'],
  ])('heeds the words of “%s”', (reason, event) => {
    expect(planOf(draft(refused(reason))).plan.signal.event).toEqual([event]);
  });

  it('changes the figures that the reason names, and says them in the statement', () => {
    const { plan } = planOf(draft(refused('Make it 10 tasks by three people, by day 30')));
    expect(plan.statement).toBe('A colleague finishes a task that someone else created, 10 times, by 3 people');
    expect(plan.signal).toMatchObject({ event: ['Task Completed'], count: 10, distinctUsers: 3 });
    expect(plan.byDay).toBe(30);
  });

  it('never repeats a plan, and asks when nothing is left', () => {
    const seen = [refused(), refused('a'), refused('a', 'b')].map((request) => planOf(draft(request)).plan.statement);
    expect(new Set(seen).size).toBe(3);
    expect(draft(refused('a', 'b', 'c'))).toMatchObject({
      kind: 'question',
      because: expect.stringContaining('was refused (“c”)'),
    });
  });
});
