import type { Instant } from '../domain/account.ts';

export interface SlotStore {
  /** One claimant a slot, on any number of processes; a claim whose lease ran out can be taken over. */
  claim(job: string, slot: Instant, now: Instant, leaseMs: number): Promise<boolean>;
  finish(job: string, slot: Instant): Promise<void>;
  release(job: string, slot: Instant): Promise<void>;
  /** The newest slot of the job that has been finished; null: none yet. */
  last(job: string): Promise<Instant | null>;
}
