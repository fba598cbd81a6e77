import type { Generated } from 'kysely';

/**
 * The tables, the same on both engines. Instants are milliseconds, days whole days since 1970, truth values 0 or 1 and
 * structured values JSON text, so that one query text serves SQLite and PostgreSQL alike.
 */
export interface Database {
  meta: { name: string; value: string };
  people: { id: number; name: string; email: string | null; role: string; active: number };
  accounts: {
    key: string;
    account_id: string | null;
    task_id: string | null;
    name: string;
    status: string;
    started_on: number;
    csm_id: number | null;
    /** The account as JSON, without its pauses. */
    body: string;
    task_updated_at: number | null;
    /** 1: its task was deleted or is no longer visible. */
    gone: number;
    first_seen_at: number;
    changed_at: number;
  };
  /** Earlier lives of accounts; `body` is the account as JSON, with its pauses. */
  lives: { account_key: string; life: number; started_on: number; left_at: number; body: string };
  holds: {
    id: Generated<number>;
    account_key: string;
    kind: 'pause' | 'snooze';
    from_day: number;
    until_day: number | null;
    /** `status` (the task's own status), or `comment`. */
    source: string;
    reason: string | null;
    by_id: number | null;
    at: number;
    /** 1: a person ended it before its date. */
    ended_early: Generated<number>;
    /** Instants of its begin and of its end by a person; null: by the dates alone. */
    begins_at: number | null;
    ends_at: number | null;
  };
  plans: {
    account_key: string;
    version: number;
    status: string;
    body: string;
    hash: string;
    author: string;
    origin: string;
    rationale: string;
    drafted_at: number;
    approved_by: number | null;
    approved_at: number | null;
    approved_how: string | null;
    approved_comment: string | null;
    approved_digest: string | null;
    rejected_by: number | null;
    rejected_at: number | null;
    reject_reason: string | null;
    /** The prompt that a model wrote it by, with its version. */
    prompt: string | null;
  };
  /** Cost in US dollars by the settings' prices; `unpriced_requests` had none. */
  model_usage: {
    month: string;
    purpose: string;
    outcome: string;
    pieces: number;
    requests: number;
    tokens_in: number;
    tokens_out: number;
    cost_usd: number;
    unpriced_requests: number;
  };
  model_answers: { key: string; answer: string; kept_at: number };
  /** What the drafter last did for an account that has no plan: a question it asked, of which facts. */
  questions: { account_key: string; question: string; facts_hash: string; asked_at: number };
  events: {
    /** Minute of the sender's own timestamp, 0 where it sent none: keeps inserts at the tree's right edge. */
    minute: number;
    source: string;
    message_id: string;
    /** The id that the product gave the account; null: unjoined. It need not be known to us (yet). */
    account_id: string | null;
    user_id: string | null;
    name: string;
    at: number;
    received_at: number;
    properties: string;
    /** The device or passing id of an unjoined event that names nobody; null for all others. */
    anonymous_id: string | null;
  };
  /** Every id the product ever gave an account, known to us or not: how a mistyped Account ID is found. */
  group_ids: { account_id: string; first_at: number; last_at: number; name: string | null };
  users: { user_id: string; email: string | null; admin: number; traits: string; seen_at: number };
  /** Which ids are one person, each pair in both directions. */
  aliases: { user_id: string; other_id: string };
  memberships: { user_id: string; account_id: string; first_at: number; last_at: number };
  sources: { name: string; last_received_at: number; complete_to: number | null };
  source_events: { source: string; event_name: string; last_at: number };
  standings: {
    account_key: string;
    state: string;
    strength: string | null;
    since: number;
    /** First and last local date of the unbroken run of alerting verdicts, and of hard ones. */
    soft_from: number | null;
    hard_from: number | null;
    clear_from: number | null;
    reopened_on: number | null;
    /** The date on which it went on the missed list, and when that list was told. */
    missed_on: number | null;
    missed_told_at: number | null;
    last_day: number;
    assessed_at: number;
    /** When time alone could change the verdict next; 0: at any time, null: never. */
    due_at: number | null;
    /** 1: nothing was heard of it, so ids that belong to nobody may be its. */
    unheard: Generated<number>;
  };
  /** What changed since accounts were last judged, noted by triggers; `before`: what a user's file said then, as JSON. */
  news: { what: string; id: string; mark: number; before: string | null };
  history: { id: Generated<number>; account_key: string; at: number; state: string; strength: string | null };
  alerts: {
    id: string;
    account_key: string;
    kind: string;
    strength: string;
    urgent: number;
    step: string | null;
    delivery: string;
    reason: string | null;
    opened_at: number;
    delivered_at: number | null;
    closed_at: number | null;
    close_reason: string | null;
    csm_id: number | null;
    list_id: string | null;
    /** Digest of what the task says now, so an unchanged verdict writes nothing. */
    text_hash: string;
    taken_over: number;
    /** When its CSM was last called to it; the last thing a person did about it; how often the comment was repeated. */
    called_at: number | null;
    touched_at: number | null;
    repeats: number;
    verdict: string | null;
    verdict_by: number | null;
    verdict_at: number | null;
    /** First human comment or change of status. */
    acted_at: number | null;
    /** What was suggested with it: for which kind of step, and whose move it was. */
    step_kind: string | null;
    whose_move: string | null;
    /** What a model made of the playbook's advice, as JSON with what it was made of. */
    words: string | null;
  };
  /** What its CSMs said an alert was worth, each time; the newest stands in `alerts` too. */
  answers: { alert_id: string; at: number; verdict: string; by_id: number };
  /** The list, folder or space in which an account's onboarding work lies; `place_kind` null: not looked up yet. */
  workspaces: {
    account_key: string;
    place_id: string;
    place_kind: string | null;
    read_at: number | null;
    read_whole_at: number | null;
    /** Acts in it are known from then to then, and were given to this account id; null: never read. */
    acts_from: number | null;
    acts_to: number | null;
    acts_for: string | null;
  };
  /** Acts that ClickUp told of and that were not given to an account yet, as JSON. */
  told_acts: { key: string; told_at: number; act: string };
  /** Tasks of workspaces: when each last changed, and when its comments were read. */
  talk_tasks: {
    task_id: string;
    account_key: string;
    list_id: string;
    name: string;
    changed_at: number;
    heard_at: number | null;
  };
  onboarding_tasks: {
    account_key: string;
    task_id: string;
    name: string;
    url: string;
    due_on: number | null;
    assignees: string;
  };
  /** `since`: when the value was first seen; `before`: the one it had until then. */
  health_inputs: { account_key: string; name: string; value: number; since: number; before: number | null };
  outbox: {
    key: string;
    account_key: string | null;
    alert_id: string | null;
    kind: string;
    /** What is to be written where, as JSON. */
    body: string;
    /** Another row that must be done first: its result is what this one writes to. */
    after_key: string | null;
    position: Generated<number>;
    status: string;
    attempts: number;
    not_before: number;
    lease_until: number;
    created_at: number;
    done_at: number | null;
    result: string | null;
    /** The comment or task that this write made: how a reply in its thread is recognised. */
    result_id: string | null;
    error: string | null;
  };
  inbox: {
    key: string;
    received_at: number;
    change: string;
    done_at: number | null;
    lease_until: number;
    attempts: number;
  };
  comments: {
    comment_id: string;
    digest: string;
    task_id: string;
    author_id: number;
    at: number;
    heard_at: number;
    said: string;
    parent_id: string | null;
  };
  /** First value as a person recorded it; `reached_at` null: taken back. The newest row of an account counts. */
  values_by_hand: {
    account_key: string;
    said_at: number;
    comment_id: string;
    reached_at: number | null;
    reason: string | null;
    by_id: number;
  };
  withdrawn_events: { account_key: string; message_id: string; said_at: number; reason: string; by_id: number };
  /** Who is away, up to but without this date. */
  absences: { person_id: number; until_day: number };
  assignments: { task_id: string; answered: number };
  audit: {
    id: Generated<number>;
    at: number;
    actor_kind: string;
    actor_id: number | null;
    what: string;
    account_key: string | null;
    detail: string;
  };
  /** Digests of ids whose data was erased; what they did until `at` is not taken in again. */
  forgotten: { digest: string; at: number };
  /** One a month; `report` never changes, `figures` and `outcomes` are what was last stated of the month. */
  reports: {
    month: string;
    written_at: number;
    report: string;
    known_at: number;
    figures: string;
    outcomes: string;
  };
  observations: { topic: string; way: string; seen: number; first_at: number; last_at: number };
  slots: { job: string; slot: number; lease_until: number; done: number };
}
