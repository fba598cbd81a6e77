import type { AccountKey, Instant } from '../domain/account.ts';
import type { Logger } from '../shared/logger.ts';
import { isNewVerdict } from './keep-standings.ts';
import type { Review } from './review-account.ts';
import type { Store } from './store.ts';

/** What the last comparison of a sweep of everybody with what a sweep of the due ones would have judged found. */
export interface SweepCheck {
  readonly at: Instant;
  /** Accounts that were not due. */
  readonly compared: number;
  /** Of these, the ones whose state or alert had become another one all the same: a fault of the product. */
  readonly missed: number;
  /** The first of them. */
  readonly accounts: readonly AccountKey[];
}

const NAMED = 20;
const CHECK = 'sweep.check';

/** Looks over a sweep of everybody for accounts that were not due and yet changed. */
export class SweepChecker {
  readonly #due: ReadonlySet<AccountKey>;
  #compared = 0;
  readonly #missed: AccountKey[] = [];

  constructor(due: ReadonlySet<AccountKey>) {
    this.#due = due;
  }

  look(review: Review): void {
    if (this.#due.has(review.account.key)) return;
    this.#compared += 1;
    if (isNewVerdict(review) || callsForAct(review)) this.#missed.push(review.account.key);
  }

  /** Keeps what was found for `doctor`, and complains where there is something. */
  async conclude(store: Pick<Store, 'meta'>, log: Logger, now: Instant): Promise<void> {
    const accounts = this.#missed.slice(0, NAMED);
    const check: SweepCheck = { at: now, compared: this.#compared, missed: this.#missed.length, accounts };
    await store.meta.set(CHECK, JSON.stringify(check));
    if (check.missed === 0) return;
    const wayOut = 'nothing is lost, since everybody was judged now: please report it with these accounts';
    log.error({ ...check, wayOut }, 'accounts had changed that the sweeps before had not judged anew');
  }
}

/** Accounts known only from a file have no alerts. */
const callsForAct = ({ account, decision }: Review): boolean =>
  account.taskId !== null && ['open', 'update', 'close'].includes(decision.kind);

export async function lastSweepCheck({ meta }: Pick<Store, 'meta'>): Promise<SweepCheck | null> {
  const kept = await meta.get(CHECK);
  return kept === null ? null : (JSON.parse(kept) as SweepCheck);
}
