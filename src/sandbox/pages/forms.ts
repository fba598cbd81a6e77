import type { Person } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import { nameOf } from './words.ts';

/** People who can speak: active, and past their invitation. */
export function speakers(world: World): readonly Person[] {
  return [...world.people.values()].filter(({ active, name }) => active && name !== null);
}

/** Chooses whom the visitor speaks for. */
export function personSelect(world: World, as: Person, words = 'As'): Html {
  const options = speakers(world).map((person) =>
    person.id === as.id
      ? html`<option value="${person.id}" selected>${nameOf(person)}</option>`
      : html`<option value="${person.id}">${nameOf(person)}</option>`,
  );
  return html`<label>${words} <select name="as">${options}</select></label>`;
}

export interface CommentFormOptions {
  readonly action: string;
  readonly as: Person;
  /** On the button. */
  readonly words: string;
}

/** The form for a new comment or reply, by whoever is chosen in it. */
export function commentForm(world: World, { action, as, words }: CommentFormOptions): Html {
  return html`<form method="post" action="${action}">
<label class="wide">${words} <textarea name="text" rows="3" required placeholder="Write @Name to mention someone"></textarea></label>
${personSelect(world, as)}
<button>${words}</button>
</form>`;
}

export interface EditFormOptions {
  readonly commentId: number;
  readonly as: Person;
  /** The comment as it can be typed again. */
  readonly typed: string;
}

/** Edit and delete, folded away until they are wanted. */
export function editForms({ commentId, as, typed }: EditFormOptions): Html {
  return html`<details><summary>Edit</summary>
<form method="post" action="/c/${commentId}/edit">
<input type="hidden" name="as" value="${as.id}">
<label class="wide">Comment <textarea name="text" rows="3" required>
${typed}</textarea></label>
<button>Save</button>
</form>
</details>
<details><summary>Delete</summary>
<form method="post" action="/c/${commentId}/delete">
<input type="hidden" name="as" value="${as.id}">
<button class="danger">Delete this comment</button>
</form>
</details>`;
}
