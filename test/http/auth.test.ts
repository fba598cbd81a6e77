import { SESSION_MS } from '../../src/http/session.ts';
import { NOW } from '../monitor/read-world.ts';
import { type AppServer, type Reply, startApp, TOKEN } from './app-server.ts';

const PROTECTED = [
  '/',
  '/accounts/acme',
  '/api/accounts',
  '/api/accounts/acme',
  '/api/activation',
  '/api/audit',
  '/api/openapi.json',
  '/metrics',
];

let server: AppServer;
afterEach(() => server.close());

describe('without a token', () => {
  beforeEach(async () => {
    server = await startApp();
  });

  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST',
    '127.0.0.1',
    '127.0.0.1:3000',
    '127.8.9.1:80',
    '[::1]',
    '[::1]:3000',
  ])('answers under the loopback name %s', async (host) => {
    expect((await server.ask('/api/accounts', { headers: { host } })).status).toBe(200);
    expect((await server.ask('/', { headers: { host } })).status).toBe(200);
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    'evil.localhost',
    'localhost.',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil.example',
    'evil.example#127.0.0.1',
    '0.0.0.0:3000',
    '128.0.0.1',
    '127.0.0.999',
    '127.1',
    '192.168.0.10:3000',
    '[::2]:3000',
    '[::ffff:127.0.0.1]',
    '::1',
    '[::1].evil.example',
    'localhost:3000:80',
  ])('refuses the Host "%s", to which another name may have been bent', async (host) => {
    for (const path of PROTECTED) expect((await server.ask(path, { headers: { host } })).status).toBe(403);
  });

  it.each(['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'x-forwarded-anything'])(
    'refuses what a proxy has passed on with %s',
    async (header) => {
      for (const path of PROTECTED) {
        expect((await server.ask(path, { headers: { host: 'localhost', [header]: '127.0.0.1' } })).status).toBe(403);
      }
      expect((await server.ask('/', { headers: { host: 'localhost', [header]: '' } })).status).toBe(403);
    },
  );

  it('says the way out, as JSON to programs and as a page to people', async () => {
    const headers = { host: 'evil.example' };
    const forPrograms = await server.ask('/api/accounts', { headers });
    expect(forPrograms.json()).toEqual({
      error: { code: 'forbidden', message: expect.stringContaining('set DASHBOARD_TOKEN') },
    });
    const forPeople = await server.ask('/', { headers });
    expect(forPeople.headers['content-type']).toContain('text/html');
    expect(forPeople.text).toContain('set DASHBOARD_TOKEN');
  });

  it('has nothing to sign in to', async () => {
    expect((await server.ask('/sign-in', { method: 'POST', body: `token=${TOKEN}` })).status).toBe(404);
  });

  it('leaves health and style open', async () => {
    for (const path of ['/healthz', '/readyz', '/assets/style.css']) {
      expect((await server.ask(path, { headers: { host: 'evil.example', 'x-forwarded-for': '1.2.3.4' } })).status).toBe(
        200,
      );
    }
  });
});

describe('a connection over IPv6', () => {
  it('is at home on ::1', async () => {
    server = await startApp({ host: '::1' });
    expect((await server.ask('/api/accounts', { headers: { host: `[::1]:${server.port}` } })).status).toBe(200);
    expect((await server.ask('/api/accounts', { headers: { host: 'evil.example' } })).status).toBe(403);
  });
});

describe('with a token', () => {
  let now = NOW;
  beforeEach(async () => {
    now = NOW;
    server = await startApp({ dashboardToken: TOKEN, clock: { now: () => now } });
  });
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const signIn = (token: string, next = '/'): Promise<Reply> =>
    server.ask('/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token, next }).toString(),
    });
  const cookieFrom = (reply: Reply): string => reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';

  it('answers 401 to whoever is not signed in, on the machine itself too', async () => {
    for (const path of PROTECTED) expect((await server.ask(path, { headers: { host: 'localhost' } })).status).toBe(401);
  });

  it('sends every page with the headers that keep browsers from being used against us', async () => {
    const headers = (await server.ask('/sign-in')).headers;
    const policy = [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
    ];
    expect(String(headers['content-security-policy']).split(';').toSorted()).toEqual(
      [...policy, "frame-ancestors 'none'"].toSorted(),
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}$/),
    });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('counts guesses for whom a proxy on this machine names, so that others behind it are not slowed', async () => {
    const guess = (from: string) => ({ headers: { authorization: 'Bearer wrong', 'x-forwarded-for': from } });
    for (let tries = 0; tries < 7; tries += 1) await server.ask('/api/accounts', guess('203.0.113.9'));
    await server.ask('/api/accounts', guess('203.0.113.10'));
    expect(server.waits).toEqual([0, 0, 0, 0, 0, 250, 500, 0]);
  });

  it('tells programs in JSON and shows people the form, under the address they asked for', async () => {
    const forPrograms = await server.ask('/api/accounts');
    expect(forPrograms.json()).toMatchObject({ error: { code: 'unauthorized' } });
    expect(forPrograms.headers['www-authenticate']).toContain('Bearer');
    const forPeople = await server.ask('/accounts/acme?as_of=2026-10-01');
    expect(forPeople.text).toContain('<form method="post" action="/sign-in"');
    expect(forPeople.text).toContain('value="/accounts/acme?as_of=2026-10-01"');
  });

  it('lets the token through as Bearer, from anywhere', async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, host: 'monitor.example', 'x-forwarded-for': '1.2.3.4' };
    for (const path of ['/', '/api/accounts', '/metrics'])
      expect((await server.ask(path, { headers })).status).toBe(200);
    expect((await server.ask('/api/accounts', { headers: { authorization: `bearer ${TOKEN}` } })).status).toBe(200);
  });

  it.each(['wrong', `${TOKEN}x`, TOKEN.slice(0, -1), TOKEN.toUpperCase()])('refuses the Bearer "%s"', async (token) => {
    expect((await server.ask('/api/accounts', bearer(token))).status).toBe(401);
  });

  it('refuses the token as Basic or bare', async () => {
    for (const authorization of [TOKEN, `Basic ${btoa(`x:${TOKEN}`)}`, 'Bearer', 'Bearer ']) {
      expect((await server.ask('/api/accounts', { headers: { authorization } })).status).toBe(401);
    }
  });

  it('gives a cookie for the token that no script can read and no other site can use', async () => {
    const reply = await signIn(TOKEN, '/accounts/acme');
    expect({ status: reply.status, to: reply.headers.location }).toEqual({ status: 303, to: '/accounts/acme' });
    const cookie = reply.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).not.toContain(TOKEN);
    const page = await server.ask('/', { headers: { cookie: `other=1; ${cookieFrom(reply)}` } });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Sign out');
  });

  it('keeps the cookie to TLS behind a proxy that speaks it', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-proto': 'https' };
    const reply = await server.ask('/sign-in', { method: 'POST', headers, body: `token=${TOKEN}` });
    expect(reply.headers['set-cookie']?.[0]).toMatch(/; Secure/);
    expect((await signIn(TOKEN)).headers['set-cookie']?.[0]).not.toMatch(/Secure/);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    'javascript:alert(1)',
    '/sign-out',
    '',
  ])('goes to the list instead of %s after signing in', async (next) => {
    expect((await signIn(TOKEN, next)).headers.location).toBe('/');
  });

  it('shows the form again after a wrong token', async () => {
    const reply = await signIn('wrong', '/accounts/acme');
    expect(reply.status).toBe(401);
    expect(reply.headers['set-cookie']).toBeUndefined();
    expect(reply.text).toContain('This is not the dashboard token.');
    expect(reply.text).toContain('value="/accounts/acme"');
  });

  it('refuses a cookie that was changed, has expired or comes from the future', async () => {
    const cookie = cookieFrom(await signIn(TOKEN));
    const statusWith = async (value: string) =>
      (await server.ask('/api/accounts', { headers: { cookie: value } })).status;
    expect(await statusWith(cookie)).toBe(200);
    const [stamp, signature] = decodeURIComponent(cookie.replace('fvm_session=', '')).split('.');
    expect(await statusWith(`fvm_session=${Number(stamp) + 1}.${signature}`)).toBe(401);
    expect(await statusWith(`fvm_session=${stamp}.`)).toBe(401);
    expect(await statusWith(`fvm_session=${TOKEN}`)).toBe(401);
    now = NOW - 1;
    expect(await statusWith(cookie)).toBe(401);
    now = NOW + SESSION_MS;
    expect(await statusWith(cookie)).toBe(401);
  });

  it('ends every session when the token changes', async () => {
    const cookie = cookieFrom(await signIn(TOKEN));
    const other = await startApp({ dashboardToken: 'another-token' });
    expect((await other.ask('/api/accounts', { headers: { cookie } })).status).toBe(401);
    await other.close();
  });

  it('takes the cookie back on signing out', async () => {
    const reply = await server.ask('/sign-out', {
      method: 'POST',
      headers: { cookie: cookieFrom(await signIn(TOKEN)) },
    });
    expect(reply.headers.location).toBe('/');
    expect(reply.headers['set-cookie']?.[0]).toMatch(/^fvm_session=;.*Expires=Thu, 01 Jan 1970/);
  });

  it('makes those who guess wait longer and longer, and the right token never', async () => {
    for (let tries = 0; tries < 8; tries += 1) await server.ask('/api/accounts', bearer(`guess-${tries}`));
    expect(server.waits).toEqual([0, 0, 0, 0, 0, 250, 500, 1_000]);
    expect((await server.ask('/api/accounts', bearer(TOKEN))).status).toBe(200);
    await signIn('wrong');
    expect(server.waits.slice(8)).toEqual([0]);
  });
});
