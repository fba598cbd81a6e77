import type { AddressInfo } from 'node:net';
import express from 'express';
import { z } from 'zod';
import { accountOf, USERS, WRITE_KEY } from '../usage-batches.ts';
import { openBare } from './bare-store.ts';

/** The usual way: Express, zod, and a row per event in a table whose key is the sender's id. */
const Event = z.object({
  type: z.literal('track'),
  event: z.string().min(1).max(200),
  userId: z.string().min(1).max(200),
  messageId: z.string().min(1).max(200),
  timestamp: z.iso.datetime().transform((text) => Date.parse(text)),
  properties: z.record(z.string(), z.unknown()),
  context: z.looseObject({ groupId: z.string().optional() }),
});
const Batch = z.object({ batch: z.array(Event).max(1000) });

const [, , folder = ''] = process.argv;
const database = await openBare(folder);
database.exec(`create table raw_events (
  message_id text primary key, source text not null, account_id text, user_id text, name text not null, at integer not null,
  received_at integer not null, properties text not null)`);
database.exec('create index raw_events_by_account on raw_events (account_id, at)');
const insert = database.prepare('insert into raw_events values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing');
const accounts = new Map(Array.from({ length: USERS }, (_, user) => [`u${user}`, accountOf(user)]));
const keep = database.transaction((events: readonly z.infer<typeof Event>[]) => {
  for (const each of events) {
    const accountId = each.context.groupId ?? accounts.get(each.userId) ?? null;
    const what = [each.userId, each.event, each.timestamp, Date.now(), JSON.stringify(each.properties)];
    insert.run(each.messageId, 'usual', accountId, ...what);
  }
});

const app = express();
app.use(express.json({ limit: '4mb' }));
app.post('/v1/batch', (req, res) => {
  if (req.headers.authorization !== `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`)
    return void res.status(401).end();
  const batch = Batch.safeParse(req.body);
  if (!batch.success) return void res.status(400).json({ success: false });
  keep.immediate(batch.data.batch);
  res.json({ success: true, stored: batch.data.batch.length, known: 0, refused: [] });
});
const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
