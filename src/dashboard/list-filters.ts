import type { State } from '../domain/assessment.ts';
import { STATES } from '../monitor/account-json.ts';
import type { ListQuery } from '../monitor/list-accounts.ts';
import { MonitorError } from '../shared/errors.ts';
import { address } from './views/address.ts';

/** The list's filters as they stand in the address; empty text: not filtered. */
export interface ListFilters {
  readonly state: State | '';
  readonly csm: string;
  readonly tier: string;
  readonly useCase: string;
  readonly search: string;
  readonly asOf: string;
  /** The number of the activation page whose accounts these are, with the rest of its question. */
  readonly figure: string;
  readonly cohort: string;
  readonly from: string;
  readonly to: string;
  readonly plan: string;
}

/**
 * Parameters that are not ours do no harm: a link to the list may have passed through other tools.
 * @param textOf the value of a parameter, empty where it is absent
 * @throws MonitorError `bad_input` for a state that is none
 */
export function listFilters(textOf: (name: string) => string): ListFilters {
  const given = textOf('state');
  const state = STATES.find((each) => each === given) ?? '';
  if (given !== '' && state === '')
    throw new MonitorError('bad_input', `state: "${given}" is none: choose one of ${STATES.join(' ')}`);
  return {
    state,
    csm: textOf('csm'),
    tier: textOf('tier'),
    useCase: textOf('use_case'),
    search: textOf('q'),
    asOf: textOf('as_of'),
    figure: textOf('figure'),
    cohort: textOf('cohort'),
    from: textOf('from'),
    to: textOf('to'),
    plan: textOf('plan'),
  };
}

/** The same as a question to the list; what is empty is not asked. */
export function queryOf(filters: ListFilters): ListQuery {
  const { state, csm, tier, useCase, search, asOf, figure, ...range } = filters;
  return {
    ...(state === '' ? {} : { states: [state] }),
    ...givenOf({ csm, tier, useCase, search, asOf }),
    ...(figure === '' ? {} : { behind: { figure, ...givenOf(range) } }),
  };
}

function givenOf<Name extends string>(texts: Readonly<Record<Name, string>>): Partial<Record<Name, string>> {
  const given: Partial<Record<Name, string>> = {};
  for (const name in texts) if (texts[name] !== '') given[name] = texts[name];
  return given;
}

/** The address of the list under these filters, `change` made, from the place `after` on. */
export function listAddress(
  filters: ListFilters,
  change: Partial<Record<keyof ListFilters, string>> = {},
  path = '/',
  after: string | null = null,
): string {
  const { state, csm, tier, useCase, search, asOf, figure, cohort, from, to, plan } = { ...filters, ...change };
  const narrowed = { q: search, state, csm, tier, use_case: useCase, as_of: asOf };
  return address(path, { ...narrowed, figure, cohort, from, to, plan, after });
}

/** Anything but a date: every account is on every date's list. */
export function isFiltered({ state, csm, tier, useCase, search, figure }: ListFilters): boolean {
  return [state, csm, tier, useCase, search, figure].some((text) => text !== '');
}
