import { FIELD_NAMES } from '../../src/config/monitor-file.ts';
import type { Account } from '../../src/domain/account.ts';
import { lifeOf } from '../../src/domain/life.ts';
import { dayToIso } from '../../src/domain/local-date.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { JudgePolicy } from '../../src/domain/policy.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import type { AccountDetailJson } from '../../src/monitor/account-json.ts';
import type { BoardTask, FieldValue } from '../../src/monitor/board.ts';
import { forgetAccountTask } from '../../src/monitor/forget-account.ts';
import { judgeAccounts, openView } from '../../src/monitor/judge-accounts.ts';
import { type KeepDeps, keepAccountTask } from '../../src/monitor/keep-accounts.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import { readAccount } from '../../src/monitor/read-account.ts';
import type { Rules } from '../../src/monitor/rules.ts';
import type { Store } from '../../src/monitor/store.ts';
import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import { aJudgePolicy, onDay, START, ZONE } from '../domain/builders.ts';
import { aTask, PEOPLE, rules, WHO } from '../monitor/conversation/talk.ts';
import { approvePlan, hear, openWorld } from '../monitor/read-world.ts';

/** What stands in the fields of an account task; days are counted from START. */
export interface TaskFields {
  readonly status?: string;
  readonly start?: number | null;
  readonly trialEnds?: number;
  readonly id?: string | null;
  readonly task?: string;
  readonly zone?: string;
  readonly country?: string;
}

/** One account from its task in ClickUp to what the API says of it, on a real database in memory; time is passed in. */
export interface Story {
  readonly store: Store;
  /** The task is read as it stands on that day. */
  see(on: number, fields?: TaskFields): Promise<'added' | 'changed' | 'same'>;
  gone(on: number, task?: string): Promise<void>;
  approve(plan: Plan, on: number, task?: string): Promise<void>;
  /** The product sends this; it arrives as it happens. */
  send(events: readonly UsageEvent[], id?: string): Promise<void>;
  /** Judges everything on that day, as the hourly sweep does; what it writes to ClickUp. */
  sweep(on: number): Promise<readonly Write[]>;
  sweepDaily(from: number, to: number): Promise<readonly Write[]>;
  /** `/api/accounts/:id` on that day, or as of an earlier one. */
  read(on: number, asOf?: number, id?: string): Promise<AccountDetailJson>;
  /** Every life of Acme, judged on that day on its own evidence. */
  judgeLives(on: number): Promise<readonly object[]>;
  account(task?: string): Promise<Account | null>;
  audited(): Promise<readonly string[]>;
}

export interface StoryPart {
  readonly policy?: Partial<JudgePolicy>;
  readonly exclusion?: Partial<SweepDeps['exclusion']>;
}

const STATUSES: Rules['statuses'] = {
  left: new Set(['churned']),
  paused: new Set(['on hold']),
  excluded: new Set(['test account']),
};
const EVENTS = ['Task Created', 'Task Completed', 'Sprint Completed', 'Logged In', 'SSO Configured', 'Ticket Routed'];

export async function openStory({ policy = {}, exclusion = {} }: StoryPart = {}): Promise<Story> {
  const world = await openWorld();
  const { store } = world;
  await store.people.replace(PEOPLE);
  const fields = Object.fromEntries(FIELD_NAMES.map((name) => [name, name])) as Rules['fields'];
  const policyOf = () => aJudgePolicy(policy);
  const given = rules({ statuses: STATUSES, fields, resolveTier: (tier) => tier, policyOf });
  const nobody = { emailDomains: [], userIds: new Set<string>(), eventNames: new Set<string>(), ...exclusion };
  const seat = { id: WHO.agent, name: 'agent', email: null, zone: ZONE };
  const crew = async () => ({ seat, zone: ZONE, people: PEOPLE });
  const log = { warn: () => undefined };
  const keeping = { store, rules: given, crew, log } as unknown as KeepDeps;
  const moveFor = () => ({ moves: ['Call them'], message: 'Hello' });
  const judging = { store, rules: given, exclusion: nobody, crew, log, moveFor } as unknown as SweepDeps;
  const reading = { ...world.read, exclusion: nobody, policyOf };
  const heardOn = (on: number) => store.events.touchSource('product', EVENTS, onDay(on), null);
  const sweepOn = async (on: number): Promise<readonly Write[]> => {
    await heardOn(on);
    return (await sweep(judging, onDay(on), { dryRun: false })).writes;
  };
  return {
    store,
    see: (on, part = {}) => keepAccountTask(keeping, taskOn(on, part), onDay(on)),
    gone: (on, task = 'acme') => forgetAccountTask(store, `t-${task}`, onDay(on)),
    async approve(plan, on, task = 'acme') {
      const account = await store.accounts.byTask(`t-${task}`);
      if (account === null) throw new Error(`no account has the task t-${task}`);
      await approvePlan(world, account, plan, onDay(on));
    },
    send: (events, id = 'acme') => hear(world, id, events),
    sweep: sweepOn,
    async sweepDaily(from, to) {
      const writes: Write[] = [];
      for (let on = from; on <= to; on += 1) writes.push(...(await sweepOn(on)));
      return writes;
    },
    async read(on, asOf, id = 'acme') {
      await heardOn(on);
      return readAccount(reading, id, onDay(on), asOf === undefined ? null : dayToIso(START + asOf));
    },
    async judgeLives(on) {
      const current = await store.accounts.byTask('t-acme');
      if (current === null) throw new Error('Acme is gone');
      const lives = [...((await store.accounts.endedLives([current.key])).get(current.key) ?? []), current];
      const judged = await judgeAccounts(reading, await openView(reading, onDay(on)), lives);
      return judged.map(({ account, verdict, inForce }) => ({
        life: lifeOf(account).number,
        state: verdict.state,
        plan: inForce?.plan.statement ?? null,
        reachedAt: verdict.reachedAt,
        counted: verdict.steps.at(-1)?.count ?? 0,
      }));
    },
    account: (task = 'acme') => store.accounts.byTask(`t-${task}`),
    audited: async () =>
      (await store.audit.page({ accountKey: null, before: null, limit: 100 })).map(({ what }) => what).reverse(),
  };
}

function taskOn(
  on: number,
  { status = 'onboarding', start = 0, id = 'acme', task = 'acme', ...more }: TaskFields,
): BoardTask {
  const text = (words: string): FieldValue => ({ kind: 'text', text: words });
  const given: readonly (readonly [string, FieldValue | null])[] = [
    ['account_id', id === null ? null : text(id)],
    ['started_on', start === null ? null : text(dayToIso(START + start))],
    ['trial_ends_on', more.trialEnds === undefined ? null : text(dayToIso(START + more.trialEnds))],
    ['time_zone', more.zone === undefined ? null : text(more.zone)],
    ['country', more.country === undefined ? null : text(more.country)],
    ['csm', { kind: 'people', people: [{ id: WHO.csm, name: 'Carla Ruiz' }] }],
  ];
  return aTask({
    id: `t-${task}`,
    name: 'Acme',
    listId: 'accounts',
    status: { name: status, type: 'custom' },
    createdAt: onDay(Math.min(on, 0)),
    updatedAt: onDay(on),
    fields: new Map(given.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))),
  });
}
