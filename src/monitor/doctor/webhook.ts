import { webhookAddress } from '../keep-webhook.ts';
import { plural } from '../words.ts';
import { type Check, failure, ok, onClickUp } from './finding.ts';

export const checkWebhook: Check = onClickUp(async ({ hooks }, { publicUrl }) => {
  if (publicUrl === null) return [ok('webhook', 'none: PUBLIC_URL is not set, so the board is polled')];
  const hook = (await hooks.all()).find(({ endpoint }) => endpoint === webhookAddress(publicUrl));
  if (hook === undefined)
    return [failure('webhook', 'not registered', 'run `first-value-monitor setup`, or start the service')];
  if (hook.status !== 'active')
    return [
      failure(
        'webhook',
        `${hook.status} after ${plural(hook.failCount, 'failure')}: ClickUp could not reach ${hook.endpoint}`,
        'see that this address is open to the internet; the running service wakes the webhook by itself and reads what it missed, `setup` and `sync` do so by hand',
      ),
    ];
  return [ok('webhook', `active, ${plural(hook.failCount, 'failure')}`)];
});
