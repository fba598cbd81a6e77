import { createModelClient } from '../../../src/drafting/model-client.ts';
import type { DoctorDeps } from '../../../src/monitor/doctor/finding.ts';
import { checkModel } from '../../../src/monitor/doctor/model.ts';
import type { PieceOfWriting } from '../../../src/monitor/model-store.ts';
import type { Store } from '../../../src/monitor/store.ts';
import { type Scripted, startScriptedServer } from '../../model/scripted-server.ts';
import { emptyStore } from '../store.ts';

const NOW = Date.UTC(2026, 10, 26);
const closing: (() => Promise<void>)[] = [];
let store: Store;
beforeEach(async () => {
  store = await emptyStore();
  closing.push(() => store.close());
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const PIECE = { month: '2026-11', purpose: 'draft-plan', outcome: 'written', requests: 1, tokensIn: 1, tokensOut: 1 };
const spend = (part: Partial<PieceOfWriting>) => store.model.count({ ...PIECE, costUsd: 0, ...part });

async function examineModel({
  name = 'test-model',
  capUsd = null as number | null,
  lists = undefined as Scripted | undefined,
  url = '',
}) {
  const server = await startScriptedServer([], lists);
  closing.push(() => server.close());
  const client = createModelClient({ model: name, apiKey: 'sk-1', baseUrl: url || server.url });
  const model = { name, server: 'here', capUsd, probe: () => client.probe(AbortSignal.timeout(2_000)) };
  return checkModel({ model, store } as unknown as DoctorDeps, NOW);
}

describe('doctor on the model', () => {
  it('says that none is configured', async () => {
    const deps = { model: null, store } as unknown as DoctorDeps;
    expect(await checkModel(deps, NOW)).toMatchObject([{ state: 'ok', says: expect.stringMatching(/^none/) }]);
  });

  it.each<[string, Parameters<typeof examineModel>[0], string, RegExp, RegExp | null]>([
    ['has the model', {}, 'ok', /^test-model at here$/, null],
    ['does not list it', { name: 'gpt-x' }, 'warning', /lists no model “gpt-x”/, /OPENAI_MODEL/],
    [
      'refuses the key',
      { lists: { kind: 'status', status: 401 } },
      'failure',
      /refuses us: HTTP 401/,
      /OPENAI_API_KEY/,
    ],
    ['has no list', { lists: { kind: 'status', status: 404 } }, 'ok', /^test-model at here$/, null],
    ['is ill', { lists: { kind: 'status', status: 500 } }, 'warning', /does not answer: HTTP 500/, /OPENAI_BASE_URL/],
    ['is not there', { url: 'http://127.0.0.1:9/v1' }, 'warning', /does not answer: no connection/, /OPENAI_BASE_URL/],
  ])('says when its server %s', async (_, given, state, says, wayOut) => {
    const [finding] = await examineModel(given);
    expect(finding).toMatchObject({ check: 'model', state, says: expect.stringMatching(says) });
    if (wayOut !== null) expect(finding?.wayOut).toMatch(wayOut);
  });

  it('tells what it cost this month, and of which cap', async () => {
    await spend({ costUsd: 1.5 });
    await spend({ outcome: 'timeout', costUsd: 0.25 });
    await spend({ month: '2026-10', costUsd: 40 });
    const [, costs] = await examineModel({ capUsd: 20 });
    expect(costs).toMatchObject({ state: 'ok', says: '2 pieces of writing this month, 1 usable; about $1.75 of $20' });
  });

  it('warns of a cap that is spent, and of calls without a price', async () => {
    await spend({ costUsd: 20 });
    expect((await examineModel({ capUsd: 20 }))[1]).toMatchObject({
      state: 'warning',
      wayOut: expect.stringMatching(/monthly_cap_usd/),
    });
    await spend({ costUsd: null });
    expect((await examineModel({}))[1]).toMatchObject({
      state: 'warning',
      says: expect.stringMatching(/1 request without a price$/),
    });
  });
});
