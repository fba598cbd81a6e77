import type { AttemptOutcome } from './attempt.ts';

/** One event on its way to one webhook; the delivery log shows these. */
export interface Delivery {
  readonly id: number;
  readonly webhookId: string;
  readonly event: string;
  /** Exactly the bytes that are signed and sent. */
  readonly body: string;
  readonly attempts: AttemptOutcome[];
  outcome: 'pending' | 'delivered' | 'failed' | 'dropped';
}

/** How a delivery reads in the log: the body parsed, the rest as it is. */
export function showDelivery(delivery: Delivery): Record<string, unknown> {
  const { id, webhookId, event, body, attempts, outcome } = delivery;
  return { id, webhook_id: webhookId, event, outcome, attempts, body: JSON.parse(body) };
}
