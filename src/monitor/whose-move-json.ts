import { z } from 'zod';
import { dayToIso } from '../domain/local-date.ts';
import { MOVE_KINDS, type WhoseMove } from '../domain/whose-move.ts';
import { moveEvidenceInWords, moveInWords } from '../domain/whose-move-words.ts';
import { isoMoment } from './json-values.ts';

/** Whose move it is (PRODUCT, item 15), as `/api/accounts/:account_id` answers it. */

const TaskEvidenceJson = z.strictObject({
  kind: z.literal('task'),
  task_id: z.string(),
  name: z.string(),
  url: z.string(),
  due_on: z.iso.date().nullable(),
  overdue_days: z.int().nullable().describe('0 or less: not overdue'),
  side: z.enum(['ours', 'customer', 'nobody']),
  assignees: z.array(z.string()),
});
const FailureJson = z.strictObject({
  kind: z.literal('failure'),
  event: z.string(),
  at: z.iso.datetime(),
  user_id: z.string().nullable(),
  message_id: z.string(),
});
const ReasonJson = z.strictObject({
  kind: z.enum(['blind', 'nothing_found']),
  because: z.string(),
});

export const WhoseMoveJson = z.strictObject({
  kind: z.enum(MOVE_KINDS),
  in_words: z.string(),
  evidence: z.array(z.discriminatedUnion('kind', [TaskEvidenceJson, FailureJson, ReasonJson])),
  next: z.array(z.string()).describe('what to do, the first move first'),
});
export type WhoseMoveJson = z.infer<typeof WhoseMoveJson>;

export function whoseMoveJson(move: WhoseMove, next: readonly string[]): WhoseMoveJson {
  return {
    kind: move.kind,
    in_words: moveInWords(move),
    evidence: evidenceJson(move),
    next: [...next],
  };
}

function evidenceJson(move: WhoseMove): WhoseMoveJson['evidence'] {
  switch (move.kind) {
    case 'customer':
    case 'ours':
      return move.tasks.map((task) => ({
        kind: 'task',
        task_id: task.taskId,
        name: task.name,
        url: task.url,
        due_on: task.dueOn === null ? null : dayToIso(task.dueOn),
        overdue_days: task.overdueDays,
        side: task.side,
        assignees: [...task.assignees],
      }));
    case 'product':
      return move.errors.map(({ event, at, userId, messageId }) => ({
        kind: 'failure',
        event,
        at: isoMoment(at),
        user_id: userId,
        message_id: messageId,
      }));
    case 'data':
      return [{ kind: 'blind', because: moveEvidenceInWords(move) }];
    case 'unknown':
      return [{ kind: 'nothing_found', because: moveEvidenceInWords(move) }];
  }
}
