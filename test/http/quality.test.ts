import { QualityJson } from '../../src/monitor/quality-json.ts';
import type { AlertRecord, Verdict } from '../../src/monitor/alert-store.ts';
import { eventsOn, onDay } from '../domain/builders.ts';
import { addAccount, openAlert, usedOn } from '../monitor/read-world.ts';
import { type AppServer, startApp } from './app-server.ts';

let server: AppServer;
beforeEach(async () => {
  server = await startApp({ clock: { now: () => onDay(60) } });
});
afterEach(() => server.close());

const quality = async (query = '') => QualityJson.parse((await server.ask(`/api/quality${query}`)).json());

/** An account with an alert that was delivered on day 31 (2026-10-08) unless said otherwise. */
async function alerted(id: string, part: Partial<AlertRecord> = {}, lived: Parameters<typeof addAccount>[1] = { id }) {
  const account = await addAccount(server.world, lived);
  return openAlert(server.world, account, { closedAt: onDay(50), ...part });
}
const judge = (alert: AlertRecord, verdict: Verdict) =>
  server.world.store.alerts.judge(alert.id, verdict, 1, onDay(40));

describe('/api/quality', () => {
  it('tells precision by rule and month, and who acted in time', async () => {
    await judge(await alerted('a'), 'useful');
    await judge(await alerted('b', { deliveredAt: onDay(56) }), 'noise');
    await judge(await alerted('c'), 'known');
    const d = await alerted('d');
    await server.world.store.alerts.acted(d.id, onDay(33));
    await alerted('e', { deliveredAt: null });
    const { rules, delivered } = await quality();
    expect(delivered).toBe(4);
    expect(rules).toMatchObject([
      {
        ...{ rule: 'early_alert', delivered: 4, n: 2, precision: 0.5, useful: 1, noise: 1, known: 1, unanswered: 1 },
        acted_on: { n: 3, hits: 1, share: 0.3333, pending: 1 },
        months: [
          { month: '2026-10', n: 1, precision: 1 },
          { month: '2026-11', n: 1, precision: 0 },
        ],
      },
    ]);
  });

  it('counts only what was delivered in the period, both dates included', async () => {
    await alerted('a');
    await alerted('b', { deliveredAt: onDay(56) });
    expect((await quality('?to=2026-10-08')).delivered).toBe(1);
    expect((await quality('?from=2026-10-08')).delivered).toBe(2);
    expect((await quality('?from=2026-10-09')).delivered).toBe(1);
  });

  it('leaves out excluded accounts, and says how many alerts that are', async () => {
    await judge(await alerted('a', {}, { id: 'a', status: 'excluded' }), 'useful');
    expect(await quality()).toMatchObject({ delivered: 0, excluded: 1, rules: [] });
  });

  it('knows lead times, and who was missed', async () => {
    const left = (on: number) => ({ status: 'left', leftAt: onDay(on) }) as const;
    await alerted('warned', {}, { id: 'warned', ...left(45) });
    await alerted('late', {}, { id: 'late', ...left(35) });
    await addAccount(server.world, { id: 'silent', ...left(20) });
    const { lead_days: lead, missed } = await quality();
    expect(lead).toEqual({ to_value: { n: 0, p50: null }, to_exit: { n: 2, p50: 4 } });
    expect(missed.map((each) => [each.account_id, each.left_on])).toEqual([
      ['late', '2026-10-12'],
      ['silent', '2026-09-27'],
    ]);
  });

  it('tells which suggestions were followed by progress within ten working days', async () => {
    const people = ['u1', 'u2'].map((by, n) => ({ ...usedOn(33 + n)[0], userId: by })) as ReturnType<typeof usedOn>;
    const moved = await alerted('moved', {}, { id: 'moved', events: people });
    // Its backlog was filled long before the alert: no progress that followed.
    const before = eventsOn(
      Array.from({ length: 10 }, () => 3),
      { name: 'Task Created' },
    );
    const stuck = await alerted('stuck', {}, { id: 'stuck', events: before });
    for (const { id } of [moved, stuck])
      await server.world.store.alerts.suggested(id, {
        stepKind: 'people',
        whose: id === moved.id ? 'ours' : 'customer',
      });
    const { interventions } = await quality();
    expect(interventions.by_state).toEqual([{ name: 'early_alert', n: 2, hits: 1, share: 0.5, pending: 0 }]);
    expect(interventions.by_step_kind).toEqual([{ name: 'people', n: 2, hits: 1, share: 0.5, pending: 0 }]);
    expect(interventions.by_whose_move.map(({ name, hits }) => [name, hits])).toEqual([
      ['customer', 0],
      ['ours', 1],
    ]);
  });

  it('suggests looking at a rule that is noise too often, and changes nothing', async () => {
    for (let n = 0; n < 20; n += 1) await judge(await alerted(`a${n}`), n < 13 ? 'useful' : 'noise');
    expect((await quality()).suggestions).toEqual([
      expect.stringMatching(
        /^rule early_alert: 7 of 20 .*\(precision 0\.65\); a larger alerts\.early_days .*A person changes it/,
      ),
    ]);
    await judge(await alerted('more'), 'useful');
    await judge(await alerted('still'), 'useful');
    await judge(await alerted('enough'), 'useful');
    await judge(await alerted('last'), 'useful');
    expect((await quality()).suggestions).toEqual([]);
  });

  it('tells what a model was asked and cost, by month', async () => {
    expect((await quality()).model).toEqual({ cap_usd: null, months: [] });
    const piece = { month: '2026-11', purpose: 'draft-plan', requests: 2, tokensIn: 10, tokensOut: 1 };
    await server.world.store.model.count({ ...piece, outcome: 'written', costUsd: 0.1 });
    await server.world.store.model.count({ ...piece, outcome: 'timeout', costUsd: 0.2 });
    await server.world.store.model.count({ ...piece, purpose: 'critique', outcome: 'timeout', costUsd: null });
    expect((await quality()).model.months).toEqual([
      {
        ...{ month: '2026-11', calls: 3, outcomes: { written: 1, timeout: 2 }, requests: 6 },
        ...{ tokens_in: 30, tokens_out: 3, cost_usd: 0.3, unpriced_requests: 2 },
      },
    ]);
  });

  it.each([
    ['from=yesterday', 'from: "yesterday": write a date'],
    ['to=2026-02-30', 'to: "2026-02-30" is no date'],
    ['from=2026-10-09&to=2026-10-08', 'from: 2026-10-09 lies after to'],
  ])('refuses %s and says the way out', async (query, message) => {
    const reply = await server.ask(`/api/quality?${query}`);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain(message.replaceAll('"', '\\"'));
  });
});
