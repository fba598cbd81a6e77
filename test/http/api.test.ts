import { z } from 'zod';
import { AccountDetailJson, AccountJson } from '../../src/monitor/account-json.ts';
import { AuditJson } from '../../src/monitor/read-audit.ts';
import { addAccount, NOW } from '../monitor/read-world.ts';
import { type AppServer, type Reply, startApp } from './app-server.ts';

let server: AppServer;
beforeEach(async () => {
  server = await startApp();
});
afterEach(() => server.close());

const errorOf = async (path: string) => {
  const reply = await server.ask(path);
  return { status: reply.status, ...(reply.json() as { error: { code: string; message: string } }).error };
};
const nextOf = ({ headers: { link } }: Reply): string | undefined => /^<([^>]+)>; rel="next"$/.exec(String(link))?.[1];
const idsIn = (body: unknown) =>
  z
    .array(z.looseObject({ account_id: z.string() }))
    .parse(body)
    .map((row) => row.account_id);

describe('/api/accounts', () => {
  it('answers with rows as the document describes them', async () => {
    await addAccount(server.world, { id: 'acme' });
    const reply = await server.ask('/api/accounts');
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(z.array(AccountJson).parse(reply.json())).toHaveLength(1);
    expect(reply.headers.link).toBeUndefined();
  });

  it('leads through every account by its Link header, filters kept', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e'])
      await addAccount(server.world, { id, tier: id === 'c' ? 'foundation' : 'enterprise' });
    const seen: string[] = [];
    let path: string | undefined = '/api/accounts?limit=2&tier=enterprise';
    while (path !== undefined) {
      const reply = await server.ask(path);
      seen.push(...idsIn(reply.json()));
      path = nextOf(reply);
    }
    expect(seen).toEqual(['a', 'b', 'd', 'e']);
  });

  it('filters by several states, by a CSM and as of a date', async () => {
    await addAccount(server.world, { id: 'a' });
    await addAccount(server.world, { id: 'b', status: 'left', leftAt: NOW - 1, csm: null });
    expect(idsIn((await server.ask('/api/accounts?state=early_alert,stalled')).json())).toEqual(['a']);
    expect(idsIn((await server.ask('/api/accounts?csm=carla%40example.test&state=')).json())).toEqual(['a']);
    const [then] = z.array(AccountJson).parse((await server.ask('/api/accounts?as_of=2026-09-10&limit=1')).json());
    expect(then).toMatchObject({ day: 3, state: 'on_track' });
  });

  it.each([
    ['limit=0', 'limit: "0": ask for at least 1'],
    ['limit=1001', 'limit: "1001": ask for at most 1000'],
    ['limit=ten', 'limit: "ten": write a whole number'],
    ['state=sleepy', 'state: "sleepy": write one or several'],
    ['state=stalled,sleepy', 'state: "stalled,sleepy": write one or several'],
    ['tier=a&tier=b', 'tier: given 2 times: give it once'],
    ['as_of=yesterday', 'as_of: "yesterday": write a date'],
    ['as_of=2026-02-30', 'as_of: "2026-02-30" is no date'],
    ['as_of=2027-01-01', 'as_of: 2027-01-01 lies in the future'],
    ['after=nobody', 'after: "nobody" is not in this list'],
    [
      'page=2',
      'page: there is no such parameter: use state, csm, tier, use_case, q, figure, cohort, from, to, plan, limit, after, as_of',
    ],
    ['limit=0&state=sleepy', '; '],
  ])('refuses %s and says the way out', async (query, message) => {
    expect(await errorOf(`/api/accounts?${query}`)).toMatchObject({
      status: 400,
      code: 'bad_input',
      message: expect.stringContaining(message),
    });
  });
});

describe('/api/accounts/:account_id', () => {
  it('answers with one account as the document describes it', async () => {
    await addAccount(server.world, { id: 'acme / ünit?' });
    const reply = await server.ask(`/api/accounts/${encodeURIComponent('acme / ünit?')}`);
    expect(AccountDetailJson.parse(reply.json()).account_id).toBe('acme / ünit?');
  });

  it('answers 404 for an account nobody knows', async () => {
    expect(await errorOf('/api/accounts/nobody')).toMatchObject({
      status: 404,
      code: 'not_found',
      message: expect.stringContaining('"nobody"'),
    });
  });

  it('answers 400 for an address that cannot be decoded', async () => {
    expect(await errorOf('/api/accounts/%E0%A4%A')).toMatchObject({ status: 400, code: 'bad_input' });
  });
});

describe('/api/audit', () => {
  it('answers page by page', async () => {
    for (const n of [1, 2, 3]) {
      await server.world.store.audit.add({
        at: NOW,
        actor: { kind: 'agent', id: null },
        what: `act_${n}`,
        accountKey: null,
        detail: { n },
      });
    }
    const first = await server.ask('/api/audit?limit=2');
    expect(
      z
        .array(AuditJson)
        .parse(first.json())
        .map(({ what }) => what),
    ).toEqual(['act_3', 'act_2']);
    const next = nextOf(first) ?? '';
    expect(
      z
        .array(AuditJson)
        .parse((await server.ask(next)).json())
        .map(({ what }) => what),
    ).toEqual(['act_1']);
  });

  it('refuses wrong parameters and unknown accounts', async () => {
    expect(await errorOf('/api/audit?before=x')).toMatchObject({
      status: 400,
      message: expect.stringContaining('before: "x"'),
    });
    expect(await errorOf('/api/audit?account=nobody')).toMatchObject({ status: 404 });
  });
});

describe('/api/openapi.json', () => {
  interface Operation {
    readonly operationId: string;
    readonly parameters: readonly { readonly name: string; readonly in: string }[];
  }
  interface Document {
    readonly openapi: string;
    readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
    readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  }
  const document = async (): Promise<Document> => (await server.ask('/api/openapi.json')).json() as Document;

  it('describes every route that is there, and none that is not', async () => {
    await addAccount(server.world, { id: 'acme' });
    const { openapi, paths } = await document();
    expect(openapi).toBe('3.1.0');
    for (const path of Object.keys(paths))
      expect((await server.ask(path.replace('{account_id}', 'acme'))).status).toBe(200);
    expect(Object.keys(paths)).toEqual([
      '/api/accounts',
      '/api/accounts/{account_id}',
      '/api/activation',
      '/api/audit',
      '/api/quality',
      '/api/openapi.json',
    ]);
  });

  it('names the parameters that the routes read', async () => {
    const { paths } = await document();
    const namesOf = (path: string) => paths[path]?.get.parameters.map(({ name }) => name);
    expect(namesOf('/api/accounts')?.join(' ')).toBe(
      'state csm tier use_case q figure cohort from to plan limit after as_of',
    );
    expect(namesOf('/api/activation')).toEqual(['cohort', 'tier', 'use_case', 'from', 'to', 'as_of', 'plan']);
    expect(namesOf('/api/audit')).toEqual(['account', 'before', 'limit']);
  });

  it('refers to nothing that it does not contain', async () => {
    const { components, ...rest } = await document();
    const refs = [
      ...JSON.stringify({ components, ...rest }).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g),
    ].map(([, name]) => name);
    expect(new Set(refs)).toEqual(new Set(Object.keys(components.schemas)));
  });
});

describe('errors', () => {
  it('never show what went wrong inside, only its number in the log', async () => {
    await server.world.store.close();
    const reply = await server.ask('/api/accounts');
    expect(reply.status).toBe(500);
    const { errorId } = z.object({ errorId: z.string() }).parse(server.logged[0]?.fields);
    expect(reply.json()).toEqual({ error: { code: 'internal', message: expect.stringContaining(errorId) } });
    expect(reply.text).not.toMatch(/driver|sqlite|at /i);
    const page = await server.ask('/');
    expect({ status: page.status, isPage: page.headers['content-type']?.startsWith('text/html') }).toEqual({
      status: 500,
      isPage: true,
    });
    expect(page.text).not.toMatch(/driver|sqlite|\.ts:/i);
  });

  it('are pages to people and JSON to programs', async () => {
    expect((await server.ask('/nothing-here')).text).toContain('<h1>Not found</h1>');
    expect((await server.ask('/nothing-here', { headers: { accept: 'application/json' } })).json()).toMatchObject({
      error: { code: 'not_found' },
    });
    expect((await server.ask('/api/nothing-here')).json()).toMatchObject({ error: { code: 'not_found' } });
  });
});
