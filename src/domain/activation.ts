import type { AccountKey, Day } from './account.ts';
import { type Advice, adviceOn } from './advice.ts';
import { type ActivationRate, activationRate, RATE_DAYS, type RateDay } from './activation-rate.ts';
import { type CohortSpan, cohortOf } from './cohort.ts';
import { type Funnel, funnelInParts, type Route, routesOf } from './funnel.ts';
import { type Histogram, histogramOf } from './histogram.ts';
import { atOnce, type InParts } from './in-parts.ts';
import { type Journey, type JourneyOnRoad, keysOf, onTheRoad } from './journey.ts';
import { type TimeToValue, timeToValue } from './time-to-value.ts';

/** Sections 2 and 3 of METHOD over some accounts; each count as the accounts behind it. */
export interface CohortFigures {
  readonly reached: readonly AccountKey[];
  readonly waiting: readonly AccountKey[];
  readonly left: readonly AccountKey[];
  /** Of these all, those whose value may have come before our data: they are in no figure of time to value. */
  readonly beforeData: readonly AccountKey[];
  readonly ttv: TimeToValue;
  readonly rates: Readonly<Record<RateDay, ActivationRate>>;
}

export interface Activation {
  readonly overall: CohortFigures;
  /** By start date, oldest first. */
  readonly cohorts: readonly (CohortFigures & { readonly cohort: string })[];
  readonly histogram: Histogram;
  readonly funnel: Funnel;
  /** The route that the funnel is drawn for; null where there is none. */
  readonly route: Route | null;
  /** All routes, largest first. */
  readonly routes: readonly Route[];
  /** On the road, but on another route than the funnel's. */
  readonly funnelOthers: readonly AccountKey[];
  readonly withoutPlan: readonly AccountKey[];
  /** What the figures call for. */
  readonly advice: readonly Advice[];
}

type ChooseRoute = (routes: readonly Route[]) => Route | null;

/** The figures of METHOD sections 2 to 4. `chooseRoute` picks the funnel's route; by default the largest is drawn. */
export const activationOf = (journeys: readonly Journey[], span: CohortSpan, chooseRoute?: ChooseRoute): Activation =>
  atOnce(activationInParts(journeys, span, chooseRoute));

/** The same for tens of thousands, a part at a time. */
export function* activationInParts(
  journeys: readonly Journey[],
  span: CohortSpan,
  chooseRoute: ChooseRoute = ([largest]) => largest ?? null,
): InParts<Activation> {
  const counted = onTheRoad(journeys);
  const routes = routesOf(counted);
  const route = chooseRoute(routes);
  yield;
  const overall = yield* figuresOf(counted);
  const funnel = yield* funnelInParts(route?.journeys ?? []);
  const cohorts = yield* cohortsOf(counted, span);
  const histogram = histogramOf(counted.filter(({ mayHaveReachedUnseen }) => !mayHaveReachedUnseen));
  yield;
  return {
    overall,
    cohorts,
    histogram,
    funnel,
    route,
    routes,
    funnelOthers: keysOf(counted.filter(({ road }) => road.route !== route?.route)),
    withoutPlan: keysOf(journeys.filter(({ road, day }) => road === null && day >= 0)),
    advice: adviceOn(counted, overall.ttv, funnel),
  };
}

function* cohortsOf(journeys: readonly JourneyOnRoad[], span: CohortSpan): InParts<Activation['cohorts']> {
  const names = new Map<Day, string>();
  const nameOf = (startedOn: Day): string => {
    const name = names.get(startedOn) ?? cohortOf(startedOn, span);
    names.set(startedOn, name);
    return name;
  };
  const members = [...Map.groupBy(journeys, ({ startedOn }) => nameOf(startedOn))];
  yield;
  const cohorts: Activation['cohorts'][number][] = [];
  for (const [cohort, own] of members.sort(([one], [other]) => (one < other ? -1 : 1)))
    cohorts.push({ cohort, ...(yield* figuresOf(own)) });
  return cohorts;
}

function* figuresOf(journeys: readonly Journey[]): InParts<CohortFigures> {
  const notYet = journeys.filter(({ reachedDay }) => reachedDay === null);
  const ttv = timeToValue(journeys);
  yield;
  const [seven, fourteen, thirty] = RATE_DAYS;
  const rateOf = function* (days: RateDay): InParts<ActivationRate> {
    yield;
    return activationRate(journeys, days, ttv);
  };
  return {
    reached: keysOf(journeys.filter(({ reachedDay }) => reachedDay !== null)),
    waiting: keysOf(notYet.filter(({ hasLeft }) => !hasLeft)),
    left: keysOf(notYet.filter(({ hasLeft }) => hasLeft)),
    beforeData: keysOf(journeys.filter(({ mayHaveReachedUnseen }) => mayHaveReachedUnseen)),
    ttv,
    rates: {
      [seven]: yield* rateOf(seven),
      [fourteen]: yield* rateOf(fourteen),
      [thirty]: yield* rateOf(thirty),
    },
  };
}
