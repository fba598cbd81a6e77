import type { Day, Instant } from './account.ts';
import type { Snapshot } from './assess.ts';
import { dayOf } from './local-date.ts';
import { coreEventsOf } from './plan.ts';
import { sceneOf } from './scene.ts';

/** What an account did on one date of its own calendar: qualified events, people of whom a name is known. */
export interface DayOfActivity {
  readonly day: Day;
  readonly core: number;
  readonly other: number;
  readonly people: number;
}

/** Every date with any evidence, oldest first, up to the instant judged; which events are core is as for the states. */
export function activityByDay(snapshot: Snapshot, now: Instant): readonly DayOfActivity[] {
  const { account, plan, policy } = snapshot;
  const core = plan === null ? policy.catalogueCore : coreEventsOf(plan);
  const days = Map.groupBy(sceneOf(snapshot, now).evidence, ({ at }) => dayOf(at, account.zone));
  return [...days].map(([day, events]) => {
    const ofCore = events.filter(({ name }) => core.has(name)).length;
    const people = new Set(events.flatMap(({ userId }) => userId ?? [])).size;
    return { day, core: ofCore, other: events.length - ofCore, people };
  });
}
