import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WEBHOOK } from '../deliveries.ts';
import { grouped, openBare } from './bare-store.ts';

/**
 * The least that keeps a delivery for good: HMAC over the bytes, JSON, one row in the product's inbox under the webhook's and the
 * history item's id, the 200 after the commit. `each`: one commit per request instead of one per turn of the event loop.
 */
interface Body {
  readonly event: string;
  readonly task_id: string;
  readonly history_items: readonly {
    id: string;
    parent_id: string;
    date: string;
    user: { id: number };
    after: unknown;
  }[];
}
interface Waiting {
  readonly res: ServerResponse;
  readonly key: string;
  readonly change: string;
}

const [, , folder = '', how] = process.argv;
const database = await openBare(folder);
const insert = database.prepare(
  'insert into inbox (key, received_at, change, done_at, lease_until, attempts) values (?, ?, ?, null, 0, 0) on conflict (key) do nothing',
);
const keep = database.transaction((all: readonly Waiting[]) => {
  for (const { key, change } of all) insert.run(key, Date.now(), change);
});
const answer = ({ res }: Waiting): void => {
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 22 });
  res.end('{"stored":1,"known":0}');
};
const shared = grouped((all: readonly Waiting[]) => keep.immediate(all), answer);
const alone = (one: Waiting): void => {
  keep.immediate([one]);
  answer(one);
};
const take = how === 'each' ? alone : shared;

const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    const expected = createHmac('sha256', WEBHOOK.secret).update(bytes).digest();
    const given = Buffer.from(String(req.headers['x-signature']), 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return void res.writeHead(403).end();
    const body = JSON.parse(bytes.toString('utf8')) as Body;
    const item = body.history_items[0];
    if (item === undefined) return void res.writeHead(400).end();
    const key = `${WEBHOOK.id}:${item.id}`;
    take({ res, key, change: changeOf(key, body, item) });
  });
});

function changeOf(key: string, { event, task_id: taskId }: Body, item: Body['history_items'][number]): string {
  const origin = { key, event, taskId, listId: item.parent_id, actorId: item.user.id, at: Number(item.date) };
  return JSON.stringify({
    ...origin,
    commentId: null,
    parentCommentId: null,
    mentions: [],
    assignedId: null,
    act: null,
  });
}

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
