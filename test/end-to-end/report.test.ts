import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LISTS, PEOPLE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, eventually, type ServiceProcess, type Task, type World, WRITE_KEY } from './world.ts';

const DAY_MS = 86_400_000;
const MONITOR = `
product: { name: Sprintly, promise: Teams see and finish their work together }
clickup: { accounts_list: "${LISTS.accounts}", alerts_list: "${LISTS.alerts}", reports_list: "${LISTS.reports}" }
owners: { lead: "${PEOPLE.tara.id}", fallback: "${PEOPLE.frida.id}" }
alerts: { confirm_sweeps: 1, hours: null, time_zone: Europe/Berlin }
`;
const EVERY_SECOND = '* * * * * *';
const NEVER = '0 0 1 1 *';
const HOSTILE = '</title><script>alert(1)</script> [free](https://evil.test) **now** @tara';
const UPLOADS = { method: 'POST', path: '/v2/task/*/attachment' };

interface WithFiles extends Task {
  readonly attachments: readonly { readonly title: string; readonly url: string }[];
}

/** A quiet account of two months, so that somebody is at risk at the end of the last one. */
describe('the monthly report', () => {
  let world: World;
  let service: ServiceProcess | null = null;
  beforeAll(async () => {
    world = await buildWorld({ monitor: MONITOR });
    const start = Date.now() - 70 * DAY_MS;
    await world.addAccount({ name: HOSTILE, fields: { 'Account ID': 'quiet', CSM: 'cara', 'Start date': start } });
    const early = await world.serve({ SWEEP_CRON: NEVER, REPORT_CRON: NEVER });
    await eventually(async () => (await early.json<readonly unknown[]>('/api/accounts')).length === 1);
    const Authorization = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
    const headers = { Authorization, 'Content-Type': 'application/json' };
    const event = { event: 'Signed In', userId: 'u1', messageId: 'm1', context: { groupId: 'quiet' } };
    await fetch(`${early.url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) });
    await early.stop();
  }, 60_000);
  afterAll(async () => {
    await service?.stop();
    await world.close();
  });

  const tara = () => world.standIn.as(world.workspace.tokens.tara);
  const tasks = async (): Promise<readonly Task[]> => {
    const path = `/v2/list/${LISTS.reports}/task?include_markdown_description=true`;
    return (await tara().get<{ tasks: readonly Task[] }>(path)).tasks.filter(({ name }) =>
      name.startsWith('First value'),
    );
  };
  const filesOf = async ({ id }: Task) => (await tara().get<WithFiles>(`/v2/task/${id}`)).attachments;
  const serve = async (): Promise<ServiceProcess> => {
    service = await world.serve({ SWEEP_CRON: NEVER, REPORT_CRON: EVERY_SECOND, LOG_LEVEL: 'info' });
    return service;
  };
  const written = (log: string): number => (log.match(/report written/g) ?? []).length;

  it('is put into ClickUp by the clock; its file is there once though the service is killed before it was sent and the connection cut after', async () => {
    await world.standIn.put('/faults', [{ ...UPLOADS, effect: 'cut-before' }]);
    const first = await serve();
    const [task] = await eventually(async () => ((await tasks()).length > 0 ? tasks() : null));
    await eventually(async () => first.log().includes('will be tried again'));
    await first.kill();

    await world.standIn.put('/faults', [{ ...UPLOADS, effect: 'cut-after', count: 1 }]);
    const second = await serve();
    await eventually(async () => ((await filesOf(task as Task)).length > 0 ? true : null), 60_000);
    await eventually(async () => /foundAgain/.test(JSON.stringify(await second.json('/api/audit'))), 60_000);
    const before = written(second.log());
    await eventually(async () => written(second.log()) >= before + 2);
    expect(await tasks()).toHaveLength(1);
    expect(await filesOf(task as Task)).toHaveLength(1);
  }, 180_000);

  it('says in the task what is in it, for the lead, with names as text and the key in a link', async () => {
    const [task] = await tasks();
    expect(task).toMatchObject({
      name: expect.stringMatching(/^First value in [A-Z][a-z]+ \d{4} · Sprintly$/),
      assignees: [{ id: PEOPLE.tara.id }],
      creator: { id: PEOPLE.agent.id },
      due_date: null,
    });
    const words = task?.markdown_description ?? '';
    expect(words).toMatch(/At risk at the end of the month, by days stuck: 1/);
    expect(words).not.toContain('[free](https://evil.test)');
    expect(words).toMatch(/#fvm-report\.\d{4}-\d{2}\)/);
  });

  it('is a file in which the customer’s name is text', async () => {
    const [task] = await tasks();
    const [file] = await filesOf(task as Task);
    expect(file?.title).toMatch(/^first-value-\d{4}-\d{2}\.html$/);
    const page = await (await fetch(file?.url ?? '')).text();
    expect(page).toContain('&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; [free](https://evil.test)');
    expect(page).not.toContain('<script');
  });

  it('is shown by the command line as it was kept, draws the same file, and is written no second time', async () => {
    const out = join(world.folder, 'report.html');
    const { code, out: words } = await world.run(['report', '--out', out]);
    expect(code).toBe(0);
    expect(words).toContain(HOSTILE);
    const [task] = await tasks();
    const [file] = await filesOf(task as Task);
    expect(await readFile(out, 'utf8')).toBe(await (await fetch(file?.url ?? '')).text());
    expect(await filesOf(task as Task)).toHaveLength(1);
  }, 60_000);

  it('of an earlier month is put there by the command line, which names the place, and not by a rehearsal', async () => {
    const day = new Date();
    const month = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 2, 15)).toISOString().slice(0, 7);
    await world.run(['report', '--month', month, '--dry-run']);
    expect(await tasks()).toHaveLength(1);
    const { code, err } = await world.run(['report', '--month', month]);
    expect(code).toBe(0);
    const made = (await tasks()).find(({ url }) => err.includes(url));
    expect(made).toBeDefined();
    expect(await filesOf(made as Task)).toMatchObject([{ title: `first-value-${month}.html` }]);
  }, 60_000);
});
