import type { Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import type { FleetVerdict } from '../domain/fleet.ts';
import { isFresh } from '../domain/feeds.ts';
import { dayToIso, isoToDay } from '../domain/local-date.ts';
import type { FeedSource } from '../domain/usage-event.ts';
import { members } from './alert-owner.ts';
import { workplaceOf } from './desk.ts';
import { nextWithinHours } from '../domain/delivery.ts';
import type { Crew } from './keep-accounts.ts';
import { bold, type Message, mention, paragraph, text } from './message.ts';
import { linkToWritten, type Write } from './outbox.ts';
import { type Rules, workspaceZone } from './rules.ts';
import { isNewlyMade, isRefused, standingTask, standingTaskAfter } from './standing-task.ts';
import type { Store } from './store.ts';
import { dayInWords, momentInWords, plural } from './words.ts';

/** Something that operations must know, never a CSM: it is no fault of any customer. */
export interface Notice {
  /** What it is about: the newest of these is remembered, so that each is told once. */
  readonly about: string;
  /** Tells this one from the one before. */
  readonly id: string;
  readonly what: string;
  readonly says: string;
  readonly wayOut: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** It goes on what `before` told of: that was enough. Default: it is news. */
  readonly continues?: (before: string) => boolean;
}

/** On weekends hardly anybody works, so an outage over one is seen on Friday and again on Monday. */
const LONGEST_WEEKEND_DAYS = 3;

export function fleetNotice(fleet: FleetVerdict): Notice | null {
  if (fleet.kind !== 'quiet') return null;
  const { day, median, usual, accounts } = fleet;
  return {
    about: 'fleet',
    id: dayToIso(day),
    what: 'fleet_held',
    says: `Most accounts went quiet together on ${dayInWords(day)}: ${median} events in the median over ${accounts} accounts, where ${usual} are usual on that weekday. No new alert is raised today.`,
    wayOut: 'check that events still arrive; on a public holiday there is nothing to do',
    detail: { date: dayToIso(day), median, usual, accounts },
    continues: (before) => day - (isoToDay(before) ?? 0) <= LONGEST_WEEKEND_DAYS,
  };
}

/** One notice a source that went silent, however many accounts are blind by it; `blind` counts them by source. */
export function staleNotices(
  feeds: readonly FeedSource[],
  blind: ReadonlyMap<string, number>,
  { freshnessHours, zones }: Pick<Rules, 'freshnessHours' | 'zones'>,
  now: Instant,
): readonly Notice[] {
  return feeds
    .filter((feed) => blind.has(feed.name) && !isFresh(feed, now, freshnessHours))
    .map(({ name, lastReceivedAt }) => {
      const accounts = blind.get(name) ?? 0;
      const since = momentInWords(lastReceivedAt, zones.standard ?? 'utc');
      return {
        about: `stale.${name}`,
        id: String(lastReceivedAt),
        what: 'source_stale',
        says: `The source “${name}” has sent nothing since ${since}: ${plural(accounts, 'account')} cannot be judged, and nobody is alerted about them.`,
        wayOut: 'check the sender and its write key; alerts go on by themselves once events arrive',
        detail: { source: name, lastReceivedAt, accounts },
      };
    });
}

export interface Told {
  readonly notices: readonly Notice[];
  readonly writes: readonly Write[];
}

/**
 * Keeps what is new of these notices in the audit, and with a reports list puts it under one standing task that mentions
 * `owners.lead`, once more where ClickUp refused it and it still holds; logging them is the caller's, who knows whether this is a rehearsal.
 */
export async function tellOperations(
  deps: { readonly store: Store; readonly rules: Rules },
  crew: Crew,
  notices: readonly Notice[],
  now: Instant,
): Promise<Told> {
  const { store } = deps;
  const fresh: Notice[] = [];
  const writes: Write[] = [];
  for (const notice of notices) {
    const { about, id, what, detail, continues } = notice;
    const mark = `notice.${about}`;
    const marked = await store.meta.get(mark);
    const wasRefused = marked !== null && (await isRefused(store, noticeKey(about, marked)));
    if (marked === id) {
      if (wasRefused) writes.push(...(await noticeWrites(deps, crew, notice, { isAgain: true, now })));
      continue;
    }
    await store.meta.set(mark, id);
    if (marked !== null && !wasRefused && continues?.(marked) === true) continue;
    await store.audit.add({ at: now, actor: AGENT, what, accountKey: null, detail });
    writes.push(...(await noticeWrites(deps, crew, notice, { isAgain: false, now })));
    fresh.push(notice);
  }
  await store.outbox.add(writes, now);
  return { notices: fresh, writes };
}

/** A source may be called anything; the key stands in an address. */
const noticeKey = (about: string, id: string): string => `notice.${about}.${id}`.replaceAll(/[^\w.-]/g, '-');

async function noticeWrites(
  { store, rules }: { readonly store: Store; readonly rules: Rules },
  crew: Crew,
  { about, id, says, wayOut }: Notice,
  { isAgain, now }: { readonly isAgain: boolean; readonly now: Instant },
): Promise<readonly Write[]> {
  const listId = rules.lists.reports;
  const lead = members(crew).get(rules.owners.lead ?? rules.owners.fallback ?? 0);
  if (listId === null || lead === undefined) return [];
  const place = { listId, kind: 'operations', ownerId: lead.id } as const;
  if (isAgain && (await isNewlyMade(store, place, now))) return [];
  const lastMark = `operations.last.${lead.id}`;
  const task = await standingTaskAfter(store, place, await store.meta.get(lastMark));
  const key = noticeKey(about, id);
  await store.meta.set(lastMark, key);
  const body: Message = [
    paragraph(mention(lead), text(' '), bold(says)),
    paragraph(`What to do: ${wayOut}. First Value Monitor, an agent · `, linkToWritten('this task', task, key)),
  ];
  const { zone, isHoliday } = workplaceOf(rules, crew, lead.id);
  const notBefore = nextWithinHours(rules.alerts.hours, zone, now, isHoliday);
  return [
    standingTask(task, listId, 'operations', lead, now),
    {
      key,
      accountKey: null,
      alertId: null,
      notBefore,
      after: task,
      kind: 'comment',
      task: { resultOf: task },
      body,
      lane: 'alert',
    },
  ];
}

/** The zone whose dates the fleet is judged by. */
export const fleetZone = (rules: Rules, crew: Crew): string => workspaceZone(rules, crew.zone);
