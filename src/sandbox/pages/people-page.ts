import type { Person } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { nameOf } from './words.ts';

const ROLES = { 1: 'Owner', 2: 'Admin', 3: 'Member', 4: 'Guest' } as const;

/** Everybody, with the way to their inbox. */
export function peoplePage(world: World): string {
  const people = [...world.people.values()];
  return layout(
    'People',
    html`<h1>People</h1>
<section class="card">
<table class="tasks people">
<thead><tr><th>Name</th><th>Role</th><th>E-mail</th><th>Time zone</th><th>Inbox</th></tr></thead>
<tbody>${people.map((person) => row(world, person))}</tbody>
</table>
</section>`,
  );
}

function row(world: World, person: Person): Html {
  const count = world.notifications.filter(({ personId }) => personId === person.id).length;
  const notes = [person.name === null && 'invited', !person.active && 'deactivated'].filter((note) => note !== false);
  return html`<tr class="${person.active ? '' : 'closed'}">
<td class="name"><a href="/inbox/${person.id}">${nameOf(person)}</a> <small>${notes.join(', ')}</small></td>
<td data-label="Role">${ROLES[person.role]}</td>
<td data-label="E-mail">${person.email}</td>
<td data-label="Time zone">${person.zone}</td>
<td data-label="Inbox">${count}</td>
</tr>
`;
}
