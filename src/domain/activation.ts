import type { AccountKey } from './account.ts';
import { type Advice, adviceOn } from './advice.ts';
import { type ActivationRate, activationRate, RATE_DAYS, type RateDay } from './activation-rate.ts';
import { type CohortSpan, cohortOf } from './cohort.ts';
import { type Funnel, funnelOf, type Route, routesOf } from './funnel.ts';
import { type Histogram, histogramOf } from './histogram.ts';
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

/** The figures of METHOD sections 2 to 4. `chooseRoute` picks the funnel's route; by default the largest is drawn. */
export function activationOf(
  journeys: readonly Journey[],
  span: CohortSpan,
  chooseRoute: (routes: readonly Route[]) => Route | null = ([largest]) => largest ?? null,
): Activation {
  const counted = onTheRoad(journeys);
  const routes = routesOf(counted);
  const route = chooseRoute(routes);
  const overall = figuresOf(counted);
  const funnel = funnelOf(route?.journeys ?? []);
  return {
    overall,
    cohorts: cohortsOf(counted, span),
    histogram: histogramOf(counted.filter(({ mayHaveReachedUnseen }) => !mayHaveReachedUnseen)),
    funnel,
    route,
    routes,
    funnelOthers: keysOf(counted.filter(({ road }) => road.route !== route?.route)),
    withoutPlan: keysOf(journeys.filter(({ road, day }) => road === null && day >= 0)),
    advice: adviceOn(counted, overall.ttv, funnel),
  };
}

function cohortsOf(journeys: readonly JourneyOnRoad[], span: CohortSpan): Activation['cohorts'] {
  return [...Map.groupBy(journeys, ({ startedOn }) => cohortOf(startedOn, span))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([cohort, members]) => ({ cohort, ...figuresOf(members) }));
}

function figuresOf(journeys: readonly Journey[]): CohortFigures {
  const notYet = journeys.filter(({ reachedDay }) => reachedDay === null);
  const ttv = timeToValue(journeys);
  const [seven, fourteen, thirty] = RATE_DAYS;
  return {
    reached: keysOf(journeys.filter(({ reachedDay }) => reachedDay !== null)),
    waiting: keysOf(notYet.filter(({ hasLeft }) => !hasLeft)),
    left: keysOf(notYet.filter(({ hasLeft }) => hasLeft)),
    beforeData: keysOf(journeys.filter(({ mayHaveReachedUnseen }) => mayHaveReachedUnseen)),
    ttv,
    rates: {
      [seven]: activationRate(journeys, seven, ttv),
      [fourteen]: activationRate(journeys, fourteen, ttv),
      [thirty]: activationRate(journeys, thirty, ttv),
    },
  };
}
