import type { Kysely } from 'kysely';
import type { Store } from '../monitor/store.ts';
import { createAccountStore } from './accounts.ts';
import { createActStore } from './acts.ts';
import { createAlertStore } from './alerts.ts';
import { createAssignmentStore } from './assignments.ts';
import { createCorrectionStore } from './corrections.ts';
import { createEventStore } from './events.ts';
import { createHealthInputStore } from './health-inputs.ts';
import { createInboxStore } from './inbox.ts';
import { createInvariantStore } from './invariants.ts';
import { createModelStore } from './model.ts';
import { createNewsStore } from './news.ts';
import { createObservationStore } from './observations.ts';
import { createOnboardingStore } from './onboarding.ts';
import { createOutboxStore } from './outbox.ts';
import { createPlanStore } from './plans.ts';
import {
  createAuditStore,
  createCommentStore,
  createMetaStore,
  createPeopleStore,
  createSlotStore,
} from './records.ts';
import { createReportStore } from './reports.ts';
import { guardTransactions } from './one-transaction.ts';
import type { Database } from './schema.ts';
import { createStandingStore } from './standings.ts';
import { createSubjectStore } from './subjects.ts';
import { readVersion } from './version.ts';

type Stores = Omit<Store, 'transaction' | 'close'>;

/** The port made real over either engine; migrate first. */
export function createStore(db: Kysely<Database>): Store {
  const guard = guardTransactions(db);
  return {
    ...storesOver(guard.outside),
    async transaction(work) {
      guard.check();
      return db.transaction().execute((inside) => guard.inside(() => work(within(inside))));
    },
    close: () => db.destroy(),
  };
}

/** A store inside a transaction: asking it for another one joins the one that is open. */
function within(db: Kysely<Database>): Store {
  // Not spread: that would make every store for a transaction that needs one.
  const store: Store = Object.assign(storesOver(db), {
    transaction: <T>(work: (inside: Store) => Promise<T>) => work(store),
    close: async () => undefined,
  });
  return store;
}

/** Each is made when it is first asked for: a transaction is short, and needs few of them. */
function storesOver(db: Kysely<Database>): Stores {
  const made: { -readonly [Name in keyof Stores]?: Stores[Name] } = {};
  return {
    get meta() {
      made.meta ??= createMetaStore(db);
      return made.meta;
    },
    get people() {
      made.people ??= createPeopleStore(db);
      return made.people;
    },
    get accounts() {
      made.accounts ??= createAccountStore(db);
      return made.accounts;
    },
    get plans() {
      made.plans ??= createPlanStore(db);
      return made.plans;
    },
    get events() {
      made.events ??= createEventStore(db);
      return made.events;
    },
    get standings() {
      made.standings ??= createStandingStore(db);
      return made.standings;
    },
    get alerts() {
      made.alerts ??= createAlertStore(db);
      return made.alerts;
    },
    get outbox() {
      made.outbox ??= createOutboxStore(db);
      return made.outbox;
    },
    get inbox() {
      made.inbox ??= createInboxStore(db);
      return made.inbox;
    },
    get comments() {
      made.comments ??= createCommentStore(db);
      return made.comments;
    },
    get corrections() {
      made.corrections ??= createCorrectionStore(db);
      return made.corrections;
    },
    get assignments() {
      made.assignments ??= createAssignmentStore(db);
      return made.assignments;
    },
    get news() {
      made.news ??= createNewsStore(db);
      return made.news;
    },
    get observations() {
      made.observations ??= createObservationStore(db);
      return made.observations;
    },
    get onboarding() {
      made.onboarding ??= createOnboardingStore(db);
      return made.onboarding;
    },
    get acts() {
      made.acts ??= createActStore(db);
      return made.acts;
    },
    get healthInputs() {
      made.healthInputs ??= createHealthInputStore(db);
      return made.healthInputs;
    },
    get model() {
      made.model ??= createModelStore(db);
      return made.model;
    },
    get invariants() {
      made.invariants ??= createInvariantStore(db);
      return made.invariants;
    },
    get audit() {
      made.audit ??= createAuditStore(db);
      return made.audit;
    },
    get reports() {
      made.reports ??= createReportStore(db);
      return made.reports;
    },
    get slots() {
      made.slots ??= createSlotStore(db);
      return made.slots;
    },
    get subjects() {
      made.subjects ??= createSubjectStore(db);
      return made.subjects;
    },
    version: () => readVersion(db),
  };
}
