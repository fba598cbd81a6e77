import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, Router } from 'express';
import { activationAnswer } from '../monitor/activation-answer.ts';
import { listAccounts } from '../monitor/list-accounts.ts';
import { readAccount } from '../monitor/read-account.ts';
import { readChoices } from '../monitor/read-accounts.ts';
import { readActivation } from '../monitor/read-activation.ts';
import { readQuality } from '../monitor/read-quality.ts';
import type { Reading } from '../monitor/remembering.ts';
import type { Clock } from '../shared/clock.ts';
import { MonitorError } from '../shared/errors.ts';
import { sendPortions } from '../shared/portions.ts';
import { accountsCsv } from './accounts-csv.ts';
import { activationFilters, queryOf as activationQuery } from './activation-filters.ts';
import { listAddress, listFilters, queryOf } from './list-filters.ts';
import { timeZoneRoutes, zoneOf } from './reader-zone.ts';
import { accountPage } from './views/account-page.ts';
import { accountsPage } from './views/accounts-page.ts';
import { activationPage } from './views/activation-page.ts';
import type { PageFrame } from './views/layout.ts';
import { problemPage } from './views/problem-page.ts';
import { qualityPage } from './views/quality-page.ts';
import { type SignInForm, signInPage } from './views/sign-in-page.ts';
import { waitingPage } from './views/waiting-page.ts';
import { createWaitingRoom } from './waiting-room.ts';

export interface DashboardDeps {
  readonly read: Reading;
  readonly clock: Clock;
  /** The product whose first value is measured. */
  readonly productName: string;
  readonly demo: boolean;
  /** Ends when a reader has looked at nothing for long enough; tests pass their own. */
  readonly patience?: () => Promise<void>;
}

export interface Dashboard {
  readonly assets: Router;
  readonly routes: Router;
  readonly pages: {
    problem(problem: { readonly status: number; readonly message: string }): string;
    signIn(form: SignInForm): string;
  };
}

const PAGE_SIZE = 100;
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_SECONDS = 5;
const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url));

/** The dashboard's pages: plain HTML, drawn from the same answers that `/api` gives. */
export function createDashboard(deps: DashboardDeps): Dashboard {
  const { read, clock } = deps;
  const stranger: PageFrame = { productName: deps.productName, demo: deps.demo, canSignOut: false, clock: null };
  const frameFor = (req: Request, res: Response): PageFrame => ({
    ...stranger,
    // Whoever came in by the form can leave again; the guard says so.
    canSignOut: res.locals.canSignOut === true,
    clock: { zone: zoneOf(req, read.zone), path: req.originalUrl },
  });
  const routes = Router();
  const waiting = createWaitingRoom({ now: clock.now, patience: deps.patience ?? patience });
  const serve = (path: string, draw: (req: Request, frame: PageFrame) => Promise<string>): void => {
    routes.get(path, async (req, res) => {
      const frame = frameFor(req, res);
      const page = await waiting.page(JSON.stringify(frame), () => draw(req, frame));
      if (page === null) sendWaiting(res, frame);
      else res.type('html').send(page);
    });
  };
  serve('/', (req, frame) => listPage(deps, req, frame));
  serve('/activation', (req, frame) => figuresPage(deps, req, frame));
  serve('/quality', (req, frame) => alertsPage(deps, req, frame));
  serve('/accounts/:account_id', async (req, frame) => {
    const account = await readAccount(read, String(req.params.account_id), clock.now(), textOf(req, 'as_of') || null);
    return accountPage(frame, account, zoneOf(req, read.zone));
  });
  routes.get('/accounts.csv', async (req, res) => {
    const found = await listAccounts(read, { ...queryOf(filtersOf(req)), mayBeOld: true }, clock.now());
    const date = new Date(found.at).toISOString().slice(0, 10);
    await sendPortions(res.attachment(`accounts-${date}.csv`).type('text/csv'), accountsCsv(found.rows));
  });
  routes.use(timeZoneRoutes(read.zone, frameFor));
  return {
    assets: Router().use('/assets', express.static(ASSETS, { index: false, redirect: false })),
    routes,
    pages: { problem: (problem) => problemPage(stranger, problem), signIn: (form) => signInPage(stranger, form) },
  };
}

const patience = (): Promise<void> => sleep(PATIENCE_MS, undefined, { ref: false });

/** By a header: a page that reloads itself by its own markup is one that assistive technology must warn of. */
function sendWaiting(res: Response, frame: PageFrame): void {
  res.status(202).set('Refresh', String(LOOK_AGAIN_SECONDS)).type('html').send(waitingPage(frame, LOOK_AGAIN_SECONDS));
}

const filtersOf = (req: Request) => listFilters((name) => textOf(req, name));

async function listPage({ read, clock }: DashboardDeps, req: Request, frame: PageFrame): Promise<string> {
  const filters = filtersOf(req);
  const after = textOf(req, 'after');
  const query = { ...queryOf(filters), ...(after === '' ? {} : { after }), limit: PAGE_SIZE, mayBeOld: true };
  const found = await listAccounts(read, query, clock.now());
  const pages = {
    first: after === '' ? null : listAddress(filters),
    next: found.next === null ? null : listAddress(filters, {}, '/', found.next),
  };
  return accountsPage(frame, { found, filters, pages, zone: zoneOf(req, read.zone) });
}

async function figuresPage({ read, clock }: DashboardDeps, req: Request, frame: PageFrame): Promise<string> {
  const filters = activationFilters((name) => textOf(req, name));
  const reading = await readActivation(read, { ...activationQuery(filters), mayBeOld: true }, clock.now());
  const choices = await readChoices(read, clock.now());
  return activationPage(frame, {
    answer: activationAnswer(reading),
    filters,
    choices,
    zone: zoneOf(req, read.zone),
  });
}

async function alertsPage({ read, clock }: DashboardDeps, req: Request, frame: PageFrame): Promise<string> {
  const filters = { from: textOf(req, 'from'), to: textOf(req, 'to') };
  const query = {
    ...(filters.from === '' ? {} : { from: filters.from }),
    ...(filters.to === '' ? {} : { to: filters.to }),
  };
  const answer = await readQuality(read, { ...query, mayBeOld: true }, clock.now());
  return qualityPage(frame, { answer, filters, zone: zoneOf(req, read.zone) });
}

/** @throws MonitorError `bad_input` for a parameter that is given twice: either of the two would be a guess */
function textOf(req: Request, name: string): string {
  const value = req.query[name];
  if (Array.isArray(value)) throw new MonitorError('bad_input', `${name}: given ${value.length} times: give it once`);
  return typeof value === 'string' ? value.trim() : '';
}
