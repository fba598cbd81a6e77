import type { Day } from '../domain/account.ts';
import type { Member } from './board.ts';

export interface PeopleStore {
  /** Members that are no longer listed become inactive; they keep their names. */
  replace(members: readonly Member[]): Promise<void>;
  all(): Promise<readonly KnownPerson[]>;
  /** Up to but without the date `until`, as the person's own calendar has it. */
  setAway(personId: number, until: Day): Promise<void>;
  /** False when the person was not away. */
  endAway(personId: number): Promise<boolean>;
  /** Until when people said that they are away; dates that are over may still be among them. */
  away(): Promise<ReadonlyMap<number, Day>>;
}

export interface KnownPerson extends Member {
  readonly active: boolean;
}
