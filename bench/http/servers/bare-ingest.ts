import { timingSafeEqual } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountOf, USERS, WRITE_KEY } from '../usage-batches.ts';
import { grouped, openBare } from './bare-store.ts';

/**
 * The least that keeps a batch for good, every event once, in the rows that the product keeps: JSON.parse, one statement of as many
 * rows as the batch has events, the accounts of the users in memory, the 200 after the commit.
 */
interface Event {
  readonly event: string;
  readonly userId: string;
  readonly messageId: string;
  readonly timestamp: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly context: { readonly groupId?: string };
}
interface Waiting {
  readonly res: ServerResponse;
  readonly events: readonly Event[];
}

const [, , folder = ''] = process.argv;
const database = await openBare(folder);
const ROW = '(?, ?, ?, ?, ?, ?, ?, ?, ?, null)';
const COLUMNS = 'minute, source, message_id, account_id, user_id, name, at, received_at, properties, anonymous_id';
const statements = new Map<number, ReturnType<typeof prepared>>();
const prepared = (rows: number) =>
  database.prepare(`insert into events (${COLUMNS}) values ${Array(rows).fill(ROW).join(', ')} on conflict do nothing`);
function insertOf(rows: number): ReturnType<typeof prepared> {
  const known = statements.get(rows) ?? prepared(rows);
  statements.set(rows, known);
  return known;
}

const accounts = new Map(Array.from({ length: USERS }, (_, user) => [`u${user}`, accountOf(user)]));
const keep = database.transaction((all: readonly Waiting[]) => {
  for (const { events } of all) insertOf(events.length).run(events.flatMap(rowOf));
});
const rowOf = (event: Event): readonly unknown[] => {
  const now = Date.now();
  const at = Date.parse(event.timestamp);
  const accountId = event.context.groupId ?? accounts.get(event.userId) ?? null;
  const who = [event.messageId, accountId, event.userId, event.event];
  return [Math.floor(at / 60_000), 'bare', ...who, at, now, JSON.stringify(event.properties)];
};
const take = grouped(
  (all: readonly Waiting[]) => keep.immediate(all),
  ({ res, events }) => {
    const body = `{"success":true,"stored":${events.length},"known":0,"refused":[]}`;
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
    res.end(body);
  },
);

const key = Buffer.from(`Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`);
const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const given = Buffer.from(req.headers.authorization ?? '');
    if (given.length !== key.length || !timingSafeEqual(given, key)) return void res.writeHead(401).end();
    take({ res, events: (JSON.parse(Buffer.concat(chunks).toString('utf8')) as { batch: readonly Event[] }).batch });
  });
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
