import { COHORT_SPANS, type CohortSpan } from '../domain/cohort.ts';
import type { ActivationQuery } from '../monitor/read-activation.ts';
import { MonitorError } from '../shared/errors.ts';
import { address } from './views/address.ts';

/** The question of the activation page as it stands in the address; empty text: not asked. */
export interface ActivationFilters {
  readonly cohort: CohortSpan;
  readonly tier: string;
  readonly useCase: string;
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly plan: string;
}

/** @throws MonitorError `bad_input` for a span of cohorts that is none */
export function activationFilters(textOf: (name: string) => string): ActivationFilters {
  const given = textOf('cohort') || 'month';
  const cohort = COHORT_SPANS.find((span) => span === given);
  if (cohort === undefined)
    throw new MonitorError('bad_input', `cohort: "${given}" is none: choose one of ${COHORT_SPANS.join(' ')}`);
  const [tier, useCase, from] = [textOf('tier'), textOf('use_case'), textOf('from')];
  return { cohort, tier, useCase, from, to: textOf('to'), asOf: textOf('as_of'), plan: textOf('plan') };
}

/** The same as a question; what is empty is not asked. */
export function queryOf({ cohort, tier, useCase, from, to, asOf, plan }: ActivationFilters): ActivationQuery {
  return {
    cohort,
    ...(tier === '' ? {} : { tier }),
    ...(useCase === '' ? {} : { useCase }),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(asOf === '' ? {} : { asOf }),
    ...(plan === '' ? {} : { plan }),
  };
}

/** Where the accounts behind a number are listed; the question goes along, so that the list answers the same one. */
export function accountsAddress(
  { tier, useCase, from, to, asOf, plan }: ActivationFilters,
  figure: string,
  cohort: string | null = null,
): string {
  return address('/', { figure, cohort, tier, use_case: useCase, from, to, as_of: asOf, plan });
}
