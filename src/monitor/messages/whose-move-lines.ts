import { dueInWords, MOVE_IN_WORDS, moveInWords } from '../../domain/whose-move-words.ts';
import type { WhoseMove } from '../../domain/whose-move.ts';
import { bold, bullet, type Line, link, paragraph } from '../message.ts';

/** More tasks than these are better looked at in ClickUp. */
const SHOWN = 5;

/** Whose move it is, with what shows it: tasks as links. Nothing where nobody is waited for. */
export function whoseMoveLines(whose: WhoseMove | null): readonly Line[] {
  if (whose === null) return [];
  const head = bold('Whose move: ');
  if (whose.kind !== 'ours' && whose.kind !== 'customer') return [paragraph(head, moveInWords(whose))];
  const more = whose.tasks.length - SHOWN;
  return [
    paragraph(head, MOVE_IN_WORDS[whose.kind]),
    ...whose.tasks
      .slice(0, SHOWN)
      .map((task) =>
        bullet(
          link(task.name, task.url),
          `: ${task.assignees.join(' and ') || 'assigned to nobody'}, ${dueInWords(task)}`,
        ),
      ),
    ...(more > 0 ? [bullet(`and ${more} more`)] : []),
  ];
}
