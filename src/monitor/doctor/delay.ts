import { watchedTasks } from '../reading-order.ts';
import { ASSUMED_LIMIT, POLL_EVERY_MS, type ReadingFacts, type ReadingPace, readingPace } from '../reading-pace.ts';
import { durationInWords, plural } from '../words.ts';
import { type Check, type Finding, ok, onClickUp, warning } from './finding.ts';

export interface DelayFacts extends Omit<ReadingFacts, 'limitPerMinute'> {
  /** As ClickUp's answers said last; null: not seen yet. */
  readonly limitSeen: number | null;
  readonly hasWebhook: boolean;
}

export const checkDelay: Check = onClickUp(async (_clickup, deps, now) => {
  const { store, publicUrl, notebook, reconcileEveryMs } = deps;
  await notebook.keep(now);
  const limits = (await store.observations.all()).filter(({ topic }) => topic === 'rate_limit');
  const newest = limits.toSorted((one, other) => other.lastAt - one.lastAt)[0];
  const { waiting, others, threads } = await watchedTasks(store, now);
  const everyMs = publicUrl === null ? Math.min(POLL_EVERY_MS, reconcileEveryMs()) : reconcileEveryMs();
  return [
    judgeDelay({
      waiting: waiting.length,
      others: others.length,
      threads,
      everyMs,
      limitSeen: newest === undefined ? null : Number(newest.way),
      hasWebhook: publicUrl !== null,
    }),
  ];
});

const LONG_MS = 60 * 60_000;

/** How late a comment may be heard that ClickUp does not tell us of, and what that figure rests on. */
export function judgeDelay({ limitSeen, hasWebhook, ...facts }: DelayFacts): Finding {
  const limitPerMinute = limitSeen ?? ASSUMED_LIMIT;
  const pace = readingPace({ ...facts, limitPerMinute });
  if (facts.waiting + facts.others === 0) return ok('longest delay', 'no task is watched yet');
  const lead = hasWebhook
    ? 'ClickUp tells of comments at once; one that it fails to tell of is found'
    : 'without a webhook a comment is found';
  const limit = `ClickUp’s limit of ${limitPerMinute}${limitSeen === null ? ' (assumed: none was seen yet)' : ''}`;
  const threads = facts.threads === 0 ? '' : `, ${plural(facts.threads, 'thread')} among it`;
  const basis = `every ${durationInWords(facts.everyMs)} reading begins anew, at ${plural(pace.callsPerMinute, 'call')} a minute, a third of ${limit}${threads}`;
  const says = `${lead} ${placesInWords(facts, pace)}; ${basis}`;
  if (Math.max(pace.waitingMs, pace.othersMs) <= LONG_MS) return ok('longest delay', says);
  const wayOut = hasWebhook
    ? 'a ClickUp plan with a higher limit makes it less'
    : 'set PUBLIC_URL, so that ClickUp tells us at once';
  return warning('longest delay', says, wayOut);
}

function placesInWords({ waiting, others }: Omit<DelayFacts, 'limitSeen' | 'hasWebhook'>, pace: ReadingPace): string {
  const ahead = `within ${durationInWords(pace.waitingMs)} on the ${several(waiting)}where a draft or an alert waits for an answer`;
  const within = `within ${durationInWords(pace.othersMs)} on the`;
  if (waiting === 0) return `${within} ${several(others)}watched`;
  return others === 0 ? ahead : `${ahead}, ${within} ${others === 1 ? 'other one' : `other ${others}`}`;
}

const several = (tasks: number): string => (tasks === 1 ? 'task ' : `${tasks} tasks `);
