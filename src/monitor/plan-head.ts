import type { Instant } from '../domain/account.ts';
import type { PlanHeadJson } from './account-json.ts';
import { momentOrNull } from './json-values.ts';
import type { KnownPerson } from './people-store.ts';
import type { PlanRecord } from './plan-store.ts';

export type People = ReadonlyMap<number, KnownPerson>;

/** The plan as `/api/accounts` shows it: the newest version, and which one the account is judged by. */
export function planHead(
  newest: PlanRecord | null,
  inForce: PlanRecord | null,
  people: People,
  at: Instant,
): PlanHeadJson {
  return {
    status: newest === null ? 'none' : planStatus(newest, inForce, at),
    version: newest?.version ?? null,
    ...approvalOf(newest, people, at),
    statement: newest?.plan.statement ?? null,
    in_force: inForce?.version ?? null,
  };
}

/**
 * Draft, approved or rejected at `at`: what was in force then had not been rejected yet. A record does not say when a draft was
 * rejected, so one that was rejected later counts as rejected at any earlier instant too.
 */
export function planStatus(
  record: PlanRecord,
  inForce: PlanRecord | null,
  at: Instant,
): 'draft' | 'approved' | 'rejected' {
  if (record.version === inForce?.version) return 'approved';
  if (record.status === 'rejected') return 'rejected';
  return isApproved(record, at) ? 'approved' : 'draft';
}

const isApproved = (record: PlanRecord, at: Instant): boolean => record.approvedAt !== null && record.approvedAt <= at;

type ApprovalJson = Pick<PlanHeadJson, 'approved_by' | 'approved_by_name' | 'approved_at' | 'approved_how'>;
const NOT_APPROVED: ApprovalJson = { approved_by: null, approved_by_name: null, approved_at: null, approved_how: null };

/** Who approved a version, when and how, as far as it had happened at `at`. */
export function approvalOf(record: PlanRecord | null, people: People, at: Instant): ApprovalJson {
  if (record === null || !isApproved(record, at)) return NOT_APPROVED;
  const by = record.approvedBy;
  return {
    approved_by: by,
    approved_by_name: by === null ? null : (people.get(by)?.name ?? null),
    approved_at: momentOrNull(record.approvedAt),
    approved_how: record.approvedHow,
  };
}
