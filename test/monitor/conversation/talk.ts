import type { Account } from '../../../src/domain/account.ts';
import type { BoardComment, BoardTask, Member } from '../../../src/monitor/board.ts';
import { Thoughts } from '../../../src/monitor/conversation/thoughts.ts';
import type { DrafterAnswer } from '../../../src/monitor/draft-deps.ts';
import { considerComment, type HearDeps } from '../../../src/monitor/hear-comments.ts';
import { plainText } from '../../../src/monitor/message.ts';
import type { Write } from '../../../src/monitor/outbox.ts';
import type { Rules } from '../../../src/monitor/rules.ts';
import type { Store } from '../../../src/monitor/store.ts';
import type { Logger } from '../../../src/shared/logger.ts';
import { aJudgePolicy, aPlan, ZONE } from '../../domain/builders.ts';
import { addAccount, approvePlan, draftPlan, hear, NOW, openWorld, usedOn } from '../read-world.ts';

/** Who talks in these tests: one of each kind that CONTRACT section 7 tells apart. */
export const WHO = {
  agent: 70000001,
  csm: 70000002,
  lead: 70000003,
  approver: 70000004,
  member: 70000005,
  guest: 70000006,
  deputy: 70000008,
  boss: 70000009,
  superAgent: -7,
  stranger: 70000099,
} as const;
export type Who = keyof typeof WHO;

const person = (id: number, name: string, role: Member['role'] = 'member'): Member => ({ id, name, email: null, role });
export const PEOPLE: readonly Member[] = [
  person(WHO.agent, 'First Value Monitor · agent'),
  person(WHO.csm, 'Carla Ruiz'),
  person(WHO.lead, 'Lee Onboard'),
  person(WHO.approver, 'Ada Approver'),
  person(WHO.member, 'Omar Other'),
  person(WHO.guest, 'Gus Guest', 'guest'),
  person(WHO.deputy, 'Dora Deputy'),
  person(WHO.boss, 'Bo Boss'),
];

export const rules = (given: Partial<Rules> = {}): Rules =>
  ({
    product: { name: 'Sprintly', promise: 'Work gets finished' },
    health: { fields: new Map(), seats: null },
    lists: { accounts: 'accounts', alerts: 'alerts', alertsByCsm: new Map(), reports: null },
    fields: { trial_ends_on: 'Trial ends', workspace: 'Onboarding list' },
    statuses: { left: new Set(['churned']), paused: new Set(['on hold']), excluded: new Set() },
    approval: { byTier: new Map(), standard: 'required', approvers: [WHO.approver] },
    drafts: { maxAgeDays: 120, perLeadPerDay: 40 },
    owners: { deputies: new Map([[WHO.csm, WHO.deputy]]), lead: WHO.boss, fallback: null },
    alerts: { confirmSweeps: 1, cooldownDays: 7, budgetPerCsmPerDay: 8, hours: null },
    windowDays: 90,
    zones: { standard: ZONE, byCsm: new Map() },
    tierRank: () => 0,
    freshnessHours: 72,
    policyOf: () => aJudgePolicy(),
    ...given,
  }) as Rules;

/** The fields that an account task may have, each under its own key. */
const FIELDS = Object.fromEntries(
  ['account_id', 'use_case', 'tier', 'goals', 'started_on', 'trial_ends_on', 'csm', 'onboarding_lead', 'time_zone']
    .concat(['annual_value', 'renews_on', 'domains', 'country', 'workspace'])
    .map((key) => [key, key]),
);

/** Rules by which account tasks can be read too. */
export const rulesForTasks = (): Rules =>
  rules({
    fields: FIELDS as never,
    statuses: { left: new Set(), paused: new Set(), excluded: new Set() },
    resolveTier: () => null,
  });

export interface Talk {
  readonly store: Store;
  readonly deps: HearDeps;
  /** Task `t-acme`: version 1 in force, version 2 waiting, one use on day 3; its CSM, lead and alert as `WHO` says. */
  readonly acme: Account;
  /** What the board shows of comments by now. */
  readonly board: { comments: BoardComment[]; replies: Map<string, BoardComment[]> };
  /** Warnings, as the person on duty reads them. */
  readonly warnings: object[];
  say(who: Who, words: string, part?: Partial<BoardComment>): Promise<string | null>;
  audited(): Promise<readonly string[]>;
}

/** The same without the account: the test adds its own. */
export async function openTalkWithoutAccount(): Promise<Talk> {
  const talk = await openTalk();
  await talk.store.accounts.markGone('t-acme', 0);
  return talk;
}

/** A real database in memory, a board that only shows what the test puts there, and one account. */
export async function openTalk(): Promise<Talk> {
  const world = await openWorld();
  const { store } = world;
  await store.people.replace(PEOPLE);
  const acme = await addAccount(world, { id: 'acme', name: 'Acme', plan: null });
  await approvePlan(world, acme, aPlan(), acme.startedOn * 86_400_000);
  await draftPlan(world, acme, aPlan({ statement: 'Two sprints completed', byDay: 28 }), NOW - 1);
  await hear(
    world,
    'acme',
    usedOn(3).map((event) => ({ ...event, messageId: 'm-use' })),
  );
  const board: Talk['board'] = { comments: [], replies: new Map() };
  const warnings: object[] = [];
  const deps = hearDeps(store, board, warnings);
  let said = 0;
  return {
    store,
    deps,
    acme,
    board,
    warnings,
    async say(who, words, part = {}) {
      said += 1;
      const comment = aComment({ id: `c${said}`, authorId: WHO[who], text: words, digest: `d-${words}`, ...part });
      await considerComment(deps, comment, NOW);
      return replyTo(store, comment);
    },
    audited: async () =>
      (await store.audit.page({ accountKey: null, before: null, limit: 100 })).map(({ what }) => what),
  };
}

export const aComment = (part: Partial<BoardComment> = {}): BoardComment => ({
  id: 'c1',
  taskId: 't-acme',
  parentId: null,
  authorId: WHO.lead,
  authorName: 'Somebody',
  at: NOW,
  text: 'status',
  mentions: [WHO.agent],
  assigneeId: null,
  replyCount: 0,
  digest: 'd1',
  links: [],
  ...part,
});

export const aTask = (part: Partial<BoardTask> = {}): BoardTask => ({
  id: 't-other',
  url: 'https://app.clickup.com/t/t-other',
  name: 'Water the plants',
  listId: 'elsewhere',
  description: '',
  status: { name: 'open', type: 'open' },
  createdAt: NOW,
  updatedAt: NOW,
  creatorId: WHO.member,
  assignees: [],
  dueAt: null,
  priority: null,
  archived: false,
  fields: new Map(),
  ...part,
});

const A_NEW_IDEA: DrafterAnswer = {
  outcome: {
    kind: 'plan',
    plan: aPlan({ statement: 'A new idea' }),
    playbook: 'work',
    origin: 'work/new@1',
    rationale: 'work is finished',
    runnerUp: null,
  },
  author: 'template',
};

export function hearDeps(store: Store, board: Talk['board'], warnings: object[]): HearDeps {
  const nobody = { emailDomains: [], userIds: new Set<string>(), eventNames: new Set<string>() };
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (fields: object) => warnings.push(fields),
  } as unknown as Logger;
  const seat = { id: WHO.agent, name: 'First Value Monitor · agent', email: null, zone: ZONE };
  return {
    store,
    rules: rules(),
    exclusion: nobody,
    catalogue: [],
    drafter: async () => A_NEW_IDEA,
    words: null,
    draftAtOnce: async () => A_NEW_IDEA,
    thoughts: new Thoughts({ after: () => () => undefined, log }),
    sendAnswers: async () => undefined,
    crew: async () => ({ seat, zone: ZONE, people: PEOPLE }),
    log,
    board: {
      comments: async () => board.comments,
      replies: async (_taskId, commentId) => board.replies.get(commentId) ?? [],
      task: async (id) => aTask({ id }),
    },
  };
}

/** The reply to this comment among what is waiting to be written; the rest is taken along and left lying. */
async function replyTo(store: Store, { id }: BoardComment): Promise<string | null> {
  const writes = (await store.outbox.claim(NOW, 1_000, 100)).map(({ write }) => write);
  const reply = writes.find(
    (write): write is Write & { kind: 'reply' } => write.kind === 'reply' && write.key.startsWith(`reply.${id}.`),
  );
  return reply === undefined ? null : plainText(reply.body);
}
