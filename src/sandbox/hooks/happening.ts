/** The 28 events that a ClickUp webhook can be subscribed to. */
export const EVENTS = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskPriorityUpdated',
  'taskStatusUpdated',
  'taskAssigneeUpdated',
  'taskDueDateUpdated',
  'taskTagUpdated',
  'taskMoved',
  'taskCommentPosted',
  'taskCommentUpdated',
  'taskTimeEstimateUpdated',
  'taskTimeTrackedUpdated',
  'listCreated',
  'listUpdated',
  'listDeleted',
  'folderCreated',
  'folderUpdated',
  'folderDeleted',
  'spaceCreated',
  'spaceUpdated',
  'spaceDeleted',
  'goalCreated',
  'goalUpdated',
  'goalDeleted',
  'keyResultCreated',
  'keyResultUpdated',
  'keyResultDeleted',
] as const;

export type EventName = (typeof EVENTS)[number];

/** Where something happened, from the workspace down: what the location of a webhook is compared with. */
export interface Place {
  readonly teamId: string;
  readonly spaceId?: string;
  readonly folderId?: string | null;
  readonly listId?: string;
  readonly taskId?: string;
}

/** One delivery's worth of news: an event about one resource, with the history items that ClickUp sends for it. */
export interface Happening {
  readonly event: EventName;
  readonly place: Place;
  /** The resource id of the body, such as `{ task_id }`. */
  readonly resource: Readonly<Record<string, string>>;
  /** Absent for deletions and for most events of lists, folders and spaces. */
  readonly historyItems?: readonly HistoryItem[];
}

/** A history item as it is sent; `field` decides what else it carries. */
export type HistoryItem = Readonly<Record<string, unknown>> & { readonly id: string; readonly field: string };
