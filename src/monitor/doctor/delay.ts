import { watchedTasks } from '../reading-order.ts';
import { ASSUMED_LIMIT, POLL_EVERY_MS, type ReadingFacts, readingPace } from '../reading-pace.ts';
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
  const lead = hasWebhook
    ? 'ClickUp tells of comments at once; one that it fails to tell of is found'
    : 'without a webhook a comment is found';
  const where = placesInWords(facts, pace.waitingMs, pace.othersMs);
  const limit = `ClickUp’s limit of ${limitPerMinute}${limitSeen === null ? ' (assumed: none was seen yet)' : ''}`;
  const basis = `a round begins every ${durationInWords(facts.everyMs)} and reads ${pace.callsPerMinute} times a minute, a third of ${limit}; ${plural(facts.threads, 'thread')} among it`;
  const says = `${lead} ${where} (${basis})`;
  if (Math.max(pace.waitingMs, pace.othersMs) <= LONG_MS) return ok('longest delay', says);
  const wayOut = hasWebhook
    ? 'a token with a higher limit (a larger ClickUp plan) or a shorter RECONCILE_CRON makes it less'
    : 'set PUBLIC_URL, so that ClickUp tells us at once';
  return warning('longest delay', says, wayOut);
}

function placesInWords(
  { waiting, others }: Pick<ReadingFacts, 'waiting' | 'others'>,
  waitingMs: number,
  othersMs: number,
): string {
  if (waiting + others === 0) return 'nowhere yet: no task is watched';
  const ahead = `within ${durationInWords(waitingMs)} on the ${plural(waiting, 'task')} where a draft or an alert waits for an answer`;
  const rest = `within ${durationInWords(othersMs)} on ${waiting === 0 ? `the ${plural(others, 'task')} watched` : `the other ${others}`}`;
  if (waiting === 0) return rest;
  return others === 0 ? ahead : `${ahead} and ${rest}`;
}
