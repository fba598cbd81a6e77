import { messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Hook, Hooks } from './board.ts';

/** The events of the one webhook (CONTRACT section 7), for the whole workspace. */
export const WEBHOOK_EVENTS = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskMoved',
  'taskStatusUpdated',
  'taskAssigneeUpdated',
  'taskCommentPosted',
  'taskCommentUpdated',
  'listCreated',
  'listDeleted',
  'folderDeleted',
  'spaceUpdated',
  'spaceDeleted',
] as const;

export const webhookAddress = (publicUrl: string): string => `${publicUrl}/webhooks/clickup`;

export interface KeptWebhook {
  readonly kind: 'created' | 'repaired' | 'healthy';
  readonly hook: Hook;
}

/**
 * Registers the webhook, or repairs the one that is there: list first, so that it is never registered twice.
 *
 * @param onSilent told of one that is suspended or incomplete, before it is repaired, which may fail
 */
export async function keepWebhook(
  hooks: Hooks,
  publicUrl: string,
  onSilent: (hook: Hook) => Promise<void> = async () => undefined,
): Promise<KeptWebhook> {
  const endpoint = webhookAddress(publicUrl);
  const registered = await hooks.all();
  const hook = registered.find((each) => each.endpoint === endpoint);
  if (hook === undefined) return { kind: 'created', hook: await hooks.create(endpoint, WEBHOOK_EVENTS) };
  const complete = WEBHOOK_EVENTS.every((event) => hook.events.includes(event) || hook.events.includes('*'));
  if (complete && hook.status === 'active') return { kind: 'healthy', hook };
  await onSilent(hook);
  await hooks.repair(hook.id, endpoint, WEBHOOK_EVENTS);
  return { kind: 'repaired', hook };
}

/**
 * Looks after the webhook: true when it was suspended or gone, so that ClickUp has dropped what happened meanwhile. It tells
 * nobody when it suspends one.
 */
export async function wasSilent(keep: () => Promise<KeptWebhook | null>, log: Logger): Promise<boolean> {
  try {
    const kept = await keep();
    if (kept === null || kept.kind === 'healthy') return false;
    const { status, failCount } = kept.hook;
    log.warn(
      { status, failCount, kind: kept.kind },
      'the webhook was silent and is active again; what it missed is read now',
    );
    return true;
  } catch (thrown) {
    log.warn({ error: messageOf(thrown) }, 'the webhook could not be looked after; the next time tries again');
    return false;
  }
}
