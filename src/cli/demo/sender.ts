import type { Instant } from '../../domain/account.ts';
import { MonitorError } from '../../shared/errors.ts';

/** One event that a customer's people cause in the invented product. */
export interface ProductEvent {
  readonly event: string;
  readonly userId: string;
  readonly accountId: string;
  readonly at: Instant;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Sender {
  group(userId: string, accountId: string, name: string): void;
  track(event: ProductEvent): void;
  /** Resolves when everything was answered. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Sends with Segment's own SDK, as a customer's product would; only the time of sending is the story's, not the machine's. */
export async function createSender(host: string, writeKey: string, now: () => Instant): Promise<Sender> {
  const { Analytics } = await loadSdk();
  const analytics = new Analytics({
    writeKey,
    host,
    flushInterval: 50,
    httpClient: (url: string, options: { body?: string; method?: string; headers?: Record<string, string> }) =>
      fetch(url, { ...options, body: sentAt(options.body ?? '{}', now()) }),
  });
  return {
    group: (userId, groupId, name) => analytics.group({ userId, groupId, traits: { name } }),
    track: ({ event, userId, accountId, at, properties }) =>
      analytics.track({
        event,
        userId,
        timestamp: new Date(at),
        properties: { ...properties },
        context: { groupId: accountId },
      }),
    flush: () => analytics.flush({ timeout: 10_000 }),
    close: () => analytics.closeAndFlush({ timeout: 10_000 }),
  };
}

const sentAt = (body: string, now: Instant): string =>
  JSON.stringify({ ...JSON.parse(body), sentAt: new Date(now).toISOString() });

const importSdk = () => import('@segment/analytics-node');

/** The SDK is a development package; whoever installed without them is told before anything starts. */
export async function loadSdk(): Promise<Awaited<ReturnType<typeof importSdk>>> {
  try {
    return await importSdk();
  } catch (thrown) {
    throw new MonitorError(
      'unavailable',
      'the demo needs the development packages: run `npm ci` without --omit=dev',
      thrown,
    );
  }
}
