import { deliverDue } from '../../src/monitor/deliver.ts';
import type { Board, MayStillSend } from '../../src/monitor/board.ts';
import type { Write } from '../../src/monitor/outbox.ts';
import type { Store } from '../../src/monitor/store.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { anAlert } from '../storage/records.ts';
import { emptyStore } from './store.ts';
import { aMention, aTask, drawReport, Heart, head, NOW, readFailure, Wall } from './wall.ts';

describe('delivery', () => {
  let store: Store;
  let wall: Wall;
  beforeEach(async () => {
    store = await emptyStore();
    wall = new Wall();
    await store.outbox.add([aMention, aTask], NOW);
  });
  afterEach(() => store.close());

  const heart = new Heart();
  const deliver = (now = NOW, board: Board = wall.board) =>
    deliverDue({ store, board, log: createLogger('silent'), drawReport, readFailure, every: heart.every }, () => now);
  const LATER = NOW + 3_600_000;

  it('writes the task, then the mention that links to it', async () => {
    expect(await deliver()).toEqual({ done: 2, waiting: 0, abandoned: 0 });
    expect(wall.comments[0]?.text).toContain('https://app.clickup.com/t/new1');
  });

  it('has a few writes under way at once, since a call takes ClickUp its time', async () => {
    await store.outbox.add(
      ['b', 'c'].map((key) => ({ ...aTask, key: `${key}.a1.task` })),
      NOW,
    );
    let [underWay, most] = [0, 0];
    const slow = {
      ...wall.board,
      createTask: async (task: Parameters<Board['createTask']>[0]) => {
        most = Math.max(most, ++underWay);
        for (let turn = 0; turn < 20; turn += 1) await store.outbox.get('b.a1.task');
        underWay -= 1;
        return wall.board.createTask(task);
      },
    };
    expect(await deliver(NOW, slow)).toEqual({ done: 4, waiting: 0, abandoned: 0 });
    expect(most).toBe(3);
  });

  it('fails as the database does, once all that is under way has ended', async () => {
    let claims = 0;
    const claim: Store['outbox']['claim'] = async (...given) => {
      claims += 1;
      if (claims === 2) throw new Error('disk full');
      return store.outbox.claim(...given);
    };
    const failing = { ...store, outbox: { ...store.outbox, claim } };
    const deps = { board: wall.board, log: createLogger('silent'), drawReport, readFailure, every: heart.every };
    await expect(deliverDue({ ...deps, store: failing }, () => NOW)).rejects.toThrow('disk full');
    expect(wall.tasks).toHaveLength(1);
  });

  it('does nothing when it is asked again', async () => {
    await deliver();
    expect(await deliver(LATER)).toEqual({ done: 0, waiting: 0, abandoned: 0 });
    expect(wall.tasks).toHaveLength(1);
  });

  it.each([['cut before'], ['cut after']] as const)(
    'writes once when the connection is %s applying',
    async (failure) => {
      wall.failures = [failure];
      expect(await deliver()).toMatchObject({ done: 0, waiting: 1 });
      expect(await deliver(LATER)).toEqual({ done: 2, waiting: 0, abandoned: 0 });
      expect(wall.tasks).toHaveLength(1);
      expect(wall.comments).toHaveLength(1);
    },
  );

  it('finds what a process wrote that died before it could say so', async () => {
    const [claimed] = await store.outbox.claim(NOW, 1_000, 1);
    expect(claimed?.write.key).toBe('acc1.a1.task');
    await wall.board.createTask(aTask as Parameters<Board['createTask']>[0]);
    expect(await deliver(LATER)).toMatchObject({ done: 2 });
    expect(wall.tasks).toHaveLength(1);
  });

  it('gives up what ClickUp refuses for good, and says so in the audit', async () => {
    wall.failures = ['refuse'];
    expect(await deliver()).toMatchObject({ abandoned: 1 });
    const [, entry] = await store.audit.page({ accountKey: null, before: null, limit: 2 });
    expect(entry).toMatchObject({ what: 'clickup_write_abandoned', detail: { key: 'acc1.a1.task' } });
  });

  it('waits longer after each failure', async () => {
    wall.failures = ['cut before'];
    await deliver();
    expect(await deliver(NOW + 1_000)).toEqual({ done: 0, waiting: 0, abandoned: 0 });
  });

  const audited = async () =>
    (await store.audit.page({ accountKey: null, before: null, limit: 20 })).map(({ what, detail }) => [
      what,
      detail.key ?? detail.alert,
    ]);

  it('still looks for an earlier try when the search itself fails in between', async () => {
    wall.failures = ['cut after'];
    await deliver();
    wall.searchesFail = 1;
    expect(await deliver(LATER)).toMatchObject({ waiting: 1 });
    expect(await deliver(LATER + 3_600_000)).toMatchObject({ done: 2 });
    expect(wall.tasks).toHaveLength(1);
  });

  it('keeps a slow call its own for as long as it takes', async () => {
    let second: unknown;
    const slow = {
      ...wall.board,
      createTask: async (task: Parameters<Board['createTask']>[0]) => {
        for (let seconds = 5; seconds <= 600; seconds += 5) {
          now = NOW + seconds * 1_000;
          heart.beat();
          await store.outbox.get('acc1.a1.task');
        }
        second = await deliver(now);
        return wall.board.createTask(task);
      },
    };
    let now = NOW;
    const deps = { store, board: slow, log: createLogger('silent'), drawReport, readFailure, every: heart.every };
    await deliverDue(deps, () => now);
    expect(second).toEqual({ done: 0, waiting: 0, abandoned: 0 });
    expect(wall.tasks).toHaveLength(1);
  });

  it('does not send what it had claimed when it wakes from a sleep longer than its lease', async () => {
    let now = NOW;
    const asleep = {
      ...wall.board,
      createTask: async (task: Parameters<Board['createTask']>[0], may?: MayStillSend) => {
        now += 31_000;
        expect(await deliver(now)).toMatchObject({ done: 2 });
        return wall.board.createTask(task, may);
      },
    };
    const deps = { store, board: asleep, log: createLogger('silent'), drawReport, readFailure, every: heart.every };
    await deliverDue(deps, () => now);
    expect(wall.tasks).toHaveLength(1);
    expect((await store.outbox.get('acc1.a1.task'))?.status).toBe('done');
  });

  it('holds in its hands only what it is writing', async () => {
    const held: string[][] = [];
    const board = {
      ...wall.board,
      createTask: async (task: Parameters<Board['createTask']>[0]) => {
        const rows = await store.outbox.waiting();
        held.push(rows.filter(({ status }) => status === 'sending').map(({ key }) => key));
        return wall.board.createTask(task);
      },
    };
    await store.outbox.add([{ ...aTask, ...head('acc2.a1.task') }], NOW);
    await deliver(NOW, board);
    expect(held).toEqual([['acc1.a1.task'], ['acc2.a1.task']]);
  });

  it('ends what follows a write that was given up, and says so', async () => {
    await store.outbox.add([{ ...aMention, ...head('acc1.a1.again', 'acc1.a1.mention') }], NOW);
    wall.failures = ['refuse'];
    await deliver();
    expect(await store.outbox.waiting()).toEqual([]);
    expect((await audited()).reverse()).toEqual([
      ['clickup_write_abandoned', 'acc1.a1.task'],
      ['clickup_write_abandoned', 'acc1.a1.mention'],
      ['clickup_write_abandoned', 'acc1.a1.again'],
    ]);
  });

  it('ends what follows a write that was taken back', async () => {
    await store.outbox.withdraw(['acc1.a1.task']);
    await deliver();
    expect(await store.outbox.waiting()).toEqual([]);
    expect(await audited()).toEqual([['clickup_write_abandoned', 'acc1.a1.mention']]);
  });

  it('holds an alert that ClickUp refuses, so that the next sweep tries it anew', async () => {
    await store.alerts.put(anOpenAlert);
    wall.failures = ['refuse'];
    await deliver();
    expect((await store.alerts.open(['task:acc1'])).get('task:acc1')).toMatchObject({
      delivery: 'held',
      reason: 'refused_by_clickup',
      deliveredAt: null,
    });
    expect(await store.outbox.add([aTask, aMention], LATER)).toBe(2);
    expect(await deliver(LATER)).toMatchObject({ done: 2 });
    expect(wall.tasks).toHaveLength(1);
  });

  it('never lets a late repeat bring back what a newer change replaced', async () => {
    const update = (name: string): Write => ({
      ...head(`acc1.a1.${name}`, 'acc1.a1.task'),
      kind: 'update_task',
      task: { resultOf: 'acc1.a1.task' },
      name,
    });
    await deliver();
    await store.outbox.add([update('older'), update('newer')], NOW);
    wall.failures = ['cut before'];
    await deliver();
    expect(wall.updates).toEqual([]);
    await deliver(LATER);
    expect(wall.updates.map(({ name }) => name)).toEqual(['older', 'newer']);
  });

  it('answers people before it works through a backlog', async () => {
    const [first] = await store.outbox.claim(NOW, 1, 1);
    expect(first?.write.key).toBe('acc1.a1.task');
    const reply: Write = {
      ...head('reply.c1'),
      kind: 'reply',
      taskId: 'acc1',
      comment: { id: 'c1' },
      body: [],
      lane: 'conversation',
    };
    await store.outbox.add([reply], NOW);
    expect((await store.outbox.claim(LATER, 1, 1)).map(({ write }) => write.key)).toEqual(['reply.c1']);
  });

  it('does no more than it is asked to at a time', async () => {
    const deps = { store, board: wall.board, log: createLogger('silent'), drawReport, readFailure, every: heart.every };
    expect(await deliverDue(deps, () => NOW, 1)).toMatchObject({ done: 1 });
    expect(wall.comments).toEqual([]);
  });
});

const anOpenAlert = anAlert({ id: 'acc1.a1', accountKey: 'task:acc1', openedAt: NOW, deliveredAt: NOW, calledAt: NOW });
