import type { Account, Instant } from '../../domain/account.ts';
import type { Logger } from '../../shared/logger.ts';
import type { BoardComment, Member } from '../board.ts';
import type { DraftDeps } from '../draft-plan.ts';

/** What answering a comment needs, and what it is about; every command takes these. */
export interface AnswerDeps extends DraftDeps {
  readonly log: Logger;
  /** Calls `ring` once after `ms`; the function given back calls it off. */
  readonly after: (ms: number, ring: () => void) => () => void;
  /** Sends what people wait for, now rather than in its turn. */
  readonly sendAnswers: () => Promise<void>;
}

/** A comment that is addressed to the agent, on the account's task or another one that the agent can see. */
export interface Said {
  readonly comment: BoardComment;
  readonly account: Account | null;
  readonly taskUrl: string;
  /** False: it was once, and its mention of the agent has been edited out since. */
  readonly addressed: boolean;
}

/** One thing that a person said to the agent. */
export interface Saying {
  readonly person: Member;
  readonly comment: BoardComment;
  readonly now: Instant;
}

/** What somebody says about one account. */
export interface Act extends Saying {
  readonly account: Account;
}
