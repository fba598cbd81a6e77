import { parse } from 'csv-parse/sync';
import { type AppServer, startApp } from '../http/app-server.ts';
import { addAccount } from '../monitor/read-world.ts';

let server: AppServer;
beforeEach(async () => {
  server = await startApp();
});
afterEach(() => server.close());

const rowsAt = async (path: string): Promise<readonly Record<string, string>[]> =>
  parse((await server.ask(path)).text, { columns: true }) as readonly Record<string, string>[];

describe('the export of the list', () => {
  it('is a file of all accounts under the filters, with the names and figures of the JSON', async () => {
    for (let n = 0; n < 101; n += 1) await addAccount(server.world, { id: `acme-${n}`, plan: null });
    await addAccount(server.world, { id: 'big', tier: 'enterprise', trialEndsOn: null });
    const reply = await server.ask('/accounts.csv?tier=professional');
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename=accounts-2026-10-12.csv',
      'cache-control': 'no-store',
    });
    const rows = await rowsAt('/accounts.csv?tier=professional');
    expect(rows).toHaveLength(101);
    expect(rows[0]).toMatchObject({ account_id: 'acme-0', state: 'early_alert', days_stuck: '35', csm: 'Carla Ruiz' });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes the formula %j harmless', async (name) => {
    await addAccount(server.world, { id: 'acme', name });
    expect((await rowsAt('/accounts.csv'))[0]).toMatchObject({ name: `'${name}`, account_id: 'acme' });
  });

  it('leaves numbers as they are, those below zero too', async () => {
    await addAccount(server.world, { id: 'acme', startedOn: 20_740 });
    expect((await rowsAt('/accounts.csv'))[0]?.day).toMatch(/^-\d+$/);
  });

  it('keeps commas, quotes and line breaks inside their cells', async () => {
    const name = 'Acme, "the" one\nand only';
    await addAccount(server.world, { id: 'acme', name });
    expect((await rowsAt('/accounts.csv'))[0]?.name).toBe(name);
  });
});
