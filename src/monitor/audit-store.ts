import type { AccountKey, Instant } from '../domain/account.ts';

export interface AuditEntry {
  readonly at: Instant;
  readonly actor: { readonly kind: 'person' | 'agent' | 'import' | 'settings'; readonly id: number | null };
  /** Verb in the past: `plan_approved`, `alert_opened`, `account_added` … */
  readonly what: string;
  readonly accountKey: AccountKey | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Who has done what nobody asked for. */
export const AGENT: AuditEntry['actor'] = { kind: 'agent', id: null };

export interface AuditStore {
  add(entry: AuditEntry): Promise<void>;
  /** Newest first, before `before` (an entry's id). */
  page(filter: {
    readonly accountKey: AccountKey | null;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly (AuditEntry & { readonly id: number })[]>;
}
