import type { Webhook } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { attempt } from './attempt.ts';
import type { Delivery } from './delivery.ts';
import type { Happening } from './happening.ts';
import { isFiring, recordFailure, recordSuccess, suspend } from './health.ts';
import { createPending, type Pending } from './pending.ts';
import { recipients } from './recipients.ts';

export interface CourierOptions {
  readonly timeoutMs: number;
  readonly retrySpacingMs: number;
}

/** Carries happenings to webhooks, after the answer to the act that caused them. */
export interface Courier {
  /** Notes who shall hear of it, as things stand now; nothing is sent before `release`. */
  publish(world: World, happening: Happening): void;
  /** The answer is out: what was published is sent, in order for each webhook, retries aside. */
  release(): void;
  /** Resolves when nothing waits to be sent, retries included. */
  idle(): Promise<void>;
  log(): readonly Delivery[];
  /** Sends a delivery of the log once more, as ClickUp sometimes does. */
  resend(world: World, id: number): boolean;
  /** Forgets everything and stops what is under way. */
  reset(): void;
}

/** ClickUp gives an event up for good after this many attempts. */
const ATTEMPTS = 5;

/** Everything since the last reset, so that a reset leaves no timer or answer behind that could still speak. */
interface Run {
  readonly stop: AbortController;
  readonly held: Parcel[];
  readonly log: Delivery[];
  readonly pending: Pending;
  /** The last first attempt under way for each webhook: the next one waits for it. */
  readonly tails: Map<string, Promise<void>>;
}

interface Parcel {
  readonly world: World;
  readonly webhook: Webhook;
  readonly delivery: Delivery;
}

/** A courier with an empty queue and log. */
export function createCourier(options: CourierOptions): Courier {
  let run = newRun();
  return {
    publish: (world, happening) => {
      for (const webhook of recipients(world, happening)) hold(run, world, webhook, happening);
    },
    release: () => {
      for (const parcel of run.held.splice(0)) enqueue(run, options, parcel);
    },
    idle: () => run.pending.none(),
    log: () => run.log,
    resend: (world, id) => resend(run, options, world, id),
    reset: () => {
      run.stop.abort();
      run.pending.clear();
      run = newRun();
    },
  };
}

function newRun(): Run {
  return { stop: new AbortController(), held: [], log: [], pending: createPending(), tails: new Map() };
}

function hold(run: Run, world: World, webhook: Webhook, happening: Happening): void {
  const { event, historyItems, resource, place } = happening;
  const items = historyItems === undefined ? {} : { history_items: historyItems };
  const body = JSON.stringify({ event, ...items, ...resource, team_id: place.teamId, webhook_id: webhook.id });
  run.held.push({ world, webhook, delivery: register(run, webhook, event, body) });
}

function register(run: Run, webhook: Webhook, event: string, body: string): Delivery {
  const id = run.log.length + 1;
  const delivery: Delivery = { id, webhookId: webhook.id, event, body, attempts: [], outcome: 'pending' };
  run.log.push(delivery);
  run.pending.add();
  return delivery;
}

function resend(run: Run, options: CourierOptions, world: World, id: number): boolean {
  const earlier = run.log[id - 1];
  const webhook = world.webhooks.get(earlier?.webhookId ?? '');
  if (!earlier || !webhook) return false;
  enqueue(run, options, { world, webhook, delivery: register(run, webhook, earlier.event, earlier.body) });
  return true;
}

function enqueue(run: Run, options: CourierOptions, parcel: Parcel): void {
  const tail = run.tails.get(parcel.webhook.id) ?? Promise.resolve();
  const next = tail.then(() => deliver(run, options, parcel));
  run.tails.set(parcel.webhook.id, next);
}

async function deliver(run: Run, options: CourierOptions, parcel: Parcel): Promise<void> {
  const { webhook, delivery, world } = parcel;
  const { signal } = run.stop;
  if (signal.aborted) return;
  if (!isFiring(webhook) || !world.webhooks.has(webhook.id)) return finish(run, delivery, 'dropped');
  const { endpoint, secret } = webhook;
  const outcome = await attempt({ endpoint, secret, body: delivery.body, timeoutMs: options.timeoutMs, signal });
  if (signal.aborted) return;
  delivery.attempts.push(outcome);
  if (outcome.kind === 'accepted') {
    recordSuccess(webhook);
    finish(run, delivery, 'delivered');
  } else if (outcome.kind === 'unwelcome') {
    suspend(webhook);
    finish(run, delivery, 'failed');
  } else {
    retryOrGiveUp(run, options, parcel);
  }
}

/** A retry waits outside the queue, so later events overtake it: ClickUp promises no order. */
function retryOrGiveUp(run: Run, options: CourierOptions, parcel: Parcel): void {
  if (parcel.delivery.attempts.length >= ATTEMPTS) {
    recordFailure(parcel.webhook);
    finish(run, parcel.delivery, 'failed');
    return;
  }
  const timer = setTimeout(() => void deliver(run, options, parcel), options.retrySpacingMs);
  run.stop.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

function finish(run: Run, delivery: Delivery, outcome: 'delivered' | 'failed' | 'dropped'): void {
  delivery.outcome = outcome;
  run.pending.done();
}
