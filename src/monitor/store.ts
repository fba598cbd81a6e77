import type { AccountStore } from './account-store.ts';
import type { ActStore } from './act-store.ts';
import type { AlertStore } from './alert-store.ts';
import type { AuditStore } from './audit-store.ts';
import type { CorrectionStore } from './correction-store.ts';
import type { EventStore } from './event-store.ts';
import type { HealthInputStore } from './health-store.ts';
import type { InboxStore, CommentStore } from './inbox-store.ts';
import type { InvariantStore } from './invariants.ts';
import type { ModelStore } from './model-store.ts';
import type { NewsStore } from './news-store.ts';
import type { ObservationStore } from './observations.ts';
import type { AssignmentStore, OnboardingStore } from './onboarding-store.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { PeopleStore } from './people-store.ts';
import type { PlanStore } from './plan-store.ts';
import type { ReportStore } from './report-store.ts';
import type { SlotStore } from './slot-store.ts';
import type { StandingStore } from './standing-store.ts';
import type { SubjectStore } from './subject-store.ts';

/** The port to the database: verbs of ours, no SQL. Every engine keeps the same promises (test/storage/contract.ts). */
export interface Store {
  readonly meta: MetaStore;
  readonly people: PeopleStore;
  readonly accounts: AccountStore;
  readonly plans: PlanStore;
  readonly events: EventStore;
  readonly standings: StandingStore;
  readonly alerts: AlertStore;
  readonly outbox: OutboxStore;
  readonly inbox: InboxStore;
  readonly comments: CommentStore;
  readonly corrections: CorrectionStore;
  readonly assignments: AssignmentStore;
  readonly news: NewsStore;
  readonly observations: ObservationStore;
  readonly onboarding: OnboardingStore;
  readonly acts: ActStore;
  readonly healthInputs: HealthInputStore;
  readonly model: ModelStore;
  readonly invariants: InvariantStore;
  readonly audit: AuditStore;
  readonly reports: ReportStore;
  readonly slots: SlotStore;
  readonly subjects: SubjectStore;
  /** Another text than before whenever anything in the database may have changed, by whichever process. */
  version(): Promise<string>;
  /** All of it or nothing; inside, only the store that is handed in may be used. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface MetaStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  /** Sets it only if it still has this value (null: none yet); false when somebody else was faster. */
  swap(name: string, before: string | null, value: string): Promise<boolean>;
  forget(name: string): Promise<void>;
}
