import { Gauge, type Registry } from 'prom-client';
import type { Instant } from '../domain/account.ts';
import { ID_MEMORY_MS } from '../domain/blind.ts';
import type { RateWindow } from '../monitor/board.ts';
import type { Store } from '../monitor/store.ts';
import { webhookState } from '../monitor/webhook-state.ts';
import { addModelCounters } from './model-counters.ts';

export interface GaugeDeps {
  readonly store: Pick<Store, 'accounts' | 'events' | 'inbox' | 'meta' | 'model' | 'outbox' | 'slots' | 'standings'>;
  /** Null: not known yet, or no token. */
  readonly rateWindow: () => Promise<RateWindow | null>;
  /** For how long the rounds that are under way have been so, by line. */
  readonly busy: (now: Instant) => ReadonlyMap<string, number>;
  /** False: the board is polled, whatever is on record of a webhook that there was. */
  readonly hasWebhook: boolean;
}

/** What is counted account by account changes with sweeps; all else is small, or counted by an index of what waits. */
const ACCOUNTS_FRESH_MS = 60_000;

/** What the database knows, the same from every process on it; the function given back brings the gauges up to date. */
export function addDatabaseGauges(registry: Registry, deps: GaugeDeps): (now: Instant) => Promise<void> {
  const readers = [
    readQueues(registry, deps),
    readWayToClickUp(registry, deps),
    fresh(ACCOUNTS_FRESH_MS, readAccounts(registry, deps)),
  ];
  return async (now) => {
    for (const read of readers) await read(now);
  };
}

type Read = (now: Instant) => Promise<void>;

/** Not again within `ms`: several scrapers cost no more than one. */
function fresh(ms: number, read: Read): Read {
  let last: { readonly at: Instant; readonly done: Promise<void> } | null = null;
  return (now) => {
    if (last !== null && Math.abs(now - last.at) < ms) return last.done;
    const done = read(now);
    last = { at: now, done };
    done.catch(() => {
      last = null;
    });
    return done;
  };
}

function gaugesIn(registry: Registry) {
  return <Label extends string>(name: string, help: string, ...labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name, help, labelNames, registers: [registry] });
}

const secondsSince = (at: Instant | null, now: Instant): number => (at === null ? 0 : Math.max(0, now - at) / 1_000);

function readQueues(registry: Registry, { store, busy }: GaugeDeps): Read {
  const gauge = gaugesIn(registry);
  const inbox = gauge('fvm_inbox_waiting', 'Changes told by ClickUp that wait to be handled.');
  const inboxAge = gauge(
    'fvm_inbox_oldest_seconds',
    'Age of the oldest change that waits to be handled; 0: none waits.',
  );
  const writes = gauge('fvm_writes_waiting', 'Writes to ClickUp that wait to be sent, those meant for later included.');
  const failing = gauge('fvm_writes_failing', 'Writes among them that have failed and will be tried again.');
  const writeAge = gauge(
    'fvm_writes_oldest_seconds',
    'Age of the oldest write that is due or was tried already; 0: there is none.',
  );
  const swept = gauge(
    'fvm_sweep_last_slot_timestamp_seconds',
    'The planned time of the newest sweep that has ended, whichever process made it, in Unix time; 0: none yet.',
  );
  const lines = gauge(
    'fvm_line_busy_seconds',
    'For how long a line of work has been at one round; 0: it rests.',
    'line',
  );
  return async (now) => {
    const [told, due] = [await store.inbox.backlog(), await store.outbox.backlog(now)];
    inbox.set(told.waiting);
    inboxAge.set(secondsSince(told.oldestAt, now));
    writes.set(due.waiting);
    failing.set(due.failing);
    writeAge.set(secondsSince(due.oldestAt, now));
    swept.set(((await store.slots.last('sweep')) ?? 0) / 1_000);
    for (const [line, ms] of busy(now)) lines.set({ line }, ms / 1_000);
  };
}

function readWayToClickUp(registry: Registry, { store, rateWindow, hasWebhook }: GaugeDeps): Read {
  const gauge = gaugesIn(registry);
  const limit = gauge('fvm_rate_limit', 'Calls a minute that ClickUp allows this token, as its answers said last.');
  const left = gauge('fvm_rate_remaining', 'Calls left in the window of the rate limit; all of them once it is over.');
  const reset = gauge('fvm_rate_reset_timestamp_seconds', 'When that window ends, in Unix time.');
  const active = gauge(
    'fvm_webhook_active',
    '1: ClickUp delivers to our webhook; 0: it is suspended; none: there is none, the board is polled.',
  );
  const failures = gauge('fvm_webhook_failures', 'Deliveries in a row that ClickUp counts as failed.');
  const looked = gauge(
    'fvm_webhook_looked_at_timestamp_seconds',
    'When the webhook was last looked after, in Unix time.',
  );
  const model = addModelCounters(registry);
  return async (now) => {
    const [window, webhook] = [await rateWindow(), await webhookState(store)];
    if (window !== null) {
      limit.set(window.limit);
      left.set(window.resetAt <= now ? window.limit : window.remaining);
      reset.set(window.resetAt / 1_000);
    }
    for (const each of [active, failures, looked]) each.remove();
    if (hasWebhook && webhook !== null) {
      active.set(webhook.status === 'active' ? 1 : 0);
      failures.set(webhook.failCount);
      looked.set(webhook.at / 1_000);
    }
    model(await store.model.usage());
  };
}

/** What is counted row by row. */
function readAccounts(registry: Registry, { store }: GaugeDeps): Read {
  const gauge = gaugesIn(registry);
  const accounts = gauge('fvm_accounts', 'Accounts known.');
  const givenUp = gauge('fvm_writes_given_up', 'Writes to ClickUp that were given up, by whichever process.');
  const byState = gauge('fvm_accounts_by_state', 'Accounts by the state of their last verdict.', 'state');
  const ids = gauge(
    'fvm_group_ids',
    'Account ids that the product sent lately, by whether they belong to an account (known="yes") or to none: the join share.',
    'known',
  );
  return async (now) => {
    accounts.set(await store.accounts.count());
    givenUp.set(await store.outbox.givenUp());
    byState.reset();
    for (const [state, n] of await store.standings.byState()) byState.set({ state }, n);
    const { unknown, total } = await store.events.groupIds(now - ID_MEMORY_MS);
    ids.set({ known: 'yes' }, total - unknown.length);
    ids.set({ known: 'no' }, unknown.length);
  };
}
