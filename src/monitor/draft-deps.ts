import type { CatalogueEvent } from '../domain/draft-catalogue.ts';
import type { DraftOutcome, DraftRequest } from '../domain/drafting.ts';
import type { Comparisons } from './comparisons.ts';
import type { Crew } from './keep-accounts.ts';
import type { Write } from './outbox.ts';
import type { PlanRecord } from './plan-store.ts';
import type { ApprovalMode, Rules } from './rules.ts';
import type { SnapshotDeps } from './snapshots.ts';
import type { Store } from './store.ts';

export interface DraftDeps {
  readonly store: Store;
  readonly rules: Rules;
  readonly exclusion: SnapshotDeps['exclusion'];
  readonly catalogue: readonly CatalogueEvent[];
  /** Words come from a drafter; whether to speak, to whom and of which account is decided here. */
  readonly drafter: (request: DraftRequest) => Promise<DrafterAnswer>;
  /** How many drafts are thought of at a time where many wait; default one after the other. */
  readonly draftsAtOnce?: number;
  readonly crew: () => Promise<Crew>;
  readonly comparisons?: Comparisons;
}
export interface DrafterAnswer {
  readonly outcome: DraftOutcome;
  readonly author: 'template' | 'model';
  /** The prompt that a model wrote it by, with its version. */
  readonly prompt?: string;
}

export type DraftResult =
  | {
      readonly kind: 'drafted';
      readonly plan: PlanRecord;
      readonly mode: ApprovalMode;
      readonly writes: readonly Write[];
    }
  | { readonly kind: 'asked'; readonly question: string; readonly writes: readonly Write[] }
  /** The same question was already asked of the same facts. */
  | { readonly kind: 'waiting'; readonly question: string }
  /** Another process drafted for this account in the meantime. */
  | { readonly kind: 'overtaken' };
