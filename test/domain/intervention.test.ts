import { ALERT_STATES, HARD_STATES, type State, type StepStanding } from '../../src/domain/assessment.ts';
import { chooseIntervention, type Gap, gapOf } from '../../src/domain/intervention.ts';
import type { Playbook } from '../../src/domain/playbook.ts';
import type { TaskEvidence, WhoseMove } from '../../src/domain/whose-move.ts';
import { shippedLibrary } from '../drafting/shipped.ts';

const aGap = (parts: Partial<Gap> = {}): Gap => ({
  state: 'stalled',
  accountName: 'Marram Tools',
  tier: 'professional',
  stepName: 'Backlog filled with real work',
  isMilestone: false,
  events: ['Task Created'],
  count: 3,
  wanted: 10,
  users: 1,
  wantedUsers: 1,
  daysStuck: 12,
  trialDaysLeft: 6,
  ...parts,
});

const playbookOf = (id: string): Playbook => {
  const found = [...shippedLibrary.playbooks, shippedLibrary.general].find((playbook) => playbook.id === id);
  if (found === undefined) throw new Error(`no playbook ${id}`);
  return found;
};

const textOf = (playbook: Playbook, gap: Gap): string => {
  const { moves, message } = chooseIntervention(playbook, gap);
  return [...moves, message].join('\n');
};

/** Every step that a template of a playbook can leave open, once. */
interface OpenStep {
  readonly playbook: Playbook;
  readonly name: string;
  readonly isMilestone: boolean;
}

function openSteps(playbook: Playbook): OpenStep[] {
  const steps = playbook.milestones.flatMap((milestone) => [
    ...milestone.steps.map(({ name }) => ({ playbook, name, isMilestone: false })),
    { playbook, name: milestone.statement.replace(/\{(\w+)\}/g, 'real $1'), isMilestone: true },
  ]);
  return [...new Map(steps.map((step) => [step.name, step])).values()];
}

const ALL_STEPS = [...shippedLibrary.playbooks, shippedLibrary.general].flatMap(openSteps);
const GAPS = ALL_STEPS.flatMap((step) =>
  ALERT_STATES.map((state) => ({
    step,
    label: `${step.playbook.id} · ${step.name} · ${state}`,
    gap: aGap({ state, stepName: step.name, isMilestone: step.isMilestone, events: ['Thing Happened'] }),
  })),
);

describe('shipped interventions', () => {
  it('have two or three moves and a message for every playbook, step and state', () => {
    const missing = GAPS.filter(({ step, gap }) => {
      const { moves, message } = chooseIntervention(step.playbook, gap);
      return moves.length < 2 || moves.length > 3 || [...moves, message].some((text) => text.trim().length < 40);
    });
    expect(missing.map(({ label }) => label)).toEqual([]);
  });

  it('are never the same for two gaps', () => {
    const labels = new Map<string, string>();
    const doubles = GAPS.flatMap(({ step, gap, label }) => {
      const text = textOf(step.playbook, gap);
      const other = labels.get(text);
      labels.set(text, label);
      return other === undefined ? [] : [`${other} = ${label}`];
    });
    expect(doubles).toEqual([]);
  });

  it('differ in what they advise, not only in the names they fill in', () => {
    const nameless = (step: OpenStep, gap: Gap): string => textOf(step.playbook, gap).replaceAll(step.name, 'STEP');
    const own = GAPS.filter(({ step }) => step.playbook.id === 'project-management');
    expect(new Set(own.map(({ step, gap }) => nameless(step, gap))).size).toBe(own.length);
  });

  it('name the step and the event in every hard state', () => {
    const silent = GAPS.filter(({ step, gap }) => {
      if (!HARD_STATES.some((state) => state === gap.state)) return false;
      const moves = chooseIntervention(step.playbook, gap).moves.join('\n');
      return !moves.includes(step.name) || !moves.includes('“Thing Happened”');
    });
    expect(silent.map(({ label }) => label)).toEqual([]);
  });

  it('leave no placeholder open and show the customer no event name', () => {
    const wrong = GAPS.filter(({ step, gap }) => {
      const { message } = chooseIntervention(step.playbook, gap);
      return /[{}]/.test(textOf(step.playbook, gap)) || message.includes('Thing Happened');
    });
    expect(wrong.map(({ label }) => label)).toEqual([]);
  });
});

describe('choose intervention', () => {
  const management = playbookOf('project-management');

  it.each([
    ['days', { daysStuck: 1 }, '1 day '],
    ['days', { daysStuck: 12 }, '12 days'],
    ['progress', {}, '3 of 10 so far'],
    ['people', { count: 2, wanted: 2, users: 1, wantedUsers: 2 }, '2 of 2 so far, by 1 of 2 people'],
    ['the time a trial leaves', { state: 'trial_risk' }, '6 days of the trial'],
    ['an unknown end of a trial', { state: 'trial_risk', trialDaysLeft: null }, 'few days of the trial'],
    ['several events', { events: ['Task Created', 'Card Added'] }, '“Task Created” or “Card Added”'],
  ] satisfies [string, Partial<Gap>, string][])('fills in %s', (_, parts, words) => {
    expect(textOf(management, aGap(parts))).toContain(words);
  });

  it('speaks of the executive sponsor only in large accounts', () => {
    const last = (tier: string) => chooseIntervention(management, aGap({ tier })).moves.at(-1);
    expect(last('enterprise')).toContain('the executive sponsor');
    expect(last('professional')).not.toContain('executive');
  });

  it('names no more than three events', () => {
    const text = textOf(management, aGap({ events: ['A', 'B', 'C', 'D'] }));
    expect(text).toContain('“A”, “B”, “C” or another core event');
    expect(text).not.toContain('“D”');
  });

  it('treats an account name with braces as plain text', () => {
    expect(textOf(management, aGap({ accountName: '{days} & Co' }))).toContain('{days} & Co');
  });

  it('knows a step by its event when a lead has renamed it', () => {
    const renamed = chooseIntervention(management, aGap({ stepName: 'Plan of the quarter' }));
    const shipped = chooseIntervention(management, aGap());
    expect(renamed.moves[1]).toBe(shipped.moves[1]);
    expect(renamed.moves[0]).toContain('Plan of the quarter');
  });

  it('knows a milestone by its statement, with a count that a lead added', () => {
    const stepName = 'The team completes its first sprint with real work, 3 times';
    const events = ['Sprint Completed'];
    expect(chooseIntervention(management, aGap({ stepName, events, isMilestone: true })).moves[1]).toMatch(
      /running sprint/,
    );
  });

  it.each([
    ['Widget Assembled', {}, 'input'],
    ['Widget Approved', {}, 'output'],
    ['Widget Approved', { wantedUsers: 3 }, 'people'],
    ['Widget Approved', { isMilestone: true }, 'value'],
  ] satisfies [string, Partial<Gap>, string][])(
    'reads the kind of a step it does not know from its event: %s with %j is %s',
    (event, parts, kind) => {
      const general = shippedLibrary.general;
      const gap = aGap({ ...parts, stepName: 'Widgets', events: [event] });
      const help = general.help[kind as keyof typeof general.help];
      const filled = help.unblock
        .replaceAll('{account}', gap.accountName)
        .replaceAll('{step}', gap.stepName)
        .replaceAll('{event}', `“${event}”`);
      expect(chooseIntervention(general, gap).moves[1]).toBe(filled);
    },
  );
});

const aTask = (overdueDays: number, side: 'ours' | 'customer'): TaskEvidence => ({
  taskId: 'o1',
  name: 'Migrate the data',
  url: 'https://app.clickup.com/t/o1',
  dueOn: 20_000,
  side,
  assignees: ['Omar Onboard'],
  overdueDays,
});

describe('an intervention that knows whose move it is', () => {
  const ours: WhoseMove = { kind: 'ours', tasks: [aTask(4, 'ours')] };
  const failed = { event: 'Import Failed', at: 1, userId: 'ann', messageId: 'm' };

  it('names our overdue task, whose it is and how late, in every state, and asks nothing of the customer', () => {
    const wrong = GAPS.filter(({ step, gap }) => {
      const { moves, message } = chooseIntervention(step.playbook, gap, ours);
      const usual = chooseIntervention(step.playbook, gap);
      const named = moves[0]?.includes('“Migrate the data” (Omar Onboard, 4 days overdue)') === true;
      return !named || moves.some((move) => usual.moves.includes(move)) || message === usual.message;
    });
    expect(GAPS.length).toBeGreaterThan(100);
    expect(wrong.map(({ label }) => label)).toEqual([]);
  });

  it.each([
    [
      'the customer’s',
      { kind: 'customer', tasks: [aTask(0, 'customer')] },
      '“Migrate the data” (Omar Onboard, due today)',
    ],
    ['the product’s', { kind: 'product', errors: [failed, failed] }, '“Import Failed” 2 times'],
    [
      'the data’s',
      { kind: 'data', reason: { kind: 'stale_source', source: 'app', lastReceivedAt: 1 } },
      '“app” has gone silent',
    ],
  ] satisfies [string, WhoseMove, string][])('begins with what shows that it is %s', (_, whose, words) => {
    const { moves, message } = chooseIntervention(playbookOf('crm'), aGap(), whose);
    expect(moves[0]).toContain(words);
    expect([...moves, message].join('\n')).not.toMatch(/[{}]/);
  });

  const EACH: readonly (WhoseMove | null)[] = [
    null,
    ours,
    { kind: 'customer', tasks: [aTask(2, 'customer')] },
    { kind: 'product', errors: [failed] },
    { kind: 'data', reason: { kind: 'nothing_ever_sent' } },
    { kind: 'unknown', because: 'no_open_task' },
  ];

  it('has two or three moves and a message for every playbook, step, state and whoever’s move it is, each saying who and what', () => {
    const wrong = GAPS.flatMap(({ step, gap, label }) =>
      EACH.filter((whose) => {
        const { moves, message } = chooseIntervention(step.playbook, gap, whose);
        const texts = [...moves, message];
        return moves.length < 2 || moves.length > 3 || texts.some((text) => text.length < 40 || /[{}]/.test(text));
      }).map((whose) => `${label} · ${whose?.kind ?? 'nobody'}`),
    );
    expect(wrong).toEqual([]);
  });

  it('says why now in its first move: how long, how far, or what shows whose move it is', () => {
    const WHY_NOW =
      /12 days|6 days|3 of 10 so far|4 days overdue|2 days overdue|“Import Failed” once|no source has sent/;
    const silent = GAPS.flatMap(({ step, gap, label }) =>
      EACH.filter((whose) => !WHY_NOW.test(chooseIntervention(step.playbook, gap, whose).moves[0] ?? '')).map(
        (whose) => `${label} · ${whose?.kind ?? 'nobody'}`,
      ),
    );
    expect(silent).toEqual([]);
  });

  it('goes on as usual where the customer’s task is named first', () => {
    const whose: WhoseMove = { kind: 'customer', tasks: [aTask(2, 'customer')] };
    const usual = chooseIntervention(playbookOf('crm'), aGap());
    const { moves, message } = chooseIntervention(playbookOf('crm'), aGap(), whose);
    expect(moves.slice(1)).toEqual(usual.moves.slice(1));
    expect(message).toBe(usual.message);
  });

  it('is the usual one while it is unknown', () => {
    const usual = chooseIntervention(playbookOf('crm'), aGap());
    expect(chooseIntervention(playbookOf('crm'), aGap(), { kind: 'unknown', because: 'no_open_task' })).toEqual(usual);
  });

  it('takes a task name with braces as plain text', () => {
    const tasks = [{ ...aTask(1, 'ours'), name: 'Ask {account} nothing' }];
    expect(chooseIntervention(playbookOf('crm'), aGap(), { kind: 'ours', tasks }).moves[0]).toContain(
      'Ask {account} nothing',
    );
  });
});

describe('gap of an assessment', () => {
  const step = (name: string): StepStanding => ({
    name,
    signal: { event: ['Task Created'], count: 10, distinctUsers: 2, withinDays: null, where: {}, actor: 'any' },
    byDay: 5,
    benchmarkDay: 5,
    reachedAt: null,
    count: 4,
    users: 1,
    share: 0.4,
    evidence: [],
  });
  const steps = [step('First'), step('Last')];
  const assessed = (parts: { openStep?: number | null; state?: State } = {}) => ({
    state: 'stalled' as State,
    openStep: 0,
    steps,
    daysStuck: 9,
    trialDaysLeft: null,
    ...parts,
  });
  const account = { name: 'Marram Tools', tier: 'enterprise' };

  it('takes the open step with its counts', () => {
    expect(gapOf(account, assessed())).toEqual(
      aGap({ tier: 'enterprise', stepName: 'First', count: 4, wantedUsers: 2, daysStuck: 9, trialDaysLeft: null }),
    );
  });

  it('knows that the last step is first value', () => {
    expect(gapOf(account, assessed({ openStep: 1 }))).toMatchObject({ stepName: 'Last', isMilestone: true });
  });

  it.each([{ openStep: null }, { state: 'on_track' as const }, { state: 'reached' as const }])(
    'is null for %j',
    (parts) => {
      expect(gapOf(account, assessed(parts))).toBeNull();
    },
  );
});
