import type { Instant } from '../domain/account.ts';
import { mayDeliver } from '../domain/delivery.ts';
import { dayOf, startOfDay } from '../domain/local-date.ts';
import { stuckOn } from '../domain/alert.ts';
import { ownerOf } from './alert-owner.ts';
import { type ApplyDeps, factsFor } from './apply-review.ts';
import type { Crew } from './keep-accounts.ts';
import type { AlertFactsForPeople } from './messages/alert-facts.ts';
import type { Write } from './outbox.ts';
import { type Firing, hardWrites, listFor, rankFirings, softWrites, textHash } from './raise-alerts.ts';
import { holidaysOfCsm, zoneOfCsm } from './rules.ts';
import type { AlertRecord } from './store.ts';

export interface Opened {
  readonly opened: number;
  readonly held: number;
  readonly writes: readonly Write[];
}

/**
 * Opens alerts, the ones most worth opening first. Each firing becomes exactly one record: delivered now, or held with its
 * reason, which the next sweep looks at again.
 */
export async function openFirings(
  deps: ApplyDeps,
  crew: Crew,
  firings: readonly Firing[],
  now: Instant,
): Promise<Opened> {
  const writes: Write[] = [];
  let opened = 0;
  let held = 0;
  for (const firing of rankFirings(firings)) {
    if (await isOpenAlready(deps, firing)) continue;
    const outcome = await openOne(deps, crew, firing, now);
    writes.push(...outcome);
    if (outcome.length > 0) opened += 1;
    else held += 1;
  }
  return { opened, held, writes };
}

/** A sweep beside this one was faster. */
async function isOpenAlready({ store }: ApplyDeps, { account, held }: Firing): Promise<boolean> {
  const open = (await store.alerts.open([account.key])).get(account.key);
  return open !== undefined && (open.id !== held?.id || open.delivery !== 'held');
}

async function openOne(deps: ApplyDeps, crew: Crew, firing: Firing, now: Instant): Promise<readonly Write[]> {
  const { store, rules } = deps;
  const { account, decision } = firing;
  const id = firing.held?.id ?? `${account.taskId}.a${(await store.alerts.ofAccount(account.key)).length + 1}`;
  const facts = factsFor(deps, ownerOf(account, rules, crew), firing, firing.plan, id, decision.strength);
  if (facts === null) return hold(deps, firing, id, 'no_active_owner', null, now);
  const zone = zoneOfCsm(rules, facts.owner.id, crew.zone);
  const given = await store.alerts.deliveredSince(facts.owner.id, startOfDay(dayOf(now, zone), zone));
  const choice = mayDeliver(rules.alerts, zone, given, now, holidaysOfCsm(rules, facts.owner.id));
  if (choice.kind === 'held') return hold(deps, firing, id, choice.because, facts, now);
  const place = { rules, zone, now };
  const writes =
    decision.strength === 'hard' ? hardWrites(facts, account.taskId, place) : softWrites(facts, account.taskId, place);
  await store.alerts.put(record(deps, firing, id, facts, decision.strength === 'hard' ? 'task' : 'comment', null, now));
  await store.alerts.suggested(id, { stepKind: facts.move.stepKind ?? null, whose: facts.move.whose?.kind ?? null });
  await store.outbox.add(writes, now);
  await store.audit.add({
    at: now,
    actor: { kind: 'agent', id: null },
    what: 'alert_opened',
    accountKey: account.key,
    detail: { alert: id, kind: firing.kind, strength: decision.strength, csm: facts.owner.id },
  });
  return writes;
}

async function hold(
  deps: ApplyDeps,
  firing: Firing,
  id: string,
  because: string,
  facts: AlertFactsForPeople | null,
  now: Instant,
): Promise<readonly Write[]> {
  if (firing.held?.reason === because && firing.held.kind === firing.kind) return [];
  await deps.store.alerts.put(record(deps, firing, id, facts, 'held', because, now));
  await deps.store.audit.add({
    at: now,
    actor: { kind: 'agent', id: null },
    what: 'alert_held',
    accountKey: firing.account.key,
    detail: { alert: id, kind: firing.kind, because },
  });
  return [];
}

function record(
  { rules }: ApplyDeps,
  { account, verdict, kind, decision, held }: Firing,
  id: string,
  facts: AlertFactsForPeople | null,
  delivery: AlertRecord['delivery'],
  reason: string | null,
  now: Instant,
): AlertRecord {
  const csmId = facts?.owner.id ?? null;
  return {
    id,
    accountKey: account.key,
    kind,
    strength: decision.strength,
    urgent: verdict.urgent,
    step: stuckOn(verdict),
    delivery,
    reason,
    openedAt: held?.openedAt ?? now,
    deliveredAt: delivery === 'held' ? null : now,
    closedAt: null,
    closeReason: null,
    csmId,
    listId: delivery === 'task' && csmId !== null ? listFor(rules, csmId) : null,
    textHash: facts === null ? '' : textHash(facts),
    takenOver: false,
  };
}
