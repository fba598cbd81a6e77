import type { Account } from '../domain/account.ts';
import type { Target, Tiers } from '../domain/tier.ts';
import type { SnapshotDeps } from './snapshots.ts';
import type { Store } from './store.ts';
import type { SuggestMove } from './sweep.ts';

/** What reading for people needs of the world; nothing of it writes. */
export interface ReadDeps extends SnapshotDeps {
  readonly store: Pick<
    Store,
    | 'accounts'
    | 'acts'
    | 'alerts'
    | 'audit'
    | 'corrections'
    | 'events'
    | 'healthInputs'
    | 'model'
    | 'inbox'
    | 'meta'
    | 'onboarding'
    | 'outbox'
    | 'people'
    | 'plans'
    | 'standings'
  >;
  /** IANA name of the workspace's zone: what a date in `as_of` means. */
  readonly zone: string;
  /** Place of a tier among the tiers, larger for larger customers; unknown names and none come last. */
  readonly tierRank: (tier: string | null) => number;
  /** What the account's tier aspires to; default nothing. */
  readonly aspirationsOf?: (account: Account) => readonly Target[];
  /** The onboarding phases; default none. */
  readonly phases?: Tiers['phases'];
  readonly moveFor: SuggestMove;
  /** US dollars a month that the model may cost; default no cap. */
  readonly modelCapUsd?: number | null;
  /** After so many hours of silence a source is stale. */
  readonly freshnessHours: number;
}
