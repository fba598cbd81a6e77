import type { Webhook } from '../world/model.ts';

/** The fail count at which ClickUp suspends a webhook. */
export const FAILS_UNTIL_SUSPENSION = 100;

/** Whether events are sent at all. A suspended webhook gets none until it is set active again, and nothing is made up for. */
export function isFiring(webhook: Webhook): boolean {
  return webhook.status === 'active' || webhook.status === 'failing';
}

/** One success wipes the slate, unless the webhook was suspended meanwhile. */
export function recordSuccess(webhook: Webhook): void {
  if (!isFiring(webhook)) return;
  webhook.status = 'active';
  webhook.failCount = 0;
}

/** An event that failed all its attempts counts once. */
export function recordFailure(webhook: Webhook): void {
  webhook.failCount += 1;
  if (isFiring(webhook)) webhook.status = webhook.failCount >= FAILS_UNTIL_SUSPENSION ? 'suspended' : 'failing';
}

/** The endpoint answered 401 or 410. */
export function suspend(webhook: Webhook): void {
  webhook.failCount += 1;
  webhook.status = 'suspended';
}

/** What `PUT /webhook/:id` with `"status": "active"` does. */
export function reactivate(webhook: Webhook): void {
  webhook.status = 'active';
  webhook.failCount = 0;
}
