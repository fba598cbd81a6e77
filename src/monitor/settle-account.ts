import type { Account, Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { lifeOf, type Turn, turnOfLife } from '../domain/life.ts';
import { dayOf, dayToIso } from '../domain/local-date.ts';
import type { TaskReading } from './account-task.ts';
import { giveUpOwnRow } from './former-self.ts';
import { startAfresh } from './lives.ts';
import type { Store } from './store.ts';

/** Stores an account as its task shows it now, in the life that this means; says whether a pause or a life changed by it. */
export async function settleAccount(
  store: Store,
  { account: read, paused }: Pick<TaskReading, 'account' | 'paused'>,
  known: Account | null,
  updatedAt: Instant | null,
  now: Instant,
): Promise<{ readonly account: Account; readonly held: boolean }> {
  // Another process may have read the same return in the meantime: a life begins once.
  const before = known === null ? null : ((await store.accounts.byKey(known.key)) ?? known);
  const turn = before === null ? null : turnOfLife(before, withKnownStart(before, read), now);
  const account = turn?.account ?? read;
  await giveUpOwnRow(store, account);
  await store.accounts.put(account, updatedAt, now);
  const began = turn?.kind === 'begins' && (await beginLife(store, turn, now));
  const held = await keepPause(store, turn, account, paused, now);
  return { account, held: began || held };
}

/**
 * Where the task names no start it would be the day of its creation; but a task that was created anew, or for an account known
 * from a file, is younger than the account.
 */
function withKnownStart(before: Account, read: Account): Account {
  if (read.startedFrom !== 'task') return read;
  const isSameTask = before.taskId === read.taskId;
  const wasCleared = isSameTask && before.startedFrom === 'field';
  const isOwnDay = isSameTask && before.startedFrom === 'task' && before.startedOn >= read.startedOn;
  if (wasCleared || isOwnDay) return read;
  return { ...read, startedOn: before.startedOn, startedFrom: before.startedFrom === 'file' ? 'file' : 'task' };
}

/** The old life goes to those that ended. */
async function beginLife(store: Store, { account, ended }: Turn & { kind: 'begins' }, now: Instant): Promise<boolean> {
  const { key, startedOn } = account;
  const earlier = (await store.accounts.endedLives([key])).get(key) ?? [];
  await store.accounts.keepEndedLives(key, [...earlier, ended]);
  await startAfresh(store, account, now);
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'life_began',
    accountKey: key,
    detail: { life: lifeOf(account).number, startedOn: dayToIso(startedOn), before: dayToIso(ended.startedOn) },
  });
  return true;
}

/** The task's own status opens and ends a pause; time spent away (left, then back) counts as one too. */
async function keepPause(
  store: Store,
  turn: Turn | null,
  account: Account,
  paused: boolean,
  now: Instant,
): Promise<boolean> {
  const today = dayOf(now, account.zone);
  const open = account.pauses.some((pause) => pause.until === null);
  const pause = { accountKey: account.key, kind: 'pause', source: 'status', byId: null } as const;
  if (turn?.kind === 'back') {
    const left = lifeOf(account).awaySince;
    const away = { from: turn.awayFrom, until: today, begins: left, ends: now };
    await store.accounts.openHold({ ...pause, ...away, reason: 'was away' }, now);
  }
  const wasAway = turn?.kind === 'back';
  if (paused && !open) {
    await store.accounts.openHold({ ...pause, from: today, until: null, begins: now, reason: 'the task says so' }, now);
    await store.audit.add({
      at: now,
      actor: AGENT,
      what: 'account_paused',
      accountKey: account.key,
      detail: { by: 'status' },
    });
    return true;
  }
  if (paused || !(await store.accounts.endHolds(account.key, 'pause', 'status', today, now)) || !open) return wasAway;
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'account_resumed',
    accountKey: account.key,
    detail: { by: 'status' },
  });
  return true;
}
