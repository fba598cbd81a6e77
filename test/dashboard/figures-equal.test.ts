import { AccountJson } from '../../src/monitor/account-json.ts';
import { ActivationJson } from '../../src/monitor/activation-json.ts';
import { anEvent, aPlan, aSignal, aStep, START } from '../domain/builders.ts';
import { type AppServer, startApp } from '../http/app-server.ts';
import { addAccount } from '../monitor/read-world.ts';

/** Every number of the activation page is that of `/api/activation`, and opens as many accounts as it says. */

const PLAN = aPlan({ steps: [aStep({ name: 'First task', signal: aSignal({ event: ['Task Completed'] }) })] });
const OTHER = aPlan({ steps: [] });

let server: AppServer;
beforeAll(async () => {
  server = await startApp();
  for (let n = 0; n < 24; n += 1) await addAccount(server.world, lived(n));
  await addAccount(server.world, { id: 'unplanned', plan: null });
  await addAccount(server.world, { id: 'excluded', status: 'excluded' });
});
afterAll(() => server.close());

/** Three cohorts; fast, slow, stuck, gone, and some on another plan. */
function lived(n: number) {
  const start = [-20, 0, 28][n % 3] ?? 0;
  const step = n % 5 === 0 ? [] : [anEvent({ on: start + 1 + (n % 4) })];
  const value =
    n % 4 < 3 && n % 5 > 0 ? [anEvent({ on: start + 4 + (n % 9), name: 'Sprint Completed', hour: 13 })] : [];
  const left = n % 5 === 0 && n % 2 === 0 ? { status: 'left' as const, leftAt: 0 } : {};
  return {
    id: `a${n}`,
    tier: n % 2 === 0 ? 'enterprise' : 'foundation',
    startedOn: START + start,
    plan: n % 8 === 7 ? OTHER : PLAN,
    events: [...step, ...value],
    ...left,
  };
}

const textAt = async (path: string): Promise<string> => (await server.ask(path)).text;

interface Counted {
  readonly count: number;
  readonly query: string;
}

function countsOn(page: string): readonly Counted[] {
  const links = [
    ...page.matchAll(/<a href="\/\?(figure=[^"]+)"(?: aria-label="(\d+) account[^"]*")?>(?:(\d+)<\/a>)?/g),
  ];
  return links.map(([, query = '', labelled, shown]) => ({
    count: Number(labelled ?? shown),
    query: query.replaceAll('&amp;', '&'),
  }));
}

describe.each(['', 'tier=enterprise', 'cohort=week', 'from=2026-09-01&to=2026-09-30', 'as_of=2026-09-20'])(
  'the activation page asked for “%s”',
  (question) => {
    it('opens as many accounts behind each number as the number says', async () => {
      const counts = countsOn(await textAt(`/activation?${question}`));
      expect(counts.length).toBeGreaterThan(20);
      for (const { count, query } of counts) {
        const rows = AccountJson.array().parse((await server.ask(`/api/accounts?${query}`)).json());
        expect({ query, count: rows.length }).toEqual({ query, count });
      }
    });

    it('shows the numbers of the JSON answer', async () => {
      const answer = ActivationJson.parse((await server.ask(`/api/activation?${question}`)).json());
      const counts = countsOn(await textAt(`/activation?${question}`));
      const shown = (figure: string, cohort: string | null = null): number =>
        counts.find(({ query }) => {
          const asked = new URLSearchParams(query);
          return asked.get('figure') === figure && asked.get('cohort') === cohort;
        })?.count ?? 0;
      const figures = [[null, answer.overall] as const, ...answer.cohorts.map((each) => [each.cohort, each] as const)];
      for (const [cohort, { n, reached, waiting, left, rates }] of figures) {
        const seen = ['all', 'reached', 'waiting', 'left'].map((figure) => shown(figure, cohort));
        expect(seen).toEqual([n, reached, waiting, left]);
        for (const days of ['7', '14', '30'] as const) {
          const { mature, hits, pending } = rates[days];
          const said = ['mature', 'hits', 'pending'].map((kind) => shown(`${kind}_${days}`, cohort));
          expect({ cohort, days, said }).toEqual({ cohort, days, said: [mature, hits, pending] });
        }
      }
      expect(answer.histogram.bins.map(({ from }) => shown(`bin_${from}`))).toEqual(
        answer.histogram.bins.map(({ count }) => count),
      );
      expect(shown('not_yet')).toBe(answer.histogram.not_yet.count);
      expect(answer.funnel.map((_, place) => shown(`step_${place}_in`))).toEqual(answer.funnel.map((row) => row.in));
    });
  },
);

it('the median, its interval and the naive figure stand on the page as in the JSON', async () => {
  const { overall } = ActivationJson.parse((await server.ask('/api/activation')).json());
  const page = await textAt('/activation');
  expect(overall.ttv.p50).not.toBeNull();
  expect(page).toContain(`<strong>day ${overall.ttv.p50}</strong>`);
  expect(page).toContain(
    `95 % interval: day ${overall.ttv.p50_low} ${overall.ttv.p50_high === null ? 'or later' : `to ${overall.ttv.p50_high}`}`,
  );
  expect(page).toContain(`Only those already there: day ${overall.ttv.naive_median}`);
});

it('a median of too few accounts is not shown, and the page says so', async () => {
  const page = await textAt('/activation?from=2026-10-05');
  expect(page).toContain('<strong>too few to say</strong>');
  expect(page).toContain('no curve is drawn for fewer than five accounts');
  expect(page).not.toContain('class="curve"');
});

it('a range in which nobody started is a page that says so', async () => {
  expect(await textAt('/activation?from=2020-01-01&to=2020-01-31')).toContain('No account to count');
});
