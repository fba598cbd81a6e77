import type { Instant } from '../domain/account.ts';
import type { TaskAct } from '../domain/board-act.ts';
import type { Message } from './message.ts';

/** The port to ClickUp: what the monitor needs of a work tool, in our words. `clickup/board.ts` makes it real. */

export interface Seat {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  /** IANA zone of the agent's own profile. */
  readonly zone: string | null;
}

export interface Member {
  readonly id: number;
  /** Pending invitees have none; their e-mail stands in. */
  readonly name: string;
  readonly email: string | null;
  readonly role: 'owner' | 'admin' | 'member' | 'guest';
}

export type FieldValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'date'; readonly at: Instant }
  | { readonly kind: 'people'; readonly people: readonly { readonly id: number; readonly name: string }[] };

export interface BoardTask {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly listId: string;
  /** Plain text; `Name: value` lines may stand in it. */
  readonly description: string;
  readonly status: { readonly name: string; readonly type: string };
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly creatorId: number | null;
  readonly assignees: readonly { readonly id: number; readonly name: string }[];
  readonly dueAt: Instant | null;
  readonly priority: number | null;
  readonly archived: boolean;
  /** By the field's name as the list shows it; unset fields are absent. Drop-downs are given as their option's text. */
  readonly fields: ReadonlyMap<string, FieldValue>;
}

/** A comment as data: who, when, what it says with mentions taken out, whom it mentions. */
export interface BoardComment {
  readonly id: string;
  readonly taskId: string;
  /** The comment whose thread this is in; null at top level. */
  readonly parentId: string | null;
  readonly authorId: number;
  readonly authorName: string;
  readonly at: Instant;
  /** The text without its mentions. */
  readonly text: string;
  readonly mentions: readonly number[];
  /** Ids of people the comment is assigned to. */
  readonly assigneeId: number | null;
  readonly replyCount: number;
  /** Digest of the blocks: changes when the comment is edited. */
  readonly digest: string;
  /** Link addresses in it: how our own keys are found again. */
  readonly links: readonly string[];
}

export interface BoardList {
  readonly id: string;
  readonly name: string;
  /** What our seat may do there, in ClickUp's word (`read`, `comment`, `edit`, `create`); null where it does not say. */
  readonly permission: string | null;
  readonly statuses: readonly { readonly name: string; readonly type: string }[];
}

/** A custom field of a list, with the name of its type as ClickUp gives it. */
export interface BoardField {
  readonly name: string;
  readonly type: string;
}

export interface NewTask {
  readonly listId: string;
  readonly name: string;
  readonly body: Message;
  readonly assigneeIds: readonly number[];
  /** 1 urgent … 4 low, as ClickUp counts. */
  readonly priority: number;
  readonly dueAt: Instant | null;
}

export interface TaskChange {
  readonly name?: string;
  readonly body?: Message;
  readonly priority?: number;
  readonly dueAt?: Instant;
  readonly status?: string;
  readonly assignees?: { readonly add: readonly number[]; readonly remove: readonly number[] };
}

/** What became of a task that a reading did not show. `hidden`: from the agent's seat, or ClickUp does not say that it is deleted. */
export type TaskFate =
  | { readonly kind: 'there'; readonly task: BoardTask }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'hidden' };

/** What may hold a customer's onboarding work, the closest kind first. */
export const PLACE_KINDS = ['list', 'folder', 'space'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A task with every place it stands in. */
export interface PlacedTask extends BoardTask {
  readonly folderId: string | null;
  readonly spaceId: string | null;
  /** When it last became done or closed; null: it is neither. */
  readonly doneAt: Instant | null;
}

/** Where a list lies. */
export interface ListPlace {
  readonly folderId: string | null;
  readonly spaceId: string | null;
}

/** A file to be put on a task. */
export interface NewFile {
  readonly name: string;
  /** Its MIME type. */
  readonly type: string;
  readonly content: string;
}

/** What ClickUp's answers said last of the token's rate limit, per minute. */
export interface RateWindow {
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Instant;
}

/** How urgent a call is for the shared rate budget: a person waits, an alert, or background reading. */
export type Lane = 'conversation' | 'alert' | 'background';

/** Asked right before a write is sent: while it waited for its turn, it may have passed into other hands. */
export type MayStillSend = () => boolean;

export interface Board {
  whoAmI(): Promise<Seat>;
  members(): Promise<readonly Member[]>;
  list(listId: string): Promise<BoardList>;
  fields(listId: string): Promise<readonly BoardField[]>;
  /** Ids of the people with whom the list itself was shared; not those who see it through its folder or space, or a group. */
  listMembers(listId: string): Promise<readonly number[]>;
  /** Tasks of a list, closed ones included, oldest change first; `since` leaves out what did not change after it. */
  tasks(listId: string, since: Instant | null): AsyncIterable<BoardTask>;
  /** Whether there is such a place that the agent can see. One call. */
  hasPlace(kind: PlaceKind, id: string): Promise<boolean>;
  /** Null: there is no such list that the agent can see. One call, in the background. */
  listPlace(listId: string): Promise<ListPlace | null>;
  /**
   * Tasks and subtasks in any of these places, which are of one kind, a page of a hundred a call. `since` null: the open ones;
   * else whatever changed after it, closed or not.
   */
  tasksIn(kind: PlaceKind, ids: readonly string[], since: Instant | null): Promise<readonly PlacedTask[]>;
  /** Null when it is deleted or no longer visible to the agent. Without a lane, reading goes in the background. */
  task(taskId: string, lane?: Lane): Promise<BoardTask | null>;
  /** The same reading, for whoever must tell a deleted task from a hidden one. One call, in the background. */
  whatBecameOf(taskId: string): Promise<TaskFate>;
  /** Top-level comments, newest first, back to `since`. */
  comments(taskId: string, since: Instant | null, lane?: Lane): Promise<readonly BoardComment[]>;
  replies(taskId: string, commentId: string, lane?: Lane): Promise<readonly BoardComment[]>;
  createTask(task: NewTask, may?: MayStillSend): Promise<{ readonly taskId: string; readonly url: string }>;
  updateTask(taskId: string, change: TaskChange, may?: MayStillSend): Promise<void>;
  postComment(
    taskId: string,
    message: Message,
    lane: Lane,
    may?: MayStillSend,
  ): Promise<{ readonly commentId: string }>;
  postReply(
    commentId: string,
    message: Message,
    lane: Lane,
    may?: MayStillSend,
  ): Promise<{ readonly commentId: string }>;
  editComment(commentId: string, message: Message, lane?: Lane, may?: MayStillSend): Promise<void>;
  /** Puts a file on a task. ClickUp keeps a second one of the same name beside the first. */
  attachFile(taskId: string, file: NewFile, may?: MayStillSend): Promise<void>;
  /** Names of the files on a task. */
  files(taskId: string): Promise<readonly string[]>;
  /** Looks for a key among what the agent wrote since `since`; null when it is not there. */
  findTask(
    listId: string,
    key: string,
    since: Instant,
  ): Promise<{ readonly taskId: string; readonly url: string } | null>;
  findComment(taskId: string, key: string, since: Instant): Promise<{ readonly commentId: string } | null>;
  findReply(commentId: string, key: string): Promise<{ readonly commentId: string } | null>;
}

/** One webhook registration as it should be and as ClickUp reports it. */
export interface Hook {
  readonly id: string;
  readonly endpoint: string;
  readonly events: readonly string[];
  readonly status: string;
  readonly failCount: number;
  readonly secret: string;
}

export interface Hooks {
  all(): Promise<readonly Hook[]>;
  create(endpoint: string, events: readonly string[]): Promise<Hook>;
  repair(id: string, endpoint: string, events: readonly string[]): Promise<void>;
  remove(id: string): Promise<void>;
}

/** One thing that a delivery says has changed, with the key that makes a second telling harmless. */
export interface BoardChange {
  readonly key: string;
  /** ClickUp's name for it, or UNUSABLE (`domain/board-act.ts`). */
  readonly event: string;
  readonly taskId: string | null;
  /** The task's list where ClickUp names it: changes outside our lists cost no call. */
  readonly listId: string | null;
  /** The actor; null where ClickUp names none. */
  readonly actorId: number | null;
  readonly at: Instant | null;
  /** Ids only: the comment that was posted or edited, and the thread it is in. */
  readonly commentId: string | null;
  readonly parentCommentId: string | null;
  /** User ids that the comment mentions. */
  readonly mentions: readonly number[];
  /** Person newly assigned by this change. */
  readonly assignedId: number | null;
  /** What it tells of as activity, beside what stands above. */
  readonly act: TaskAct | null;
}

export type Delivery =
  | {
      readonly kind: 'accepted';
      readonly webhookId: string;
      readonly changes: readonly BoardChange[];
    }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 413; readonly why: string };
