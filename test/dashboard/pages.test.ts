import type { Plan } from '../../src/domain/plan.ts';
import { anEvent, aPlan, aSignal, aStep, eventsOn, onDay, START } from '../domain/builders.ts';
import { type AppServer, startApp, TOKEN } from '../http/app-server.ts';
import { addAccount, draftPlan, NOW, openAlert, taskMade } from '../monitor/read-world.ts';

let server: AppServer;
beforeEach(async () => {
  server = await startApp();
});
afterEach(() => server.close());

const pageAt = async (path: string): Promise<string> => {
  const reply = await server.ask(path);
  expect({ status: reply.status, type: reply.headers['content-type'] }).toEqual({
    status: 200,
    type: 'text/html; charset=utf-8',
  });
  return reply.text;
};
/** What a person reads: without markup, blanks as one. */
const wordsOf = (page: string): string => page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

const pause = (key: string) =>
  server.world.store.accounts.openHold(
    { accountKey: key, kind: 'pause', from: START + 10, until: START + 14, source: 'comment', reason: null, byId: 1 },
    NOW,
  );

describe('the account table', () => {
  it('shows who is stuck on what, for how long, how far behind, and the alert in ClickUp', async () => {
    const events = eventsOn(Array(10).fill(5), { name: 'Task Created' });
    const acme = await addAccount(server.world, { id: 'acme', name: 'Acme', events });
    await pause(acme.key);
    await taskMade(server.world, await openAlert(server.world, acme, { kind: 'gone_dark' }), 'alert-1');
    const page = await pageAt('/');
    const line = wordsOf(/<tr>\s*<th scope="row"[\s\S]*?<\/tr>/.exec(page)?.[0] ?? '');
    expect(line).toContain('Acme day 31 (35 on the calendar) Gone dark gone dark on');
    expect(line).toContain('A colleague finishes a task 26 days 30 on the calendar');
    expect(line).toMatch(/\d+ days behind pace 0\.\d\d – Carla Ruiz professional Gone dark hard, ClickUp task/);
    expect(page).toContain('<a href="https://app.clickup.com/t/alert-1" rel="noreferrer">Gone dark</a>');
    expect(page).toContain('href="/accounts/acme"');
  });

  it('keeps paused and blind accounts, and those that are done, in groups of their own', async () => {
    await addAccount(server.world, { id: 'stuck' });
    await addAccount(server.world, { id: 'blind', accountId: null });
    await addAccount(server.world, { id: 'done', events: [anEvent({ name: 'Sprint Completed', on: 3 })] });
    const words = wordsOf(await pageAt('/'));
    const order = ['Under way', 'stuck day', 'Paused or not visible', 'blind day', 'Reached or left', 'done day'].map(
      (part) => words.indexOf(part),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  it('leads to an account without an id by its task', async () => {
    await addAccount(server.world, { id: 'x', accountId: null, name: 'Nameless', taskId: 'task 1' });
    expect(await pageAt('/')).toContain('href="/accounts/task%201"');
    expect(wordsOf(await pageAt('/accounts/task%201'))).toContain('Fill in the account id on the ClickUp task');
  });

  it('filters by what stands in the address, and keeps it in the form', async () => {
    await addAccount(server.world, { id: 'big', tier: 'enterprise' });
    await addAccount(server.world, {
      id: 'small',
      tier: 'foundation',
      csm: { id: 70000003, name: 'Lee', email: null },
    });
    const page = await pageAt('/?tier=enterprise&csm=70000002&state=early_alert&utm_source=mail');
    expect(wordsOf(page)).toContain('big day');
    expect(wordsOf(page)).not.toContain('small day');
    for (const chosen of ['early_alert', '70000002', 'enterprise'])
      expect(page).toContain(`<option value="${chosen}" selected>`);
    expect(wordsOf(await pageAt('/?tier=strategic'))).toContain('No account matches these filters.');
  });

  it('finds accounts by words of their name and id, and by use case', async () => {
    await addAccount(server.world, { id: 'acme-1', name: 'Acme Robotics', useCase: 'plan sprints' });
    await addAccount(server.world, { id: 'bolt-2', name: 'Bolt Robotics', useCase: 'track bugs' });
    const found = async (query: string) =>
      [...(await pageAt(`/?${query}`)).matchAll(/href="\/accounts\/([^"]+)"/g)].map(([, id]) => id).toSorted();
    expect(await found('q=robotics')).toEqual(['acme-1', 'bolt-2']);
    expect(await found('q=ROBOT%20acme')).toEqual(['acme-1']);
    expect(await found('q=-2')).toEqual(['bolt-2']);
    expect(await found('use_case=Track%20bugs')).toEqual(['bolt-2']);
  });

  it('counts the states above, each with the way to its own list', async () => {
    await addAccount(server.world, { id: 'one' });
    await addAccount(server.world, { id: 'two', tier: 'enterprise' });
    await addAccount(server.world, { id: 'done', events: [anEvent({ name: 'Sprint Completed', on: 3 })] });
    const page = await pageAt('/?state=reached&tier=professional');
    expect(page).toContain('<a class="chip bad" href="/?state=early_alert&amp;tier=professional"><strong>1</strong>');
    expect(page).toContain('<a class="chip good" href="/?tier=professional" aria-current="true"><strong>1</strong>');
  });

  it('shows the end that presses: the trial while it runs, else the contract', async () => {
    await addAccount(server.world, { id: 'trial', trialEndsOn: START + 40, renewsOn: START + 36 });
    await addAccount(server.world, { id: 'contract', trialEndsOn: START + 30, renewsOn: START + 36 });
    await addAccount(server.world, { id: 'over', renewsOn: START + 34 });
    const words = wordsOf(await pageAt('/'));
    expect(words).toMatch(/trial day 35.*trial ends in 5 days 17 Oct 2026/);
    expect(words).toMatch(/contract day 35.*renews in 1 day 13 Oct 2026/);
    expect(wordsOf(await pageAt('/?q=over'))).not.toMatch(/renews|trial ends/);
  });

  it('shows an earlier date, and leads on to the accounts of that date', async () => {
    await addAccount(server.world, { id: 'acme' });
    const page = await pageAt('/?as_of=2026-09-10');
    expect(page).toContain('href="/accounts/acme?as_of=2026-09-10"');
    expect(wordsOf(page)).toContain('acme day 3');
    expect(wordsOf(await pageAt('/accounts/acme?as_of=2026-09-10'))).toContain('Day 3 ');
  });

  it('goes on to the next page under the same filters, and back', async () => {
    for (let n = 0; n < 101; n += 1) await addAccount(server.world, { id: `account-${n}`, plan: null });
    const first = await pageAt('/?tier=professional');
    const next = /<a href="([^"]+)" rel="next">/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await pageAt(next);
    expect(wordsOf(second)).toMatch(/101 accounts.*Under way.*account-100 day/);
    expect(second).toContain('<a href="/?tier=professional">First page</a>');
    expect(first).not.toContain('First page');
  });

  it('says so when there is nobody yet', async () => {
    expect(wordsOf(await pageAt('/'))).toContain('No accounts yet');
  });
});

describe('the page of one account', () => {
  it('shows the plan and who approved it, the steps, the evidence, the history and the alerts', async () => {
    const events = [
      ...eventsOn(Array(10).fill(4), { name: 'Task Created' }),
      anEvent({ on: 9, by: 'ann', messageId: 'receipt-1' }),
    ];
    const acme = await addAccount(server.world, { id: 'acme', name: 'Acme', events });
    await server.world.store.standings.addHistory(acme.key, onDay(31), 'gone_dark', 'hard');
    const alert = await openAlert(server.world, acme, { delivery: 'held', reason: 'over_budget', deliveredAt: null });
    await server.world.store.alerts.judge(alert.id, 'noise', 70000002, onDay(32));
    await server.world.store.alerts.acted(alert.id, onDay(32));
    const words = wordsOf(await pageAt('/accounts/acme'));
    for (const part of [
      'Version 1, approved by Lee Onboard on 7 Sep 2026, 12:00',
      'A colleague finishes a task 1 of 2 people – 12 12 “Task Completed” once, by 2 different people',
      'reached 11 Sep 2026, 12:00 4 5 5 “Task Created” 10 times',
      '11 events on 2 days, 1 of them core use',
      'held back: the CSM’s alerts for today are used up noise acted on 9 Oct 2026, 12:00 open',
      'Task Completed by ann receipt-1',
      '8 Oct 2026, 12:00 : Gone dark hard',
      'held back: the CSM’s alerts for today are used up',
      'Core events: Sprint Completed, Task Completed',
    ]) {
      expect(words).toContain(part);
    }
  });

  it('says by which version the account is judged while another one waits', async () => {
    const acme = await addAccount(server.world, { id: 'acme' });
    await draftPlan(server.world, acme, aPlan({ statement: 'Better' }), onDay(20));
    expect(wordsOf(await pageAt('/accounts/acme'))).toContain(
      'Version 2 waits for approval; version 1 stays in force.',
    );
  });

  it('does without a plan', async () => {
    await addAccount(server.world, { id: 'acme', plan: null });
    expect(wordsOf(await pageAt('/accounts/acme'))).toContain('judged by the catalogue’s core events');
  });
});

describe('names and texts from outside', () => {
  const HOSTILE = [
    `<script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `' onmouseover='alert(1)`,
    `</title><svg onload=alert(1)>`,
    `{{7*7}}&lt;`,
  ];

  it.each(HOSTILE)('stay text wherever they are shown: %s', async (text) => {
    const plan: Plan = aPlan({
      statement: text,
      coreEvents: [text],
      steps: [aStep({ name: text, signal: aSignal({ event: [text], where: { [text]: text } }) })],
    });
    const account = await addAccount(server.world, {
      id: `id${text}`,
      name: text,
      tier: text,
      taskUrl: `javascript:alert('${text}')`,
      csm: { id: null, name: text, email: text },
      plan,
      events: [anEvent({ name: text, by: text, messageId: text, on: 5, properties: { [text]: text } })],
    });
    await openAlert(server.world, account, {
      step: text,
      delivery: 'held',
      reason: text,
      closedAt: NOW - 1,
      closeReason: text,
    });
    const given = encodeURIComponent(text);
    for (const path of [
      '/',
      `/?tier=${given}&q=${given}`,
      '/activation',
      `/accounts/${encodeURIComponent(`id${text}`)}`,
    ]) {
      const page = await pageAt(path);
      expect(page).not.toContain(text);
      expect(page).not.toContain('javascript:');
      expect(page).toContain(
        text
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;')
          .replaceAll('"', '&quot;')
          .replaceAll("'", '&#39;'),
      );
    }
  });

  it.each(HOSTILE)('stay text in what is refused: %s', async (text) => {
    for (const path of [
      `/accounts/${encodeURIComponent(text)}`,
      `/?state=${encodeURIComponent(text)}`,
      `/?figure=${encodeURIComponent(text)}`,
      `/activation?tier=${encodeURIComponent(text)}`,
      `/activation?plan=${encodeURIComponent(text)}`,
      `/quality?from=${encodeURIComponent(text)}`,
      `/nothing/${encodeURIComponent(text)}`,
    ]) {
      expect((await server.ask(path)).text).not.toContain(text);
    }
  });
});

const STYLES = ['/assets/style.css', '/assets/figures.css', '/assets/screens.css'];
const PAGES = ['/', '/accounts/acme', '/activation', '/quality', '/time-zone'];

describe('every page', () => {
  it('runs no script, loads nothing from elsewhere and may not be framed', async () => {
    await addAccount(server.world, { id: 'acme' });
    for (const path of [...PAGES, '/nothing']) {
      const { headers, text } = await server.ask(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(headers['x-powered-by']).toBeUndefined();
      expect(text).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|(src|action)="https?:|<link[^>]+href="https?:/i);
    }
  });

  it('can be read by ear and by keyboard', async () => {
    await addAccount(server.world, { id: 'acme' });
    for (const path of PAGES) {
      const page = await pageAt(path);
      expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(page).toMatch(/<body>\s*<a class="skip" href="#content">/);
      expect(page).toContain('<main id="content"');
      expect(page.match(/<h1>/g)).toHaveLength(1);
      expect(page).not.toMatch(/<th>|<th (?!scope=)/);
      for (const [, id] of page.matchAll(/<(?:select|input)[^>]* id="([^"]+)"/g))
        expect(page).toContain(`<label for="${id}">`);
      for (const [, id] of page.matchAll(/aria-labelledby="([^"]+)"/g)) expect(page).toContain(`id="${id}"`);
    }
  });

  it('gets its style from files that are served here', async () => {
    const page = await pageAt('/');
    const files = [...page.matchAll(/<link[^>]+href="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files).toEqual([...STYLES, '/assets/icon.svg']);
    for (const file of STYLES) {
      const style = await server.ask(file);
      expect(style.headers['content-type']).toContain('text/css');
      expect(style.text).not.toMatch(/url\(|@import/);
    }
    expect((await server.ask('/assets/style.css')).text).toContain('prefers-color-scheme: dark');
    expect((await server.ask('/assets/icon.svg')).headers['content-type']).toBe('image/svg+xml');
  });

  it.each(['/assets/', '/assets/../routes.ts', '/assets/%2e%2e/routes.ts', '/assets/nothing.css'])(
    'serves nothing else from there: %s',
    async (path) => {
      expect((await server.ask(path)).status).toBe(404);
    },
  );

  it('says when the accounts are invented', async () => {
    const demo = await startApp({ demo: true, dashboardToken: TOKEN });
    for (const path of ['/', '/nothing'])
      expect((await demo.ask(path)).text).toContain('Demo data — invented accounts');
    expect((await demo.ask('/', { headers: { authorization: `Bearer ${TOKEN}` } })).text).toContain(
      'Demo data — invented accounts',
    );
    await demo.close();
    expect(await pageAt('/')).not.toContain('Demo data');
  });
});
