import { createHash } from 'node:crypto';
import { AGENT } from './audit-store.ts';
import type { AccountKey, Day, Instant } from '../domain/account.ts';
import { isWorkingDay } from '../domain/calendar.ts';
import { nextWithinHours } from '../domain/delivery.ts';
import { dayOf, dayToIso, startOfDay } from '../domain/local-date.ts';
import type { Colleague } from '../domain/owner.ts';
import { reminderFor } from '../domain/reminder.ts';
import type { Logger } from '../shared/logger.ts';
import { members, ownerOf, withAbsences } from './alert-owner.ts';
import { judgeNow, type JudgedNow } from './conversation/judge-now.ts';
import { workplaceOf } from './desk.ts';
import type { Crew } from './keep-accounts.ts';
import { digest } from './messages/digest.ts';
import type { Write } from './outbox.ts';
import { type Rules, workspaceZone } from './rules.ts';
import type { SnapshotDeps } from './snapshots.ts';
import { standingTask, standingTaskAfter } from './standing-task.ts';
import type { AlertRecord } from './alert-store.ts';
import type { Store } from './store.ts';

export interface DigestDeps {
  readonly store: Store;
  readonly rules: Rules;
  readonly exclusion: SnapshotDeps['exclusion'];
  readonly crew: () => Promise<Crew>;
  readonly log: Logger;
}

export interface DigestReport {
  readonly checked: number;
  readonly digests: number;
  readonly lines: number;
  readonly writes: readonly Write[];
}

/** One digest in the making: what is to be told to one person. */
interface Pile {
  readonly owner: Colleague;
  readonly alerts: { readonly alert: AlertRecord; readonly judged: JudgedNow }[];
  readonly missed: JudgedNow[];
}

/**
 * The day's digests: under one standing task a CSM, one comment a working day, edited if it is asked for again on the same date,
 * none where there is nothing to say. Judge first (`sweep`), so that what has room by now has become an alert.
 */
export async function writeDigests(deps: DigestDeps, now: Instant): Promise<DigestReport> {
  const crew = await withAbsences(deps.store, deps.rules, await deps.crew(), now);
  const today = dayOf(now, workspaceZone(deps.rules, crew.zone));
  const checked = await deps.store.accounts.count();
  const listId = deps.rules.lists.reports;
  const isRest = deps.rules.alerts.hours?.weekdaysOnly === true && !isWorkingDay(today);
  if (listId === null || isRest) return { checked, digests: 0, lines: 0, writes: [] };
  const report = await deps.store.transaction(async (store) => {
    const inside = { ...deps, store };
    const piles = await pilesOf(inside, crew, today, now);
    const writes: Write[] = [];
    for (const pile of piles) writes.push(...(await writePile(inside, crew, pile, { listId, today, checked }, now)));
    const lines = piles.reduce((sum, { alerts, missed }) => sum + alerts.length + missed.length, 0);
    return { checked, digests: piles.length, lines, writes };
  });
  const { writes: _writes, ...counts } = report;
  deps.log.info(counts, report.digests === 0 ? 'checked, nothing new: no digest' : 'digests written');
  return report;
}

async function pilesOf(deps: DigestDeps, crew: Crew, today: Day, now: Instant): Promise<readonly Pile[]> {
  const { store, rules } = deps;
  const piles = new Map<number, Pile>();
  const pileOf = (owner: Colleague): Pile => {
    const pile = piles.get(owner.id) ?? { owner, alerts: [], missed: [] };
    piles.set(owner.id, pile);
    return pile;
  };
  const alerts = (await store.alerts.allOpen()).filter((alert) => isDue(deps, crew, alert, today, now));
  const judged = await judgeByKey(
    deps,
    alerts.map(({ accountKey }) => accountKey),
    now,
  );
  for (const alert of alerts) {
    const found = judged.get(alert.accountKey);
    // Calm by now, or not to be seen: there is nothing to say until the next sweep closes it or says more.
    if (found === undefined || found.verdict.strength === null) continue;
    const choice = ownerOf(found.account, rules, crew);
    if (choice.kind === 'found') pileOf(choice.owner).alerts.push({ alert, judged: found });
  }
  const lead = members(crew).get(rules.owners.lead ?? rules.owners.fallback ?? 0);
  if (lead !== undefined)
    for (const missed of await missedToTell(deps, workspaceZone(rules, crew.zone), today, now))
      pileOf(lead).missed.push(missed);
  return [...piles.values()].sort((a, b) => a.owner.id - b.owner.id);
}

/** A hard alert stands in each digest until it has its task; a soft one once, and again after ten working days. */
function isDue({ rules }: DigestDeps, crew: Crew, alert: AlertRecord, today: Day, now: Instant): boolean {
  if (alert.delivery !== 'digest' || alert.csmId === null) return false;
  if (alert.strength === 'hard' || alert.calledAt === null) return true;
  const { zone, isHoliday } = workplaceOf(rules, crew, alert.csmId);
  const wasToldToday = toldOn(alert, workspaceZone(rules, crew.zone)) === today;
  return wasToldToday || reminderFor(alert, zone, now, isHoliday) === 'soft_again';
}

const toldOn = ({ calledAt }: AlertRecord, zone: string): Day | null =>
  calledAt === null ? null : dayOf(calledAt, zone);

async function judgeByKey(
  deps: DigestDeps,
  keys: readonly AccountKey[],
  now: Instant,
): Promise<ReadonlyMap<AccountKey, JudgedNow>> {
  const accounts = [];
  for (const key of keys) {
    const account = await deps.store.accounts.byKey(key);
    if (account?.taskId != null) accounts.push(account);
  }
  return new Map((await judgeNow(deps, accounts, now)).map((judged) => [judged.account.key, judged]));
}

/** Those told of on this very date are told again when the digest is written anew: an edit must not lose them. */
async function missedToTell(deps: DigestDeps, zone: string, today: Day, now: Instant): Promise<readonly JudgedNow[]> {
  const keys = await deps.store.standings.missedToTell(startOfDay(today, zone));
  const judged = await judgeByKey(deps, keys, now);
  return [...judged.values()].filter(({ verdict }) => verdict.state !== 'reached' && verdict.state !== 'excluded');
}

interface Issue {
  readonly listId: string;
  readonly today: Day;
  readonly checked: number;
}

async function writePile(
  deps: DigestDeps,
  crew: Crew,
  pile: Pile,
  issue: Issue,
  now: Instant,
): Promise<readonly Write[]> {
  const { store, rules } = deps;
  const writes = await writesFor(deps, crew, pile, issue, now);
  if (writes.length === 0) return [];
  const zone = workspaceZone(rules, crew.zone);
  for (const { alert } of pile.alerts) {
    const calledAt = toldOn(alert, zone) === issue.today ? alert.calledAt : now;
    await store.alerts.put({ ...alert, csmId: pile.owner.id, deliveredAt: alert.deliveredAt ?? now, calledAt });
  }
  await store.standings.toldMissed(
    pile.missed.map(({ account }) => account.key),
    now,
  );
  await store.outbox.add(writes, now);
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'digest_written',
    accountKey: null,
    detail: { to: pile.owner.id, alerts: pile.alerts.map(({ alert }) => alert.id), missed: pile.missed.length },
  });
  return writes;
}

async function writesFor(
  { store, rules }: DigestDeps,
  crew: Crew,
  { owner, alerts, missed }: Pile,
  { listId, today, checked }: Issue,
  now: Instant,
): Promise<readonly Write[]> {
  const before = await lastIssue(store, owner.id);
  const place = { listId, kind: 'digest', ownerId: owner.id } as const;
  const taskKey = await standingTaskAfter(store, place, before?.key ?? null);
  const key = `${taskKey}.${dayToIso(today)}`;
  const having = (strength: AlertRecord['strength']) =>
    alerts.filter(({ alert }) => alert.strength === strength).map(({ judged }) => judged);
  const said = { waiting: having('hard'), soft: having('soft'), missed };
  const figures = { budget: rules.alerts.budgetPerCsmPerDay, windowDays: rules.windowDays, checked };
  const body = digest({ owner, on: today, ...said, ...figures, key, taskKey });
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12);
  if (before?.key === key && before.hash === hash) return [];
  await store.meta.set(issueMark(owner.id), JSON.stringify({ key, hash }));
  const { zone, isHoliday } = workplaceOf(rules, crew, owner.id);
  const notBefore = nextWithinHours(rules.alerts.hours, zone, now, isHoliday);
  const tells = {
    at: now,
    alerts: alerts.map(({ alert }) => alert.accountKey),
    missed: missed.map(({ account }) => account.key),
  };
  const head = { accountKey: null, alertId: null, notBefore, tells } as const;
  if (before?.key === key)
    return [{ ...head, key: `${key}.${hash}`, after: key, kind: 'edit_comment', comment: { resultOf: key }, body }];
  return [
    standingTask(taskKey, listId, 'digest', owner, now),
    { ...head, key, after: taskKey, kind: 'comment', task: { resultOf: taskKey }, body, lane: 'alert' },
  ];
}

interface LastIssue {
  readonly key: string;
  readonly hash: string;
}
const issueMark = (ownerId: number): string => `digest.last.${ownerId}`;

async function lastIssue({ meta }: Pick<Store, 'meta'>, ownerId: number): Promise<LastIssue | null> {
  const stored = await meta.get(issueMark(ownerId));
  return stored === null ? null : (JSON.parse(stored) as LastIssue);
}
