import type { Status, Task } from '../world/model.ts';

/** A status inside a history item: without its id. */
export function statusInHistory(status: Status): Record<string, unknown> {
  return { status: status.status, color: status.color, orderindex: status.orderindex, type: status.type };
}

/** How ClickUp writes "there was no status before". */
export const NO_STATUS = { status: null, color: '#000000', type: 'removed', orderindex: -1 };

const PRIORITIES = {
  1: { priority: 'urgent', color: '#f50000' },
  2: { priority: 'high', color: '#ffcc00' },
  3: { priority: 'normal', color: '#6fddff' },
  4: { priority: 'low', color: '#d8d8d8' },
} as const;

/** A priority is a number when written and an object with string ids when read; null when there is none. */
export function priorityView(priority: Task['priority']): Record<string, string> | null {
  if (priority === null) return null;
  return { id: String(priority), ...PRIORITIES[priority], orderindex: String(priority) };
}
