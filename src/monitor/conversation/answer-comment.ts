import type { Instant } from '../../domain/account.ts';
import type { Member } from '../board.ts';
import type { Crew } from '../keep-accounts.ts';
import { type Message, paragraph, text } from '../message.ts';
import { keyedLink, type Write } from '../outbox.ts';
import { approvalWasEdited } from './approval-watch.ts';
import { readCommand } from './command.ts';
import { obey } from './obey.ts';
import { speakerOf } from './permission.ts';
import type { AnswerDeps, Heard, Said } from './said.ts';
import { thinkAhead, thoughtKeyOf } from './think-ahead.ts';
import type { Thought } from './thoughts.ts';

/**
 * Does what a comment asks and answers in its thread, once: the comment, its effect and the reply are stored together. Guests,
 * unknown users and Super Agents get no answer; it is logged. What a model must think about is set aside meanwhile.
 */
export async function answerComment(deps: AnswerDeps, said: Said, now: Instant): Promise<Heard> {
  const { comment } = said;
  const crew = await deps.crew();
  const speaker = speakerOf(comment.authorId, crew);
  if (speaker.kind === 'agent') return 'done';
  if (speaker.kind === 'outsider') {
    deps.log.warn(
      { taskId: comment.taskId, commentId: comment.id, authorId: comment.authorId, because: speaker.because },
      'comment by an outsider was not answered',
    );
    return 'done';
  }
  const earlierTexts = await deps.store.comments.heard(comment.id);
  if (earlierTexts.some(({ digest }) => digest === comment.digest)) return 'done';
  const ahead = await thinkAhead(deps, crew, said, speaker.person, now, () => showAtWork(deps, said, now));
  if (ahead.kind === 'set_aside') {
    if (said.row !== null) deps.thoughts.keepRow(said.row, thoughtKeyOf(comment), now);
    return 'set_aside';
  }
  const { thought } = ahead;
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
    const inside = { ...deps, store, drafter: drafterWith(deps, thought), crew: async () => crew };
    const body = await (earlier.length === 0
      ? obey(inside, crew, said, speaker.person, now, thought)
      : obeyEdited(inside, crew, said, speaker.person, earlier[0]?.said ?? '', now, thought));
    if (body !== null) await store.outbox.add([await answerWrite(store, said, body, now)], now);
  });
  deps.thoughts.forget(thoughtKeyOf(comment));
  return 'done';
}

/** The draft that was thought of, or where there is none (the plan has changed since, say) what the templates give at once. */
const drafterWith = ({ draftAtOnce }: AnswerDeps, thought: Thought | null): AnswerDeps['drafter'] =>
  thought?.kind === 'draft' ? async () => thought.answer : draftAtOnce;

/** An edit that changes what is asked is a new command; an approval that was given stands, and the edit is said. */
async function obeyEdited(
  deps: AnswerDeps,
  crew: Crew,
  said: Said,
  person: Member,
  before: string,
  now: Instant,
  thought: Thought | null,
): Promise<Message | null> {
  if (said.account !== null) {
    const line = await approvalWasEdited(deps, said.account, said.comment, now);
    if (line !== null) return line;
  }
  if (!said.addressed) return null;
  const same = JSON.stringify(readCommand(before)) === JSON.stringify(readCommand(said.comment.text));
  return same ? null : obey(deps, crew, said, person, now, thought);
}

/** The first sign of an answer that takes long; the answer itself is an edit of it. */
async function showAtWork(deps: AnswerDeps, said: Said, now: Instant): Promise<void> {
  const body = [paragraph('I am working on it; the answer follows in this place.')];
  if ((await deps.store.outbox.add([replyWrite(said, body, now)], now)) > 0) await deps.sendAnswers();
}

/** A reply, or where one was posted as a first sign (in this life or an earlier one) its edit. */
async function answerWrite(store: AnswerDeps['store'], said: Said, body: Message, now: Instant): Promise<Write> {
  const reply = replyWrite(said, body, now);
  if ((await store.outbox.get(reply.key)) === null) return reply;
  const { accountKey, alertId, notBefore, lane } = reply;
  const head = { key: `${reply.key}.answer`, accountKey, alertId, notBefore, after: reply.key, lane };
  return { ...head, kind: 'edit_comment', comment: { resultOf: reply.key }, body: reply.body };
}

/** In the comment's own thread: a reply to a reply goes to the thread it stands in. */
function replyWrite({ comment, account, taskUrl }: Said, body: Message, now: Instant): Write & { kind: 'reply' } {
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
