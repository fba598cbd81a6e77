import { createHmac, timingSafeEqual } from 'node:crypto';

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/**
 * Whether ClickUp signed exactly these bytes with this webhook's secret: hexadecimal HMAC-SHA256 of the raw body. Takes the
 * same time wherever the two differ.
 */
export function isSigned(rawBody: Buffer, signature: string, secret: string): boolean {
  // Buffer.from stops at the first character that is no hexadecimal digit, so the form is checked before.
  if (!HEX_SHA256.test(signature)) return false;
  const expected = createHmac('sha256', secret).update(rawBody).digest();
  return timingSafeEqual(Buffer.from(signature, 'hex'), expected);
}

/**
 * The webhook whose secret signed these bytes; null when none did. Every secret that we hold is tried, so nothing in the body
 * has to be believed in order to choose one.
 */
export function signerOf(
  rawBody: Buffer,
  signature: string,
  secretsByWebhookId: ReadonlyMap<string, string>,
): string | null {
  for (const [webhookId, secret] of secretsByWebhookId) {
    if (isSigned(rawBody, signature, secret)) return webhookId;
  }
  return null;
}
