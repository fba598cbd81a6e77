import { isDeepStrictEqual } from 'node:util';
import type { Browser } from 'playwright-core';
import { AccountDetailJson, AccountJson } from '../../src/monitor/account-json.ts';
import { ActivationJson } from '../../src/monitor/activation-json.ts';
import { QualityJson } from '../../src/monitor/quality-json.ts';
import { eventually } from '../end-to-end/world.ts';
import { visit } from './browser.ts';
import { figuresOfAccount } from './figures-of-account.ts';
import { figuresOfActivation } from './figures-of-activation.ts';
import { figuresOfQuality } from './figures-of-quality.ts';
import { figuresOfToday, type WholeList } from './figures-of-today.ts';
import { type Pair, printedOn, type Printed } from './printed.ts';

/**
 * Every figure that the four pages print beside that of `/api`: Today, Activation by month and by week, Quality, and one account of
 * each state.
 */
export async function comparedFigures(browser: Browser, url: string): Promise<ComparedFigures> {
  // Until ClickUp was asked, people are known by their addresses only, and change their names between two answers.
  await eventually(async () => (await fetch(`${url}/readyz`)).ok, 60_000);
  const [today, list] = await ofOneMoment(
    () => read(browser, url, '/'),
    () => wholeList(url),
  );
  const pairs = [...tagged('/', figuresOfToday(today, list))];
  const beside = (path: string) =>
    ofOneMoment(
      () => read(browser, url, path),
      () => json(url, `/api${path}`),
    );
  for (const path of ['/activation', '/activation?cohort=week']) {
    const [page, answer] = await beside(path);
    pairs.push(...tagged(path, figuresOfActivation(page, ActivationJson.parse(answer))));
  }
  const [page, answer] = await beside('/quality');
  pairs.push(...tagged('/quality', figuresOfQuality(page, QualityJson.parse(answer))));
  for (const id of oneOfEachState(list)) {
    const path = `/accounts/${encodeURIComponent(id)}`;
    const [account, about] = await beside(path);
    pairs.push(...tagged(path, figuresOfAccount(account, AccountDetailJson.parse(about))));
  }
  return { accounts: list.rows.length, compared: pairs.length, different: pairs.filter(isDifferent) };
}

export interface ComparedFigures {
  readonly accounts: number;
  readonly compared: number;
  /** Those where the page says something else than the data route. */
  readonly different: readonly Pair[];
}

/** A page and an answer that was the same before and after it; an answer is kept for some seconds only, and may be renewed in between. */
async function ofOneMoment<Answer>(
  page: () => Promise<Printed>,
  data: () => Promise<Answer>,
): Promise<[Printed, Answer]> {
  for (let tries = 1, before = await data(); ; tries += 1) {
    const printed = await page();
    const after = await data();
    if (isDeepStrictEqual(before, after)) return [printed, after];
    if (tries === 5) throw new Error('the data route answered something new before and after the page, five times');
    before = after;
  }
}

const isDifferent = ({ printed, answered }: Pair): boolean => printed.join('|') !== answered.join('|');

const tagged = (path: string, pairs: readonly Pair[]): readonly Pair[] =>
  pairs.map((pair) => ({ ...pair, what: `${path} ${pair.what}` }));

async function read(browser: Browser, url: string, path: string): Promise<Printed> {
  const { page, complaints } = await visit(browser, url, path);
  expect({ path, complaints }).toEqual({ path, complaints: [] });
  const printed = await printedOn(page);
  await page.context().close();
  return printed;
}

async function json(url: string, path: string): Promise<unknown> {
  return (await ask(url, path)).json();
}

async function ask(url: string, path: string): Promise<Response> {
  const reply = await fetch(`${url}${path}`);
  expect({ path, status: reply.status }).toEqual({ path, status: 200 });
  return reply;
}

/** Page by page along the Link headers: every page is of the moment of the first. */
async function wholeList(url: string): Promise<WholeList> {
  const rows: AccountJson[] = [];
  let excluded = 0;
  for (let path: string | undefined = '/api/accounts?limit=1000'; path !== undefined; ) {
    const reply: Response = await ask(url, path);
    rows.push(...AccountJson.array().parse(await reply.json()));
    excluded = Number(reply.headers.get('x-excluded-accounts'));
    path = /<([^>]+)>; rel="next"/.exec(reply.headers.get('link') ?? '')?.[1];
  }
  return { rows, excluded };
}

function oneOfEachState({ rows }: WholeList): readonly string[] {
  const ids = new Map(rows.flatMap(({ state, account_id: id }) => (id === null ? [] : [[state, id] as const])));
  return [...ids.values()];
}
