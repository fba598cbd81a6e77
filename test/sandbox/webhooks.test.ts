import { IDS, hook, LIST, type Lab, openLab, openReceiver, type Receiver, TEAM } from './lab.ts';

let lab: Lab;
let receiver: Receiver;
beforeEach(async () => {
  lab = await openLab();
  receiver = await openReceiver();
});
afterEach(() => Promise.all([lab.close(), receiver.close()]));

const PATH = `/v2/team/${TEAM}/webhook`;

it('makes a webhook with a secret of its own, active and without failures', async () => {
  const webhook = await hook(lab, receiver, { events: ['taskCreated'], list_id: Number(LIST) });
  expect(webhook).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    userid: IDS.bot,
    team_id: Number(TEAM),
    endpoint: receiver.url,
    client_id: expect.any(String),
    events: ['taskCreated'],
    task_id: null,
    list_id: LIST,
    folder_id: null,
    space_id: null,
    health: { status: 'active', fail_count: 0 },
    secret: expect.stringMatching(/^\w{64}$/),
  });
  expect((await lab.call('bot', 'GET', PATH)).body).toEqual({ webhooks: [webhook] });
});

it('shows and gives away only webhooks of the token itself', async () => {
  const { id } = await hook(lab, receiver);
  expect((await lab.call('ada', 'GET', PATH)).body.webhooks).toEqual([]);
  expect((await lab.call('ada', 'DELETE', `/v2/webhook/${id}`)).status).toBe(401);
  expect(await lab.call('bot', 'DELETE', `/v2/webhook/${id}`)).toMatchObject({ status: 200, body: {} });
  expect((await lab.call('bot', 'GET', PATH)).body.webhooks).toEqual([]);
});

it('refuses the same endpoint and location again, whatever the events; another location is fine', async () => {
  await hook(lab, receiver, { events: ['taskCreated'] });
  const again = await lab.call('bot', 'POST', PATH, { endpoint: receiver.url, events: ['taskDeleted'] });
  expect(again).toMatchObject({
    status: 400,
    body: { err: 'Webhook configuration already exists', ECODE: 'OAUTH_171' },
  });
  await hook(lab, receiver, { list_id: LIST });
  await hook(lab, receiver, {}, 'ada');
});

it.each([
  ['an endpoint that is no address', { endpoint: 'nowhere', events: ['*'] }],
  ['an event that does not exist', { endpoint: 'http://x.test/', events: ['taskCommentDeleted'] }],
  ['no events', { endpoint: 'http://x.test/', events: [] }],
])('refuses %s', async (_what, body) => {
  expect((await lab.call('bot', 'POST', PATH, body)).status).toBe(400);
});

it('changes endpoint, events and status together, and wants all three', async () => {
  const { id } = await hook(lab, receiver);
  const changes = { endpoint: 'http://127.0.0.1:9/', events: ['taskUpdated'], status: 'active' };
  const changed = await lab.call('bot', 'PUT', `/v2/webhook/${id}`, changes);
  expect(changed.body.webhook).toMatchObject({ id, endpoint: 'http://127.0.0.1:9/', events: ['taskUpdated'] });
  expect((await lab.call('bot', 'PUT', `/v2/webhook/${id}`, { status: 'active' })).status).toBe(400);
});
