import { createHmac } from 'node:crypto';
import { readDelivery } from '../../../src/clickup/delivery.ts';
import type { BoardChange, Delivery } from '../../../src/monitor/board.ts';

export const HOOK = 'hook-1';
export const SECRET = 'whsec-1';
export const NOW = Date.UTC(2026, 10, 23, 9);

export const sign = (bytes: Buffer, secret = SECRET): string =>
  createHmac('sha256', secret).update(bytes).digest('hex');

/** A body as ClickUp would send it, read at its door. */
export function deliver(body: unknown, now = NOW): Delivery {
  const bytes = Buffer.from(JSON.stringify({ webhook_id: HOOK, ...Object(body) }));
  return readDelivery(bytes, { 'x-signature': sign(bytes) }, new Map([[HOOK, SECRET]]), now);
}

/** The changes that a body tells; it must be accepted. */
export function changesOf(body: unknown, now = NOW): readonly BoardChange[] {
  const delivery = deliver(body, now);
  if (delivery.kind === 'refused') throw new Error(delivery.why);
  return delivery.changes;
}

export const LEA = { id: 70_000_002, username: 'Lea Lead', email: 'lea@example.test' };

export function aHistoryItem(changes: object = {}): object {
  return {
    id: '4690000000000000001',
    type: 1,
    date: '1789000000456',
    field: 'status',
    parent_id: '901200000001',
    data: {},
    source: null,
    user: LEA,
    before: null,
    after: null,
    ...changes,
  };
}

export function aCommentItem(changes: { readonly comment?: object; readonly [key: string]: unknown } = {}): object {
  const { comment = {}, ...rest } = changes;
  return aHistoryItem({
    field: 'comment',
    after: '90110000000002',
    comment: {
      id: '90110000000002',
      date: '1789000000456',
      parent: '86abc12de',
      type: 1,
      comment: [{ text: 'approve', attributes: {} }],
      text_content: 'approve',
      user: LEA,
      ...comment,
    },
    ...rest,
  });
}
