import { type AppServer, startApp } from '../http/app-server.ts';

let server: AppServer;
beforeEach(async () => {
  server = await startApp();
});
afterEach(() => server.close());

const choose = (zone: string, next = '/quality') =>
  server.ask('/time-zone', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ zone, next }).toString(),
  });
const seenWith = async (cookie: string): Promise<string> => (await server.ask('/', { headers: { cookie } })).text;

describe('the reader’s clock', () => {
  it('is the workspace’s until another one is chosen', async () => {
    expect(await seenWith('')).toContain('12 Oct 2026, 12:00');
    const reply = await choose('Asia/Kolkata');
    expect({ status: reply.status, to: reply.headers.location }).toEqual({ status: 303, to: '/quality' });
    const [cookie = ''] = reply.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const page = await seenWith(cookie.split(';')[0] ?? '');
    expect(page).toContain('12 Oct 2026, 17:30');
    expect(page).toContain('Times in Asia/Kolkata');
  });

  it.each(['Mars/Olympus', '', '%zz', '<b>'])('stays the workspace’s under the cookie %j', async (zone) => {
    expect(await seenWith(`fvm_zone=${zone}`)).toContain('Times in Etc/UTC');
  });

  it('is refused where it is no zone, and the way out said', async () => {
    const reply = await choose('Mars/Olympus');
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('choose one from the list');
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])(
    'leads back to no other site: %s',
    async (next) => {
      expect((await choose('Asia/Kolkata', next)).headers.location).toBe('/');
    },
  );
});
