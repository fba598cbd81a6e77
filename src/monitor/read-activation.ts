import type { Account, AccountKey, Day, Instant } from '../domain/account.ts';
import { type Activation, activationInParts } from '../domain/activation.ts';
import { dataBegan } from '../domain/beginning.ts';
import type { CohortSpan } from '../domain/cohort.ts';
import type { Route } from '../domain/funnel.ts';
import type { Journey } from '../domain/journey.ts';
import { dayOf } from '../domain/local-date.ts';
import { contentDigest } from '../shared/content-digest.ts';
import { MonitorError } from '../shared/errors.ts';
import type { JudgedLife } from './account-index.ts';
import { indexAsOf, type ListDeps } from './index-memory.ts';
import { accountPages } from './account-pages.ts';
import type { Judged } from './account-row.ts';
import { asOfInstant, dateGiven } from './as-of.ts';
import type { IndexAnswers } from './index-answers.ts';
import { journeyOf } from './journey-of.ts';
import { judgeAccounts, openView } from './judge-accounts.ts';
import { everyLife } from './lives.ts';
import type { ReadDeps } from './read-deps.ts';
import { inTurns } from './turns.ts';

export interface ActivationDeps extends ListDeps {
  /** Figures drawn for whoever asked before; default: everybody is judged anew. */
  readonly figures?: IndexAnswers<ActivationReading>;
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
  return recall({ ...deps, figures: deps.figures }, asked, now, mayBeOld);
}

/** From the list that is in memory, or is drawn up for it: so the figures and the accounts behind them are of one moment. */
async function recall(
  deps: Required<Pick<ActivationDeps, 'figures'>> & ListDeps,
  query: Omit<ActivationQuery, 'mayBeOld'>,
  now: Instant,
  mayBeOld: boolean,
): Promise<ActivationReading> {
  const { cohort = 'month', tier, useCase, from, to, asOf, plan } = query;
  const at = asOfInstant(asOf ?? null, deps.zone, now);
  const range = startRange(query, dayOf(at, deps.zone));
  const index = await indexAsOf(deps, { asOf: asOf ?? null, at, now, mayBeOld });
  const question = JSON.stringify([cohort, tier, useCase, from, to, plan]);
  return deps.figures.recall(index, question, async () => {
    const walked = newWalk(index.at);
    for (const life of index.lives) if (isWanted(life, query)) count(walked, life, range);
    return readingOf(deps, query, index.at, walked);
  });
}

async function readAnew(
  deps: ReadDeps,
  query: ActivationQuery,
  now: Instant,
  watch: ActivationWatch = {},
): Promise<ActivationReading> {
  const at = asOfInstant(query.asOf ?? null, deps.zone, now);
  const range = startRange(query, dayOf(at, deps.zone));
  return readingOf(deps, query, at, await walk(deps, query, range, at, watch));
}

async function readingOf(
  { zone }: Pick<ReadDeps, 'zone'>,
  { cohort = 'month', plan }: ActivationQuery,
  at: Instant,
  { journeys, excluded, watermark }: Walked,
): Promise<ActivationReading> {
  const choose = plan === undefined ? undefined : chooserOf(plan);
  const figures = await inTurns(activationInParts(journeys, cohort, choose));
  return { at, asOf: dayOf(at, zone), watermark, excluded, ...figures };
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
  readonly journeys: Journey[];
  readonly excluded: AccountKey[];
  watermark: Instant;
}

const newWalk = (at: Instant): Walked => ({ journeys: [], excluded: [], watermark: at });

type Counted = Pick<JudgedLife, 'journey' | 'isExcluded' | 'judgedAt'>;

/** Whether this life is in the figures. */
function count(walked: Walked, { journey, isExcluded, judgedAt }: Counted, { from, to }: StartRange): boolean {
  if (journey.startedOn < from || journey.startedOn > to) return false;
  if (isExcluded) {
    walked.excluded.push(journey.key);
    return false;
  }
  walked.journeys.push(journey);
  walked.watermark = Math.min(walked.watermark, judgedAt);
  return true;
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
  const view = await openView({ ...deps, compare: undefined }, at, { knownAt });
  const began = dataBegan(await store.events.sources(), await store.events.first());
  const walked = newWalk(at);
  for await (const page of accountPages(store.accounts)) {
    const lives = await everyLife(store.accounts, page, at);
    const wanted = lives.filter((account) => isWanted(account, query));
    for (const judged of wanted.length === 0 ? [] : await judgeAccounts(deps, view, wanted)) {
      if (judged.holder !== null) continue;
      const journey = journeyOf(judged, began);
      const { state, at: judgedAt } = judged.verdict;
      if (count(walked, { journey, isExcluded: state === 'excluded', judgedAt }, range)) see?.(judged, journey);
    }
  }
  return walked;
}

function isWanted(account: Pick<Account, 'tier' | 'useCase'>, { tier, useCase }: ActivationQuery): boolean {
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
