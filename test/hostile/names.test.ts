import { parse } from 'csv-parse/sync';
import { harmless } from '../../src/cli/terminal.ts';
import { type AppServer, startApp } from '../http/app-server.ts';
import { anEvent, aPlan, onDay } from '../domain/builders.ts';
import { addAccount, draftPlan, openAlert } from '../monitor/read-world.ts';

/** Ends an attribute, a tag, a comment or a script, and begins an element that could not be ours. */
const MARKUP = `"'>--></style></script><x-planted onload=alert(1) a='`;
const FORMULAS = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1', '\r=1', '＝1+1'];
const SQL = `x'; DELETE FROM accounts; --`;

/** Wherever somebody outside may write: the account's task, the product's events, a plan, an alert. */
let server: AppServer;
beforeAll(async () => {
  server = await startApp();
  const signal = {
    event: [`Event ${MARKUP}`],
    count: 2,
    distinctUsers: 1,
    withinDays: null,
    where: { [`p${MARKUP}`]: MARKUP },
    actor: 'any',
  } as const;
  const plan = aPlan({
    statement: `Statement ${MARKUP}`,
    signal,
    steps: [{ name: `Step ${MARKUP}`, signal, byDay: 5 }],
    coreEvents: [`Event ${MARKUP}`],
  });
  const events = [onDay(3), onDay(4)].map((at, n) =>
    anEvent({
      at,
      name: `Event ${MARKUP}`,
      userId: `User ${MARKUP}`,
      messageId: `Message ${n} ${MARKUP}`,
      properties: { [`p${MARKUP}`]: MARKUP },
    }),
  );
  const owner = { id: 70_000_002, name: `Csm ${MARKUP}`, email: `${MARKUP}@evil.example` };
  const part = { plan, events, tier: `Tier ${MARKUP}`, useCase: `Use ${MARKUP}`, goals: `Goals ${MARKUP}`, csm: owner };
  const account = await addAccount(server.world, {
    id: 'planted',
    name: `Name ${MARKUP}`,
    taskUrl: 'javascript:alert(1)',
    ...part,
  });
  await draftPlan(server.world, account, { ...plan, statement: `Draft ${MARKUP}` }, onDay(6));
  await openAlert(server.world, account, { step: `Step ${MARKUP}` });
  for (const [n, name] of [...FORMULAS, SQL].entries())
    await addAccount(server.world, { id: `f${n}`, name, useCase: name });
});
afterAll(() => server.close());

const PAGES = [
  '/',
  '/accounts/planted',
  '/activation',
  '/activation?plan=x',
  '/quality',
  `/?q=${encodeURIComponent(MARKUP)}`,
  `/accounts/${encodeURIComponent(MARKUP)}`,
  `/${encodeURIComponent(MARKUP)}`,
  `/?csm=${encodeURIComponent(MARKUP)}&tier=${encodeURIComponent(MARKUP)}&use_case=${encodeURIComponent(MARKUP)}`,
];

describe('a name from outside', () => {
  it.each(PAGES)('is plain text on %s', async (path) => {
    const { text, headers } = await server.ask(path);
    expect(headers['content-type']).toContain('text/html');
    expect(text).not.toMatch(/<x-planted|onload=alert\(1\) a='(?!&)/);
    const links = [...text.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !/^(\/|\?|#|https?:\/\/)/.test(link ?? ''))).toEqual([]);
  });

  it('is shown at all: the pages are not empty', async () => {
    const planted = (await server.ask('/accounts/planted')).text;
    for (const what of ['Name', 'Step', 'Event', 'Statement', 'Draft'])
      expect(planted).toContain(`${what} &quot;&#39;&gt;--&gt;`);
    expect((await server.ask('/')).text).toContain('Name &quot;');
  });

  it('is itself in JSON, under a type that no browser draws', async () => {
    for (const path of ['/api/accounts', '/api/accounts/planted', '/api/activation', '/api/audit']) {
      const { headers, text } = await server.ask(path);
      expect([headers['content-type'], headers['x-content-type-options']]).toEqual([
        expect.stringContaining('application/json'),
        'nosniff',
      ]);
      expect(() => JSON.parse(text)).not.toThrow();
    }
    const [account] = ((await server.ask('/api/accounts?q=Name')).json() as { name: string }[]).values();
    expect(account?.name).toBe(`Name ${MARKUP}`);
  });

  it('is no formula in the CSV of the list', async () => {
    const { text } = await server.ask('/accounts.csv');
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(FORMULAS.length + 2);
    const cells = rows.flatMap((row) => Object.values(row));
    const isNumber = (cell: string): boolean => /^-?[\d.]+$/.test(cell);
    expect(cells.filter((cell) => /^[=+\-@\t\r＝]/.test(cell) && !isNumber(cell))).toEqual([]);
    for (const formula of FORMULAS) expect(cells).toContain(`'${formula}`);
  });

  it('is data to the database', async () => {
    const found = (await server.ask(`/api/accounts?q=${encodeURIComponent(SQL)}`)).json();
    expect(found).toEqual([expect.objectContaining({ name: SQL })]);
    expect(await server.world.store.accounts.count()).toBe(FORMULAS.length + 2);
  });

  it('commands no terminal, and is the same text in JSON', () => {
    const name = 'Acme\u001b]0;owned\u0007\u001b[2J\u009b31m\r\u007f\tok\n';
    expect(harmless(name)).toBe('Acme\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u000d\\u007f\tok\n');
    expect(JSON.parse(harmless(JSON.stringify({ name })))).toEqual({ name });
  });
});
