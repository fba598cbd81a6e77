import type { Account, AccountKey, Day, Instant } from '../domain/account.ts';
import type { State, Strength } from '../domain/assessment.ts';
import type { FirstEvents } from '../domain/beginning.ts';
import type { Plan, PlanAuthor, PlanVersion } from '../domain/plan.ts';
import type { AccountUser, FeedSource, UsageEvent } from '../domain/usage-event.ts';
import type { StepKind } from '../domain/playbook.ts';
import type { Reworded } from '../domain/reworded.ts';
import type { MoveKind } from '../domain/whose-move.ts';
import type { BoardChange, Lane, Member, PlaceKind } from './board.ts';
import type { AgreedPause } from '../domain/question.ts';
import type { ModelStore } from './model-store.ts';
import type { ObservationStore } from './observations.ts';
import type { Write, Written } from './outbox.ts';
import type { MonthFigures, MonthOutcome } from '../domain/report-corrections.ts';
import type { ReportJson } from './report-json.ts';

/** The port to the database: verbs of ours, no SQL. Every engine keeps the same promises (test/storage/contract.ts). */
export interface Store {
  readonly meta: MetaStore;
  readonly people: PeopleStore;
  readonly accounts: AccountStore;
  readonly plans: PlanStore;
  readonly events: EventStore;
  readonly standings: StandingStore;
  readonly alerts: AlertStore;
  readonly outbox: OutboxStore;
  readonly inbox: InboxStore;
  readonly comments: CommentStore;
  readonly corrections: CorrectionStore;
  readonly assignments: AssignmentStore;
  readonly observations: ObservationStore;
  readonly onboarding: OnboardingStore;
  readonly healthInputs: HealthInputStore;
  readonly model: ModelStore;
  readonly audit: AuditStore;
  readonly reports: ReportStore;
  readonly slots: SlotStore;
  /** Another text than before whenever anything in the database may have changed, by whichever process. */
  version(): Promise<string>;
  /** All of it or nothing; inside, only the store that is handed in may be used. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface MetaStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  /** Sets it only if it still has this value (null: none yet); false when somebody else was faster. */
  swap(name: string, before: string | null, value: string): Promise<boolean>;
}

export interface PeopleStore {
  /** Members that are no longer listed become inactive; they keep their names. */
  replace(members: readonly Member[]): Promise<void>;
  all(): Promise<readonly KnownPerson[]>;
  /** Up to but without the date `until`, as the person's own calendar has it. */
  setAway(personId: number, until: Day): Promise<void>;
  /** False when the person was not away. */
  endAway(personId: number): Promise<boolean>;
  /** Until when people said that they are away; dates that are over may still be among them. */
  away(): Promise<ReadonlyMap<number, Day>>;
}
export interface KnownPerson extends Member {
  readonly active: boolean;
}

export interface AccountStore {
  put(account: Account, taskUpdatedAt: Instant | null, now: Instant): Promise<void>;
  byKey(key: AccountKey): Promise<Account | null>;
  /** Those of these that are here, in any order. */
  byKeys(keys: readonly AccountKey[]): Promise<readonly Account[]>;
  byTask(taskId: string): Promise<Account | null>;
  /** With two accounts of one id the one first seen comes first; only that one is judged. */
  byAccountId(accountId: string): Promise<readonly Account[]>;
  /** An account whose task is gone: the one that had this task, else the last one with this id. What returns resumes its history. */
  gone(taskId: string, accountId: string | null): Promise<Account | null>;
  /** The earlier lives of those of these accounts that had any, oldest first; each as it was when it ended. */
  endedLives(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, readonly Account[]>>;
  /** All earlier lives of an account, oldest first, in place of those that were kept. */
  keepEndedLives(key: AccountKey, lives: readonly Account[]): Promise<void>;
  /** Accounts whose `account_id` another one had first: they are not judged (METHOD section 1). */
  laterTwins(): Promise<ReadonlySet<AccountKey>>;
  /** In order of key, after `after`; tasks that are gone are left out. */
  page(after: AccountKey | null, limit: number): Promise<readonly Account[]>;
  count(): Promise<number>;
  /** Which account ids list which e-mail domain, lower case; the ids of one domain in order of first sight. */
  domains(): Promise<ReadonlyMap<string, readonly string[]>>;
  markGone(taskId: string, now: Instant): Promise<void>;
  /** Removes a row whose task has turned out to be that of another account. */
  drop(key: AccountKey): Promise<void>;
  /** Ids of the tasks that are accounts, and when ClickUp last changed them. */
  taskTimes(): Promise<ReadonlyMap<string, Instant>>;
  /** When ClickUp last changed this task, as far as it was kept; null where it is no account. */
  taskTime(taskId: string): Promise<Instant | null>;
  openHold(hold: Hold, now: Instant): Promise<void>;
  /** Ends the open or later-ending holds of this kind and source on `until`, at the instant `at` where one is known; false when there was none. */
  endHolds(
    key: AccountKey,
    kind: Hold['kind'],
    source: string | null,
    until: Day,
    at: Instant | null,
  ): Promise<boolean>;
  snoozedUntil(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Day>>;
  /** Of each account the pause that ends last, if it is open or ends on `since` or later; `begunBy`: of those that began by then. */
  lastPauses(keys: readonly AccountKey[], since: Day, begunBy?: Day): Promise<ReadonlyMap<AccountKey, AgreedPause>>;
}
export interface Hold {
  readonly accountKey: AccountKey;
  readonly kind: 'pause' | 'snooze';
  readonly from: Day;
  readonly until: Day | null;
  readonly source: 'status' | 'comment';
  readonly reason: string | null;
  readonly byId: number | null;
  /** The instants of its begin and end, where they are known better than by the dates. */
  readonly begins?: Instant | null;
  readonly ends?: Instant | null;
}

export interface PlanRecord extends PlanVersion {
  /** Why this is value and not setup. */
  readonly rationale: string;
  readonly rejectReason: string | null;
  /** The prompt that a model wrote it by, with its version; null: no model did. */
  readonly prompt: string | null;
}
export interface NewPlan {
  readonly accountKey: AccountKey;
  readonly plan: Plan;
  readonly hash: string;
  readonly author: PlanAuthor;
  readonly origin: string;
  readonly rationale: string;
  /** Default: none. */
  readonly prompt?: string | null;
}
export interface Approval {
  readonly by: number | null;
  readonly at: Instant;
  readonly how: 'comment' | 'auto' | 'import';
  readonly commentId: string | null;
  readonly digest: string | null;
}
export interface ApprovingComment {
  readonly accountKey: AccountKey;
  readonly version: number;
  readonly commentId: string;
  readonly parentId: string | null;
  readonly saidAt: Instant;
}
export interface PlanStore {
  add(plan: NewPlan, now: Instant): Promise<PlanRecord>;
  versions(key: AccountKey): Promise<readonly PlanRecord[]>;
  newest(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, PlanRecord>>;
  /** The approved version by which each account is judged at `at`. */
  inForce(keys: readonly AccountKey[], at: Instant): Promise<ReadonlyMap<AccountKey, PlanRecord>>;
  /** The same for each of these, at an instant of its own: lives are judged by what was in force when they ended. */
  inForceEach(
    asked: readonly { readonly key: AccountKey; readonly at: Instant }[],
  ): Promise<readonly (PlanRecord | null)[]>;
  /** An older approved version is superseded. False when this version no longer waits for approval. */
  approve(key: AccountKey, version: number, approval: Approval): Promise<boolean>;
  /** The version that this comment approved. */
  approvedBy(key: AccountKey, commentId: string): Promise<PlanRecord | null>;
  reject(key: AccountKey, version: number, by: number, reason: string, now: Instant): Promise<void>;
  /** The approvals that comments on this task gave, with where the comments stood. */
  approvalsOn(taskId: string): Promise<readonly ApprovingComment[]>;
  /** Accounts whose newest version waits for an answer. */
  waitingKeys(): Promise<readonly AccountKey[]>;
  keysWithPlans(): Promise<ReadonlySet<AccountKey>>;
  /** When a plan last came into force for anybody. */
  lastApprovedAt(): Promise<Instant | null>;
  question(key: AccountKey): Promise<{ readonly question: string; readonly factsHash: string } | null>;
  setQuestion(key: AccountKey, question: string, factsHash: string, now: Instant): Promise<void>;
  clearQuestion(key: AccountKey): Promise<void>;
}

export interface ReceivedEvent extends UsageEvent {
  readonly minute: number;
  readonly accountId: string | null;
  readonly receivedAt: Instant;
  /** The device or passing id of an event that names no user. */
  readonly anonymousId?: string | null;
}
export interface Membership {
  readonly accountId: string;
  /** The first and the last time the product said so. */
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}
/** An account as the product sends it. */
export interface SentAccount {
  readonly id: string;
  readonly name: string | null;
  readonly events: number;
  readonly emails: readonly string[];
}
export interface UnjoinedPerson {
  readonly who: string | null;
  readonly events: number;
  readonly email: string | null;
}
export interface UserFacts {
  readonly userId: string;
  readonly email: string | null;
  readonly admin: boolean;
  readonly traits: Readonly<Record<string, unknown>>;
}
export interface AccountPeople {
  readonly users: ReadonlyMap<string, AccountUser>;
  readonly firstUserId: string | null;
}
export interface TimeWindow {
  readonly from: Instant;
  readonly to: Instant;
}
export interface FlaggedUsers {
  readonly admins: ReadonlySet<string>;
  readonly internal: ReadonlySet<string>;
  readonly marked: readonly Pick<UserFacts, 'userId' | 'traits'>[];
}
export interface EventStore {
  /** In the order given: true for what is new, false for what was known. */
  append(events: readonly ReceivedEvent[]): Promise<readonly boolean[]>;
  ofAccounts(accountIds: readonly string[], receivedBy: Instant): Promise<ReadonlyMap<string, readonly UsageEvent[]>>;
  peopleOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, AccountPeople>>;
  putUser(user: UserFacts, now: Instant): Promise<void>;
  user(userId: string): Promise<UserFacts | null>;
  /** The product said at `at` that this user belongs to this account, which thereby is a group id that it sent. */
  addMember(userId: string, accountId: string, at: Instant): Promise<void>;
  /** Users whose traits say admin, whose e-mail is at one of these domains, or in whose traits one of these words stands. */
  flaggedUsers(domains: readonly string[], words: readonly string[]): Promise<FlaggedUsers>;
  /** The accounts of a user's `group` calls, the one last said first. */
  membershipsOf(userId: string): Promise<readonly Membership[]>;
  /** Two ids are one person; false when that was known. */
  addAlias(userId: string, otherId: string): Promise<boolean>;
  aliasesOf(userId: string): Promise<readonly string[]>;
  /** The product has this account, and calls it so (null: it does not say); nobody is named. */
  noteAccount(accountId: string, name: string | null, at: Instant): Promise<void>;
  /** A device or passing id turns out to be this user's: its unjoined events received since `since` too; returns how many. */
  claim(anonymousId: string, userId: string, since: Instant): Promise<number>;
  /** Gives a user's unjoined events, received since `since`, to an account; returns how many. */
  join(userId: string, accountId: string, since: Instant): Promise<number>;
  sources(): Promise<readonly FeedSource[]>;
  touchSource(name: string, eventNames: readonly string[], at: Instant, completeTo: Instant | null): Promise<void>;
  /** When the first event of an account was received, and when the earliest of all happened, to the minute. */
  first(): Promise<FirstEvents>;
  /** Account ids that the product sent since `since` and that belong to no account, and how many it sent in all. */
  groupIds(since: Instant): Promise<{ readonly unknown: readonly string[]; readonly total: number }>;
  /** How many events each account that is still here had in each of these windows, half-open; none: not listed. */
  activity(windows: readonly TimeWindow[]): Promise<readonly (readonly number[])[]>;
  /** How many accounts that are still here had any event in this window. */
  activeAccounts(window: TimeWindow): Promise<number>;
  /** Something that belongs to an account happened before this. */
  hasAnyBefore(at: Instant): Promise<boolean>;
  unjoinedCount(since: Instant): Promise<{ readonly unjoined: number; readonly total: number }>;
  /** Which of these account ids the product sent since. */
  heardOf(accountIds: readonly string[], since: Instant): Promise<ReadonlySet<string>>;
  /** Of these account ids: what the product calls each, how many events came for it since, and some of its people's addresses. */
  strangers(accountIds: readonly string[], since: Instant): Promise<readonly SentAccount[]>;
  /** The people with most unjoined events since; those whom nothing names are one, with `who` null. */
  unjoinedPeople(since: Instant, limit: number): Promise<readonly UnjoinedPerson[]>;
  /** Forgets unjoined events that were received before; returns how many. */
  dropUnjoined(before: Instant): Promise<number>;
}

export interface Standing {
  readonly accountKey: AccountKey;
  readonly state: State;
  readonly strength: Strength | null;
  readonly since: Instant;
  readonly softFrom: Day | null;
  readonly hardFrom: Day | null;
  readonly clearFrom: Day | null;
  /** When first value, once reached, was last taken back: no hard alert for a while (METHOD section 6, Retraction). */
  readonly reopenedOn: Day | null;
  /** When it went on the missed list, once (METHOD section 8; CONTRACT section 4, `window_days`). */
  readonly missedOn: Day | null;
  readonly lastDay: Day;
  readonly assessedAt: Instant;
}
export interface StandingStore {
  of(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Standing>>;
  put(standing: Standing): Promise<void>;
  /** Accounts on the missed list of which nobody was told yet, or only since `since`. */
  missedToTell(since: Instant): Promise<readonly AccountKey[]>;
  toldMissed(keys: readonly AccountKey[], at: Instant): Promise<void>;
  /** A new life begins: what is said of the old one bears on nothing any more. Its history stays. */
  forget(key: AccountKey): Promise<void>;
  addHistory(key: AccountKey, at: Instant, state: State, strength: Strength | null): Promise<void>;
  history(
    key: AccountKey,
  ): Promise<readonly { readonly at: Instant; readonly state: State; readonly strength: Strength | null }[]>;
}

export interface AlertRecord {
  readonly id: string;
  readonly accountKey: AccountKey;
  readonly kind: State;
  readonly strength: Strength;
  readonly urgent: boolean;
  readonly step: string | null;
  readonly delivery: 'task' | 'comment' | 'digest' | 'held';
  readonly reason: string | null;
  readonly openedAt: Instant;
  readonly deliveredAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly closeReason: string | null;
  readonly csmId: number | null;
  readonly listId: string | null;
  readonly textHash: string;
  readonly takenOver: boolean;
  /** When it was last brought before its CSM, by a mention of its own or as a line of a digest; null: never yet. */
  readonly calledAt: Instant | null;
  /** The last thing that a person did about it: then nobody is called again. */
  readonly touchedAt: Instant | null;
  /** How often its soft comment was repeated. */
  readonly repeats: number;
}
export const VERDICTS = ['useful', 'noise', 'known', 'too late'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What was suggested with an alert: for which kind of step, and whose move it was (null: nobody's). */
export interface Suggested {
  readonly stepKind: StepKind | null;
  readonly whose: MoveKind | null;
}

/** An alert with all that was said and done about it. */
export interface DeliveredAlert extends AlertRecord, Suggested {
  readonly verdict: Verdict | null;
  /** First human comment or change of status. */
  readonly actedAt: Instant | null;
}

export interface AlertStore {
  open(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, AlertRecord>>;
  /** Oldest first, with all that was said and done about each. */
  ofAccount(key: AccountKey): Promise<readonly DeliveredAlert[]>;
  allOpen(): Promise<readonly AlertRecord[]>;
  lastClosed(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, AlertRecord>>;
  put(alert: AlertRecord): Promise<void>;
  /** What its CSM says the alert was worth; the last word counts. */
  judge(alertId: string, verdict: Verdict, by: number, at: Instant): Promise<void>;
  /** A person acted on it, by a comment or a change of status: the first time counts (acted-on, METHOD section 8). */
  acted(alertId: string, at: Instant): Promise<void>;
  suggested(alertId: string, suggestion: Suggested): Promise<void>;
  /** The words that were found for its advice. */
  keepWords(alertId: string, words: Reworded): Promise<void>;
  /** Of the open alerts of these accounts that have some. */
  wordsOfOpen(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Reworded>>;
  /** Alerts that were delivered in [from, until), in order of delivery. */
  delivered(from: Instant, until: Instant): Promise<readonly DeliveredAlert[]>;
  /** When each account's first hard alert was delivered. */
  firstHard(keys: readonly AccountKey[]): Promise<ReadonlyMap<AccountKey, Instant>>;
  /** To how many alerts a CSM was called since `since`, lines of digests aside. */
  calledSince(csmId: number, since: Instant): Promise<number>;
}

export interface OutboxStore {
  /** Keys that are there already stay as they are; one that was abandoned is tried anew. Returns how many are new. */
  add(writes: readonly Write[], now: Instant): Promise<number>;
  /**
   * Takes what is due for `leaseMs`, what a person waits for first, else in order; a row whose lease ran out is taken again with
   * `outcomeUnknown`. Of one alert's changes in place the later waits for the earlier. With a lane, only what goes in that one.
   */
  claim(now: Instant, leaseMs: number, limit: number, lane?: Lane): Promise<readonly ClaimedWrite[]>;
  /** Holds a claimed row longer; false when another process has it by now. */
  renew(claim: Claim, until: Instant): Promise<boolean>;
  done(key: string, result: Written, now: Instant): Promise<void>;
  /** `unknown`: it may have been applied, so the next try looks for it first. Nothing when another process has the row by now. */
  retry(claim: Claim, notBefore: Instant, error: string, unknown: boolean): Promise<void>;
  /** Nothing when another process has the row by now, or it is done; false then. */
  abandon(claim: Claim, error: string, now: Instant): Promise<boolean>;
  /** Rows that follow one that was abandoned or withdrawn: what they wait for never comes. */
  stranded(): Promise<readonly OutboxRow[]>;
  /** Takes back what has not been tried yet. */
  withdraw(keys: readonly string[]): Promise<number>;
  result(key: string): Promise<Written | null>;
  /** The results of those of these writes that are done. */
  results(keys: readonly string[]): Promise<ReadonlyMap<string, Written>>;
  get(key: string): Promise<OutboxRow | null>;
  /** The write that made this comment or task; null when it is not ours. */
  byResult(id: string): Promise<OutboxRow | null>;
  /** Tasks that were created since `since`, and how many comments were: each may begin a thread. */
  written(since: Instant): Promise<{ readonly taskIds: readonly string[]; readonly comments: number }>;
  ofAlert(alertId: string): Promise<readonly OutboxRow[]>;
  waiting(): Promise<readonly OutboxRow[]>;
}
/** Whose turn with a row it is: every claim has a number of its own, so whoever was overtaken changes nothing any more. */
export interface Claim {
  readonly key: string;
  readonly attempts: number;
}
export interface OutboxRow {
  readonly key: string;
  readonly kind: Write['kind'];
  readonly accountKey: AccountKey | null;
  readonly alertId: string | null;
  readonly status: 'waiting' | 'sending' | 'unknown' | 'done' | 'abandoned' | 'withdrawn';
  readonly attempts: number;
  readonly notBefore: Instant;
  readonly createdAt: Instant;
  readonly error: string | null;
  readonly doneAt: Instant | null;
  readonly result: Written | null;
}
export interface ClaimedWrite {
  readonly write: Write;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly outcomeUnknown: boolean;
}

/** What people said, everything else, or everything else about one task. */
export type InboxPart = 'comments' | 'rest' | { readonly restOfTask: string };

export interface InboxStore {
  add(changes: readonly BoardChange[], now: Instant): Promise<{ readonly stored: number; readonly known: number }>;
  /** Oldest first. Without `part`: whatever waits. */
  claim(now: Instant, leaseMs: number, limit: number, part?: InboxPart): Promise<readonly BoardChange[]>;
  /** Nobody takes it before then; a row that is done stays so. */
  hold(key: string, until: Instant): Promise<void>;
  done(key: string, now: Instant): Promise<void>;
  waiting(): Promise<number>;
  prune(before: Instant): Promise<void>;
}

export interface CommentStore {
  /** True the first time this text of this comment is heard. */
  hear(comment: HeardComment, now: Instant): Promise<boolean>;
  /** Earlier texts of a comment, newest first. */
  heard(commentId: string): Promise<readonly HeardComment[]>;
}
export interface HeardComment {
  readonly commentId: string;
  readonly digest: string;
  readonly taskId: string;
  /** The comment whose thread it stands in; null at top level. */
  readonly parentId: string | null;
  readonly authorId: number;
  readonly at: Instant;
  readonly said: string;
}

/** First value as a person recorded it, or took it back: then events up to that moment no longer make it. */
export interface ValueRecord {
  readonly accountKey: AccountKey;
  /** Null: not reached. */
  readonly reachedAt: Instant | null;
  readonly reason: string | null;
  readonly by: number;
  /** When it was said. */
  readonly at: Instant;
  readonly commentId: string;
}
/** An event that a person withdrew: it is evidence for nothing any more. */
export interface WithdrawnEvent {
  readonly accountKey: AccountKey;
  readonly messageId: string;
  readonly reason: string;
  readonly by: number;
  readonly at: Instant;
}
export interface CorrectionStore {
  recordValue(record: ValueRecord): Promise<void>;
  /** What was said of each account up to `by`, oldest first; the last word in a life counts. */
  wordsOf(keys: readonly AccountKey[], by: Instant): Promise<ReadonlyMap<AccountKey, readonly ValueRecord[]>>;
  /** False when it was withdrawn before. */
  withdraw(event: WithdrawnEvent): Promise<boolean>;
  withdrawn(keys: readonly AccountKey[], by: Instant): Promise<ReadonlyMap<AccountKey, readonly WithdrawnEvent[]>>;
}

/** Account tasks assigned to the agent: each time one is put into its hands it drafts, once. */
export interface AssignmentStore {
  /** The task is in the agent's hands; true when it was not before. `answered`: nothing is to be done about it. */
  see(taskId: string, answered: boolean): Promise<boolean>;
  end(taskId: string): Promise<void>;
  /** Tasks that wait for their draft. */
  waiting(): Promise<readonly string[]>;
  answered(taskId: string): Promise<void>;
}

/** Where the onboarding work of an account lies in ClickUp. */
export interface Workspace {
  readonly accountKey: AccountKey;
  readonly placeId: string;
  /** Null: not looked up yet, since the field says only an id. */
  readonly kind: PlaceKind | 'out_of_sight' | null;
  readonly readAt: Instant | null;
  readonly readWholeAt: Instant | null;
}
/** An open task there; whose side it is on follows from who its assignees are when it is asked. */
export interface OpenTask {
  readonly taskId: string;
  readonly name: string;
  readonly url: string;
  readonly dueOn: Day | null;
  readonly assignees: readonly { readonly id: number; readonly name: string }[];
}
export interface TasksRead {
  readonly open: readonly OpenTask[];
  /** Ids of tasks that are not open any more. */
  readonly closed: readonly string[];
  /** Everything that is open was read, not only what changed. */
  readonly whole: boolean;
}
export interface OnboardingStore {
  /** What the account's task says; null: nothing. Another place than before is read anew. */
  setPlace(key: AccountKey, placeId: string | null): Promise<void>;
  /** Workspaces of open accounts that were last read before `readBefore`, alerting accounts first, then the longest unread. */
  due(readBefore: Instant, limit: number): Promise<readonly Workspace[]>;
  /** What kind of place it is, for every account that names it; one out of sight is looked up again later. */
  settle(placeId: string, kind: PlaceKind | 'out_of_sight', at: Instant): Promise<void>;
  keep(key: AccountKey, read: TasksRead, at: Instant): Promise<void>;
  of(
    keys: readonly AccountKey[],
  ): Promise<ReadonlyMap<AccountKey, Workspace & { readonly tasks: readonly OpenTask[] }>>;
}

/** One filled-in input of the health score. */
export interface KeptInput {
  readonly value: number;
  /** When this value was first seen, and what it was until then. */
  readonly since: Instant;
  readonly before: number | null;
}
export interface HealthInputStore {
  /** All that is filled in now: what is missing is forgotten, and what is as before keeps its `since`. */
  put(key: AccountKey, values: ReadonlyMap<string, number>, at: Instant): Promise<void>;
  of(key: AccountKey): Promise<ReadonlyMap<string, KeptInput>>;
}

export interface AuditEntry {
  readonly at: Instant;
  readonly actor: { readonly kind: 'person' | 'agent' | 'import' | 'settings'; readonly id: number | null };
  /** Verb in the past: `plan_approved`, `alert_opened`, `account_added` … */
  readonly what: string;
  readonly accountKey: AccountKey | null;
  readonly detail: Readonly<Record<string, unknown>>;
}
export interface AuditStore {
  add(entry: AuditEntry): Promise<void>;
  /** Newest first, before `before` (an entry's id). */
  page(filter: {
    readonly accountKey: AccountKey | null;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly (AuditEntry & { readonly id: number })[]>;
}

/** How a month is remembered: its figures and its accounts as they were last stated, with what was known up to `knownAt`. */
export interface WrittenMonth {
  readonly month: string;
  readonly knownAt: Instant;
  readonly figures: MonthFigures;
  readonly outcomes: readonly MonthOutcome[];
}
export interface ReportStore {
  /** Keeps the report of a month, once: false when there is one, which stays as it is. */
  add(report: ReportJson, remembered: WrittenMonth, now: Instant): Promise<boolean>;
  /** Null when none was written. */
  get(month: string): Promise<ReportJson | null>;
  /** The last `limit` months before this one of which there is a report, newest first. */
  before(month: string, limit: number): Promise<readonly string[]>;
  /** Null when no report of it was written. */
  remembered(month: string): Promise<WrittenMonth | null>;
  /** What was stated of a month anew, in a later report; its own report stays as it is. */
  restate(remembered: WrittenMonth): Promise<void>;
}

export interface SlotStore {
  /** One claimant a slot, on any number of processes; a claim whose lease ran out can be taken over. */
  claim(job: string, slot: Instant, now: Instant, leaseMs: number): Promise<boolean>;
  finish(job: string, slot: Instant): Promise<void>;
  release(job: string, slot: Instant): Promise<void>;
}
