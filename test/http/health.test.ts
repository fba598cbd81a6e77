import type { ReadinessCheck } from '../../src/http/health.ts';
import { type AppServer, startApp } from './app-server.ts';

let server: AppServer;
afterEach(() => server.close());

const check = (name: string, ok: boolean, why: string | null = null): ReadinessCheck => ({
  name,
  check: async () => ({ ok, why }),
});

describe('health', () => {
  it('is alive while the process is, ready or not', async () => {
    server = await startApp({ checks: [check('database', false, 'cannot be opened')] });
    expect((await server.ask('/healthz')).status).toBe(200);
  });

  it('is ready when every check passes', async () => {
    server = await startApp({ checks: [check('database', true), check('clickup', true)] });
    const reply = await server.ask('/readyz');
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({
      ready: true,
      checks: [
        { name: 'database', ok: true, why: null },
        { name: 'clickup', ok: true, why: null },
      ],
    });
  });

  it('is not ready when one fails or throws, and says which and why', async () => {
    const broken: ReadinessCheck = { name: 'database', check: () => Promise.reject(new Error('disk I/O error')) };
    server = await startApp({
      checks: [broken, check('clickup', false, 'the token is refused: set CLICKUP_API_TOKEN'), check('x', true)],
    });
    const reply = await server.ask('/readyz');
    expect(reply.status).toBe(503);
    expect(reply.json()).toEqual({
      ready: false,
      checks: [
        { name: 'database', ok: false, why: 'disk I/O error' },
        { name: 'clickup', ok: false, why: 'the token is refused: set CLICKUP_API_TOKEN' },
        { name: 'x', ok: true, why: null },
      ],
    });
  });

  it('gives the metrics as Prometheus reads them', async () => {
    server = await startApp({
      metrics: async () => '# HELP fvm_accounts Accounts known.\n# TYPE fvm_accounts gauge\nfvm_accounts 3\n',
    });
    const reply = await server.ask('/metrics');
    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(reply.text).toBe('# HELP fvm_accounts Accounts known.\n# TYPE fvm_accounts gauge\nfvm_accounts 3\n');
  });
});
