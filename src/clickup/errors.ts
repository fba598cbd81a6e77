/** Why a call to ClickUp failed, in the words by which callers decide. */
export type ClickUpErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'rate_limited'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'bad_request'
  | 'server'
  | 'malformed'
  /** Not sent: whoever wanted it had waited too long for its turn. */
  | 'overdue'
  /** Not sent: the process is about to end. */
  | 'stopping'
  /** The token sees no workspace, another one than the setting names, or several without a choice. */
  | 'workspace_unclear';

/**
 * Whether the call may have changed something. ClickUp has no idempotency keys, so a write whose outcome is unknown is looked
 * for before it is tried again.
 */
export type Outcome = 'not_applied' | 'unknown';

export interface ClickUpFailure {
  readonly code: ClickUpErrorCode;
  readonly outcome: Outcome;
  readonly status?: number;
  readonly ecode?: string;
  /** How long ClickUp asks to wait; only with `rate_limited`. */
  readonly retryAfterMs?: number;
}

/** A failed call. It never carries headers, bodies or the transport's own error: these hold the token. */
export class ClickUpError extends Error {
  readonly code: ClickUpErrorCode;
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly ecode: string | null;
  readonly retryAfterMs: number | null;

  constructor(message: string, failure: ClickUpFailure) {
    super(message);
    this.name = 'ClickUpError';
    this.code = failure.code;
    this.outcome = failure.outcome;
    this.status = failure.status ?? null;
    this.ecode = failure.ecode ?? null;
    this.retryAfterMs = failure.retryAfterMs ?? null;
  }
}

/** True where the thing asked for is deleted, or hidden from the agent's seat. */
export function isOutOfSight(thrown: unknown): boolean {
  return thrown instanceof ClickUpError && (thrown.code === 'not_found' || thrown.code === 'forbidden');
}

/** The ECODEs with which ClickUp says that there is no such thing; of what a seat may not see it says 401, or 404 with others. */
const NO_SUCH_THING: ReadonlySet<string | null> = new Set(['ITEM_013', 'ITEM_015']);

/** True where ClickUp itself says that the thing is not there: a 404 without its word may come from anything in between. */
export function isDeleted(thrown: unknown): boolean {
  return thrown instanceof ClickUpError && thrown.code === 'not_found' && NO_SUCH_THING.has(thrown.ecode);
}
