import type { Ids } from './ids.ts';
import type { Status, StatusType } from './model.ts';

export interface StatusDraft {
  readonly status: string;
  readonly type?: StatusType | undefined;
  readonly color?: string | undefined;
}

const COLORS: Record<StatusType, string> = { open: '#87909e', custom: '#5f55ee', done: '#0f9d9f', closed: '#008844' };

const DEFAULT_STATUSES: readonly StatusDraft[] = [
  { status: 'to do', type: 'open' },
  { status: 'in progress', type: 'custom' },
  { status: 'complete', type: 'closed' },
];

/** A set of statuses in the given order; without types the first is open, the last closed, the others custom. */
export function makeStatuses(ids: Ids, drafts: readonly StatusDraft[] = DEFAULT_STATUSES): readonly Status[] {
  const set = ids.next('status-set');
  return drafts.map((draft, orderindex) => {
    const type = draft.type ?? typeByPlace(orderindex, drafts.length);
    const status = draft.status.toLowerCase();
    return { id: `p${set}_${orderindex}`, status, type, orderindex, color: draft.color ?? COLORS[type] };
  });
}

function typeByPlace(index: number, count: number): StatusType {
  if (index === 0) return 'open';
  return index === count - 1 ? 'closed' : 'custom';
}

/** The status of a name, as ClickUp compares names: without regard to case. */
export function findStatus(statuses: readonly Status[], name: string): Status | undefined {
  const wanted = name.trim().toLowerCase();
  return statuses.find((status) => status.status === wanted);
}
