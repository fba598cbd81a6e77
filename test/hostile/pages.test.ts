import fc from 'fast-check';
import { type AppServer, startApp, TOKEN } from '../http/app-server.ts';
import { addAccount, usedOn } from '../monitor/read-world.ts';
import { expectCleanPrototypes, hostileText, LOADED_NAMES, TRICKS, tries } from './tries.ts';

let open: AppServer;
let guarded: AppServer;
beforeAll(async () => {
  open = await startApp();
  guarded = await startApp({ dashboardToken: TOKEN });
  await addAccount(open.world, { id: 'acme', name: 'Acme', events: usedOn(3) });
});
afterAll(() => Promise.all([open.close(), guarded.close()]));
afterEach(() => {
  for (const { logged } of [open, guarded]) expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  expectCleanPrototypes();
});

const ROUTES = [
  '/',
  '/accounts/acme',
  '/activation',
  '/quality',
  '/accounts.csv',
  '/metrics',
  '/time-zone',
  '/sign-in',
  '/readyz',
  '/api/accounts',
  '/api/accounts/acme',
  '/api/activation',
  '/api/audit',
  '/api/quality',
  '/api/openapi.json',
];
const PARAMETERS = [
  'state',
  'csm',
  'tier',
  'use_case',
  'q',
  'figure',
  'cohort',
  'from',
  'to',
  'plan',
  'limit',
  'after',
  'before',
  'as_of',
  'account',
  'time_zone',
  'next',
  ...LOADED_NAMES,
];

/** Percent-encoded, as anybody may: bytes that are no UTF-8 too. */
const encoded = hostileText.map((text) =>
  encodeURIComponent(text.toWellFormed())
    .slice(0, 4_000)
    .replace(/%[0-9A-F]?$/, ''),
);
const written = fc.oneof(
  encoded,
  fc.constantFrom(
    '%',
    '%ff',
    '%00',
    '%c0%af',
    '%zz',
    '2026-11-22',
    '9999-12-31',
    '0000-00-00',
    '1',
    '-1',
    'bin_0',
    'step_1_in',
  ),
);
const shape = fc.constantFrom(
  (name: string) => name,
  (name: string) => `${name}[]`,
  (name: string) => `${name}[__proto__]`,
);
const pair = fc
  .tuple(fc.oneof(fc.constantFrom(...PARAMETERS), encoded), shape, written)
  .map(([name, put, value]) => `${put(name)}=${value}`);
const query = fc.array(pair, { maxLength: 5 }).map((pairs) => pairs.join('&'));

describe('whatever is asked', () => {
  it('of a page or a data route in its query is answered, or refused as a mistake of the asker', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ROUTES), query, async (route, asked) => {
        const reply = await open.ask(`${route}?${asked}`);
        expect([200, 202, 303, 400, 404]).toContain(reply.status);
        if (reply.status === 400 && route.startsWith('/api'))
          expect(reply.json()).toEqual({ error: { code: 'bad_input', message: expect.any(String) } });
      }),
      tries(250),
    );
  });

  it('under an address that leads elsewhere shows no file and no other account', async () => {
    const step = fc.oneof(
      fc.constantFrom(
        '..',
        '%2e%2e',
        '..%2f',
        '%2f',
        '%5c..',
        '//',
        '.',
        ';',
        '%00',
        'package.json',
        'src',
        'etc',
        'passwd',
        'accounts',
        'api',
        'assets',
        'style.css',
      ),
      encoded,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { status, text } = await open.ask(`/${steps.join('/')}`);
        expect([200, 202, 303, 400, 404]).toContain(status);
        expect(text).not.toMatch(/root:x:0|"first-value-monitor"/);
      }),
      tries(150),
    );
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'with the method %s changes nothing',
    async (method) => {
      for (const route of ROUTES) {
        const { status } = await open.ask(route, {
          method,
          body: '{"__proto__":{"a":1}}',
          headers: { 'content-type': 'application/json' },
        });
        expect([200, 204, 303, 400, 404, 405]).toContain(status);
      }
    },
  );

  it('with odd headers is answered as without, and with nobody’s cookie or token not at all', async () => {
    const value = fc.stringMatching(/^[ -~]{0,120}$/);
    const names = fc.constantFrom(
      'cookie',
      'authorization',
      'accept',
      'accept-language',
      'content-type',
      'range',
      'if-none-match',
      'x-http-method-override',
      'te',
    );
    const odd = fc.oneof(
      value,
      value.map((text) => `fvm_session=${text}`),
      value.map((text) => `Bearer ${text}`),
      fc.constantFrom(...LOADED_NAMES.map((name) => `${name}=1; fvm_session=1.2`)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/', '/api/accounts', '/metrics', '/accounts.csv'),
        names,
        odd,
        async (route, name, text) => {
          expect((await guarded.ask(route, { headers: { [name]: text } })).status).toBe(401);
          expect((await open.ask(route, { headers: { [name]: text } })).status).toBe(200);
        },
      ),
      tries(80),
    );
  });
});

describe('whatever is sent to the sign-in', () => {
  const form = fc.oneof(
    fc.tuple(encoded, written).map(([token, next]) => `token=${token}&next=${next}`),
    fc.array(pair).map((pairs) => pairs.join('&')),
    fc.constantFrom(
      'token[]=a&token[]=b',
      `token=${TOKEN}%00`,
      `token=${TOKEN.slice(1)}`,
      'token[__proto__]=x',
      'x'.repeat(9_000),
    ),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  );
  it('but the token signs nobody in', async () => {
    const type = fc.constantFrom(
      'application/x-www-form-urlencoded',
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded; charset=utf-7',
    );
    const coding = fc.constantFrom('identity', 'gzip', 'deflate', 'br', 'compress', 'gzip, gzip');
    await fc.assert(
      fc.asyncProperty(form, type, coding, async (body, contentType, contentEncoding) => {
        const headers = {
          'content-type': contentType,
          ...(contentEncoding === 'identity' ? {} : { 'content-encoding': contentEncoding }),
        };
        const reply = await guarded.ask('/sign-in', { method: 'POST', headers, body });
        expect([400, 401, 413, 415]).toContain(reply.status);
        expect(reply.headers['set-cookie']).toBeUndefined();
      }),
      tries(120),
    );
  });

  it('as the place to go to afterwards is a path of ours, or the list', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          hostileText,
          fc.constantFrom(
            ...TRICKS,
            '//evil.example',
            '/\\evil.example',
            'https:evil.example',
            '/%2fevil.example',
            '/\t/evil.example',
          ),
        ),
        async (next) => {
          const body = `token=${TOKEN}&next=${encodeURIComponent(next.toWellFormed())}`;
          const headers = { 'content-type': 'application/x-www-form-urlencoded' };
          const reply = await guarded.ask('/sign-in', { method: 'POST', headers, body });
          if (reply.status === 413) return;
          expect(new URL(String(reply.headers.location), 'http://ours.example').host).toBe('ours.example');
        },
      ),
      tries(80),
    );
  });
});
