import type { Account, AccountKey, Instant } from '../domain/account.ts';
import { dayOf, startOfDay } from '../domain/local-date.ts';
import type { Logger } from '../shared/logger.ts';
import { isBeingFilled } from './being-filled.ts';
import { draftAhead } from './draft-ahead.ts';
import type { DraftDeps, DraftResult } from './draft-deps.ts';
import { draftPlan } from './draft-plan.ts';
import { draftRequest } from './draft-request.ts';
import { approvalMode, leadOf } from './who-approves.ts';
import type { Write } from './outbox.ts';

export interface WaitingReport {
  readonly drafted: number;
  readonly asked: number;
  /** Drafts that must wait: the lead has had enough for today, or the first start has not been released. */
  readonly postponed: number;
  /** The first-start guard holds: more drafts than this would need an answer, and `setup --yes` was not run. */
  readonly guarded: number | null;
  /** Accounts whose turn did not come in the time that was given. */
  readonly left: number;
  readonly writes: readonly Write[];
}

/** A first start that would ask for more answers than this writes none until a person has seen what is coming. */
export const FIRST_START_LIMIT = 20;

export const releaseMark = (listId: string): string => `drafts.released.${listId}`;

/** Drafts for the accounts that have no plan yet and are not being filled, the youngest and those on trial first, until time is up. */
export async function draftWaiting(
  deps: DraftDeps & { readonly log: Logger },
  now: Instant,
  isTimeUp: () => boolean = () => false,
): Promise<WaitingReport> {
  const candidates = await withoutPlan(deps, now);
  const report = { drafted: 0, asked: 0, postponed: 0, guarded: null as number | null, left: 0, writes: [] as Write[] };
  if (candidates.length > 0 && !(await released(deps, candidates))) {
    deps.log.warn(
      { drafts: candidates.length },
      'first start: drafts are held back until `first-value-monitor setup --yes` was run',
    );
    return { ...report, guarded: candidates.length };
  }
  const budget = await LeadBudget.read(deps, now);
  const isFilled = async (account: Account): Promise<boolean> => !(await isBeingFilled(deps.store, account, now));
  const wanted = async (account: Account): Promise<boolean> =>
    (await budget.allows(account)) && (await isFilled(account));
  const ahead = draftAhead(deps, candidates, wanted, now);
  for (const [at, account] of candidates.entries()) {
    if (isTimeUp()) {
      report.left = candidates.length - at;
      break;
    }
    if (!(await budget.allows(account))) {
      report.postponed += 1;
      continue;
    }
    if (!(await isFilled(account))) continue;
    const drafter = await ahead.drafterFor(account);
    const result = await draftPlan({ ...deps, drafter }, account, now);
    if (result.kind === 'waiting' || result.kind === 'overtaken') continue;
    await budget.spend(account, result);
    if (result.kind === 'drafted') report.drafted += 1;
    else report.asked += 1;
    report.writes.push(...result.writes);
  }
  return report;
}

/** Accounts with a task and without any plan: those on trial first, then the youngest; old ones wait to be asked for. */
export async function withoutPlan(deps: DraftDeps, now: Instant): Promise<readonly Account[]> {
  const planned = await deps.store.plans.keysWithPlans();
  const later = await deps.store.accounts.laterTwins(null);
  const found: Account[] = [];
  for (let after: AccountKey | null = null; ; ) {
    const page = await deps.store.accounts.page(after, PAGE);
    if (page.length === 0) break;
    after = page.at(-1)?.key ?? null;
    found.push(
      ...page.filter(
        (account) => !planned.has(account.key) && !later.has(account.key) && wantsDraft(deps, account, now),
      ),
    );
  }
  return found.sort(
    (a, b) =>
      Number(b.trialEndsOn !== null) - Number(a.trialEndsOn !== null) ||
      b.startedOn - a.startedOn ||
      (a.key < b.key ? -1 : 1),
  );
}

const PAGE = 500;

function wantsDraft({ rules }: DraftDeps, account: Account, now: Instant): boolean {
  const age = dayOf(now, account.zone) - account.startedOn;
  return account.taskId !== null && account.status === 'open' && age <= rules.drafts.maxAgeDays;
}

/** Decided once a list: a small one releases itself, a large one waits for `setup --yes`. */
async function released({ store, rules }: DraftDeps, candidates: readonly Account[]): Promise<boolean> {
  const mark = releaseMark(rules.lists.accounts);
  if ((await store.meta.get(mark)) !== null) return true;
  const needAnswer = candidates.filter((account) => approvalMode(rules, account) === 'required').length;
  if (needAnswer > FIRST_START_LIMIT) return false;
  await store.meta.set(mark, 'small list');
  return true;
}

/** How many drafts each lead has been asked about today, in the workspace's zone. */
class LeadBudget {
  readonly #deps: DraftDeps;
  readonly #day: string;
  readonly #spent: Map<number, number>;

  private constructor(deps: DraftDeps, day: string, spent: Map<number, number>) {
    this.#deps = deps;
    this.#day = day;
    this.#spent = spent;
  }

  static async read(deps: DraftDeps, now: Instant): Promise<LeadBudget> {
    const { zone } = await deps.crew();
    const day = `drafts.asked.${startOfDay(dayOf(now, zone), zone)}`;
    const stored = JSON.parse((await deps.store.meta.get(MARK)) ?? '{}') as {
      day?: string;
      spent?: [number, number][];
    };
    return new LeadBudget(deps, day, new Map(stored.day === day ? stored.spent : []));
  }

  async allows(account: Account): Promise<boolean> {
    const lead = await this.#leadOf(account);
    return lead === null || (this.#spent.get(lead) ?? 0) < this.#deps.rules.drafts.perLeadPerDay;
  }

  async spend(account: Account, result: DraftResult): Promise<void> {
    const lead = await this.#leadOf(account);
    if (lead === null || (result.kind === 'drafted' && result.mode === 'auto')) return;
    this.#spent.set(lead, (this.#spent.get(lead) ?? 0) + 1);
    await this.#deps.store.meta.set(MARK, JSON.stringify({ day: this.#day, spent: [...this.#spent] }));
  }

  async #leadOf(account: Account): Promise<number | null> {
    return leadOf(account, this.#deps.rules, await this.#deps.crew())?.id ?? null;
  }
}

const MARK = 'drafts.asked';

export interface FirstStart {
  readonly drafts: number;
  readonly byLead: ReadonlyMap<string, number>;
  readonly byCsm: ReadonlyMap<string, number>;
  readonly samples: readonly {
    readonly account: string;
    readonly statement: string | null;
    readonly question: string | null;
  }[];
}

/** What a first start would write: counts by lead and CSM, and three samples; nothing is stored. */
export async function previewFirstStart(deps: DraftDeps, now: Instant): Promise<FirstStart> {
  const candidates = await withoutPlan(deps, now);
  const crew = await deps.crew();
  const samples = [];
  for (const account of candidates.slice(0, SAMPLES)) {
    const { outcome } = await deps.drafter(await draftRequest(deps, account, now));
    samples.push({
      account: account.name,
      statement: outcome.kind === 'plan' ? outcome.plan.statement : null,
      question: outcome.kind === 'question' ? outcome.question : null,
    });
  }
  return {
    drafts: candidates.length,
    byLead: tally(candidates.map((account) => leadOf(account, deps.rules, crew)?.name ?? 'nobody')),
    byCsm: tally(candidates.map((account) => account.csm?.name ?? 'nobody')),
    samples,
  };
}

const SAMPLES = 3;

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
