import type { Instant } from '../domain/account.ts';
import { isFresh } from '../domain/feeds.ts';
import { messageOf } from '../shared/errors.ts';
import { otherRolesOf, SEAT_WAY_OUT } from './agent-seat.ts';
import type { Board, Hooks } from './board.ts';
import type { Crew } from './keep-accounts.ts';
import { webhookAddress } from './keep-webhook.ts';
import { readFleet } from './read-fleet.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';
import { dayInWords, momentInWords, percent, plural } from './words.ts';

/** One line of `doctor`: what was looked at, how it is, and the way out where it is not well. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'failure';
  readonly says: string;
  readonly wayOut: string | null;
}

export interface DoctorDeps {
  readonly store: Store;
  readonly rules: Rules;
  /** Null without a token: everything about ClickUp is one failure then. */
  readonly clickup: { readonly board: Board; readonly hooks: Hooks; readonly crew: () => Promise<Crew> } | null;
  readonly publicUrl: string | null;
  readonly ingestKeys: number;
  readonly model: string | null;
}

const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says, wayOut: null });
const warning = (check: string, says: string, wayOut: string): Finding => ({ check, state: 'warning', says, wayOut });
const failure = (check: string, says: string, wayOut: string): Finding => ({ check, state: 'failure', says, wayOut });

/** Looks at everything the service needs; reads only. */
export async function examine(deps: DoctorDeps, now: Instant): Promise<readonly Finding[]> {
  const checks = [
    checkDatabase,
    checkToken,
    checkSeat,
    checkLists,
    checkFields,
    checkPeople,
    checkWebhook,
    checkEvents,
    checkFleet,
    checkTwins,
    checkOrphans,
    checkOutbox,
    checkModel,
  ];
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await safely(check, deps, now)));
  return findings;
}

async function safely(
  check: (deps: DoctorDeps, now: Instant) => Promise<readonly Finding[]>,
  deps: DoctorDeps,
  now: Instant,
): Promise<readonly Finding[]> {
  try {
    return await check(deps, now);
  } catch (thrown) {
    const name = check.name.replace(/^check/, '').toLowerCase();
    return [failure(name, messageOf(thrown), 'mend what the message names, then run doctor again')];
  }
}

async function checkDatabase({ store }: DoctorDeps): Promise<readonly Finding[]> {
  return [ok('database', `${plural(await store.accounts.count(), 'account')} known`)];
}

async function checkToken({ clickup }: DoctorDeps): Promise<readonly Finding[]> {
  if (clickup === null)
    return [
      failure(
        'token',
        'CLICKUP_API_TOKEN is not set',
        'create a seat for the agent in ClickUp and set its personal token',
      ),
    ];
  const seat = await clickup.board.whoAmI();
  return [ok('token', `belongs to ${seat.name} (${seat.id})`)];
}

async function checkSeat({ clickup, rules, store }: DoctorDeps): Promise<readonly Finding[]> {
  if (clickup === null) return [];
  const { seat } = await clickup.crew();
  const roles = await otherRolesOf(seat, { store, rules });
  if (roles.length === 0) return [ok('seat', 'the agent has a seat of its own')];
  return [failure('seat', `the token belongs to ${seat.name}, who is ${roles.join(' and ')}`, SEAT_WAY_OUT)];
}

async function checkLists({ clickup, rules }: DoctorDeps): Promise<readonly Finding[]> {
  if (clickup === null) return [];
  const ids = [
    ['accounts list', rules.lists.accounts],
    ['alerts list', rules.lists.alerts],
    ...[...rules.lists.alertsByCsm.values()].map((id) => ['alerts list', id] as const),
    ...(rules.lists.reports === null ? [] : [['reports list', rules.lists.reports] as const]),
  ] as const;
  return Promise.all(ids.map(([name, id]) => checkList(clickup.board, name, id)));
}

async function checkList(board: Board, name: string, id: string): Promise<Finding> {
  try {
    const list = await board.list(id);
    const closes = list.statuses.some(({ type }) => type === 'closed' || type === 'done');
    if (name === 'alerts list' && !closes)
      return failure(
        name,
        `“${list.name}” has no closed status`,
        'add one in ClickUp, so that alerts can close themselves',
      );
    return ok(name, `“${list.name}” (${id})`);
  } catch (thrown) {
    return failure(
      name,
      `${id} cannot be read: ${messageOf(thrown)}`,
      'check the id in monitor.yaml (clickup) and that the agent’s seat may see the list',
    );
  }
}

async function checkFields({ clickup, rules }: DoctorDeps): Promise<readonly Finding[]> {
  if (clickup === null) return [];
  const present = new Set(await clickup.board.fieldNames(rules.lists.accounts));
  const missing = Object.values(rules.fields).filter((name) => !present.has(name));
  if (missing.length === 0) return [ok('fields', 'all there')];
  const wayOut =
    'create them in ClickUp (the API cannot), rename them in monitor.yaml (clickup.fields), or write “Name: value” lines in the task descriptions';
  return [warning('fields', `the accounts list has no field named ${missing.join(', ')}`, wayOut)];
}

async function checkPeople({ clickup, rules }: DoctorDeps): Promise<readonly Finding[]> {
  if (clickup === null) return [];
  const { people } = await clickup.crew();
  const named = [
    rules.owners.lead,
    rules.owners.fallback,
    ...rules.approval.approvers,
    ...rules.owners.deputies.values(),
  ];
  const unknown = named.filter(
    (id) => id !== null && !people.some((person) => person.id === id && person.role !== 'guest'),
  );
  const findings =
    unknown.length === 0
      ? [ok('people', `${plural(people.length, 'member')} seen`)]
      : [
          failure(
            'people',
            `monitor.yaml names ${unknown.join(', ')}, no active member of the workspace`,
            'correct owners and approval.approvers in monitor.yaml',
          ),
        ];
  if (rules.owners.fallback !== null) return findings;
  return [
    ...findings,
    warning(
      'people',
      'no owners.fallback is set',
      'name one in monitor.yaml: an account without a CSM would have nobody to alert',
    ),
  ];
}

async function checkWebhook({ clickup, publicUrl }: DoctorDeps): Promise<readonly Finding[]> {
  if (clickup === null) return [];
  if (publicUrl === null) return [ok('webhook', 'none: PUBLIC_URL is not set, so the board is polled')];
  const hook = (await clickup.hooks.all()).find(({ endpoint }) => endpoint === webhookAddress(publicUrl));
  if (hook === undefined) return [failure('webhook', 'not registered', 'run `first-value-monitor setup`')];
  if (hook.status !== 'active')
    return [
      failure(
        'webhook',
        `${hook.status} after ${plural(hook.failCount, 'failure')}`,
        'run `first-value-monitor setup`, then `sync`',
      ),
    ];
  return [ok('webhook', `active, ${plural(hook.failCount, 'failure')}`)];
}

const MEMORY_MS = 14 * 86_400_000;
const MUCH_UNJOINED = 0.1;

async function checkEvents({ store, ingestKeys, rules }: DoctorDeps, now: Instant): Promise<readonly Finding[]> {
  const sources = await store.events.sources();
  const findings: Finding[] = [];
  if (ingestKeys === 0)
    findings.push(
      warning(
        'ingest',
        'INGEST_WRITE_KEYS is not set: every ingest route answers 503',
        'set a key of your own choosing, and the same in the SDK',
      ),
    );
  if (sources.length === 0)
    return [
      ...findings,
      warning('events', 'nothing was ever received', 'point an SDK at /v1, or run `import events FILE`'),
    ];
  const zone = rules.zones.standard ?? 'utc';
  for (const feed of sources) {
    const says = `${feed.name}: last received ${momentInWords(feed.lastReceivedAt, zone)}`;
    // An import is complete to where its rows end, and never goes stale.
    const isWell = feed.completeTo !== null || isFresh(feed, now, rules.freshnessHours);
    findings.push(isWell ? ok('events', says) : warning('events', `${says}: stale`, STALE_WAY_OUT));
  }
  const [groups, joins] = await Promise.all([
    store.events.groupIds(now - MEMORY_MS),
    store.events.unjoinedCount(now - MEMORY_MS),
  ]);
  const known = groups.total === 0 ? 1 : 1 - groups.unknown.length / groups.total;
  const says = `${percent(known)} of ${plural(groups.total, 'group id')} belong to an account; ${joins.unjoined} of ${plural(joins.total, 'event')} name no account`;
  if (1 - known <= MUCH_UNJOINED) return [...findings, ok('join share', says)];
  return [
    ...findings,
    warning('join share', says, `check the Account ID fields; unknown: ${groups.unknown.slice(0, 5).join(', ')}`),
  ];
}

const STALE_WAY_OUT =
  'check the sender and its write key: accounts that need this source cannot be judged, and nobody is alerted about them';

/** While most accounts are quiet together, nothing new is raised. */
async function checkFleet({ store, rules }: DoctorDeps, now: Instant): Promise<readonly Finding[]> {
  const fleet = await readFleet(store, rules.zones.standard ?? 'utc', now);
  if (fleet.kind === 'usual') return [ok('fleet', 'as active as on this weekday in the last four weeks')];
  if (fleet.kind === 'unknown') return [ok('fleet', 'not compared yet: it takes 20 active accounts and four weeks')];
  return [
    warning(
      'fleet',
      `most accounts went quiet together on ${dayInWords(fleet.day)} (${fleet.median} events in the median, usually ${fleet.usual}): no new alert is raised`,
      'check that events still arrive; on a public holiday there is nothing to do',
    ),
  ];
}

async function checkTwins({ store }: DoctorDeps): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const key of await store.accounts.laterTwins()) {
    const later = await store.accounts.byKey(key);
    if (later?.accountId == null) continue;
    const [first] = await store.accounts.byAccountId(later.accountId);
    findings.push(
      failure(
        'account ids',
        `“${first?.name}” and “${later.name}” both have the id ${later.accountId}; the second is not judged`,
        'correct the Account ID of one of them',
      ),
    );
  }
  return findings.length === 0 ? [ok('account ids', 'each belongs to one account')] : findings;
}

/** No alert without an active owner, ever: what nobody could be given waits here. */
async function checkOrphans({ store }: DoctorDeps): Promise<readonly Finding[]> {
  const orphans = (await store.alerts.allOpen()).filter(({ reason }) => reason === 'no_active_owner');
  if (orphans.length === 0) return [ok('owners', 'every open alert has one')];
  const wayOut = 'set the CSM field of the account, or owners.lead and owners.fallback in monitor.yaml';
  return [warning('owners', `${plural(orphans.length, 'alert')} held: nobody active could own it`, wayOut)];
}

async function checkOutbox({ store }: DoctorDeps): Promise<readonly Finding[]> {
  const waiting = await store.outbox.waiting();
  const failing = waiting.filter(({ error }) => error !== null);
  if (failing.length === 0)
    return [ok('deliveries', waiting.length === 0 ? 'nothing waits' : `${plural(waiting.length, 'write')} on the way`)];
  return [
    warning(
      'deliveries',
      `${plural(failing.length, 'write')} to ClickUp failed and will be tried again; the last said: ${failing.at(-1)?.error}`,
      'nothing is lost; mend what the message names',
    ),
  ];
}

async function checkModel({ model }: DoctorDeps): Promise<readonly Finding[]> {
  return [ok('model', model === null ? 'none: the template drafter does all drafting' : model)];
}
