import { z } from 'zod';
import type { Hook, Hooks } from '../monitor/board.ts';
import type { ClickUpClient } from './client.ts';
import { ClickUpError } from './errors.ts';
import { Id, Ignored } from './wire.ts';
import { createWorkspace } from './workspace.ts';

const Place = Id.nullish();
const WireHook = z.object({
  id: z.string(),
  endpoint: z.string(),
  /** "*" stands for all. */
  events: z.union([z.array(z.string()), z.string().transform((event) => [event])]).catch([]),
  task_id: Place,
  list_id: Place,
  folder_id: Place,
  space_id: Place,
  health: z
    .object({ status: z.string().catch('active'), fail_count: z.coerce.number().catch(0) })
    .nullish()
    .catch(null),
  secret: z.string(),
});
type WireHook = z.infer<typeof WireHook>;
const WireHooks = z.object({ webhooks: z.array(WireHook) });
const WrittenHook = z.object({ webhook: WireHook });

/**
 * The agent's own webhooks for the whole workspace; ClickUp lists no one else's. Those that someone tied to a single list,
 * folder, space or task are left out: they must not be taken for ours.
 */
export function createClickUpHooks(client: ClickUpClient, options: { readonly teamId?: string } = {}): Hooks {
  const workspace = createWorkspace(client, options.teamId);
  const hooksPath = async (): Promise<string> => `team/${encodeURIComponent(await workspace.id())}/webhook`;

  return {
    async all() {
      const { webhooks } = await client.get(await hooksPath(), WireHooks, { lane: 'alert' });
      return webhooks.filter(isForWorkspace).map(toHook);
    },
    async create(endpoint, events) {
      const body = { endpoint, events };
      const { webhook } = await client.post(await hooksPath(), body, WrittenHook, { lane: 'alert' });
      return toHook(webhook);
    },
    async repair(id, endpoint, events) {
      // ClickUp wants all three; `status` is what wakes a suspended webhook.
      await client.put(hookPath(id), { endpoint, events, status: 'active' }, Ignored, { lane: 'alert' });
    },
    async remove(id) {
      try {
        await client.delete(hookPath(id), Ignored, { lane: 'alert' });
      } catch (error) {
        if (!(error instanceof ClickUpError && error.code === 'not_found')) throw error;
      }
    },
  };
}

const hookPath = (id: string): string => `webhook/${encodeURIComponent(id)}`;

const isForWorkspace = (hook: WireHook): boolean =>
  [hook.task_id, hook.list_id, hook.folder_id, hook.space_id].every((place) => place === null || place === undefined);

function toHook(wire: WireHook): Hook {
  return {
    id: wire.id,
    endpoint: wire.endpoint,
    events: wire.events,
    status: wire.health?.status ?? 'active',
    failCount: wire.health?.fail_count ?? 0,
    secret: wire.secret,
  };
}
