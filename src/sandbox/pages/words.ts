import { DateTime } from 'luxon';
import type { Field, KeptDate, KeptValue, Person, Status, Task } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { colour, type Html, html } from './html.ts';

/** Small pieces that several pages show the same way. Times are shown in UTC. */

/** An instant, to the minute. */
export function moment(at: number): Html {
  const time = DateTime.fromMillis(at, { zone: 'utc' });
  return html`<time datetime="${time.toISO()}">${time.toFormat('d LLL yyyy, HH:mm')}</time>`;
}

/** A due date or the value of a date field: the calendar day alone when it was given without a time. */
export function dateWords(date: KeptDate | null): Html {
  if (date === null) return html`<span class="none">–</span>`;
  if (date.withTime) return moment(date.at);
  return html`${DateTime.fromMillis(date.at, { zone: date.zone }).toFormat('d LLL yyyy')}`;
}

/** A name; for pending invitees their e-mail. */
export function nameOf(person: Person | undefined): string {
  return person?.name ?? person?.email ?? 'unknown';
}

/** A status in its own colour. */
export function statusChip(status: Status): Html {
  return html`<span class="chip" style="--chip: ${colour(status.color)}">${status.status}</span>`;
}

const PRIORITIES = { 1: 'Urgent', 2: 'High', 3: 'Normal', 4: 'Low' } as const;

/** A priority in a word, or a dash. */
export function priorityWord(priority: Task['priority']): Html {
  if (priority === null) return html`<span class="none">–</span>`;
  return html`<span class="priority p${priority}">${PRIORITIES[priority]}</span>`;
}

/** Names of people, or a dash. */
export function peopleLine(world: World, ids: readonly number[]): Html {
  if (ids.length === 0) return html`<span class="none">–</span>`;
  const names = ids.map((id) => ({ id, name: nameOf(world.people.get(id)) }));
  return html`${names.map(({ id, name }, index) => html`${index > 0 && ', '}<a href="/inbox/${id}">${name}</a>`)}`;
}

/** The words of an option of a drop-down or labels field. */
export function optionName(field: Field, optionId: string): string {
  const options: unknown = field.typeConfig.options;
  if (!Array.isArray(options)) return optionId;
  const option: unknown = options.find((candidate) => candidate?.id === optionId);
  if (typeof option !== 'object' || option === null) return optionId;
  return String(('name' in option && option.name) || ('label' in option && option.label) || optionId);
}

/** A custom field's value in words. */
export function fieldWords(world: World, field: Field, kept: KeptValue | undefined): Html {
  switch (kept?.kind) {
    case undefined:
      return html`<span class="none">–</span>`;
    case 'text':
      return html`${kept.text}`;
    case 'number':
      return html`${kept.value.toLocaleString('en')}`;
    case 'rating':
      return html`${'★'.repeat(kept.value)}`;
    case 'progress':
      return html`${kept.current} %`;
    case 'flag':
      return html`${kept.on ? 'Yes' : 'No'}`;
    case 'date':
      return dateWords(kept.date);
    case 'option':
      return html`${optionName(field, kept.optionId)}`;
    case 'labels':
      return html`${kept.optionIds.map((id) => optionName(field, id)).join(', ')}`;
    case 'people':
      return peopleLine(world, kept.ids);
    case 'tasks':
      return html`${kept.ids.map((id) => html`<a href="/t/${id}">${world.tasks.get(id)?.name ?? id}</a> `)}`;
    case 'place':
      return html`${JSON.stringify(kept.place)}`;
  }
}
