import { isUnseen, type Snapshot } from './assess.ts';
import type { Assessment } from './assessment.ts';
import { isWorkingDay, noHolidays } from './calendar.ts';
import { isPausedOn } from './clocks.ts';
import { eventsWithin } from './event-order.ts';
import type { MeasuredFacts } from './health-score.ts';
import { startOfDay } from './local-date.ts';
import { type Scene, sceneOf } from './scene.ts';
import type { UsageEvent } from './usage-event.ts';
import { type RecentWindow, recentWindow } from './window.ts';

/**
 * What the measured inputs of the health score are computed from, at the instant judged.
 * @param seats how many people the customer bought it for; null: adoption is measured against the people known
 */
export function healthFactsOf(
  snapshot: Snapshot,
  verdict: Pick<Assessment, 'progress' | 'activeDays'>,
  seats: number | null,
  now: number,
): MeasuredFacts {
  const { account, policy, isHoliday = noHolidays } = snapshot;
  const scene = sceneOf(snapshot, now);
  const window = recentWindow(scene.today, scene.paused, isHoliday);
  const { active, known } = peopleIn(snapshot, scene, window);
  const used = new Set(eventsWithin(scene.evidence, scene.startedAt, Number.POSITIVE_INFINITY).map(({ name }) => name));
  let workingDays = 0;
  for (let day = Math.max(window.from, account.startedOn); day <= window.today; day += 1)
    if (isWorkingDay(day, isHoliday) && !isPausedOn(day, scene.paused)) workingDays += 1;
  return {
    coreEventsKnown: policy.catalogueCore.size,
    coreEventsUsed: [...policy.catalogueCore].filter((name) => used.has(name)).length,
    activePeople: active,
    people: seats ?? known,
    progress: verdict.progress,
    activeDays: verdict.activeDays,
    workingDays,
    isUnseen: isUnseen(snapshot, now),
  };
}

/**
 * People of the account known by now, and those of them active in W. Where the product names its members, others who act (whom the
 * customer serves) are not counted; else whoever acts is.
 */
function peopleIn(
  { users, account }: Snapshot,
  { evidence }: Scene,
  window: RecentWindow,
): { readonly active: number; readonly known: number } {
  const members = new Set([...users].flatMap(([id, { member }]) => (member ? [id] : [])));
  const idsOf = (events: readonly UsageEvent[]): ReadonlySet<string> =>
    new Set(
      events.flatMap(({ userId }) => (userId === null || (members.size > 0 && !members.has(userId)) ? [] : [userId])),
    );
  const recent = eventsWithin(evidence, startOfDay(window.from, account.zone), Number.POSITIVE_INFINITY);
  return { active: idsOf(recent).size, known: members.size > 0 ? members.size : idsOf(evidence).size };
}
