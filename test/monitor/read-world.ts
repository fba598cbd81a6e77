import type { Account, Instant } from '../../src/domain/account.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { UsageEvent } from '../../src/domain/usage-event.ts';
import type { ReadDeps } from '../../src/monitor/read-deps.ts';
import type { AlertRecord } from '../../src/monitor/alert-store.ts';
import type { Store } from '../../src/monitor/store.ts';
import { createStore } from '../../src/storage/store.ts';
import { aJudgePolicy, anAccount, anEvent, aPlan, onDay, ZONE } from '../domain/builders.ts';
import { inMemory } from '../storage/in-memory.ts';

/** Day 35 of an account that started on START: past the early days, past every target of `aPlan`. */
export const NOW = onDay(35);

const TIERS = ['self-serve', 'foundation', 'professional', 'enterprise', 'strategic'];

export interface ReadWorld {
  readonly store: Store;
  readonly read: ReadDeps;
}

/** A real database in memory with one healthy feed, and two people in the workspace. */
export async function openWorld(part: Partial<ReadDeps> = {}): Promise<ReadWorld> {
  const database = await inMemory();
  const store = createStore(database.db);
  await store.events.touchSource('product', ['Task Created', 'Task Completed', 'Sprint Completed'], NOW, null);
  await store.people.replace([
    { id: 70000002, name: 'Carla Ruiz', email: 'carla@example.test', role: 'member' },
    { id: 70000003, name: 'Lee Onboard', email: 'lee@example.test', role: 'admin' },
  ]);
  const exclusion = { emailDomains: [], userIds: new Set<string>(), eventNames: new Set<string>() };
  const tierRank = (tier: string | null): number => TIERS.indexOf(tier ?? '');
  const read: ReadDeps = {
    store,
    exclusion,
    policyOf: () => aJudgePolicy(),
    zone: ZONE,
    tierRank,
    freshnessHours: 72,
    moveFor: () => ({ moves: ['Call them'], message: 'Hello' }),
    ...part,
  };
  return { store, read };
}

export interface Lived extends Partial<Account> {
  readonly id: string;
  /** Approved on the start date; null: none at all. */
  readonly plan?: Plan | null;
  readonly events?: readonly UsageEvent[];
  readonly seenAt?: Instant;
}

/** An account that started on START and of which nothing was heard, unless its events say otherwise. */
export async function addAccount(
  { store }: Pick<ReadWorld, 'store'>,
  { id, plan = aPlan(), events = [], seenAt = NOW, ...part }: Lived,
): Promise<Account> {
  const taskId = part.taskId === undefined ? `t-${id}` : part.taskId;
  const taskUrl = taskId === null ? null : `https://app.clickup.com/t/${taskId}`;
  const account = anAccount({ key: `task:${taskId ?? id}`, accountId: id, name: id, taskUrl, ...part, taskId });
  await store.accounts.put(account, seenAt, seenAt);
  if (plan !== null) await approvePlan({ store }, account, plan, onDay(0));
  await hear({ store }, id, events);
  return account;
}

export async function draftPlan(
  { store }: Pick<ReadWorld, 'store'>,
  account: Account,
  plan: Plan,
  at: Instant,
): Promise<number> {
  const draft = {
    accountKey: account.key,
    plan,
    hash: 'h',
    author: 'template',
    origin: 'test 1',
    rationale: 'work is finished',
  } as const;
  return (await store.plans.add(draft, at)).version;
}

export async function approvePlan(
  world: Pick<ReadWorld, 'store'>,
  account: Account,
  plan: Plan,
  at: Instant,
): Promise<number> {
  const version = await draftPlan(world, account, plan, at);
  await world.store.plans.approve(account.key, version, {
    by: 70000003,
    at,
    how: 'comment',
    commentId: 'c1',
    digest: 'd1',
  });
  return version;
}

/** Each event arrives as it happens, unless `receivedAt` says when. */
export async function hear(
  { store }: Pick<ReadWorld, 'store'>,
  accountId: string,
  events: readonly UsageEvent[],
  receivedAt?: Instant,
): Promise<void> {
  const rows = events.map((event) => ({
    ...event,
    minute: Math.floor(event.at / 60_000),
    accountId,
    receivedAt: receivedAt ?? event.at,
  }));
  await store.events.append(rows);
}

/** One core act on each of these days. */
export const usedOn = (...days: readonly number[]): readonly UsageEvent[] => days.map((on) => anEvent({ on }));

export async function openAlert(
  { store }: Pick<ReadWorld, 'store'>,
  account: Account,
  part: Partial<AlertRecord> = {},
): Promise<AlertRecord> {
  const alert: AlertRecord = {
    id: `${account.taskId}.a1`,
    accountKey: account.key,
    kind: 'early_alert',
    strength: 'hard',
    urgent: false,
    step: 'Backlog filled',
    delivery: 'task',
    reason: null,
    openedAt: onDay(31),
    deliveredAt: onDay(31),
    closedAt: null,
    closeReason: null,
    csmId: 70000002,
    listId: '1',
    textHash: 'x',
    takenOver: false,
    calledAt: onDay(31),
    touchedAt: null,
    repeats: 0,
    ...part,
  };
  await store.alerts.put(alert);
  return alert;
}

/** ClickUp has made the task of an alert. */
export async function taskMade({ store }: Pick<ReadWorld, 'store'>, alert: AlertRecord, taskId: string): Promise<void> {
  const key = `${alert.id}.task`;
  const body = {
    kind: 'create_task',
    listId: '1',
    name: 'x',
    body: [],
    assigneeIds: [],
    priority: 2,
    dueAt: NOW,
  } as const;
  await store.outbox.add(
    [{ key, accountKey: alert.accountKey, alertId: alert.id, notBefore: 0, after: null, ...body }],
    NOW,
  );
  await store.outbox.done(key, { taskId, url: `https://app.clickup.com/t/${taskId}` }, NOW);
}

/** The accounts list was read just now, all of it, with so many calls: what is read next is what changed. */
export async function listRead({ store }: Pick<ReadWorld, 'store'>, now: Instant, calls = 1): Promise<void> {
  await store.meta.set('sync.newest.accounts', JSON.stringify({ stamp: now, seenAt: now, isSettled: true }));
  await store.meta.set('sync.whole.accounts', JSON.stringify({ at: now, calls }));
}
