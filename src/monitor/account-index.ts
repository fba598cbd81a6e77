import type { AccountKey, Instant } from '../domain/account.ts';
import type { State } from '../domain/assessment.ts';
import type { Journey } from '../domain/journey.ts';
import type { AccountJson } from './account-json.ts';
import type { Position } from './account-order.ts';
import type { Choices } from './choices.ts';
import type { View } from './judge-accounts.ts';

/** What the list can be filtered and found by. */
export interface Findable {
  readonly key: AccountKey;
  readonly accountId: string | null;
  readonly taskId: string | null;
  readonly name: string;
  readonly tier: string | null;
  readonly useCase: string | null;
  readonly csm: AccountJson['csm'];
}

/** One judged account in its place; the row that people see is drawn up only for those who are shown. */
export interface Placed extends Findable {
  readonly position: Position;
  readonly state: State;
  readonly excludedEvents: number;
}

/** One life of an account that is judged by its own id, as the figures over many see it. */
export interface JudgedLife {
  readonly tier: string | null;
  readonly useCase: string | null;
  readonly journey: Journey;
  readonly isExcluded: boolean;
  /** Another life has taken its place. */
  readonly isOver: boolean;
  /** Up to when it could be judged. */
  readonly judgedAt: Instant;
  readonly reachedAt: Instant | null;
  readonly leftAt: Instant | null;
}

/** Everybody judged at one instant, in one walk: what the list, the figures and the quality of alerts are made of. */
export interface AccountIndex {
  readonly at: Instant;
  /** In the order of the list. */
  readonly placed: readonly Placed[];
  readonly lives: readonly JudgedLife[];
  /** Left out of everything: tests, duplicates, wrong data. */
  readonly excluded: readonly Findable[];
  readonly view: View;
  /** What the whole list can be filtered by. */
  readonly choices: Choices;
  /** Rows drawn up so far. */
  readonly rows: Map<AccountKey, AccountJson>;
}
