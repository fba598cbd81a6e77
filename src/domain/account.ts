/**
 * Whole days since 1970-01-01 of a local calendar. All durations of this product are differences of such days in the
 * account's zone (METHOD section 1); `local-date.ts` turns instants into them.
 */
export type Day = number;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/**
 * Our own name of an account, never shown: `task:86abc` for one that has a task in the accounts list, `file:acme` for one
 * known only from an import. It stays the same when the account's `account_id` is filled in or changed.
 */
export type AccountKey = string;

/** A time during which the customer's clock stands still. `until` is the first day after it; null while it is open. */
export interface Pause {
  readonly from: Day;
  readonly until: Day | null;
  /** When on `from` it began and when it was ended, where that is known: else with the first instant of the dates. */
  readonly begins?: Instant;
  readonly ends?: Instant;
}

/** Who the product knows the account's people to be. ClickUp users have ids; rows from files have e-mails only. */
export interface Owner {
  readonly id: number | null;
  readonly name: string;
  readonly email: string | null;
}

export type AccountStatus = 'open' | 'left' | 'excluded';

/** A customer on the way to first value, as the accounts list or an imported file describes it. */
export interface Account {
  readonly key: AccountKey;
  /** What the product sends as group id; null until someone fills the field: such an account is blind. */
  readonly accountId: string | null;
  readonly name: string;
  /** Null for accounts known only from a file: they are judged and shown, never written to ClickUp. */
  readonly taskId: string | null;
  readonly taskUrl: string | null;
  /** A tier of config/tiers.yaml (lower case), or the unknown name as written, or null. */
  readonly tier: string | null;
  readonly useCase: string | null;
  readonly goals: string | null;
  readonly startedOn: Day;
  /** Where the start date comes from: `task` means the day its task was created, and is shown as such. */
  readonly startedFrom: 'field' | 'task' | 'file';
  readonly trialEndsOn: Day | null;
  readonly renewsOn: Day | null;
  readonly annualValue: number | null;
  /** IANA name. */
  readonly zone: string;
  readonly domains: readonly string[];
  readonly country: string | null;
  readonly csm: Owner | null;
  readonly lead: Owner | null;
  /** First human assignee of the account task: who is asked when the CSM field is empty. */
  readonly assignee: Owner | null;
  readonly status: AccountStatus;
  /** The moment the account left; null unless status is `left`. */
  readonly leftAt: Instant | null;
  readonly pauses: readonly Pause[];
  /** Which of the customer's lives this is; absent: the only one so far. */
  readonly life?: Life;
}

/** How a life ended: when the customer left, and from when on the next life took its place. */
export interface LifeEnd {
  readonly leftAt: Instant;
  readonly succeededAt: Instant;
}

export interface Life {
  /** 1 for the first. */
  readonly number: number;
  /** The end of the life before: nothing before it is evidence for this one. Null for the first. */
  readonly before: LifeEnd | null;
  /** Set once another life has begun: nothing after it is evidence for this one. */
  readonly end: LifeEnd | null;
  /** When the customer last left, if it came back into this very life: the start of another life, given later, begins one. */
  readonly awaySince: Instant | null;
}
