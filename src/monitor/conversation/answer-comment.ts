import type { Instant } from '../../domain/account.ts';
import type { Member } from '../board.ts';
import type { Crew } from '../keep-accounts.ts';
import { type Message, paragraph, text } from '../message.ts';
import { keyedLink, type Write } from '../outbox.ts';
import { approvalWasEdited } from './approval-watch.ts';
import { readCommand } from './command.ts';
import { obey } from './obey.ts';
import { speakerOf } from './permission.ts';
import type { AnswerDeps, Said } from './said.ts';

/**
 * Does what a comment asks and answers in its thread, once: the comment, its effect and the reply are stored together. Guests,
 * unknown users and Super Agents get no answer; it is logged.
 */
export async function answerComment(deps: AnswerDeps, said: Said, now: Instant): Promise<void> {
  const { comment } = said;
  const crew = await deps.crew();
  const speaker = speakerOf(comment.authorId, crew);
  if (speaker.kind === 'agent') return;
  if (speaker.kind === 'outsider') {
    deps.log.warn(
      { taskId: comment.taskId, commentId: comment.id, authorId: comment.authorId, because: speaker.because },
      'comment by an outsider was not answered',
    );
    return;
  }
  await deps.store.transaction(async (store) => {
    const earlier = await store.comments.heard(comment.id);
    const heard = {
      commentId: comment.id,
      digest: comment.digest,
      taskId: comment.taskId,
      parentId: comment.parentId,
      authorId: comment.authorId,
      at: comment.at,
      said: comment.text,
    };
    if (!(await store.comments.hear(heard, now))) return;
    // Asking who is here again would wait for the very connection that this transaction holds.
    const inside = { ...deps, store, crew: async () => crew };
    const body = await (earlier.length === 0
      ? obey(inside, crew, said, speaker.person, now)
      : obeyEdited(inside, crew, said, speaker.person, earlier[0]?.said ?? '', now));
    if (body !== null) await store.outbox.add([replyWrite(said, body, now)], now);
  });
}

/** An edit that changes what is asked is a new command; an approval that was given stands, and the edit is said. */
async function obeyEdited(
  deps: AnswerDeps,
  crew: Crew,
  said: Said,
  person: Member,
  before: string,
  now: Instant,
): Promise<Message | null> {
  if (said.account !== null) {
    const line = await approvalWasEdited(deps, said.account, said.comment, now);
    if (line !== null) return line;
  }
  if (!said.addressed) return null;
  const same = JSON.stringify(readCommand(before)) === JSON.stringify(readCommand(said.comment.text));
  return same ? null : obey(deps, crew, said, person, now);
}

/** In the comment's own thread: a reply to a reply goes to the thread it stands in. */
function replyWrite({ comment, account, taskUrl }: Said, body: Message, now: Instant): Write {
  const key = `reply.${comment.id}.${comment.digest.slice(0, 8)}`;
  const signed: Message = [
    ...body,
    paragraph(
      text('First Value Monitor, an agent · '),
      keyedLink(account === null ? 'this task' : 'account', taskUrl, key),
    ),
  ];
  return {
    key,
    accountKey: account?.key ?? null,
    alertId: null,
    notBefore: now,
    after: null,
    kind: 'reply',
    taskId: comment.taskId,
    comment: { id: comment.parentId ?? comment.id },
    body: signed,
    lane: 'conversation',
  };
}
