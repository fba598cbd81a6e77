import { deliverDue } from '../../src/monitor/deliver.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import type { Rules } from '../../src/monitor/rules.ts';
import type { ReportJson } from '../../src/monitor/report-json.ts';
import { sendReport } from '../../src/monitor/write-report.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { onDay } from '../domain/builders.ts';
import { PEOPLE, rules, WHO } from './conversation/talk.ts';
import { addAccount, openWorld, type ReadWorld } from './read-world.ts';
import { reportOf } from './reports.ts';
import { drawReport, Heart, readFailure, Wall } from './wall.ts';

const NOW = onDay(24);
const LATER = NOW + 3_600_000;
const lists: Rules['lists'] = { accounts: 'accounts', alerts: 'alerts', alertsByCsm: new Map(), reports: 'reports' };

let world: ReadWorld;
beforeEach(async () => {
  world = await openWorld();
  await addAccount(world, { id: 'acme', name: 'Acme' });
});
afterEach(() => world.store.close());

const send = (report: ReportJson, given: Partial<Rules> = {}): Promise<readonly Write[]> => {
  const people = PEOPLE.map((person) => ({ ...person, active: true }));
  const crew = async () => ({ seat: { id: WHO.agent }, people, zone: 'Etc/UTC' }) as never;
  return sendReport({ store: world.store, rules: rules({ lists, ...given }), crew }, report, NOW);
};

describe('the report in ClickUp', () => {
  it('is a task for the lead with the summary, and the file on it, asked for once', async () => {
    const report = await reportOf(world, '2026-09', NOW);
    const [task, file] = await send(report);
    expect(task).toMatchObject({
      kind: 'create_task',
      key: 'report.2026-09',
      listId: 'reports',
      name: 'First value in September 2026 · Sprintly',
      assigneeIds: [WHO.boss],
      dueAt: null,
    });
    expect(file).toMatchObject({ kind: 'attach_file', after: 'report.2026-09', report: '2026-09' });
    expect(await send(report)).toEqual([]);
  });

  it.each([
    ['goes to the fallback without a lead', { lead: null, fallback: WHO.approver }, [WHO.approver]],
    ['goes to the fallback when the lead is gone', { lead: 4711, fallback: WHO.approver }, [WHO.approver]],
    ['belongs to nobody where there is neither', { lead: null, fallback: null }, []],
  ])('%s', async (_title, owners, assigneeIds) => {
    const report = await reportOf(world, '2026-09', NOW);
    const [task] = await send(report, { owners: { deputies: new Map(), ...owners } });
    expect(task).toMatchObject({ assigneeIds });
  });

  it('is not asked for without a list, nor of a month that is only shown', async () => {
    const report = await reportOf(world, '2026-09', NOW);
    expect(await send(report, { lists: { ...lists, reports: null } })).toEqual([]);
    expect(await send(await reportOf(world, '2026-10', NOW))).toEqual([]);
  });

  it('has a name below eighty characters and on one line, whatever the product is called', async () => {
    const report = await reportOf(world, '2026-09', NOW, { product: `Über\n${'long '.repeat(30)}` });
    const [task] = await send(report);
    const name = task?.kind === 'create_task' ? task.name : '';
    expect(name).toMatch(/^First value in September 2026 · Über long .*…$/);
    expect(name.length).toBeLessThan(80);
  });
});

describe('the file on the task of a report', () => {
  let wall: Wall;
  beforeEach(async () => {
    wall = new Wall();
    await send(await reportOf(world, '2026-09', NOW));
  });
  const deliver = (now: number) =>
    deliverDue(
      {
        store: world.store,
        board: wall.board,
        log: createLogger('silent'),
        drawReport,
        readFailure,
        every: new Heart().every,
      },
      () => now,
    );

  it('follows its task, drawn from what was kept', async () => {
    expect(await deliver(NOW)).toEqual({ done: 2, waiting: 0, abandoned: 0 });
    expect(wall.files).toEqual([
      { taskId: 'new1', name: 'first-value-2026-09.html', type: 'text/html', content: '<p>2026-09</p>' },
    ]);
  });

  it.each([['cut before'], ['cut after']] as const)(
    'is there once when the connection is %s applying',
    async (failure) => {
      const board = wall.board.createTask;
      wall.board.createTask = async (task, may) => {
        const made = await board(task, may);
        wall.failures = [failure];
        return made;
      };
      expect(await deliver(NOW)).toEqual({ done: 1, waiting: 1, abandoned: 0 });
      expect(await deliver(LATER)).toEqual({ done: 1, waiting: 0, abandoned: 0 });
      expect(wall.files).toHaveLength(1);
    },
  );

  it('is there once when the process dies after it was put there', async () => {
    const [task] = await world.store.outbox.claim(NOW, 1_000, 1);
    await world.store.outbox.done(task?.write.key ?? '', { taskId: 'new1', url: 'u' }, NOW);
    const [file] = await world.store.outbox.claim(NOW, 1_000, 1);
    expect(file?.write.kind).toBe('attach_file');
    await wall.board.attachFile('new1', { name: 'first-value-2026-09.html', type: 'text/html', content: 'x' });
    expect(await deliver(LATER)).toEqual({ done: 1, waiting: 0, abandoned: 0 });
    expect(wall.files).toHaveLength(1);
  });

  it('is given up when its task is gone', async () => {
    const board = wall.board.createTask;
    wall.board.createTask = async (task, may) => {
      const made = await board(task, may);
      wall.failures = ['refuse'];
      return made;
    };
    expect(await deliver(NOW)).toEqual({ done: 1, waiting: 0, abandoned: 1 });
    expect(await deliver(LATER)).toEqual({ done: 0, waiting: 0, abandoned: 0 });
  });
});
