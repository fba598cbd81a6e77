import type { Day } from '../domain/account.ts';
import { dayToIso } from '../domain/local-date.ts';
import { pauseFinding } from '../domain/pause-review.ts';
import type { PausedAccount } from './measure-month.ts';
import type { PauseFindingJson } from './report-json.ts';
import type { AccountStore } from './account-store.ts';

const CHUNK = 500;

/** Pauses past their date, or without one for long, on the date `on`; the longest first. */
export async function readPauseFindings(
  accounts: Pick<AccountStore, 'lastPauses'>,
  paused: readonly PausedAccount[],
  on: Day,
): Promise<PauseFindingJson[]> {
  const found: PauseFindingJson[] = [];
  for (let from = 0; from < paused.length; from += CHUNK) {
    const part = paused.slice(from, from + CHUNK);
    const keys = part.map(({ account }) => account.key);
    const pauses = await accounts.lastPauses(keys, Number.MIN_SAFE_INTEGER, on);
    for (const each of part) {
      const pause = pauses.get(each.account.key) ?? null;
      const finding = pauseFinding(pause, each, on);
      if (finding !== null) found.push(findingJson(each, finding, pause?.reason ?? null));
    }
  }
  return found.sort((one, other) => other.days - one.days || (one.name < other.name ? -1 : 1));
}

function findingJson(
  { account: { accountId, name, taskUrl } }: PausedAccount,
  { kind, from, until, days }: NonNullable<ReturnType<typeof pauseFinding>>,
  reason: string | null,
): PauseFindingJson {
  const dates = { from: dayToIso(from), until: until === null ? null : dayToIso(until) };
  return { account_id: accountId, name, task_url: taskUrl, kind, ...dates, days, reason };
}
