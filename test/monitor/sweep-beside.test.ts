import { handleChanges, type HandleDeps } from '../../src/monitor/handle-changes.ts';
import type { AlertRecord } from '../../src/monitor/alert-store.ts';
import type { Store } from '../../src/monitor/store.ts';
import { sweep, type SweepDeps } from '../../src/monitor/sweep.ts';
import type { SweepReport } from '../../src/monitor/sweep-tally.ts';
import { onDay } from '../domain/builders.ts';
import { openTalk, type Talk, WHO } from './conversation/talk.ts';

/** Acme went quiet: from day 35 on there is a hard alert for it. */
describe('a sweep beside whatever else happens', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
  });
  afterEach(() => talk.store.close());

  const sweepOn = async (day: number, store: Store = talk.store): Promise<SweepReport> => {
    await talk.store.events.touchSource('product', ['Task Completed'], onDay(day), null);
    const moveFor = () => ({ moves: ['Call them'], message: 'Hello' });
    return sweep({ ...talk.deps, store, moveFor } as unknown as SweepDeps, onDay(day), { dryRun: false });
  };
  const alert = async (): Promise<AlertRecord | undefined> => (await talk.store.alerts.ofAccount(talk.acme.key)).at(-1);
  const audited = async (what: string): Promise<number> =>
    (await talk.store.audit.page({ accountKey: null, before: null, limit: 100 })).filter((each) => each.what === what)
      .length;
  const statuses = async () =>
    Object.fromEntries(
      (await talk.store.outbox.ofAlert((await alert())?.id ?? '')).map((row) => [row.key, row.status]),
    );
  const leave = () => talk.store.accounts.put({ ...talk.acme, status: 'left', leftAt: onDay(35) }, null, onDay(35));

  /** Something happens after the accounts were read and before what follows is stored. */
  const meanwhile = (act: () => Promise<void>): Store => {
    const peopleOf: Store['events']['peopleOf'] = async (ids) => {
      await act();
      return talk.store.events.peopleOf(ids);
    };
    return { ...talk.store, events: { ...talk.store.events, peopleOf } };
  };

  it('opens an alert once when two sweeps meet', async () => {
    const reports = await Promise.all([sweepOn(35), sweepOn(35)]);
    expect(reports.map(({ opened }) => opened).sort()).toEqual([0, 1]);
    expect(await audited('alert_opened')).toBe(1);
  });

  it('leaves an account due whose alert it could not open', async () => {
    await talk.store.events.touchSource('product', ['Task Completed'], onDay(35), null);
    const moveFor = () => {
      throw new Error('the database went away');
    };
    const deps = { ...talk.deps, moveFor } as unknown as SweepDeps;
    await expect(sweep(deps, onDay(35), { dryRun: false })).rejects.toThrow('went away');
    expect(await alert()).toBeUndefined();
    expect(await talk.store.standings.due(onDay(35))).toEqual([talk.acme.key]);
  });

  it('closes an alert once when two sweeps meet', async () => {
    await sweepOn(35);
    await leave();
    let met = false;
    const reports = await sweepOn(
      36,
      meanwhile(async () => {
        if (met) return;
        met = true;
        await sweepOn(36);
      }),
    );
    expect(reports.closed).toBe(0);
    expect(await audited('alert_closed')).toBe(1);
  });

  it('does not take back what a sweep that began later has seen and stored', async () => {
    await sweepOn(35);
    let met = false;
    await sweepOn(
      36,
      meanwhile(async () => {
        if (met) return;
        met = true;
        const { key: accountKey } = talk.acme;
        const said = {
          accountKey,
          reachedAt: onDay(36),
          reason: null,
          by: WHO.csm,
          at: onDay(36, 13),
          commentId: 'c9',
        };
        await talk.store.corrections.recordValue(said);
        await sweepOn(37);
      }),
    );
    const states = (await talk.store.standings.history(talk.acme.key)).map(({ state }) => state);
    expect(states.at(-1)).toBe('reached');
    expect(await audited('value_reopened')).toBe(0);
  });

  it('does not forget that a person took the alert over in the meantime', async () => {
    await sweepOn(35);
    await talk.store.accounts.put(
      { ...talk.acme, csm: { id: WHO.deputy, name: 'Dora', email: null } },
      null,
      onDay(35),
    );
    await sweepOn(
      36,
      meanwhile(async () => {
        const open = await alert();
        if (open !== undefined) await talk.store.alerts.put({ ...open, takenOver: true });
      }),
    );
    expect(await alert()).toMatchObject({ csmId: WHO.deputy, takenOver: true });
  });

  it('takes back all of an alert that closes before anybody was told', async () => {
    await sweepOn(35);
    await leave();
    expect((await sweepOn(36)).writes).toEqual([]);
    expect(new Set(Object.values(await statuses()))).toEqual(new Set(['withdrawn']));
    expect(await alert()).toMatchObject({ closeReason: 'left', deliveredAt: null });
  });

  it('lets a task that may be there already be closed after all, without calling anybody to it', async () => {
    await sweepOn(35);
    const [claimed] = await talk.store.outbox.claim(onDay(35), 1, 1);
    const task = claimed?.write.key ?? '';
    await leave();
    expect((await sweepOn(36)).writes.map(({ kind, after }) => [kind, after])).toEqual([
      ['comment', task],
      ['close_task', task],
    ]);
    expect(await statuses()).toMatchObject({ [task]: 'sending', [task.replace('.task', '.mention')]: 'withdrawn' });
  });

  it('takes an alert whose task a person deleted for settled', async () => {
    await sweepOn(35);
    const [claimed] = await talk.store.outbox.claim(onDay(35), 1, 1);
    await talk.store.outbox.done(claimed?.write.key ?? '', { taskId: 'alert1' }, onDay(35));
    const deleted = { key: 'k1', event: 'taskDeleted', taskId: 'alert1', listId: null, actorId: WHO.csm, at: null };
    const nothing = { commentId: null, parentCommentId: null, mentions: [], assignedId: null, act: null };
    await talk.store.inbox.add([{ ...deleted, ...nothing }], onDay(36));
    await handleChanges(talk.deps as unknown as HandleDeps, onDay(36));
    expect(await alert()).toMatchObject({ closedAt: onDay(36), closeReason: 'its task was deleted' });
    expect((await sweepOn(37)).opened).toBe(0);
  });
});
