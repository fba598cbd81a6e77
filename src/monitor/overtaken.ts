import type { Account, AccountKey, Instant } from '../domain/account.ts';
import { DAY_MS } from '../domain/duration.ts';
import { CLOCKS_DIFFER_MS } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import type { Standing } from './standing-store.ts';
import type { Store } from './store.ts';
import { plural } from './words.ts';

/**
 * No sweep takes so long, and no clock that somebody looks after is off by more. What is stamped later than this is wrong: nobody is
 * to wait until it is that late. What is stamped a few hours ahead may be right, and this clock slow.
 */
const SURELY_WRONG_MS = DAY_MS;

export interface Overtaken<T> {
  /** What this sweep says of them is the newest there is. */
  readonly newest: readonly T[];
  /** Where another sweep has been, which by its clock began later: it may have been before the news. */
  readonly overtaken: readonly Account[];
  /** By more than clocks may differ. */
  readonly ahead: Ahead;
}

export interface Ahead {
  readonly resting: number;
  readonly judgedAgain: number;
  /** This machine's clock is behind that of ClickUp, so that it may be the one that is wrong. */
  readonly isBehindBoard: boolean;
}

export const NOBODY_AHEAD: Ahead = { resting: 0, judgedAgain: 0, isBehindBoard: false };

/** Where a sweep that began later has been, what it saw is newer: taking it back would undo what people were told. */
export async function withoutOvertaken<T extends { readonly account: Account }>(
  store: Store,
  judged: readonly T[],
  standings: ReadonlyMap<AccountKey, Standing>,
  now: Instant,
): Promise<Overtaken<T>> {
  const aheadBy = ({ account: { key } }: T): number => (standings.get(key)?.assessedAt ?? now) - now;
  const later = judged.filter((each) => aheadBy(each) > CLOCKS_DIFFER_MS);
  const isBehindBoard = later.length > 0 && (await isClockBehindBoard(store, now));
  const isWrong = (each: T): boolean => !isBehindBoard && aheadBy(each) > SURELY_WRONG_MS;
  const judgedAgain = later.filter(isWrong).length;
  return {
    newest: judged.filter((each) => aheadBy(each) <= 0 || isWrong(each)),
    overtaken: judged.filter((each) => aheadBy(each) > 0 && !isWrong(each)).map(({ account }) => account),
    ahead: { resting: later.length - judgedAgain, judgedAgain, isBehindBoard },
  };
}

/** By ClickUp's own stamps of the account tasks. */
async function isClockBehindBoard({ accounts }: Store, now: Instant): Promise<boolean> {
  return [...(await accounts.taskTimes()).values()].some((at) => at > now + CLOCKS_DIFFER_MS);
}

/** Says it once a sweep: only a person can put a clock right. */
export function tellOfClocks(log: Logger, parts: readonly Ahead[]): void {
  const sum = (of: (part: Ahead) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const judgedAgain = sum((part) => part.judgedAgain);
  const resting = sum((part) => part.resting);
  const detail = { judgedAgain, resting, wayOut: 'let each machine keep its clock by NTP' };
  if (parts.some(({ isBehindBoard }) => isBehindBoard))
    log.error(
      detail,
      `the clock of this machine is behind ClickUp’s: ${plural(resting, 'account')} that a later sweep has judged rest`,
    );
  else if (judgedAgain > 0)
    log.error(
      detail,
      `a clock was ahead of this one by more than a day: ${plural(judgedAgain, 'account')} judged again`,
    );
  // It may only be that this sweep takes long, and that another one began meanwhile.
  if (resting > 0)
    log.warn(
      detail,
      `${plural(resting, 'account')} judged by a sweep that began later by its clock: they rest until then`,
    );
}
