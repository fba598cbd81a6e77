import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SandboxControl, sandboxControl } from '../../src/sandbox/control-client.ts';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';

/** 22 November 2026, 12:00 UTC, a Sunday. */
export const NOW = Date.UTC(2026, 10, 22, 12);
export const TEAM = '9000000001';
export const LIST = '901200000001';
export const OTHER_LIST = '901200000002';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** Answers of a foreign API are looked into key by key; a wrong key fails the test that looks. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Lab {
  readonly sandbox: RunningSandbox;
  readonly control: SandboxControl;
  readonly tokens: Readonly<Record<Who, string>>;
  /** A call of the API as somebody; the path begins with `/v2`. */
  call(who: Who, method: string, path: string, body?: unknown): Promise<Reply>;
  close(): Promise<void>;
}

export type Who = 'bot' | 'lea' | 'ada' | 'gus';

/** The people of every test: the agent, a lead in Berlin, an admin in Los Angeles, and a guest. */
export const IDS: Readonly<Record<Who, number>> = { bot: 70000001, lea: 70000002, ada: 70000003, gus: 70000004 };

const PEOPLE = [
  { who: 'bot', id: IDS.bot, name: 'Onboarding Bot', role: 3, timezone: 'UTC' },
  { who: 'lea', id: IDS.lea, name: 'Lea Lead', role: 3, timezone: 'Europe/Berlin' },
  { who: 'ada', id: IDS.ada, name: 'Ada Admin', role: 2, timezone: 'America/Los_Angeles' },
  { who: 'gus', id: IDS.gus, name: 'Gus Guest', role: 4, timezone: 'UTC' },
] as const;

const STATUSES = [
  { status: 'to do', type: 'open' },
  { status: 'in progress', type: 'custom' },
  { status: 'delivered', type: 'done' },
  { status: 'complete', type: 'closed' },
];

/** A stand-in on a free port with a small workspace, its clock standing at NOW. */
export async function openLab(options: SandboxOptions = {}): Promise<Lab> {
  const sandbox = await startSandbox({ rateLimit: 10_000, retrySpacingMs: 1, ...options });
  const control = sandboxControl(sandbox.url);
  await control.put('/clock', { now: NOW });
  const tokens: Record<Who, string> = { bot: '', lea: '', ada: '', gus: '' };
  for (const { who, ...user } of PEOPLE) tokens[who] = (await control.post<{ token: string }>('/users', user)).token;
  const space = await control.post<{ id: string }>('/spaces', { id: '9010', name: 'Customer success' });
  await control.post('/lists', { id: LIST, name: 'Onboarding', space_id: space.id, statuses: STATUSES });
  await control.post('/lists', { id: OTHER_LIST, name: 'Alerts', space_id: space.id, statuses: STATUSES });
  return {
    sandbox,
    control,
    tokens,
    call: (who, method, path, body) => send(sandbox.apiUrl, tokens[who], method, path, body),
    close: () => sandbox.close(),
  };
}

/** One request with the given Authorization header, if any. */
export async function send(
  api: string,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Reply> {
  const headers = { 'Content-Type': 'application/json', ...(token === null ? {} : { Authorization: token }) };
  const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${api}${path}`, { method, headers, ...content });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** A task made by Ada, as the API answers it. */
export async function aTask(lab: Lab, body: Json = {}): Promise<Json> {
  const reply = await lab.call('ada', 'POST', `/v2/list/${LIST}/task`, { name: 'Northwind', ...body });
  if (reply.status !== 200) throw new Error(`task not made: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** Moves the stand-in's clock to some milliseconds after NOW. */
export async function later(lab: Lab, ms: number): Promise<void> {
  await lab.control.put('/clock', { now: NOW + ms });
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: Json;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** How to answer from now on: a status, or 'hang' for no answer at all. */
  answer: (delivery: Received) => number | 'hang';
  close(): Promise<void>;
}

/** An endpoint for webhooks, which answers 200 unless told otherwise. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      const delivery = { headers: req.headers, raw, body: JSON.parse(raw) };
      received.push(delivery);
      const status = receiver.answer(delivery);
      if (status !== 'hang') res.writeHead(status, { Location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hooks/clickup`,
    received,
    answer: () => 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

/** Registers the bot's webhook at a receiver; answers ClickUp's webhook object. */
export async function hook(lab: Lab, receiver: Receiver, body: Json = {}, who: Who = 'bot'): Promise<Json> {
  const wanted = { endpoint: receiver.url, events: ['*'], ...body };
  const reply = await lab.call(who, 'POST', `/v2/team/${TEAM}/webhook`, wanted);
  if (reply.status !== 200) throw new Error(`webhook not made: ${JSON.stringify(reply.body)}`);
  return reply.body.webhook;
}

/** The names of the events received so far, in order. */
export function eventNames(receiver: Receiver): string[] {
  return receiver.received.map(({ body }) => body.event);
}

export function hmac(raw: string, secret: string): string {
  return createHmac('sha256', secret).update(raw, 'utf8').digest('hex');
}
