import { textOf } from '../views/blocks-view.ts';
import type { Comment, Person } from '../world/model.ts';
import { commentsOf, type World } from '../world/world.ts';
import { commentBody } from './comment-body.ts';
import { commentForm, editForms } from './forms.ts';
import { colour, type Html, html } from './html.ts';
import { moment, nameOf } from './words.ts';

/** A comment with its replies under it, and the forms to go on. */
export function threadView(world: World, comment: Comment, as: Person | null): Html {
  const replies = commentsOf(world, comment.taskId, comment.id);
  return html`<article class="card thread">
${commentView(world, comment, as)}
${replies.length > 0 && html`<div class="replies">${replies.map((reply) => commentView(world, reply, as))}</div>`}
${as && html`<details class="reply"><summary>Reply</summary>${replyForm(world, comment, as)}</details>`}
</article>
`;
}

function replyForm(world: World, comment: Comment, as: Person): Html {
  return commentForm(world, { action: `/c/${comment.id}/reply`, as, words: 'Reply' });
}

function commentView(world: World, comment: Comment, as: Person | null): Html {
  const author = world.people.get(comment.authorId);
  const assignee = comment.assigneeId === null ? undefined : world.people.get(comment.assigneeId);
  const typed = textOf(world, comment.blocks).trimEnd();
  return html`<div class="comment" id="comment-${comment.id}">
<p class="who"><span class="dot" style="--dot: ${colour(author?.color ?? '')}"></span><strong>${nameOf(author)}</strong>
<small>${moment(comment.createdAt)}</small>
${assignee && html`<small>assigned to ${nameOf(assignee)}</small>`}
${comment.resolved && html`<small>resolved</small>`}</p>
<div class="prose">${commentBody(world, comment.blocks)}</div>
${as?.id === comment.authorId && html`<div class="own">${editForms({ commentId: comment.id, as, typed })}</div>`}
</div>
`;
}
