import type { Account, Instant } from '../../domain/account.ts';
import type { Logger } from '../../shared/logger.ts';
import type { BoardComment, Member } from '../board.ts';
import type { DraftDeps } from '../draft-deps.ts';
import type { WordFinder } from '../find-words.ts';
import type { Thoughts } from './thoughts.ts';

/** What answering a comment needs, and what it is about; every command takes these. */
export interface AnswerDeps extends DraftDeps {
  readonly log: Logger;
  /** Null: no model is configured, so nothing takes long and nothing is set aside. */
  readonly words: WordFinder | null;
  /** Drafts from the templates: what is asked for inside a transaction cannot wait for a model. */
  readonly draftAtOnce: DraftDeps['drafter'];
  readonly thoughts: Thoughts;
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
  /** The row of the inbox that told of it; null: it was found by reading. */
  readonly row: string | null;
}

/** `set_aside`: a model thinks about it, and whatever told of the comment must tell of it again. */
export type Heard = 'done' | 'set_aside';

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
