import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { activationAnswer } from '../monitor/activation-answer.ts';
import { type ListQuery, listAccounts } from '../monitor/list-accounts.ts';
import { readAccount } from '../monitor/read-account.ts';
import { readActivation } from '../monitor/read-activation.ts';
import { readAudit } from '../monitor/read-audit.ts';
import type { Reading } from '../monitor/remembering.ts';
import { readQuality } from '../monitor/read-quality.ts';
import type { Clock } from '../shared/clock.ts';
import { jsonPortions, ROWS_A_PORTION, sendPortions } from '../shared/portions.ts';
import {
  AccountParameters,
  AccountsParameters,
  ActivationParameters,
  AuditParameters,
  QualityParameters,
  readParameters,
} from './api-query.ts';
import { openApiDocument } from './openapi.ts';

export interface ApiDeps {
  readonly read: Reading;
  readonly clock: Clock;
  /** Of the product, as the document names it. */
  readonly version: string;
}

/** The figures as JSON (CONTRACT section 5); mounted at `/api`. */
export function apiRoutes({ read, clock, version }: ApiDeps): Router {
  const routes = Router();
  routes.get('/accounts', async (req, res) => {
    const page = await listAccounts(read, listQuery(readParameters(AccountsParameters, req.query)), clock.now());
    if (page.next !== null) linkNext(req, res, { after: page.next });
    res.set('X-Excluded-Accounts', String(page.excluded));
    if (page.rows.length <= ROWS_A_PORTION) res.json(page.rows);
    else await sendPortions(res.type('json'), jsonPortions(page.rows));
  });
  routes.get('/accounts/:account_id', async (req, res) => {
    const { as_of: asOf } = readParameters(AccountParameters, req.query);
    res.json(await readAccount(read, req.params.account_id, clock.now(), asOf ?? null));
  });
  routes.get('/activation', async (req, res) => {
    const { use_case: useCase, as_of: asOf, ...rest } = readParameters(ActivationParameters, req.query);
    res.json(activationAnswer(await readActivation(read, { ...rest, useCase, asOf }, clock.now())));
  });
  routes.get('/audit', async (req, res) => {
    const query = readParameters(AuditParameters, req.query);
    const entries = await readAudit(read, query);
    const last = entries.at(-1);
    if (last !== undefined && entries.length === query.limit) linkNext(req, res, { before: String(last.id) });
    res.json(entries);
  });
  routes.get('/quality', async (req, res) => {
    res.json(await readQuality(read, readParameters(QualityParameters, req.query), clock.now()));
  });
  const document = openApiDocument(version);
  routes.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  return routes;
}

function listQuery({ figure, cohort, from, to, plan, ...parameters }: z.infer<typeof AccountsParameters>): ListQuery {
  const { state, as_of: asOf, use_case: useCase, q: search, ...filters } = parameters;
  const behind = figure === undefined ? undefined : { figure, cohort, from, to, plan };
  return { ...filters, states: state, asOf, useCase, search, behind };
}

/** The next page is this address with one parameter changed; relative, as only the caller knows under which name we are reached. */
function linkNext(req: Request, res: Response, change: Readonly<Record<string, string>>): void {
  const { pathname, searchParams } = new URL(req.originalUrl, 'http://localhost');
  for (const [name, value] of Object.entries(change)) searchParams.set(name, value);
  res.set('Link', `<${pathname}?${searchParams}>; rel="next"`);
}
