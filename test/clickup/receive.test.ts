import { createDeliveryReader } from '../../src/clickup/receive.ts';
import { aHistoryItem, HOOK, NOW, SECRET, sign } from './support/deliveries.ts';

const BODY = Buffer.from(
  JSON.stringify({ event: 'taskUpdated', task_id: '86a', history_items: [aHistoryItem({ user: { id: -5 } })] }),
);
const HEADERS = { 'x-signature': sign(BODY) };

let secrets: ReadonlyMap<string, string>;
let asked: number;
let now: number;
let later: (() => void)[];
let noted: string[];
let read: ReturnType<typeof createDeliveryReader>;

beforeEach(() => {
  secrets = new Map([[HOOK, SECRET]]);
  asked = 0;
  now = NOW;
  later = [];
  noted = [];
  read = createDeliveryReader({
    secrets: async () => {
      asked += 1;
      return secrets;
    },
    agentId: async () => 7,
    note: (...sightings) => void noted.push(...sightings.map(({ topic, way }) => `${topic}: ${way}`)),
    now: () => now,
    after: (_ms, run) => void later.push(run),
  });
});

describe('the reader of deliveries', () => {
  it('asks for the secrets once, and again after a while', async () => {
    for (let n = 0; n < 3; n += 1) expect(await read(BODY, HEADERS)).toMatchObject({ kind: 'accepted' });
    expect(asked).toBe(1);
    now += 31_000;
    secrets = new Map();
    expect(await read(BODY, HEADERS)).toMatchObject({ kind: 'refused', status: 403 });
  });

  it('asks at once where a signature fits none that it knows: the webhook may just have been registered', async () => {
    secrets = new Map();
    expect(await read(BODY, HEADERS)).toMatchObject({ status: 403 });
    secrets = new Map([[HOOK, SECRET]]);
    expect(await read(BODY, HEADERS)).toMatchObject({ kind: 'accepted' });
  });

  it('looks at what a delivery shows after the answer, and never at one that is refused', async () => {
    await read(BODY, HEADERS);
    await read(BODY, HEADERS);
    await read(BODY, { 'x-signature': sign(BODY, 'other') });
    expect(noted).toEqual([]);
    expect(later).toHaveLength(1);
    later[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    const each = ['super_agents: acted', 'change_source: other: none'];
    expect(noted).toEqual([...each, 'retry_after: 1 s', ...each]);
  });
});
