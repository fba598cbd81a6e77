import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, Router } from 'express';
import { STATES } from '../monitor/account-json.ts';
import { readAccount } from '../monitor/read-account.ts';
import { readAccounts } from '../monitor/read-accounts.ts';
import { readChoices } from '../monitor/read-choices.ts';
import type { ReadDeps } from '../monitor/read-deps.ts';
import type { Clock } from '../shared/clock.ts';
import { MonitorError } from '../shared/errors.ts';
import { accountPage } from './views/account-page.ts';
import { accountsPage, type ListFilters } from './views/accounts-page.ts';
import type { PageFrame } from './views/layout.ts';
import { problemPage } from './views/problem-page.ts';
import { type SignInForm, signInPage } from './views/sign-in-page.ts';

export interface DashboardDeps {
  readonly read: ReadDeps;
  readonly clock: Clock;
  /** The product whose first value is measured. */
  readonly productName: string;
  readonly demo: boolean;
}

export interface Dashboard {
  readonly assets: Router;
  readonly routes: Router;
  readonly pages: {
    problem(problem: { readonly status: number; readonly message: string }): string;
    signIn(form: SignInForm): string;
  };
}

const PAGE_SIZE = 200;
const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url));

/** The dashboard's pages: plain HTML, drawn from the same rows that `/api` answers with. */
export function createDashboard(deps: DashboardDeps): Dashboard {
  const stranger: PageFrame = { productName: deps.productName, demo: deps.demo, canSignOut: false };
  const routes = Router();
  routes.get('/', async (req, res) => {
    res.type('html').send(await listPage(deps, req, frameFor(deps, res)));
  });
  routes.get('/accounts/:account_id', async (req, res) => {
    const account = await readAccount(deps.read, req.params.account_id, deps.clock.now(), textOf(req, 'as_of') || null);
    res.type('html').send(accountPage(frameFor(deps, res), account, deps.read.zone));
  });
  return {
    assets: Router().use('/assets', express.static(ASSETS, { index: false, redirect: false })),
    routes,
    pages: { problem: (problem) => problemPage(stranger, problem), signIn: (form) => signInPage(stranger, form) },
  };
}

/** Whoever came in by the form can leave again; the guard says so. */
function frameFor({ productName, demo }: DashboardDeps, res: Response): PageFrame {
  return { productName, demo, canSignOut: res.locals.canSignOut === true };
}

async function listPage({ read, clock }: DashboardDeps, req: Request, frame: PageFrame): Promise<string> {
  const filters = filtersOf(req);
  const after = textOf(req, 'after');
  const query = {
    ...(filters.state === '' ? {} : { states: STATES.filter((state) => state === filters.state) }),
    ...(filters.csm === '' ? {} : { csm: filters.csm }),
    ...(filters.tier === '' ? {} : { tier: filters.tier }),
    ...(filters.asOf === '' ? {} : { asOf: filters.asOf }),
    ...(after === '' ? {} : { after }),
    limit: PAGE_SIZE,
  };
  const found = await readAccounts(read, query, clock.now());
  const pages = {
    first: after === '' ? null : addressWith(req, null),
    next: found.next === null ? null : addressWith(req, found.next),
  };
  return accountsPage(frame, { found, filters, choices: await readChoices(read), pages, zone: read.zone });
}

/** Parameters that are not ours do no harm: a link to the list may have passed through other tools. */
function filtersOf(req: Request): ListFilters {
  const state = textOf(req, 'state');
  if (state !== '' && !STATES.some((each) => each === state)) {
    throw new MonitorError('bad_input', `state: "${state}" is none: choose one of ${STATES.join(' ')}`);
  }
  return { state, csm: textOf(req, 'csm'), tier: textOf(req, 'tier'), asOf: textOf(req, 'as_of') };
}

function textOf(req: Request, name: string): string {
  const value = req.query[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** The list under the same filters, from another place on; null: from its beginning. */
function addressWith(req: Request, after: string | null): string {
  const { searchParams } = new URL(req.originalUrl, 'http://localhost');
  if (after === null) searchParams.delete('after');
  else searchParams.set('after', after);
  return `/?${searchParams}`;
}
