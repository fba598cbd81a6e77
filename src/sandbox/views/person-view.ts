import type { Person } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** A person as tasks, comments and history items name them. */
export interface UserRef {
  readonly id: number;
  readonly username: string | null;
  readonly email: string;
  readonly color: string;
  readonly initials: string;
  readonly profilePicture: null;
}

/** The short form of a person; the name is null while an invitation is pending. */
export function userRef(person: Person): UserRef {
  const { id, name, email, color } = person;
  return { id, username: name, email, color, initials: initialsOf(person), profilePicture: null };
}

/** References to those of these people who are known. */
export function userRefs(world: World, ids: readonly number[]): readonly UserRef[] {
  return ids.flatMap((id) => {
    const person = world.people.get(id);
    return person ? [userRef(person)] : [];
  });
}

/** A reference, or null for nobody. */
export function userRefOrNull(world: World, id: number | null): UserRef | null {
  const person = id === null ? undefined : world.people.get(id);
  return person ? userRef(person) : null;
}

/** The answer of `GET /user`. */
export function authorizedUser(person: Person): Record<string, unknown> {
  return { ...userRef(person), week_start_day: 1, global_font_support: false, timezone: person.zone };
}

const ROLE_KEYS = { 1: 'owner', 2: 'admin', 3: 'member', 4: 'guest' } as const;

/** A member as `GET /team` lists them; the role keys are real although ClickUp's own description lacks them. */
export function teamMember(person: Person): Record<string, unknown> {
  const joined = String(person.joinedAt);
  const pending = person.name === null;
  const user = {
    ...userRef(person),
    role: person.role,
    role_key: ROLE_KEYS[person.role],
    custom_role: null,
    last_active: pending ? null : joined,
    date_joined: pending ? null : joined,
    date_invited: joined,
  };
  return { user };
}

const NO_PROFILE = {
  display_profile: null,
  verified_ambassador: null,
  verified_consultant: null,
  top_tier_user: null,
  viewed_verified_ambassador: null,
  viewed_verified_consultant: null,
  viewed_top_tier_user: null,
};

/** A person with explicit access to a list or a task. */
export function explicitMember(person: Person): Record<string, unknown> {
  return { ...userRef(person), profileInfo: NO_PROFILE };
}

function initialsOf(person: Person): string {
  const words = (person.name ?? person.email).trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}
