/**
 * What is true of a database at every moment between two transactions, in one sentence each: `doctor` says which is not, and every
 * test that kills, cuts or restores looks here afterwards. `storage/invariants.ts` knows how each is looked for.
 */
export const INVARIANTS = {
  one_open_alert: 'an account has one open alert at most',
  alert_has_account: 'an open alert belongs to an account that is known',
  alert_was_written: 'an alert that was delivered as a task or a comment has rows in the outbox',
  held_alert_says_why: 'an open alert that is held says why',
  alert_is_audited: 'of every alert the audit says that it was opened, held or put into a digest',
  answer_is_kept: 'the verdict on an alert is among the answers to it, and every answer belongs to an alert',
  write_ends_once: 'a write has ended exactly if it is done, given up or taken back',
  write_has_result: 'a write that made a task or a comment knows which',
  write_made_its_own: 'no two writes made the same task or comment',
  write_follows_a_write: 'a write that follows another one follows one that is there, and is done only after it',
  standing_has_account: 'a standing belongs to an account that is known',
  standing_is_history: 'the standing of an account is the last entry of its history',
  plan_has_account: 'a plan belongs to an account that is known',
  plan_versions_count_up: 'the versions of a plan count up from one without a hole',
  one_plan_in_force: 'an account has one approved plan at most',
  approval_is_recorded: 'an approved plan says when and how it was approved, and the audit says it too',
  lives_count_up: 'the ended lives of an account count up from one without a hole, and the account is known',
  work_has_workspace: 'open tasks and comments that are read belong to a workspace that is read',
  member_of_known_id: 'whatever users belong to is an account id that the product has sent',
} as const satisfies Readonly<Record<string, string>>;

export type Invariant = keyof typeof INVARIANTS;

/** How many rows break one of them, and one of these: an account's key, or the id or key of an alert or a write. */
export interface Breach {
  readonly rows: number;
  readonly example: string;
}

export interface BrokenInvariant extends Breach {
  readonly invariant: Invariant;
}

export interface InvariantStore {
  /** Null: it holds. */
  breach(invariant: Invariant): Promise<Breach | null>;
  /** What the engine itself finds wrong with its file, a line each; PostgreSQL has no such look. */
  damage(): Promise<readonly string[]>;
}

/** All that do not hold; each is looked for in one question, so that a service may go on writing meanwhile. */
export async function brokenInvariants({
  invariants,
}: {
  readonly invariants: InvariantStore;
}): Promise<readonly BrokenInvariant[]> {
  const broken: BrokenInvariant[] = [];
  for (const invariant of Object.keys(INVARIANTS) as Invariant[]) {
    const breach = await invariants.breach(invariant);
    if (breach !== null) broken.push({ invariant, ...breach });
  }
  return broken;
}
