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
import { createModelStore } from './model.ts';
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
  const store: Store = { ...storesOver(db), transaction: (work) => work(store), close: async () => undefined };
  return store;
}

function storesOver(db: Kysely<Database>): Stores {
  return {
    meta: createMetaStore(db),
    people: createPeopleStore(db),
    accounts: createAccountStore(db),
    plans: createPlanStore(db),
    events: createEventStore(db),
    standings: createStandingStore(db),
    alerts: createAlertStore(db),
    outbox: createOutboxStore(db),
    inbox: createInboxStore(db),
    comments: createCommentStore(db),
    corrections: createCorrectionStore(db),
    assignments: createAssignmentStore(db),
    observations: createObservationStore(db),
    onboarding: createOnboardingStore(db),
    acts: createActStore(db),
    healthInputs: createHealthInputStore(db),
    model: createModelStore(db),
    audit: createAuditStore(db),
    reports: createReportStore(db),
    slots: createSlotStore(db),
    version: () => readVersion(db),
  };
}
