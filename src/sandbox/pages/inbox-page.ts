import type { Notification, Person } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { moment, nameOf } from './words.ts';

/** What a member was notified of, newest first. */
export function inboxPage(world: World, person: Person): string {
  const mine = world.notifications.filter(({ personId }) => personId === person.id).toReversed();
  const lines = mine.map((line) => entry(world, person, line));
  const empty = html`<p class="none">Nobody has mentioned or assigned ${nameOf(person)} yet.</p>`;
  return layout(
    `Inbox of ${nameOf(person)}`,
    html`<h1>Inbox of ${nameOf(person)}</h1>
<section class="card">${lines.length > 0 ? html`<ul class="inbox">${lines}</ul>` : empty}</section>`,
  );
}

const VERBS = {
  mention: 'mentioned you in',
  assignment: 'assigned you to',
  assigned_comment: 'assigned you a comment in',
} as const;

function entry(world: World, person: Person, line: Notification): Html {
  const target = line.commentId === null ? '' : `#comment-${line.commentId}`;
  const here = world.tasks.has(line.taskId);
  const task = here
    ? html`<a href="/t/${line.taskId}?as=${person.id}${target}">${line.taskName}</a>`
    : html`${line.taskName} <small>(deleted)</small>`;
  return html`<li>
<p><strong>${nameOf(world.people.get(line.byId))}</strong> ${VERBS[line.kind]} ${task} <small>${moment(line.at)}</small></p>
${line.kind !== 'assignment' && html`<p class="quote">${line.text}</p>`}
</li>
`;
}
