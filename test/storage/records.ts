import type { AlertRecord } from '../../src/monitor/alert-store.ts';
import type { BoardChange } from '../../src/monitor/board.ts';
import type { Standing } from '../../src/monitor/standing-store.ts';

export const NOW = Date.UTC(2026, 10, 23, 9);

/** On track, and nothing else to say of it. */
export const aStanding = (part: Partial<Standing> = {}): Standing => ({
  accountKey: 'task:t1',
  state: 'on_track',
  strength: null,
  since: NOW,
  softFrom: null,
  hardFrom: null,
  clearFrom: null,
  reopenedOn: null,
  missedOn: null,
  lastDay: 1,
  assessedAt: NOW,
  dueAt: null,
  unheard: false,
  ...part,
});

/** A task that somebody changed. */
export const aChange = (part: Partial<BoardChange> = {}): BoardChange => ({
  key: 'k1',
  event: 'taskUpdated',
  taskId: 't1',
  listId: null,
  actorId: 7,
  at: NOW,
  commentId: null,
  parentCommentId: null,
  mentions: [],
  assignedId: null,
  act: null,
  ...part,
});

/** A hard alert that its CSM was called to. */
export const anAlert = (given: Partial<AlertRecord> = {}): AlertRecord => ({
  id: 't1.a1',
  accountKey: 'task:t1',
  kind: 'stalled',
  strength: 'hard',
  urgent: false,
  step: null,
  delivery: 'task',
  reason: null,
  openedAt: NOW,
  deliveredAt: NOW,
  closedAt: null,
  closeReason: null,
  csmId: 7,
  listId: 'l1',
  textHash: 'h',
  takenOver: false,
  calledAt: NOW,
  touchedAt: null,
  repeats: 0,
  ...given,
});
