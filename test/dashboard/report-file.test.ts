import { reportFile } from '../../src/dashboard/report/report-file.ts';
import type { ReportJson } from '../../src/monitor/report-json.ts';
import { anEvent, aPlan, aStep, onDay, START } from '../domain/builders.ts';
import { addAccount, openAlert, openWorld, type ReadWorld } from '../monitor/read-world.ts';
import { reportOf } from '../monitor/reports.ts';

const HOSTILE = '"><script>alert(1)</script><img src=x>';
const ESCAPED = '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x&gt;';
const BY = 70000002;

let world: ReadWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.store.close());

const plan = aPlan({ statement: HOSTILE, steps: [aStep({ name: HOSTILE })] });
const named = (id: string, part: object = {}) => ({ id, name: `${id} ${HOSTILE}`, plan, ...part });
const sprintOn = (on: number) => anEvent({ name: 'Sprint Completed', on, messageId: `sprint-${on}` });

/** Somebody in each part of the report, and everything that people write is hostile. */
async function aFullReport(): Promise<ReportJson> {
  for (const n of [1, 2, 3]) await addAccount(world, named(`there-${n}`, { events: [sprintOn(23 + n * 2)] }));
  const { key } = await addAccount(world, named('taken', { events: [sprintOn(10)] }));
  await addAccount(world, named('gone', { status: 'left', leftAt: onDay(40) }));
  const risk = await addAccount(
    world,
    named('risk', { annualValue: 1_200_000, renewsOn: START + 300, trialEndsOn: START + 90 }),
  );
  await openAlert(world, risk, { deliveredAt: onDay(40) });
  const paused = await addAccount(world, named('paused', { pauses: [{ from: START + 3, until: START + 30 }] }));
  await world.store.accounts.openHold(
    {
      accountKey: paused.key,
      kind: 'pause',
      source: 'comment',
      reason: HOSTILE,
      byId: BY,
      from: START + 3,
      until: START + 30,
    },
    onDay(3),
  );
  await reportOf(world, '2026-09', onDay(24));
  const word = { messageId: 'sprint-10', reason: HOSTILE, by: BY, at: onDay(30) };
  await world.store.corrections.withdraw({ accountKey: key, ...word });
  return reportOf(world, '2026-10', onDay(55), { product: HOSTILE });
}

describe('the file of a report', () => {
  it('has every part, with all that people wrote as text', async () => {
    const report = await aFullReport();
    const parts = [
      report.wins,
      report.risks,
      report.exits,
      report.pauses,
      report.corrections,
      report.activation.funnel,
    ];
    expect(parts.map(({ length }) => length > 0)).toEqual(parts.map(() => true));
    const page = reportFile(report);
    for (const { name } of [...report.wins, ...report.risks, ...report.exits, ...report.pauses])
      expect(page).toContain(`>${name.split(' ')[0]} ${ESCAPED}</a>`);
    expect(page).toContain(`first value taken back (was 17 Sep 2026): ${ESCAPED}`);
    expect(page).toContain(`quiet since; 24 days past its date: ${ESCAPED}`);
    expect(page).toContain(`<p class="soft">${ESCAPED} · as of the end of 31 Oct 2026`);
    expect(page).not.toMatch(/<script|<img/);
    expect(page).not.toMatch(/\b(NaN|undefined|null|Infinity)\b/);
  });

  it('shows the figures of the report and no others', async () => {
    const report = await aFullReport();
    const { overall, histogram } = report.activation;
    const page = reportFile(report);
    expect(page).toContain(`<dt>Reached first value</dt><dd><div class="figure">${report.wins.length}</div>`);
    expect(page).toContain(`<dt>At risk</dt><dd><div class="figure">${report.risks.length}</div>`);
    expect(page).toContain(
      `<tfoot><tr><td class="d">All</td><td class="n">${overall.n}</td><td class="n">${overall.reached}</td>`,
    );
    const bars = [...page.matchAll(/<rect class="bar"[^>]* height="([\d.]+)" rx="1"/g)].map(([, height]) =>
      Number(height),
    );
    const counts = histogram.bins.map(({ count }) => count);
    expect(bars.map((height) => height > 0)).toEqual(counts.map((count) => count > 0));
    expect(page).toContain('1,200,000 a year');
  });

  it('of a month without anybody says so', async () => {
    const page = reportFile(await reportOf(world, '2026-09', onDay(24)));
    for (const words of ['No account stands in an alerting state', 'No account to count', 'No alert was delivered'])
      expect(page).toContain(words);
    expect(page).not.toMatch(/\b(NaN|undefined|null|Infinity)\b/);
  });

  it('cuts a list that nobody would read, and says how long it is', async () => {
    const report = await aFullReport();
    const [win] = report.wins;
    const wins = Array.from(
      { length: 130 },
      (_, index) => ({ ...win, name: `Win ${index}.` }) as ReportJson['wins'][number],
    );
    const page = reportFile({ ...report, wins });
    expect(page).toContain('Reached first value: 130');
    expect(page).toContain('Win 99.');
    expect(page).not.toContain('Win 100.');
    expect(page).toContain('and 30 more');
  });

  it('of a month that runs says that it is not over', async () => {
    const page = reportFile(await reportOf(world, '2026-10', onDay(30)));
    expect(page).toContain('The month is not over.');
    expect(page).not.toContain('· written');
  });
});
