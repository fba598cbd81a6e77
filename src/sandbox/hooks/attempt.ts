import { createHmac } from 'node:crypto';

/** What came of one attempt to deliver. */
export type AttemptOutcome =
  | { readonly kind: 'accepted'; readonly status: number }
  | { readonly kind: 'refused'; readonly status: number }
  /** 401 or 410: ClickUp suspends the webhook at once. */
  | { readonly kind: 'unwelcome'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly why: string };

/** ClickUp's signature: lowercase hexadecimal HMAC-SHA256 of the raw body under the webhook's own secret. */
export function sign(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

export interface AttemptOptions {
  readonly endpoint: string;
  readonly body: string;
  readonly secret: string;
  readonly timeoutMs: number;
  /** Aborted when the stand-in closes. */
  readonly signal: AbortSignal;
}

/** One POST of a signed body. Redirects are not followed: anything but 2xx within the time limit is a failure. */
export async function attempt(options: AttemptOptions): Promise<AttemptOutcome> {
  try {
    const response = await fetch(options.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Signature': sign(options.body, options.secret) },
      body: options.body,
      redirect: 'manual',
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]),
    });
    await response.body?.cancel();
    return judge(response.status);
  } catch (thrown) {
    return { kind: 'unreachable', why: reasonOf(thrown) };
  }
}

function judge(status: number): AttemptOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  if (status === 401 || status === 410) return { kind: 'unwelcome', status };
  return { kind: 'refused', status };
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? thrown.cause.message : thrown.message;
}
