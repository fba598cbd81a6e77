import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { Account, Instant } from '../../domain/account.ts';
import { dayOf, dayToIso } from '../../domain/local-date.ts';
import { planToNotation } from '../../domain/plan-notation.ts';
import type { Store } from '../../monitor/store.ts';

/** More accounts, events and audit entries than any story has. */
const ALL = 10_000;

/**
 * Keeps what the story left behind as files: accounts, events and plans as `import` and `backtest` read them, the settings it was
 * played with, and which alerts were raised on which day.
 */
export async function recordStory(store: Store, configFolder: string, folder: string, now: Instant): Promise<void> {
  await mkdir(folder, { recursive: true });
  const accounts = await store.accounts.page(null, ALL);
  await cp(configFolder, join(folder, 'config'), {
    recursive: true,
    filter: (path) => !/\.db(-wal|-shm)?$/.test(path),
  });
  await writeFile(join(folder, 'accounts.jsonl'), jsonLines(accounts.map(accountLine)));
  await writeFile(join(folder, 'events.jsonl'), jsonLines(await eventLines(store, accounts, now)));
  await writeFile(join(folder, 'plans.yaml'), dump(await planEntries(store, accounts, now)));
  await writeFile(join(folder, 'alerts.jsonl'), jsonLines(await alertLines(store, accounts)));
}

const jsonLines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

const accountLine = (account: Account): object => ({
  account_id: account.accountId,
  name: account.name,
  tier: account.tier,
  use_case: account.useCase,
  goals: account.goals,
  started_on: dayToIso(account.startedOn),
  trial_ends_on: account.trialEndsOn === null ? null : dayToIso(account.trialEndsOn),
  csm_email: account.csm?.email ?? null,
  time_zone: account.zone,
});

async function eventLines(store: Store, accounts: readonly Account[], now: Instant): Promise<readonly object[]> {
  const ids = accounts.flatMap(({ accountId }) => accountId ?? []);
  const events = await store.events.ofAccounts(ids, now);
  return [...events].flatMap(([accountId, those]) =>
    those.map(({ userId, name, at, messageId, properties }) => ({
      account_id: accountId,
      user_id: userId,
      event: name,
      timestamp: new Date(at).toISOString(),
      message_id: messageId,
      properties,
    })),
  );
}

async function planEntries(store: Store, accounts: readonly Account[], now: Instant): Promise<readonly object[]> {
  const keys = accounts.map(({ key }) => key);
  const plans = await store.plans.inForce(keys, now);
  return accounts.flatMap(({ key, accountId }) => {
    const record = plans.get(key);
    return record === undefined ? [] : [{ match: { account_id: accountId }, plan: planToNotation(record.plan) }];
  });
}

/** As they were raised: what an alert became later is not what it was opened for. */
async function alertLines(store: Store, accounts: readonly Account[]): Promise<readonly object[]> {
  const lines: object[] = [];
  for (const { key, accountId, startedOn, zone } of accounts) {
    const entries = (await store.audit.page({ accountKey: key, before: null, limit: ALL })).toReversed();
    const seen = new Set<unknown>();
    for (const { what, at, detail } of entries) {
      if ((what !== 'alert_opened' && what !== 'alert_held') || seen.has(detail.alert)) continue;
      seen.add(detail.alert);
      lines.push({ account_id: accountId, kind: detail.kind, day: dayOf(at, zone) - startedOn });
    }
  }
  return lines;
}
