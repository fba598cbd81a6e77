import { z } from 'zod';
import type { Instant } from '../domain/account.ts';
import type { Hook } from './board.ts';
import type { KeptWebhook } from './keep-webhook.ts';
import type { Store } from './store.ts';

/** How the webhook was when it was last looked after, for whoever shows it without asking ClickUp. */

const NAME = 'webhook.state';
const State = z.object({ status: z.string(), failCount: z.int(), at: z.int() });
export type WebhookState = z.infer<typeof State>;

export async function noteWebhook(store: Pick<Store, 'meta'>, { kind, hook }: KeptWebhook, at: Instant): Promise<void> {
  // What was suspended a moment ago has just been woken.
  await noteHook(store, kind === 'healthy' ? hook : { ...hook, status: 'active' }, at);
}

/** As ClickUp lists it. */
export async function noteHook(
  { meta }: Pick<Store, 'meta'>,
  { status, failCount }: Pick<Hook, 'status' | 'failCount'>,
  at: Instant,
): Promise<void> {
  await meta.set(NAME, JSON.stringify({ status, failCount, at }));
}

/** Null: none was ever registered, so the board is polled. */
export async function webhookState({ meta }: Pick<Store, 'meta'>): Promise<WebhookState | null> {
  const text = await meta.get(NAME);
  return text === null ? null : State.parse(JSON.parse(text));
}
