import { type AppServer, startApp } from '../http/app-server.ts';
import { addAccount } from '../monitor/read-world.ts';

/** What somebody may type into the address, or a link from elsewhere may hold: a page, a status, and the way out. */

let server: AppServer;
beforeAll(async () => {
  server = await startApp();
  await addAccount(server.world, { id: 'acme' });
});
afterAll(() => server.close());

const headingOf = (page: string): string => /<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? 'no heading';

const UNREADABLE = 'This cannot be read';

it.each([
  ['/accounts/nobody', 404, 'Not found', 'compare it with the account list'],
  ['/accounts/nobody?as_of=2026-09-10', 404, 'Not found', 'compare it with the account list'],
  ['/nothing', 404, 'Not found', 'the account list is at /'],
  ['/accounts/%E0%A4%A', 400, UNREADABLE, 'check its address'],
  ['/?state=sleepy', 400, UNREADABLE, 'choose one of defining'],
  ['/?state=blind&state=reached', 400, UNREADABLE, 'given 2 times: give it once'],
  ['/quality?from=2026-09-01&from=2026-10-01', 400, UNREADABLE, 'given 2 times: give it once'],
  ['/accounts.csv?state=sleepy', 400, UNREADABLE, 'choose one of defining'],
  ['/?after=nobody', 400, UNREADABLE, 'is not in this list'],
  ['/?figure=all_of_it', 400, UNREADABLE, 'open it by the links of the activation page'],
  ['/?figure=reached&cohort=1999-01', 400, UNREADABLE, 'nobody of these accounts started in'],
  ['/?as_of=soon', 400, UNREADABLE, 'is no date: write it as'],
  ['/?as_of=2026-02-30', 400, UNREADABLE, 'is no date'],
  ['/?as_of=2027-01-01', 400, UNREADABLE, 'lies in the future'],
  ['/accounts/acme?as_of=2026-13-01', 400, UNREADABLE, 'is no date'],
  ['/activation?cohort=year', 400, UNREADABLE, 'choose one of'],
  ['/activation?as_of=2027-01-01', 400, UNREADABLE, 'lies in the future'],
  ['/activation?from=2026-02-30', 400, UNREADABLE, 'is no date'],
  ['/activation?from=2026-10-02&to=2026-10-01', 400, UNREADABLE, 'the earlier one first'],
  ['/activation?plan=unheard-of', 400, UNREADABLE, 'is no plan of these accounts'],
  ['/quality?from=soon', 400, UNREADABLE, 'is no date'],
  ['/quality?to=2026-02-30', 400, UNREADABLE, 'is no date'],
  ['/quality?from=2026-10-02&to=2026-10-01', 400, UNREADABLE, 'exchange them'],
])('%s is answered by a page with status %i that says the way out', async (path, status, heading, wayOut) => {
  const reply = await server.ask(path);
  expect({ status: reply.status, heading: headingOf(reply.text) }).toEqual({ status, heading });
  expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(reply.text).toContain(wayOut);
  expect(reply.text).not.toMatch(/\bat .*\.ts:\d+|node_modules/);
  expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

it.each([
  ['/?tier=strategic', 'No account matches these filters.'],
  ['/?csm=nobody%40example.test', 'No account matches these filters.'],
  ['/?q=%25_%00', 'No account matches these filters.'],
  ['/?state=reached', 'No account matches these filters.'],
  ['/activation?from=2020-01-01&to=2020-01-31', 'No account to count'],
  ['/activation?tier=strategic&cohort=week', 'No account to count'],
  ['/quality?from=2026-01-01&to=2026-01-31', 'No alert was delivered in this period.'],
])('%s finds nobody, and is a page that says so', async (path, words) => {
  const reply = await server.ask(path);
  expect(reply.status).toBe(200);
  expect(reply.text.replaceAll(/<[^>]*>/g, '')).toContain(words);
});
