import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, runContractCheck } from './contract-run.ts';
import type { Exchange } from './exchange.ts';
import { AGENT, anExchange, aReading, LIBRARY_30, LIBRARY_31 } from './library.ts';
import type { Override } from './override.ts';

const POST_BOOK = 'POST /v2/shelf/{shelf_id}/book';
const GET_BOOKS = 'GET /v2/shelf/{shelf_id}/book';
const pagesAsText: Override = {
  operations: [POST_BOOK],
  where: 'response',
  pointer: /^\/pages$/,
  what: 'is string, described as integer',
  because: 'pages come as text',
  section: 'section 1',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fvm-contract-'));
  writeFileSync(join(folder, 'openapi-v2.json'), JSON.stringify(LIBRARY_31));
  writeFileSync(join(folder, 'openapi-v3.json'), JSON.stringify(LIBRARY_30));
});
afterEach(() => rmSync(folder, { recursive: true }));

function keep(exchanges: readonly Exchange[], where = folder): void {
  writeFileSync(join(where, 'some.jsonl'), exchanges.map((each) => `${JSON.stringify(each)}\n`).join(''));
}

/** The check of exchanges that tests have left in the folder. */
function check(exchanges: readonly Exchange[], overrides: readonly Override[] = []): Promise<Outcome> {
  keep(exchanges);
  return runContractCheck([folder, folder], { overrides, agentId: AGENT, runTests: async () => false });
}

/** The lines before the list of overrides: what does not fit. */
async function failures(...exchanges: readonly Exchange[]): Promise<readonly string[]> {
  const { lines } = await check(exchanges);
  return lines.slice(0, lines.indexOf('Known errors of the description, passed over:'));
}

describe('a check of the contract', () => {
  it('passes when every exchange fits', async () => {
    const { code, lines } = await check([anExchange(), aReading({ query: { page: ['0'], lent: ['true'] } })]);
    expect(lines.at(-1)).toBe('Every exchange fits.');
    expect(code).toBe(0);
  });

  it.each([
    ['fits by its parts', { picture: [{ name: 'a.png', type: 'image/png', size: 3 }] }, []],
    ['names each part that is not described', { image: [] }, ['request /image is not described']],
    ['is missed where it is required', null, ['request (whole) is missing']],
  ])('a form of files %s', async (_title, body, wrong) => {
    const lines = await failures(anExchange({ path: '/api/v2/shelf/1/cover', body, response: {} }));
    expect(lines).toEqual(wrong.map((what) => expect.stringContaining(what)));
  });

  it.each<[string, Partial<Exchange>, string]>([
    ['a value of another type', { body: { title: 3 } }, 'request /title is number, described as string'],
    ['a missing value', { body: {} }, 'request /title is missing'],
    ['a missing body', { body: null }, 'request (whole) is missing'],
    ['an unknown name', { body: { title: 'x', colour: 'red' } }, 'request /colour is not described'],
    [
      'an unknown name further in',
      { body: { title: 'x', writer: { age: 3 } } },
      'request /writer/age is not described',
    ],
    [
      'a place in an array',
      { body: { title: 'x', marks: [1] } },
      'request /marks is array, and fits not exactly what is described',
    ],
    ['an id of another type', { path: '/api/v2/shelf/top/book' }, 'path /shelf_id is string, described as number'],
    ['an unknown parameter', { query: { size: ['3'] } }, 'query /size is not described'],
  ])('finds %s in a request', async (_what, given, misfit) => {
    const { code } = await check([anExchange(given)]);
    expect(code).toBe(1);
    expect(await failures(anExchange(given))).toEqual([`${POST_BOOK}: ${misfit}`]);
  });

  it.each<[string, Record<string, string[]>, string]>([
    ['no number', { page: ['first'] }, 'query /page is string, described as integer'],
    ['a number that is too large', { page: ['1700000000000'] }, 'query /page does not fit int32'],
    ['two values for one', { lent: ['true', 'false'] }, 'query /lent is array, described as boolean'],
    ['a wrong item', { 'writers[]': ['1', 'Austen'] }, 'query /writers[]/* is string, described as integer'],
  ])('finds %s in a query', async (_what, query, misfit) => {
    expect(await failures(aReading({ query }))).toEqual([`${GET_BOOKS}: ${misfit}`]);
  });

  it('finds a query without what is required, and a body where none is described', async () => {
    const search = anExchange({ method: 'GET', path: '/api/v2/search', body: { words: 'x' }, response: null });
    expect(await failures(search)).toEqual([
      'GET /v2/search: query /words is missing',
      'GET /v2/search: request (whole) is not described',
    ]);
  });

  it('follows references to other operations', async () => {
    const search = anExchange({
      method: 'POST',
      path: '/api/v2/search',
      body: { title: 'x', writer: 'Austen', isbn: 1 },
    });
    expect(await failures(search)).toEqual([
      'POST /v2/search: request /writer is string, described as object',
      'POST /v2/search: request /isbn is not described',
    ]);
  });

  it.each<[string, Partial<Exchange>, string]>([
    [
      'a value of another type',
      { response: { books: [{ title: 'x', pages: '3' }] } },
      'response /books/*/pages is string, described as integer',
    ],
    ['a missing value', { response: { books: [{}] } }, 'response /books/*/title is missing'],
    ['nothing where something is described', { response: null }, 'response (whole) is null, described as object'],
    ['a status', { status: 201 }, 'response (whole) comes with status 201, which is not described'],
  ])('finds %s in an answer', async (_what, given, misfit) => {
    expect(await failures(aReading(given))).toEqual([`${GET_BOOKS}: ${misfit}`]);
  });

  it('finds a path that is not described', async () => {
    const { code } = await check([aReading({ path: '/api/v2/cellar' })]);
    expect(code).toBe(1);
    expect(await failures(aReading({ path: '/api/v2/cellar' }))).toEqual([
      'GET /api/v2/cellar: path (whole) has no operation',
    ]);
  });

  it('prefers the template with fewer placeholders', async () => {
    expect(await failures(aReading())).toEqual([]);
    expect(await failures(aReading({ path: '/api/v2/shelf/12/top', response: null }))).toEqual([]);
  });

  it('says once what many exchanges have in common', async () => {
    const wrong = { books: [{ title: 1 }, { title: 2 }] };
    expect(await failures(aReading({ response: wrong }), aReading({ response: wrong }))).toHaveLength(1);
  });

  it('takes 204 without a body', async () => {
    const removal = { method: 'DELETE', path: '/api/v2/shelf/12/top', status: 204, response: null };
    expect(await failures(anExchange(removal))).toEqual([]);
  });

  it("checks other people's answers but not their requests", async () => {
    const tara = anExchange({ user_id: 8, body: { title: 1 }, response: { title: 1 } });
    expect(await failures(anExchange(), tara)).toEqual([
      `${POST_BOOK}: response /title is number, described as string`,
    ]);
  });

  it('skips and counts error answers and cut connections, and checks their requests', async () => {
    const { lines } = await check([
      anExchange({ status: 503, response: 'no' }),
      anExchange({ status: null, response: null, body: {} }),
    ]);
    expect(lines).toContain(`${POST_BOOK}: request /title is missing`);
    expect(lines).toContain(
      '2 requests of the agent and 0 answers checked; 1 error answers, which are not described, and 1 cut connections skipped',
    );
  });
});

describe('OpenAPI 3.0', () => {
  const loans = (response: unknown) => anExchange({ method: 'GET', path: '/api/v3/loans', response });

  it.each(['until', 'guest'])('lets %s be null, which is nullable', async (name) => {
    expect(await failures(loans({ [name]: null }))).toEqual([]);
  });

  it.each([
    ['since', null, 'is null, described as string'],
    ['reader', { name: 1 }, 'is number, described as string'],
    ['guest', 3, 'is number, and fits not exactly what is described'],
    ['days', 0, 'must be > 0'],
  ])('finds a wrong %s', async (name, value, misfit) => {
    const pointer = name === 'reader' ? '/reader/name' : `/${name}`;
    expect(await failures(loans({ [name]: value }))).toEqual([`GET /api/v3/loans: response ${pointer} ${misfit}`]);
  });
});

describe('an override', () => {
  const asText = anExchange({ response: { title: 'x', pages: '3' } });

  it('passes over its misfit, and says how often', async () => {
    const { code, lines } = await check([asText, asText], [pagesAsText]);
    expect(lines).toContain('      2 × pages come as text (section 1)');
    expect(code).toBe(0);
  });

  it('fails the check when no exchange needs it', async () => {
    const { code, lines } = await check([anExchange()], [pagesAsText]);
    expect(lines).toContain(
      'override never used: pages come as text (section 1): remove it from test/contract/overrides.ts',
    );
    expect(code).toBe(1);
  });

  it.each<[string, Partial<Override>]>([
    ['operation', { operations: [GET_BOOKS] }],
    ['side', { where: 'request' }],
    ['place', { pointer: /^\/title$/ }],
    ['difference', { what: 'is null, described as integer' }],
  ])('passes over no other %s', async (_what, given) => {
    const { lines } = await check([asText], [{ ...pagesAsText, ...given }]);
    expect(lines).toContain(`${POST_BOOK}: response /pages is string, described as integer`);
  });
});

describe('a run', () => {
  const run = (args: readonly string[], runTests: (folder: string) => Promise<boolean> = async () => true) =>
    runContractCheck(args, { overrides: [], agentId: AGENT, runTests });

  it('checks what the end-to-end tests leave when no exchanges are named', async () => {
    const { code, lines } = await run([folder], async (where) => {
      keep([anExchange()], where);
      return true;
    });
    expect(lines).toContain(
      '1 requests of the agent and 1 answers checked; 0 error answers, which are not described, and 0 cut connections skipped',
    );
    expect(code).toBe(0);
  });

  it('fails when the tests fail, and when they leave nothing', async () => {
    expect(await run([folder], async () => false)).toMatchObject({
      code: 1,
      lines: [expect.stringContaining('tests failed')],
    });
    const { code, lines } = await run([folder]);
    expect(lines[0]).toBe('no request of the agent was recorded, so nothing is proved');
    expect(code).toBe(1);
  });

  it.each<[string, (folder: string) => readonly string[], string]>([
    ['no folder is named', () => [], 'name the folder'],
    ['too much is named', (own) => [own, own, own], 'name the folder'],
    ['a description is missing', (own) => [join(own, 'elsewhere')], 'openapi-v2.json is missing'],
    ['the exchanges are missing', (own) => [own, join(own, 'elsewhere')], 'elsewhere is missing'],
  ])('says the usage when %s', async (_what, argsIn, problem) => {
    const { code, lines } = await run(argsIn(folder));
    expect(lines.join('\n')).toContain(problem);
    expect(lines.join('\n')).toContain('Usage: npm run test:contract -- DIR');
    expect(code).toBe(2);
  });

  it('says the usage when a file is no description', async () => {
    writeFileSync(join(folder, 'openapi-v3.json'), '{}');
    expect(await run([folder])).toMatchObject({
      code: 2,
      lines: [expect.stringContaining('openapi-v3.json cannot be read'), expect.anything()],
    });
  });
});
