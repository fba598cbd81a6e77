import { noteWebhook } from '../../src/monitor/webhook-state.ts';
import { QualityJson } from '../../src/monitor/quality-json.ts';
import type { Verdict } from '../../src/monitor/alert-store.ts';
import { anEvent, onDay } from '../domain/builders.ts';
import { type AppServer, startApp } from '../http/app-server.ts';
import { addAccount, NOW, openAlert } from '../monitor/read-world.ts';

let server: AppServer;
beforeEach(async () => {
  server = await startApp();
});
afterEach(() => server.close());

const wordsAt = async (path: string): Promise<string> =>
  (await server.ask(path)).text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const quality = async () => QualityJson.parse((await server.ask('/api/quality')).json());

async function answered(...verdicts: readonly Verdict[]): Promise<void> {
  for (const [n, verdict] of verdicts.entries()) {
    const account = await addAccount(server.world, { id: `a${n}` });
    const alert = await openAlert(server.world, account, { deliveredAt: onDay(20) });
    await server.world.store.alerts.judge(alert.id, verdict, 1, onDay(21));
  }
}

describe('the quality page', () => {
  it('shows precision, and its counts alone while fewer than five answered', async () => {
    await answered('useful', 'noise', 'known', 'useful', 'noise');
    expect(await wordsAt('/quality')).toContain('Early alert 5 2 of 4 2 2 1 0 0 0 % 0 of 5 2026-09 5 2 of 4 2 2 1 0 0');
    await server.world.store.alerts.judge('t-a2.a1', 'useful', 1, onDay(22));
    expect((await quality()).rules[0]?.precision).toBe(0.6);
    expect(await wordsAt('/quality')).toContain('Early alert 5 60 % of 5 answered 3 2 0 0 0');
  });

  it('names who was missed, with the way to each', async () => {
    await addAccount(server.world, { id: 'gone', name: 'Gone & Co', status: 'left', leftAt: onDay(30) });
    expect((await server.ask('/quality')).text).toContain('<a href="/accounts/gone">Gone &amp; Co</a>');
    expect(await wordsAt('/quality')).toMatch(/Gone (&amp;|&) Co , left 7 Oct 2026/);
  });

  it('says what the figures rest on: sources, joins, the webhook and what waits', async () => {
    expect(await wordsAt('/quality')).toContain('ClickUp’s webhook none registered: the board is polled');
    const { store } = server.world;
    await store.events.touchSource('old feed', ['Signed In'], NOW - 73 * 3_600_000, null);
    await store.events.append([
      { ...anEvent({ on: 34 }), minute: 1, accountId: null, receivedAt: NOW },
      { ...anEvent({ on: 34 }), minute: 1, accountId: 'acme', receivedAt: NOW },
    ]);
    const hook = { id: 'h', endpoint: 'x', events: [], secret: 's', status: 'suspended', failCount: 100 };
    await noteWebhook(store, { kind: 'healthy', hook }, NOW);
    const { data } = await quality();
    expect(data).toMatchObject({
      sources: [
        { name: 'old feed', fresh: false },
        { name: 'product', fresh: true },
      ],
      ...{ days: 14, events: 2, unjoined: 1, unjoined_share: 0.5, group_ids: 1, unknown_group_ids: 1 },
      webhook: { status: 'suspended', failures: 100 },
      ...{ inbox_waiting: 0, writes_waiting: 0, writes_failing: 0 },
    });
    const words = await wordsAt('/quality');
    for (const part of [
      '50 %: 1 of 2 in 14 days',
      '1; 1 of no account',
      'suspended 100 failures',
      'stale',
      'nothing waits',
    ])
      expect(words).toContain(part);
  });

  it('shows a webhook that was just woken as active', async () => {
    const hook = { id: 'h', endpoint: 'x', events: [], secret: 's', status: 'suspended', failCount: 100 };
    await noteWebhook(server.world.store, { kind: 'repaired', hook }, NOW);
    expect((await quality()).data.webhook?.status).toBe('active');
  });

  it('tells what the model was asked for and what it cost', async () => {
    expect(await wordsAt('/quality')).toContain('No model was asked for anything');
    const piece = { month: '2026-10', purpose: 'draft-plan', requests: 2, tokensIn: 900, tokensOut: 120 };
    await server.world.store.model.count({ ...piece, outcome: 'written', costUsd: 0.125 });
    await server.world.store.model.count({ ...piece, outcome: 'wrong_shape', costUsd: null });
    expect(await wordsAt('/quality')).toMatch(
      /2026-10 2 1 written, 1 wrong shape 4 1,800 in, 240 out \$0\.1[23] 2 requests without a price/,
    );
  });

  it('keeps the period in its form', async () => {
    const { text } = await server.ask('/quality?from=2026-09-01&to=2026-09-30');
    expect(text).toContain('name="from" type="date" value="2026-09-01"');
    expect(text).toContain('<a href="/quality">Clear</a>');
  });
});
