import type { AccountDetailJson } from '../../src/monitor/account-json.ts';
import { figuresIn, type Pair, pair, percentOf, type Printed, sameWords } from './printed.ts';

export function figuresOfAccount(printed: Printed, account: AccountDetailJson): readonly Pair[] {
  return [
    ...standing(printed, account),
    ...steps(printed, account),
    ...activity(printed, account),
    ...alerts(printed, account),
    ...health(printed, account),
    ...claims(printed, account),
  ];
}

function standing({ facts, leads, sections }: Printed, account: AccountDetailJson): readonly Pair[] {
  const { plan, days_to_value: taken, rank_in_words: rank, active_day: active, day } = account;
  return [
    sameWords('state', leads[0]?.slice(-account.state_in_words.length), account.state_in_words),
    pair('day', facts.Day, active, day !== active && day),
    pair('started', facts.Started?.split(',')[0]?.split(';')[0], account.started_on),
    pair('life', /; life (\d+) of/.exec(facts.Started ?? '')?.[1] ?? '', account.life > 1 && account.life),
    pair('trial', facts['Trial ends'] ?? '', account.trial_ends_on),
    pair('contract', facts.Renews ?? '', account.renews_on),
    sameWords('among others', facts['Among others'] ?? '', rank ?? ''),
    pair('last activity', facts['Last activity'], account.last_activity_at),
    pair('first value', facts['First value'], account.reached_at, account.reached_at !== null && taken),
    ...onTheWay(facts, account),
    pair('version of the plan', /Version (\d+)[ ,]/.exec(sections.plan ?? '')?.[1] ?? '', plan.version),
    pair(
      'approved',
      /approved .* on (\S+Z)/.exec(sections.plan ?? '')?.[1] ?? '',
      plan.status === 'approved' && plan.approved_at,
    ),
  ];
}

function onTheWay(facts: Printed['facts'], account: AccountDetailJson): readonly Pair[] {
  const { state, days_stuck: stuck, days_stuck_elapsed: elapsed, progress, expected, days_behind: behind } = account;
  if (state === 'reached' || state === 'left') return [sameWords('nothing is waited for', facts.Progress ?? '', '')];
  const days = behind === null ? 0 : Math.round(Math.abs(behind));
  return [
    sameWords('stuck on', facts['Stuck on'], account.stuck_on ?? '–'),
    pair('days stuck', facts['Days stuck'], stuck, stuck !== null && elapsed !== stuck && elapsed),
    pair('progress', facts.Progress, percentOf(progress), progress !== null && percentOf(expected)),
    pair('pace', facts.Pace, days > 0 && days),
  ];
}

function steps({ tables }: Printed, account: AccountDetailJson): readonly Pair[] {
  const lines = tables.steps ?? [];
  return [
    pair('steps', String(lines.length), account.steps.length),
    ...account.steps.flatMap((step, n) => [
      pair(
        `${step.name}: so far`,
        lines[n]?.['So far'],
        ...(step.reached_at === null ? figuresIn(step.count_in_words) : [step.reached_at]),
      ),
      pair(`${step.name}: day`, lines[n]?.Day, step.reached_day),
      pair(`${step.name}: benchmark`, lines[n]?.Benchmark, step.benchmark_day),
      pair(`${step.name}: plan`, lines[n]?.Plan, step.by_day),
    ]),
  ];
}

/** Of a long life only a part is drawn, so the sums are compared where all of it is. */
const MOST_DAYS = 90;

function activity({ hints }: Printed, { activity: days, started_on: start, day }: AccountDetailJson): readonly Pair[] {
  const isWhole = day < MOST_DAYS && days.every(({ date }) => date >= start);
  if (days.length === 0 || !isWhole) return [];
  const core = days.reduce((sum, each) => sum + each.core, 0);
  const all = days.reduce((sum, each) => sum + each.core + each.other, 0);
  const people = Math.max(...days.map((each) => each.people));
  const hint = hints.find((words) => words.includes('of them core use')) ?? '';
  const [counts = '', most = ''] = [hint.split(' of them core use')[0], hint.split('; up to ')[1]];
  return [pair('events, days, core', counts, all, days.length, core), pair('people a day', most, people)];
}

function alerts({ tables }: Printed, account: AccountDetailJson): readonly Pair[] {
  const lines = tables.alerts ?? [];
  return [
    pair('alerts', String(lines.length), account.alerts.length),
    ...account.alerts
      .toReversed()
      .flatMap((alert, n) => [
        pair(`alert ${n}: opened`, lines[n]?.Opened, alert.opened_at),
        pair(`alert ${n}: acted on`, lines[n]?.Verdict, alert.acted_at),
        sameWords(`alert ${n}: verdict`, lines[n]?.Verdict?.split(' ')[0], alert.verdict ?? 'unanswered'),
        pair(`alert ${n}: closed`, lines[n]?.Closed?.split(' ')[0], alert.closed_at),
      ]),
  ];
}

function health({ leads, tables }: Printed, { health: given }: AccountDetailJson): readonly Pair[] {
  if (given === null) return [];
  const coverage = percentOf(given.coverage);
  const head = given.score === null ? [coverage] : [Math.round(given.score), 100, coverage];
  return [
    pair(
      'health',
      leads.find((words) => words.includes('of the weights known')),
      ...head,
    ),
    ...given.inputs.flatMap((input, n) => {
      const line = tables.health?.[n];
      return [
        pair(`${input.name}: value`, line?.Value, Math.round(input.value)),
        pair(`${input.name}: before`, line?.Before, input.before === null ? null : Math.round(input.before)),
        pair(`${input.name}: weight`, line?.Weight, percentOf(input.weight)),
        pair(`${input.name}: pull`, line?.Pull, input.pull === 0 ? '0' : `-${input.pull.toFixed(1)}`),
        pair(`${input.name}: age`, line?.From, input.age_days > 0 && input.age_days),
      ];
    }),
  ];
}

function claims({ folds, entries }: Printed, { evidence, history }: AccountDetailJson): readonly Pair[] {
  const counts = [...Map.groupBy(evidence, ({ claim }) => claim)].map(
    ([claim, items]) => `${claim} ${items.length} ${items.length === 1 ? 'event' : 'events'}`,
  );
  return [
    sameWords('receipts', folds.evidence?.join('; '), counts.join('; ')),
    pair('history', entries.history?.join(' '), ...history.toReversed().map(({ at }) => at)),
  ];
}
