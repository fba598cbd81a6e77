import { digestOf } from './ids.ts';
import type { Person, Role } from './model.ts';
import { undocumented } from './refusal.ts';
import type { World } from './world.ts';

export interface PersonDraft {
  readonly id?: number | undefined;
  /** Null: an invitation that is still pending. */
  readonly name: string | null;
  readonly email?: string | undefined;
  readonly role?: Role | undefined;
  readonly zone?: string | undefined;
  readonly color?: string | undefined;
  readonly listed?: boolean | undefined;
}

const FIRST_PERSON = 81_000_000;
const COLORS = ['#7b68ee', '#ff897f', '#2ea52c', '#e16b16', '#0f9d9f', '#ab4aba', '#4169e1', '#827718'];

/** Adds a person to every workspace, with a token that is the same in every run for the same id. */
export function addPerson(world: World, draft: PersonDraft, now: number): Person {
  const count = world.ids.next('person');
  const id = draft.id ?? FIRST_PERSON + count;
  if (world.people.has(id)) throw undocumented(409, `User ${id} exists already`);
  const person: Person = {
    id,
    name: draft.name,
    email: draft.email ?? `user${count}@sandbox.test`,
    role: draft.role ?? 3,
    zone: draft.zone ?? 'UTC',
    color: draft.color ?? COLORS[count % COLORS.length] ?? '#7b68ee',
    token: `pk_${Math.abs(id)}_${digestOf(`token/${id}`).slice(0, 32).toUpperCase()}`,
    active: true,
    listed: draft.listed ?? id > 0,
    joinedAt: now,
  };
  world.people.set(id, person);
  return person;
}
