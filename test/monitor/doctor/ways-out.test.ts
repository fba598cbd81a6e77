import { ClickUpError, type ClickUpErrorCode } from '../../../src/clickup/errors.ts';
import type { Board, Hook } from '../../../src/monitor/board.ts';
import { checkAccountIds } from '../../../src/monitor/doctor/account-ids.ts';
import { checkDeliveries } from '../../../src/monitor/doctor/deliveries.ts';
import { checkEvents } from '../../../src/monitor/doctor/events.ts';
import type { Check, ClickUpAccess, DoctorDeps } from '../../../src/monitor/doctor/finding.ts';
import { checkLists } from '../../../src/monitor/doctor/lists.ts';
import { checkOwners } from '../../../src/monitor/doctor/owners.ts';
import { checkPeople } from '../../../src/monitor/doctor/people.ts';
import { checkSeat } from '../../../src/monitor/doctor/seat.ts';
import { checkSweeps } from '../../../src/monitor/doctor/sweeps.ts';
import { checkToken } from '../../../src/monitor/doctor/token.ts';
import { checkWebhook } from '../../../src/monitor/doctor/webhook.ts';
import { examine } from '../../../src/monitor/doctor/examine.ts';
import { createNotebook } from '../../../src/monitor/observations.ts';
import type { Store } from '../../../src/monitor/store.ts';
import { anAccount } from '../../domain/builders.ts';
import { anAlert, NOW } from '../../storage/records.ts';
import { emptyStore } from '../store.ts';
import { aTask } from '../wall.ts';

/** Each check fails once, and says what to do. */

const SEAT = { id: 5, name: 'Monitor', email: null, zone: null };
const LISTS = { accounts: 'A', alerts: 'B', alertsByCsm: new Map(), reports: null };
const OWNERS = { lead: null, fallback: 6, deputies: new Map() };

let store: Store;
beforeEach(async () => {
  store = await emptyStore();
});
afterEach(() => store.close());

const deps = (part: Partial<DoctorDeps> = {}): DoctorDeps => ({
  store,
  rules: {
    ...({} as DoctorDeps['rules']),
    lists: LISTS,
    owners: OWNERS as unknown as DoctorDeps['rules']['owners'],
    approval: { byTier: new Map(), standard: 'required', approvers: [] },
    zones: { standard: 'utc', byCsm: new Map() },
    freshnessHours: 72,
  },
  clickup: null,
  publicUrl: null,
  ingestKeys: 1,
  model: null,
  notebook: createNotebook(store),
  reconcileEveryMs: () => 60_000,
  ...part,
});

const clickup = (part: Partial<Board> = {}, hooks: readonly Hook[] = [], seat = SEAT): ClickUpAccess => ({
  board: { whoAmI: async () => seat, ...part } as Board,
  hooks: { all: async () => hooks } as unknown as ClickUpAccess['hooks'],
  crew: async () => ({
    seat,
    people: [
      { id: 5, name: 'Monitor', email: null, role: 'member' },
      { id: 6, name: 'Frida', email: null, role: 'member' },
    ],
    zone: 'utc',
  }),
});

const refuse = (code: ClickUpErrorCode) => async (): Promise<never> => {
  throw new ClickUpError('GET /v2/list/A: no', { code, outcome: 'not_applied' });
};
const aHook = (status: string): Hook =>
  ({ id: 'h', endpoint: 'https://x/webhooks/clickup', events: [], status, failCount: 9, secret: 's' }) as Hook;

type Case = readonly [title: string, check: Check, arrange: () => Promise<DoctorDeps>, wayOut: string];

const CASES: readonly Case[] = [
  ['no token', checkToken, async () => deps(), 'create a seat for the agent'],
  [
    'a list that is not there',
    checkLists,
    async () => deps({ clickup: clickup({ list: refuse('not_found') }) }),
    'correct the id',
  ],
  [
    'a ClickUp that is down',
    checkLists,
    async () => deps({ clickup: clickup({ list: refuse('server') }) }),
    'wait: the fault is ClickUp’s',
  ],
  [
    'a seat that is somebody’s',
    checkSeat,
    async () => deps({ clickup: clickup({}, [], { ...SEAT, id: 6 }) }),
    'a seat of its own',
  ],
  [
    'people who are gone',
    checkPeople,
    async () =>
      deps({ clickup: clickup(), rules: { ...deps().rules, approval: { ...deps().rules.approval, approvers: [77] } } }),
    'correct owners and approval.approvers',
  ],
  ['no webhook', checkWebhook, async () => deps({ clickup: clickup(), publicUrl: 'https://x' }), 'setup'],
  [
    'a suspended webhook',
    checkWebhook,
    async () => deps({ clickup: clickup({}, [aHook('suspended')]), publicUrl: 'https://x' }),
    'open to the internet',
  ],
  ['no write keys', checkEvents, async () => deps({ ingestKeys: 0 }), 'set a key of your own choosing'],
  [
    'a stale source',
    checkEvents,
    async () => {
      await store.events.touchSource('product', ['A'], NOW - 73 * 3_600_000, null);
      return deps();
    },
    'check the sender and its write key',
  ],
  [
    'two accounts with one id',
    checkAccountIds,
    async () => {
      for (const key of ['a', 'b'])
        await store.accounts.put(anAccount({ key, taskId: key, accountId: 'same' }), null, NOW);
      return deps();
    },
    'correct the Account ID of one of them',
  ],
  [
    'an alert that nobody owns',
    checkOwners,
    async () => {
      await store.alerts.put(anAlert({ delivery: 'held', reason: 'no_active_owner' }));
      return deps();
    },
    'owners.fallback',
  ],
  [
    'a write that fails',
    checkDeliveries,
    async () => {
      await store.outbox.add([{ ...aTask, notBefore: NOW }], NOW);
      await store.outbox.claim(NOW, 1, 1);
      await store.outbox.retry({ key: aTask.key, attempts: 1 }, NOW, 'ClickUp says no', false);
      return deps();
    },
    'nothing is lost',
  ],
  [
    'a sweep that missed somebody',
    checkSweeps,
    async () => {
      await store.meta.set('sweep.check', JSON.stringify({ at: NOW, compared: 9, missed: 1, accounts: ['acme'] }));
      return deps();
    },
    'please report it',
  ],
];

describe('doctor', () => {
  it.each(CASES)('says the way out of %s', async (_title, check, arrange, wayOut) => {
    const ill = (await check(await arrange(), NOW)).filter(({ state }) => state !== 'ok');
    expect(ill.map((finding) => finding.wayOut)).toContainEqual(expect.stringContaining(wayOut));
  });

  it.each<[ClickUpErrorCode, string]>([
    ['unauthorized', 'CLICKUP_API_TOKEN'],
    ['unreachable', 'CLICKUP_API_URL'],
    ['timeout', 'wait'],
    ['server', 'wait'],
    ['rate_limited', 'wait a minute'],
    ['forbidden', 'share'],
    ['malformed', 'proxy'],
    ['workspace_unclear', 'CLICKUP_TEAM_ID'],
  ])('says the way out of a ClickUp that answers with %s, and looks at all else', async (code, wayOut) => {
    const findings = await examine(deps({ clickup: clickup({ whoAmI: refuse(code) }) }), NOW);
    expect(findings.find(({ check }) => check === 'token')).toMatchObject({
      state: 'failure',
      wayOut: expect.stringContaining(wayOut),
    });
    expect(findings.find(({ check }) => check === 'database')).toMatchObject({ state: 'ok' });
  });
});
