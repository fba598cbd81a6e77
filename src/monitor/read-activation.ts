import type { Account, AccountKey, Day, Instant } from '../domain/account.ts';
import { type Activation, activationOf } from '../domain/activation.ts';
import { dataBegan } from '../domain/beginning.ts';
import type { CohortSpan } from '../domain/cohort.ts';
import type { Route } from '../domain/funnel.ts';
import type { Journey } from '../domain/journey.ts';
import { dayOf } from '../domain/local-date.ts';
import { contentDigest } from '../shared/content-digest.ts';
import { MonitorError } from '../shared/errors.ts';
import { FEW } from './account-index.ts';
import { accountPages } from './account-pages.ts';
import type { Judged } from './account-row.ts';
import { asOfInstant, dateGiven } from './as-of.ts';
import { journeyOf } from './journey-of.ts';
import { judgeAccounts, openView } from './judge-accounts.ts';
import { everyLife } from './lives.ts';
import type { ReadDeps } from './read-deps.ts';
import type { ReadingMemory } from './reading-memory.ts';

export interface ActivationDeps extends ReadDeps {
  /** Figures read for whoever asked before; default: they are read anew. */
  readonly figures?: ReadingMemory<ActivationReading>;
}

/** What is asked; everything may be left out. */
export interface ActivationQuery {
  readonly cohort?: CohortSpan;
  readonly tier?: string;
  readonly useCase?: string;
  /** `YYYY-MM-DD`: start dates, both included. */
  readonly from?: string;
  readonly to?: string;
  /** `YYYY-MM-DD`: the end of that date, with what was known then. */
  readonly asOf?: string;
  /** Whose steps the funnel shows: the plan's short name as `planName` gives it, or its statement. */
  readonly plan?: string;
  /** Figures of many accounts may be some minutes old: `at` says of when they are. */
  readonly mayBeOld?: boolean;
}

/** The figures with the accounts behind each of them, by key. */
export interface ActivationReading extends Activation {
  /** The instant judged, and its date in the workspace's zone. */
  readonly at: Instant;
  readonly asOf: Day;
  /** The earliest instant up to which any of the accounts could be judged. */
  readonly watermark: Instant;
  readonly excluded: readonly AccountKey[];
}

/** For readers who need more than the figures. */
export interface ActivationWatch {
  /** With what was said and received up to then; default: up to the instant judged. */
  readonly knownAt?: Instant;
  /** Is shown every account that is counted or without a plan, as it was judged. */
  readonly see?: (judged: Judged, journey: Journey) => void;
}

/**
 * Time to value, rates and the funnel (METHOD sections 2 to 4) over every account that is asked for, each judged by the one
 * formula.
 * @throws MonitorError `bad_input` for dates that are none or in the wrong order, and for a plan that nobody is on
 */
export function readActivation(
  deps: ActivationDeps,
  query: ActivationQuery,
  now: Instant,
  watch?: ActivationWatch,
): Promise<ActivationReading> {
  const { mayBeOld = false, ...asked } = query;
  // Whoever watches wants to see everybody pass.
  if (deps.figures === undefined || watch !== undefined) return readAnew(deps, asked, now, watch);
  const { cohort, tier, useCase, from, to, asOf, plan } = asked;
  const question = JSON.stringify([cohort ?? 'month', tier, useCase, from, to, asOf, plan]);
  return deps.figures.recall(question, { now, ...(mayBeOld ? { mayBeOld: isLarge } : {}) }, () =>
    readAnew(deps, asked, now),
  );
}

const isLarge = ({ overall: { reached, waiting, left }, withoutPlan }: ActivationReading): boolean =>
  reached.length + waiting.length + left.length + withoutPlan.length > FEW;

async function readAnew(
  deps: ReadDeps,
  query: ActivationQuery,
  now: Instant,
  watch: ActivationWatch = {},
): Promise<ActivationReading> {
  const at = asOfInstant(query.asOf ?? null, deps.zone, now);
  const asOf = dayOf(at, deps.zone);
  const range = startRange(query, asOf);
  const { journeys, excluded, watermark } = await walk(deps, query, range, at, watch);
  const choose = query.plan === undefined ? undefined : chooserOf(query.plan);
  return { at, asOf, watermark, excluded, ...activationOf(journeys, query.cohort ?? 'month', choose) };
}

interface StartRange {
  readonly from: Day;
  readonly to: Day;
}

function startRange({ from, to }: ActivationQuery, example: Day): StartRange {
  const first = from === undefined ? Number.NEGATIVE_INFINITY : dateGiven('from', from, example);
  const last = to === undefined ? Number.POSITIVE_INFINITY : dateGiven('to', to, example);
  if (first > last)
    throw new MonitorError(
      'bad_input',
      `from: ${from} is after to: ${to}: both are start dates, the earlier one first`,
    );
  return { from: first, to: last };
}

interface Walked {
  readonly journeys: readonly Journey[];
  readonly excluded: readonly AccountKey[];
  readonly watermark: Instant;
}

/** Later accounts of an id that another one had first are not judged, so they are in no figure (METHOD section 1). */
async function walk(
  deps: ReadDeps,
  query: ActivationQuery,
  range: StartRange,
  at: Instant,
  { knownAt = at, see }: ActivationWatch,
): Promise<Walked> {
  const { store } = deps;
  // Start, first value and exit do not depend on how others fared, so their curves need not be drawn.
  const view = await openView({ ...deps, compare: undefined }, at, knownAt);
  const began = dataBegan(await store.events.sources(), await store.events.first());
  const journeys: Journey[] = [];
  const excluded: AccountKey[] = [];
  let watermark = at;
  for await (const page of accountPages(store.accounts)) {
    const lives = await everyLife(store.accounts, page, at);
    const wanted = lives.filter((account) => isWanted(account, query));
    for (const judged of wanted.length === 0 ? [] : await judgeAccounts(deps, view, wanted)) {
      if (judged.holder !== null) continue;
      const journey = journeyOf(judged, began);
      if (journey.startedOn < range.from || journey.startedOn > range.to) continue;
      if (judged.verdict.state === 'excluded') {
        excluded.push(journey.key);
        continue;
      }
      journeys.push(journey);
      see?.(judged, journey);
      watermark = Math.min(watermark, judged.verdict.at);
    }
  }
  return { journeys, excluded, watermark };
}

function isWanted(account: Account, { tier, useCase }: ActivationQuery): boolean {
  return isSame(account.tier, tier) && isSame(account.useCase, useCase);
}

const isSame = (value: string | null, wanted: string | undefined): boolean =>
  wanted === undefined || value?.toLowerCase() === wanted.toLowerCase();

/** Short enough for an address, and the same wherever the steps are the same. */
export const planName = ({ route }: Pick<Route, 'route'>): string => contentDigest(route).slice(0, 8);

function chooserOf(plan: string): (routes: readonly Route[]) => Route {
  const wanted = plan.toLowerCase();
  return (routes) => {
    const found =
      routes.find((route) => planName(route) === wanted) ??
      routes.find(({ statement }) => statement.toLowerCase() === wanted);
    if (found !== undefined) return found;
    const known = routes.map((route) => `${planName(route)} (${route.statement})`).join(', ');
    throw new MonitorError(
      'bad_input',
      `plan: "${plan}" is no plan of these accounts: ${known === '' ? 'none of them has one in force' : `use ${known}`}`,
    );
  };
}
