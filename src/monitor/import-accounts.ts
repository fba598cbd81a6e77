import type { Account, Instant } from '../domain/account.ts';
import { inLives } from '../domain/life.ts';
import { dayOf, dayToIso, startOfDay } from '../domain/local-date.ts';
import { canonicalJson } from '../shared/content-digest.ts';
import { type AccountFileRules, readAccountRow } from './account-in-file.ts';
import { type ImportCounts, type ImportListener, type ImportRow, inLots } from './import-rows.ts';
import { approvalTime } from './import-plans.ts';
import { startAfresh } from './lives.ts';
import type { Store } from './store.ts';

export interface ImportAccountsDeps extends AccountFileRules {
  readonly store: Store;
  readonly now: Instant;
}

/** What became of one line. */
type Kept = { readonly kind: 'stored' | 'known' } | { readonly kind: 'refused'; readonly why: string };

/**
 * Takes in an `accounts` file. A repeat changes nothing; an account that has a task in ClickUp is left as it is, because its
 * task knows better. What was stored before a failure stays, and the next run carries on.
 */
export async function importAccounts(
  deps: ImportAccountsDeps,
  rows: AsyncIterable<ImportRow>,
  listener: ImportListener,
): Promise<ImportCounts> {
  const counts = { stored: 0, known: 0, refused: 0 };
  const lineOf = new Map<string, number>();
  let lines = 0;
  for await (const lot of inLots(rows)) {
    const kept = await deps.store.transaction(async (store) => {
      const all: Kept[] = [];
      for (const row of lot) all.push(await keepRow({ ...deps, store }, row, lineOf));
      return all;
    });
    kept.forEach((each, at) => {
      counts[each.kind] += 1;
      if (each.kind === 'refused') listener.refused(lot[at]?.line ?? 0, each.why);
    });
    lines += lot.length;
    listener.read(lines);
  }
  if (counts.stored > 0) await noteImport(deps, counts);
  return counts;
}

async function noteImport({ store, now }: ImportAccountsDeps, counts: ImportCounts): Promise<void> {
  await store.audit.add({
    at: now,
    actor: { kind: 'import', id: null },
    what: 'accounts_imported',
    accountKey: null,
    detail: { ...counts },
  });
}

async function keepRow(deps: ImportAccountsDeps, row: ImportRow, lineOf: Map<string, number>): Promise<Kept> {
  if (row.kind === 'unreadable') return { kind: 'refused', why: row.why };
  const reading = readAccountRow(row.values, deps);
  if (reading.kind === 'refused') return reading;
  const { account, paused } = reading;
  const accountId = account.accountId ?? '';
  const others = await deps.store.accounts.byAccountId(accountId);
  if (others.some((other) => other.taskId !== null)) return { kind: 'known' };
  const before = others.find((other) => other.key === account.key) ?? null;
  const ended = before === null ? [] : ((await deps.store.accounts.endedLives([before.key])).get(before.key) ?? []);
  const lines = { ofLife: lineOf.get(lifeKey(account)), ofAccount: lineOf.get(accountId) };
  const place = placeOf(account, before, ended, lines.ofAccount);
  if (place.kind === 'refused') return place;
  const life = { ...account, leftAt: leftAt(account, place.before, deps.now) };
  const isChanged = place.before === null || !sameAccount(place.before, life);
  if (isChanged && lines.ofLife !== undefined)
    return { kind: 'refused', why: `account_id ${accountId} stands on line ${lines.ofLife} too, with other values` };
  lineOf.set(lifeKey(account), lines.ofLife ?? row.line);
  lineOf.set(accountId, lines.ofAccount ?? row.line);
  if (isChanged) await keepLives(deps, place.livesWith(life));
  if (place.isCurrent && place.before === null && before !== null) await startAfresh(deps.store, life, deps.now);
  const isHeld = place.isCurrent && (await keepPause(deps, life, place.before, paused));
  return { kind: isChanged || isHeld ? 'stored' : 'known' };
}

const lifeKey = ({ accountId, startedOn }: Account): string => `${startedOn} ${accountId}`;

type Place =
  | {
      readonly kind: 'life';
      /** The same life as it was known; null when it is new. */
      readonly before: Account | null;
      readonly isCurrent: boolean;
      /** All lives of the account with this one as it is now, oldest first. */
      livesWith(life: Account): readonly Account[];
    }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Which life of its account a row tells. Rows of one `account_id` with other start dates are lives, each ended before the next
 * began; where nothing has ended, another start date is a correction, and within one file a contradiction.
 */
function placeOf(
  row: Account,
  current: Account | null,
  ended: readonly Account[],
  lineBefore: number | undefined,
): Place {
  const known = current === null ? [] : [...ended, current];
  const put = (before: Account | null, isCurrent: boolean): Place => ({
    kind: 'life',
    before,
    isCurrent,
    livesWith: (life) => [...known.filter((each) => each !== before), life].sort((a, b) => a.startedOn - b.startedOn),
  });
  const same = known.find(({ startedOn }) => startedOn === row.startedOn);
  if (same !== undefined && same !== current) {
    return row.leftAt === null
      ? { kind: 'refused', why: `${startOf(row)} has a later life: write its ended_on` }
      : put(same, false);
  }
  if (same !== undefined || current === null) return put(same ?? null, true);
  const next = known.find(({ startedOn }) => startedOn > row.startedOn);
  const last = known.findLast(({ startedOn }) => startedOn < row.startedOn);
  const followsOn = last === undefined || hasLeftBy(last, row);
  if (next === undefined ? followsOn : followsOn && hasLeftBy(row, next)) return put(null, next === undefined);
  if (lineBefore === undefined) return put(current, true);
  const why = `account_id ${row.accountId} stands on line ${lineBefore} too, with another start: a life ends (ended_on) before the next begins`;
  return { kind: 'refused', why };
}

const startOf = ({ accountId, startedOn }: Account): string =>
  `account_id ${accountId}, started_on ${dayToIso(startedOn)},`;

const hasLeftBy = ({ leftAt, zone }: Account, next: Account): boolean =>
  leftAt !== null && dayOf(leftAt, zone) <= next.startedOn;

/** Files tell of a past that we did not see: a life stands in the place of the one before from its start on. */
async function keepLives({ store, now }: ImportAccountsDeps, lives: readonly Account[]): Promise<void> {
  const all = inLives(
    lives.map((life, index) => (index === 0 ? withoutLife(life) : life)),
    (next) => Math.min(startOfDay(next.startedOn, next.zone), now),
  );
  const current = all.at(-1);
  if (current === undefined) return;
  await store.accounts.put(all.length === 1 ? withoutLife(current) : current, null, now);
  const ended = all.slice(0, -1);
  await store.accounts.keepEndedLives(current.key, ended);
  // An imported plan holds for every life, one that is told of later included.
  await store.plans.reachBack(current.key, approvalTime(current, ended, now));
}

function withoutLife({ life: _numbered, ...account }: Account): Account {
  return account;
}

/** A row that does not say when the account left: when we first read that it did. */
function leftAt(account: Account, before: Account | null, now: Instant): Instant | null {
  return account.status === 'left' ? (account.leftAt ?? before?.leftAt ?? now) : null;
}

function sameAccount(before: Account, after: Account): boolean {
  const facts = (account: Account): string => canonicalJson({ ...withoutLife(account), pauses: [] });
  return facts(before) === facts(after);
}

/** A file says that an account is paused, not since when: since today. Time spent away counts as a pause (METHOD section 1). */
async function keepPause(
  { store, now }: ImportAccountsDeps,
  account: Account,
  before: Account | null,
  paused: boolean,
): Promise<boolean> {
  const today = dayOf(now, account.zone);
  const pause = { accountKey: account.key, kind: 'pause', source: 'status', byId: null } as const;
  const isOpen = before?.pauses.some(({ until }) => until === null) ?? false;
  if (
    before !== null &&
    before.leftAt !== null &&
    account.status === 'open' &&
    before.startedOn === account.startedOn
  ) {
    await store.accounts.openHold(
      {
        ...pause,
        from: dayOf(before.leftAt, account.zone),
        until: today,
        begins: before.leftAt,
        reason: 'was away',
      },
      now,
    );
  }
  if (paused === isOpen) return false;
  if (!paused) return store.accounts.endHolds(account.key, 'pause', 'status', today, null);
  await store.accounts.openHold({ ...pause, from: today, until: null, reason: 'the file says so' }, now);
  return true;
}
