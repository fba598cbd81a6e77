import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startScriptedServer, type ScriptedServer } from '../model/scripted-server.ts';
import { buildWorld, eventually, type ServiceProcess, type World } from '../end-to-end/world.ts';

/** What must stand nowhere but where it is needed. The model's server repeats its key in an error, as some do. */
const SECRETS = {
  OPENAI_API_KEY: 'sk-secret-key',
  DASHBOARD_TOKEN: 'planted-dashboard-token',
  INGEST_WRITE_KEYS: 'planted-write-key',
} as const;
const DATABASE_PASSWORD = 'planted-password';
const WRONG_TOKEN = 'pk_planted_wrong_token';
const GUESS = 'planted-guess-of-somebody';

const DATABASES = [
  `postgres://monitor:${DATABASE_PASSWORD}@127.0.0.1:1/monitor`,
  `postgres://monitor:${DATABASE_PASSWORD}@127.0.0.1:port/monitor`,
  `postgres://monitor:${DATABASE_PASSWORD}%zz@127.0.0.1:1/monitor`,
  `mysql://monitor:${DATABASE_PASSWORD}@127.0.0.1/monitor`,
];

let world: World;
let service: ServiceProcess;
let model: ScriptedServer;
let webhookSecret: string;
/** All that anybody could read, under the name of where. */
const seen = new Map<string, string>();

const asViewer = { authorization: `Bearer ${SECRETS.DASHBOARD_TOKEN}` };
async function look(path: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(`${service.url}${path}`, { redirect: 'manual', ...init });
  const body = await answer.text();
  seen.set(`${seen.size}: ${init.method ?? 'GET'} ${path}`, `${[...answer.headers].join('\n')}\n${body}`);
}
async function command(name: string, args: readonly string[], given: Record<string, string> = {}): Promise<void> {
  const { out, err } = await world.run(args, given);
  expect(`${out}${err}`).not.toBe('');
  seen.set(`${name}: ${args.join(' ')}`, `${out}\n${err}`);
}

beforeAll(async () => {
  model = await startScriptedServer([
    { kind: 'status', status: 401 },
    { kind: 'status', status: 500 },
  ]);
  world = await buildWorld();
  const settings = { ...SECRETS, OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm', LOG_LEVEL: 'trace' };
  service = await world.serve(settings);
  const fields = { 'Account ID': 'acme', 'Use case': 'Plan sprints', CSM: 'cara', 'Onboarding lead': 'lena' };
  const taskId = await world.addAccount({ name: 'Acme', fields });
  await eventually(async () => (await world.comments(taskId)).length > 0);
  const hooks = await world.standIn
    .as(world.workspace.tokens.agent)
    .get<{ webhooks: readonly { secret: string }[] }>('/v2/team/9000000001/webhook');
  webhookSecret = hooks.webhooks[0]?.secret ?? '';
  await sendEvents();
  await askEverything();
  await world.standIn.put('/faults', [
    {
      effect: 'status',
      status: 401,
      path: '/v2/list/**',
      body: { err: `Token ${world.workspace.tokens.agent} invalid` },
    },
    { effect: 'status', status: 500, path: '/v2/**' },
  ]);
  await command('while ClickUp fails', ['sync'], settings);
  await world.standIn.put('/faults', []);
  await command('well', ['doctor'], settings);
  await command('well', ['setup'], settings);
  await command('with a wrong token', ['doctor'], { ...settings, CLICKUP_API_TOKEN: WRONG_TOKEN });
  for (const url of DATABASES)
    await command(`database ${DATABASES.indexOf(url)}`, ['accounts'], { ...settings, DATABASE_URL: url });
  seen.set('arguments of the process', processArguments());
  await service.stop();
  seen.set('log', service.log());
}, 240_000);
afterAll(async () => {
  await world.close();
  await model.close();
});

async function sendEvents(): Promise<void> {
  const body = JSON.stringify({ type: 'track', event: 'A', userId: 'u', writeKey: SECRETS.INGEST_WRITE_KEYS });
  await look('/v1/track', { method: 'POST', body });
  await look('/v1/track', { method: 'POST', body: '{', headers: { 'x-write-key': SECRETS.INGEST_WRITE_KEYS } });
  await look('/v1/track', { method: 'POST', body: '{}', headers: { 'x-write-key': GUESS } });
  await look('/webhooks/clickup', { method: 'POST', body: '{}', headers: { 'x-signature': GUESS } });
}

async function askEverything(): Promise<void> {
  for (const path of [
    '/',
    '/accounts/acme',
    '/accounts/none',
    '/activation',
    '/quality',
    '/accounts.csv',
    '/metrics',
    '/readyz',
    '/healthz',
    '/api/accounts',
    '/api/accounts/acme',
    '/api/activation',
    '/api/audit',
    '/api/quality?from=x',
  ])
    await look(path, { headers: asViewer });
  await look('/', { headers: { authorization: `Bearer ${GUESS}` } });
  await look('/api/accounts', { headers: { authorization: `Bearer ${GUESS}` } });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await look('/sign-in', { method: 'POST', headers, body: `token=${GUESS}` });
  await look('/sign-in', { method: 'POST', headers, body: `token=${SECRETS.DASHBOARD_TOKEN}&next=/` });
  await look(`/?token=${GUESS}%zz`, { headers: { accept: 'application/json' } });
}

/** What `ps` shows of every process that this one has started: only Linux tells it in this way. */
function processArguments(): string {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers
    .map((number) => {
      try {
        return readFileSync(`/proc/${number}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .join('\n');
}

/** Everything that the database keeps, and its log beside it. */
const database = (): string =>
  readdirSync(world.folder)
    .filter((name) => name.startsWith('monitor.db'))
    .map((name) => readFileSync(join(world.folder, name), 'latin1'))
    .join('\n');

/** As it is, and as it travels in Basic and in addresses. */
const forms = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(`${secret}:`).toString('base64').slice(0, -4),
];

const placesOf = (secret: string): readonly string[] =>
  [...seen].flatMap(([place, text]) => (forms(secret).some((form) => text.includes(form)) ? [place] : []));

describe('a secret', () => {
  it('was in use, and everything was looked at', () => {
    expect(model.requests.length).toBeGreaterThan(0);
    expect(model.requests[0]?.headers.authorization).toBe(`Bearer ${SECRETS.OPENAI_API_KEY}`);
    expect(seen.size).toBeGreaterThan(30);
    expect(seen.get('log')).toMatch(/"level":10|"level":20|"level":30/);
    expect(seen.get('arguments of the process')).toContain('bin/first-value-monitor.js serve');
    expect(JSON.stringify([...seen.keys()])).toContain('database 3');
  });

  it.each(Object.entries(SECRETS))('%s is shown, logged and kept nowhere', (_name, secret) => {
    expect(placesOf(secret)).toEqual([]);
    expect(database().includes(secret)).toBe(false);
  });

  it('CLICKUP_API_TOKEN is shown, logged and kept nowhere, wrong ones neither', () => {
    expect(placesOf(world.workspace.tokens.agent)).toEqual([]);
    expect(placesOf(WRONG_TOKEN)).toEqual([]);
    expect(database().includes(world.workspace.tokens.agent)).toBe(false);
  });

  it('in DATABASE_URL is not shown where the address is wrong or nobody answers', () => {
    expect(placesOf(DATABASE_PASSWORD)).toEqual([]);
  });

  it('of the webhook is kept, because it is needed, and shown nowhere', () => {
    expect(webhookSecret.length).toBeGreaterThan(20);
    expect(database()).toContain(webhookSecret);
    expect(placesOf(webhookSecret)).toEqual([]);
  });

  it('that somebody guesses is not repeated: it may be nearly right', () => {
    expect(placesOf(GUESS)).toEqual([]);
  });
});
