import type { Happening } from '../hooks/happening.ts';
import type { Person } from './model.ts';
import type { World } from './world.ts';

/** One act of one person at one instant: what every change of the world is given. */
export interface Act {
  readonly world: World;
  readonly actor: Person;
  /** Unix milliseconds; everything that the act stamps bears this time. */
  readonly now: number;
  /** Where the pages are, such as `http://127.0.0.1:4100`: a task's address points there. */
  readonly origin: string;
  /** Tells the webhooks, once the answer to this act is out. */
  publish(happening: Happening): void;
}
