import type { Account, Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import type { Assessment } from '../domain/assessment.ts';
import { DAY_MS } from '../domain/duration.ts';
import { lifeOf } from '../domain/life.ts';
import { accountOwner } from './alert-owner.ts';
import { commentOnAccount } from './comment-on-account.ts';
import type { Crew } from './keep-accounts.ts';
import { goodNews, valueReopened } from './messages/good-news.ts';
import type { Write } from './outbox.ts';
import { isReopened, type Review } from './review-account.ts';
import type { Rules } from './rules.ts';
import type { PlanRecord } from './plan-store.ts';
import type { Standing } from './standing-store.ts';
import type { Store } from './store.ts';
import type { ValueRecord } from './correction-store.ts';
import { lastWord } from './value-word.ts';

export interface NewsDeps {
  readonly store: Store;
  readonly rules: Rules;
}

/**
 * What one review means for the news of first value: told once, and taken back in the same thread when the evidence is gone
 * (METHOD section 6, Retraction). Asked after the standing was stored.
 */
export async function newsOfValue(
  deps: NewsDeps,
  crew: Crew,
  review: Review,
  plan: PlanRecord | null,
  now: Instant,
): Promise<readonly Write[]> {
  if (!review.turned) return [];
  if (review.verdict.state === 'reached') return tellGoodNews(deps, crew, review, plan, now);
  return isReopened(review.before, review.verdict) ? takeBackNews(deps, crew, review, now) : [];
}

async function tellGoodNews(
  { store, rules }: NewsDeps,
  crew: Crew,
  { account, verdict }: Review,
  plan: PlanRecord | null,
  now: Instant,
): Promise<readonly Write[]> {
  const { taskId } = account;
  const word = verdict.reachedByHand ? await lastWord(store, account, now) : null;
  if (taskId === null || (plan === null && word === null) || !isNews(verdict, word, rules, now)) return [];
  const choice = accountOwner(account, rules, crew);
  const owner = choice.kind === 'found' ? choice.owner : null;
  const key = await newsKey(store, account, taskId);
  const recordedBy = word === null ? null : (crew.people.find(({ id }) => id === word.by)?.name ?? 'a colleague');
  const body = goodNews({ account, verdict, statement: plan?.plan.statement ?? null, owner, recordedBy, key });
  return [commentOnAccount(account.key, taskId, key, body, now)];
}

/** What is long past is history, unless a person has just said it. */
function isNews(verdict: Assessment, word: ValueRecord | null, rules: Rules, now: Instant): boolean {
  const since = word?.at ?? verdict.reachedAt;
  return since !== null && now - since <= rules.windowDays * DAY_MS;
}

/** One reply under the good news; what has not been written yet is not written at all. */
async function takeBackNews(
  { store, rules }: NewsDeps,
  crew: Crew,
  { account, before, verdict }: Review,
  now: Instant,
): Promise<readonly Write[]> {
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'value_reopened',
    accountKey: account.key,
    detail: { state: verdict.state },
  });
  const { taskId } = account;
  if (taskId === null) return [];
  const news = await newsKey(store, account, taskId);
  await store.outbox.withdraw([news]);
  const row = await store.outbox.get(news);
  if (row === null || row.status === 'withdrawn' || row.status === 'abandoned') return [];
  const choice = accountOwner(account, rules, crew);
  const key = `${news}.reopened`;
  const facts = { account, verdict, owner: choice.kind === 'found' ? choice.owner : null, key };
  const body = valueReopened({ ...facts, because: await reasonFor(store, account, before, now) });
  const write = { kind: 'reply', taskId, comment: { resultOf: news }, body, lane: 'alert' } as const;
  return [{ key, accountKey: account.key, alertId: null, notBefore: now, after: news, ...write }];
}

/**
 * The good-news comment of this life; first value that was taken back and reached again gets one of its own. Numbered over all lives
 * of the account, so that no later one meets an earlier one's.
 */
async function newsKey(store: Store, account: Account, taskId: string): Promise<string> {
  const begins = await beginningsOf(store, account);
  const states = (await store.standings.history(account.key))
    .filter(({ state }) => state !== 'excluded')
    .map(({ state, at }) => ({ isReached: state === 'reached', life: begins.filter((begin) => begin <= at).length }));
  const times = states.filter(({ isReached, life }, index) => {
    const before = states[index - 1];
    return isReached && !(before?.isReached === true && before.life === life);
  }).length;
  return times <= 1 ? `${taskId}.reached` : `${taskId}.reached.${times}`;
}

/** When each life after the first took the place of the one before. */
async function beginningsOf({ accounts }: Store, account: Account): Promise<readonly Instant[]> {
  if (lifeOf(account).number === 1) return [];
  const ended = (await accounts.endedLives([account.key])).get(account.key) ?? [];
  return ended.flatMap((life) => lifeOf(life).end?.succeededAt ?? []);
}

/** What a person said since first value was last seen there; without a word, a rule or a plan has changed. */
async function reasonFor(
  store: Store,
  account: Account,
  before: Standing | null,
  now: Instant,
): Promise<string | null> {
  const since = before?.since ?? now;
  const word = await lastWord(store, account, now);
  if (word !== null && word.reachedAt === null && word.at >= since) return word.reason;
  const withdrawn = (await store.corrections.withdrawn([account.key], now)).get(account.key) ?? [];
  return withdrawn.findLast(({ at }) => at >= since)?.reason ?? null;
}
