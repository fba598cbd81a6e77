import type { Account, Instant } from '../domain/account.ts';
import { dayOf } from '../domain/local-date.ts';
import { canonicalJson } from '../shared/content-digest.ts';
import { type AccountFileRules, readAccountRow } from './account-in-file.ts';
import { type ImportCounts, type ImportListener, type ImportRow, inLots } from './import-rows.ts';
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
  const accountId = reading.account.accountId ?? '';
  const others = await deps.store.accounts.byAccountId(accountId);
  if (others.some((other) => other.taskId !== null)) return { kind: 'known' };
  const before = others.find((other) => other.key === reading.account.key) ?? null;
  const account = { ...reading.account, leftAt: leftAt(reading.account, before, deps.now) };
  const isChanged = before === null || !sameAccount(before, account);
  const earlier = lineOf.get(accountId);
  if (isChanged && earlier !== undefined)
    return { kind: 'refused', why: `account_id ${accountId} stands on line ${earlier} too, with other values` };
  lineOf.set(accountId, earlier ?? row.line);
  if (isChanged) await deps.store.accounts.put(account, null, deps.now);
  const isHeld = await keepPause(deps, account, before, reading.paused);
  return { kind: isChanged || isHeld ? 'stored' : 'known' };
}

/** A row that does not say when the account left: when we first read that it did. */
function leftAt(account: Account, before: Account | null, now: Instant): Instant | null {
  return account.status === 'left' ? (account.leftAt ?? before?.leftAt ?? now) : null;
}

function sameAccount(before: Account, after: Account): boolean {
  return canonicalJson({ ...before, pauses: [] }) === canonicalJson({ ...after, pauses: [] });
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
      { ...pause, from: dayOf(before.leftAt, account.zone), until: today, reason: 'was away' },
      now,
    );
  }
  if (paused === isOpen) return false;
  if (!paused) return store.accounts.endHolds(account.key, 'pause', 'status', today);
  await store.accounts.openHold({ ...pause, from: today, until: null, reason: 'the file says so' }, now);
  return true;
}
