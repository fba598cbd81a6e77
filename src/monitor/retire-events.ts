import type { Account, Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { DAY_MS } from '../domain/duration.ts';
import { outside, type Span, spanKept } from '../domain/retention.ts';
import { isoMoment } from './json-values.ts';
import { judgeAccounts, openView, type View } from './judge-accounts.ts';
import { everyLife } from './lives.ts';
import type { ReadDeps } from './read-deps.ts';
import { noteRetired } from './retention-limit.ts';
import type { Store } from './store.ts';

export interface RetireDeps extends ReadDeps {
  readonly store: Store;
  readonly retentionDays: number;
  /** So many dates of each life stay, for others to be compared with. */
  readonly windowDays: number;
}

const IDS_AT_A_TIME = 100;
/** A statement: others wait for the database no longer than it takes. */
const EVENTS_AT_A_TIME = 500;

/**
 * Forgets events that are older than the retention, but for those on which something rests that is still said: those up to first
 * value or the end of a life, all of an account that is still on its way, and the newest of each account. Stopped anywhere, it
 * goes on with the next run. Returns how many went.
 */
export async function retireEvents(deps: RetireDeps, now: Instant): Promise<number> {
  const { store, retentionDays } = deps;
  const before = now - retentionDays * DAY_MS;
  const scene = { view: await openView(deps, now), former: await store.accounts.endedUnderOtherIds() };
  let dropped = 0;
  let ids = await store.events.idsInUse(null, IDS_AT_A_TIME);
  while (ids.length > 0) {
    const old = await store.events.olderThan(ids, before);
    for (const { accountId, newestAt } of old)
      for (const span of outside(await spansOf(deps, scene, accountId), Math.min(before, newestAt)))
        dropped += await dropAll(store, accountId, span, before);
    ids = await store.events.idsInUse(ids.at(-1) ?? null, IDS_AT_A_TIME);
  }
  if (dropped > 0) await noteInAudit(store, { events: dropped, before: isoMoment(before) }, now);
  return dropped;
}

/** Read once a run: lives that ended are few, and no index knows their ids. */
interface Scene {
  readonly view: View;
  /** Lives whose account has another id now, by the one that each had: it is under this one that their events are kept. */
  readonly former: ReadonlyMap<string, readonly Account[]>;
}

/** Also of an account whose task is gone: one that is made anew goes on with its history. */
async function spansOf(deps: RetireDeps, { view, former }: Scene, accountId: string): Promise<readonly Span[]> {
  const { accounts } = deps.store;
  const here = await accounts.byAccountId(accountId);
  const gone = here.length > 0 ? null : await accounts.gone('', accountId);
  const all = await everyLife(accounts, gone === null ? here : [gone], view.at);
  const judged = await judgeAccounts(deps, view, [...all, ...(former.get(accountId) ?? [])]);
  return judged.flatMap(({ account, verdict }) => spanKept(account, verdict, deps.windowDays) ?? []);
}

async function dropAll(store: Store, accountId: string, span: Span, before: Instant): Promise<number> {
  let dropped = 0;
  for (let some = EVENTS_AT_A_TIME; some === EVENTS_AT_A_TIME; dropped += some)
    some = await store.transaction(async (inside) => {
      const count = await inside.events.dropSome(accountId, span, EVENTS_AT_A_TIME);
      if (count > 0) await noteRetired(inside.meta, before);
      return count;
    });
  return dropped;
}

async function noteInAudit(
  store: Store,
  detail: { readonly events: number; readonly before: string },
  at: Instant,
): Promise<void> {
  await store.audit.add({ at, actor: AGENT, what: 'events_retired', accountKey: null, detail });
}
