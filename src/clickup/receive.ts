import type { Instant } from '../domain/account.ts';
import type { Delivery } from '../monitor/board.ts';
import type { Sighting } from '../monitor/observations.ts';
import { type DeliveryHeaders, readSigned } from './delivery.ts';
import { newDeliveryMemory, type SignedBody, watchDelivery } from './watch-deliveries.ts';

export interface ReceiverDeps {
  /** The secrets of our webhooks, by webhook id, as they are on record. */
  readonly secrets: () => Promise<ReadonlyMap<string, string>>;
  /** The seat of our token. */
  readonly agentId: () => Promise<number>;
  readonly note: (...sightings: readonly Sighting[]) => void;
  readonly now: () => Instant;
  /** Runs something a little later, when those who wait for an answer have it. */
  readonly after: (ms: number, run: () => void) => void;
}

/** Another process may register the webhook anew: what it kept counts after this at the latest. */
const SECRETS_LIFE_MS = 30_000;
const LOOK_AFTER_MS = 100;
/** Enough to learn how ClickUp behaves; under a heavy load looking at all of them would take time from receiving. */
const LOOKED_AT_ONCE = 50;

type Secrets = ReadonlyMap<string, string>;

/**
 * Reads deliveries for the webhook's door. The secrets are asked for now and then, and at once where a signature fits none of those
 * at hand; what a delivery shows of ClickUp's ways is looked at after the answer.
 */
export function createDeliveryReader(
  deps: ReceiverDeps,
): (rawBody: Buffer, headers: DeliveryHeaders) => Promise<Delivery> {
  const watch = watcher(deps);
  let known: { readonly secrets: Secrets; readonly at: Instant } | null = null;
  const recall = async (now: Instant): Promise<Secrets> => {
    const secrets = await deps.secrets();
    known = { secrets, at: now };
    return secrets;
  };
  return async (rawBody, headers) => {
    const now = deps.now();
    const atHand = known !== null && Math.abs(now - known.at) < SECRETS_LIFE_MS ? known.secrets : null;
    const first = atHand === null ? null : readSigned(rawBody, headers, atHand, now);
    const isSigned = first !== null && !(first.delivery.kind === 'refused' && first.delivery.status === 403);
    const { delivery, signed } = isSigned ? first : readSigned(rawBody, headers, await recall(now), now);
    if (signed !== null) watch(signed);
    return delivery;
  };
}

function watcher({ agentId, note, now, after }: ReceiverDeps): (signed: SignedBody) => void {
  const memory = newDeliveryMemory();
  let waiting: { readonly signed: SignedBody; readonly at: Instant }[] = [];
  const look = async (): Promise<void> => {
    const seen = waiting;
    waiting = [];
    const agent = await agentId();
    for (const { signed, at } of seen) note(...watchDelivery(signed, agent, memory, at));
  };
  return (signed) => {
    // Where nobody can be asked for the seat, nothing is noted: it is only looked.
    if (waiting.length === LOOKED_AT_ONCE) return;
    if (waiting.push({ signed, at: now() }) === 1) after(LOOK_AFTER_MS, () => void look().catch(() => undefined));
  };
}
