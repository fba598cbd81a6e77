/** What the stand-in remembers. Times are Unix milliseconds; how they look on the wire is the business of `api/`. */

/** 1 owner, 2 admin, 3 member, 4 guest, as ClickUp numbers them. */
export type Role = 1 | 2 | 3 | 4;

export interface Person {
  readonly id: number;
  /** Null while an invitation is pending. */
  name: string | null;
  readonly email: string;
  readonly role: Role;
  /** IANA zone; a date without a time is stored as 04:00 here. */
  readonly zone: string;
  readonly color: string;
  readonly token: string;
  /** A deactivated person's token is refused, and their webhooks stop firing while staying listed. */
  active: boolean;
  /** Shown by `GET /team`. Super Agents (negative ids) are not, unless asked for. */
  readonly listed: boolean;
  readonly joinedAt: number;
}

export type StatusType = 'open' | 'custom' | 'done' | 'closed';

export interface Status {
  readonly id: string;
  readonly status: string;
  readonly type: StatusType;
  readonly orderindex: number;
  readonly color: string;
}

export interface Team {
  readonly id: string;
  readonly name: string;
}

export interface Space {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly statuses: readonly Status[];
  /** Who may see a private space; null: everybody. */
  readonly privateTo: readonly number[] | null;
}

export interface Folder {
  readonly id: string;
  readonly spaceId: string;
  readonly name: string;
  readonly orderindex: number;
}

export interface List {
  readonly id: string;
  readonly spaceId: string;
  /** Null for a list outside folders, which ClickUp shows in a folder named "hidden". */
  readonly folderId: string | null;
  readonly hiddenFolderId: string;
  name: string;
  readonly content: string;
  /** Null: the statuses of the space. */
  readonly ownStatuses: readonly Status[] | null;
  readonly orderindex: number;
  readonly privateTo: readonly number[] | null;
  /** People with explicit access: the only ones that `GET /list/:id/member` shows. */
  memberIds: readonly number[];
}

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly typeConfig: Readonly<Record<string, unknown>>;
  /** Null: every list of the workspace. */
  readonly listIds: readonly string[] | null;
  readonly createdAt: number;
  readonly hideFromGuests: boolean;
  readonly required: boolean;
}

/** A date as someone writes it: an instant, and whether its time of day matters. */
export interface WrittenDate {
  readonly at: number;
  readonly withTime: boolean;
}

/** A date as it is kept: with the zone of whoever wrote it, in which a date without a time is a calendar day. */
export interface KeptDate extends WrittenDate {
  readonly zone: string;
}

/** The value of a custom field as it is kept; it looks different when written, when read and in a history item. */
export type KeptValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'rating'; readonly value: number }
  | { readonly kind: 'progress'; readonly current: number }
  | { readonly kind: 'flag'; readonly on: boolean }
  | { readonly kind: 'date'; readonly date: KeptDate }
  | { readonly kind: 'option'; readonly optionId: string }
  | { readonly kind: 'labels'; readonly optionIds: readonly string[] }
  | { readonly kind: 'people'; readonly ids: readonly number[] }
  | { readonly kind: 'tasks'; readonly ids: readonly string[] }
  | { readonly kind: 'place'; readonly place: unknown };

export interface TaskLink {
  readonly taskId: string;
  readonly createdAt: number;
  readonly byId: number;
}

/** A file on a task. */
export interface Attachment {
  readonly id: string;
  readonly title: string;
  /** Its MIME type, as it was sent. */
  readonly type: string;
  readonly content: Uint8Array;
  readonly byId: number;
  readonly at: number;
}

export interface Task {
  readonly id: string;
  listId: string;
  name: string;
  /** As it was written; `description` is the same without Markdown. */
  markdown: string;
  description: string;
  status: Status;
  readonly creatorId: number;
  assigneeIds: readonly number[];
  watcherIds: readonly number[];
  parentId: string | null;
  priority: 1 | 2 | 3 | 4 | null;
  due: KeptDate | null;
  start: KeptDate | null;
  timeEstimate: number | null;
  points: number | null;
  customItemId: number;
  archived: boolean;
  tags: readonly string[];
  links: readonly TaskLink[];
  attachments: readonly Attachment[];
  /** By field id. */
  readonly values: Map<string, KeptValue>;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  doneAt: number | null;
  readonly orderindex: number;
  /** People the task itself was shared with. */
  memberIds: readonly number[];
}

/** A piece of a comment, as ClickUp writes it: text with attributes, a mention, or something that is only passed on. */
export type Block = Readonly<Record<string, unknown>>;

export interface Comment {
  readonly id: number;
  readonly taskId: string;
  /** The comment whose thread this is in; null at top level. */
  readonly parentId: number | null;
  readonly authorId: number;
  blocks: readonly Block[];
  readonly createdAt: number;
  /** Kept, because the event of an edit carries the history id of the first posting. */
  readonly historyId: string;
  resolved: boolean;
  assigneeId: number | null;
  assignedById: number | null;
}

export type HealthStatus = 'active' | 'failing' | 'suspended' | 'inactive';

export interface Webhook {
  readonly id: string;
  readonly ownerId: number;
  readonly teamId: string;
  endpoint: string;
  events: readonly string[];
  readonly spaceId: string | null;
  readonly folderId: string | null;
  readonly listId: string | null;
  readonly taskId: string | null;
  readonly secret: string;
  status: HealthStatus;
  failCount: number;
}

/** One line of a person's inbox. */
export interface Notification {
  readonly personId: number;
  readonly kind: 'mention' | 'assignment' | 'assigned_comment';
  readonly byId: number;
  readonly taskId: string;
  readonly taskName: string;
  readonly commentId: number | null;
  readonly text: string;
  readonly at: number;
}
