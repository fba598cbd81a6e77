import type { AccountKey, Instant } from '../domain/account.ts';
import { AGENT } from './audit-store.ts';
import { stuckOn } from '../domain/alert.ts';
import { type Candidate, daysToEnd, type Desk, type Placement, placeFirings } from '../domain/dispatch.ts';
import { ownerOf } from './alert-owner.ts';
import { deskOf } from './desk.ts';
import { type ApplyDeps, factsFor } from './facts-for.ts';
import type { Crew } from './keep-accounts.ts';
import type { AlertFactsForPeople } from './messages/alert-facts.ts';
import type { Write } from './outbox.ts';
import { type Firing, hardWrites, listFor, softWrites, textHash } from './raise-alerts.ts';
import type { AlertRecord } from './alert-store.ts';

export interface Opened {
  readonly opened: number;
  readonly held: number;
  readonly writes: readonly Write[];
}

/** A firing with who would get it and what it would say; no facts where nobody active could own it. */
interface Addressed extends Candidate {
  readonly id: string;
  readonly firing: Firing;
  readonly facts: AlertFactsForPeople | null;
}

/**
 * Opens alerts, the ones most worth opening first (`domain/dispatch.ts`). Each firing becomes exactly one record: given to its CSM
 * now, a line of the next digest, or held with its reason; the latter two the next sweep looks at again.
 */
export async function openFirings(
  deps: ApplyDeps,
  crew: Crew,
  firings: readonly Firing[],
  now: Instant,
): Promise<Opened> {
  const addressed: Addressed[] = [];
  for (const firing of firings) {
    if (!(await isOpenAlready(deps, firing))) addressed.push(await addressOf(deps, crew, firing));
  }
  const desks = await desksOf(deps, crew, addressed, now);
  const { alerts: policy, lists } = deps.rules;
  const office = { policy, hasDigest: lists.reports !== null, deskOf: desks, now };
  const writes: Write[] = [];
  let opened = 0;
  let held = 0;
  for (const { firing, placement } of placeFirings(addressed, office)) {
    const { facts } = firing;
    if (placement.kind === 'alert' && facts !== null) {
      writes.push(...(await openOne(deps, firing, facts, desks(facts.owner.id), now)));
      opened += 1;
    } else {
      await shelve(deps, firing, placement, now);
      held += 1;
    }
  }
  return { opened, held, writes };
}

/** A sweep beside this one was faster. */
async function isOpenAlready({ store }: ApplyDeps, { account, held }: Firing): Promise<boolean> {
  const open = (await store.alerts.open([account.key])).get(account.key);
  return open !== undefined && (open.id !== held?.id || open.delivery !== held.delivery);
}

async function addressOf(deps: ApplyDeps, crew: Crew, firing: Firing): Promise<Addressed> {
  const { store, rules } = deps;
  const { account, verdict, decision, held } = firing;
  const id = held?.id ?? `${account.taskId}.a${(await store.alerts.ofAccount(account.key)).length + 1}`;
  const facts = factsFor(deps, ownerOf(account, rules, crew), firing, firing.plan, id, decision.strength);
  return {
    key: account.key,
    strength: decision.strength,
    ownerId: facts?.owner.id ?? null,
    waitsSince: held?.openedAt ?? null,
    wasOverBudget: held?.reason === 'over_budget',
    daysLeft: daysToEnd(verdict.today, account.trialEndsOn, account.renewsOn),
    tierRank: rules.tierRank(account.tier),
    daysStuck: verdict.daysStuck,
    id,
    firing,
    facts,
  };
}

async function desksOf(
  deps: ApplyDeps,
  crew: Crew,
  addressed: readonly Addressed[],
  now: Instant,
): Promise<(ownerId: number) => Desk> {
  const desks = new Map<number, Desk>();
  for (const ownerId of new Set(addressed.flatMap((each) => each.ownerId ?? [])))
    desks.set(ownerId, await deskOf(deps, crew, ownerId, now));
  return (ownerId) => {
    const desk = desks.get(ownerId);
    if (desk === undefined) throw new Error(`nothing was read of where ${ownerId} works`);
    return desk;
  };
}

async function openOne(
  deps: ApplyDeps,
  { firing, id }: Addressed,
  facts: AlertFactsForPeople,
  desk: Desk,
  now: Instant,
): Promise<readonly Write[]> {
  const { store, rules } = deps;
  const { account, decision, held } = firing;
  const place = { rules, zone: desk.zone, isHoliday: desk.isHoliday, now };
  const isHard = decision.strength === 'hard';
  const record = recordOf(deps, firing, id, facts, { delivery: isHard ? 'task' : 'comment', reason: null }, now);
  const writes = isHard
    ? hardWrites(facts, account.taskId, place)
    : softWrites(facts, account.taskId, record.repeats, place);
  await store.alerts.put({ ...record, deliveredAt: held?.deliveredAt ?? now, calledAt: now });
  await keepFoundWords(deps, account.key, id);
  await store.alerts.suggested(id, { stepKind: facts.move.stepKind ?? null, whose: facts.move.whose?.kind ?? null });
  await store.outbox.add(writes, now);
  await store.audit.add({
    at: now,
    actor: AGENT,
    what: 'alert_opened',
    accountKey: account.key,
    detail: { alert: id, kind: firing.kind, strength: decision.strength, csm: facts.owner.id },
  });
  return writes;
}

/** Not with its CSM yet: kept, and told to the audit when something about it has changed. */
async function shelve(
  deps: ApplyDeps,
  { firing, facts, id }: Addressed,
  placement: Placement,
  now: Instant,
): Promise<void> {
  const { held, kind, account } = firing;
  const delivery = placement.kind === 'digest' ? 'digest' : 'held';
  const reason = placement.kind === 'alert' ? 'no_active_owner' : placement.reason;
  const record = recordOf(deps, firing, id, facts, { delivery, reason }, now);
  const isSame =
    held?.delivery === delivery && held.reason === reason && held.kind === kind && held.strength === record.strength;
  if (isSame && held.csmId === record.csmId) return;
  await deps.store.alerts.put(record);
  await keepFoundWords(deps, account.key, id);
  if (isSame) return;
  await deps.store.audit.add({
    at: now,
    actor: AGENT,
    what: delivery === 'digest' ? 'alert_for_digest' : 'alert_held',
    accountKey: account.key,
    detail: { alert: id, kind, because: reason },
  });
}

async function keepFoundWords({ store, found }: ApplyDeps, key: AccountKey, id: string): Promise<void> {
  const words = found?.get(key);
  if (words !== undefined) await store.alerts.keepWords(id, words);
}

function recordOf(
  { rules }: ApplyDeps,
  { account, verdict, kind, decision, held }: Firing,
  id: string,
  facts: AlertFactsForPeople | null,
  { delivery, reason }: Pick<AlertRecord, 'delivery' | 'reason'>,
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
    deliveredAt: held?.deliveredAt ?? null,
    closedAt: null,
    closeReason: null,
    csmId,
    listId: delivery === 'task' && csmId !== null ? listFor(rules, csmId) : null,
    textHash: facts === null ? '' : textHash(facts),
    takenOver: false,
    calledAt: held?.calledAt ?? null,
    touchedAt: null,
    repeats: held?.repeats ?? 0,
  };
}
