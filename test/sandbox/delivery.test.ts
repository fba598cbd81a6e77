import {
  aTask,
  eventNames,
  hmac,
  hook,
  type Json,
  type Lab,
  openLab,
  openReceiver,
  type Receiver,
  TEAM,
} from './lab.ts';

let lab: Lab;
let receiver: Receiver;
beforeEach(async () => {
  lab = await openLab({ deliveryTimeoutMs: 200 });
  receiver = await openReceiver();
});
afterEach(() => Promise.all([lab.close(), receiver.close()]));

const health = async (): Promise<Json> =>
  (await lab.call('bot', 'GET', `/v2/team/${TEAM}/webhook`)).body.webhooks[0].health;

/** One event, delivered to the end. */
async function oneEvent(): Promise<void> {
  await aTask(lab);
  await lab.sandbox.idle();
}

const CREATED = { events: ['taskCreated'] };

it('signs the raw body with the secret of the webhook', async () => {
  const { secret } = await hook(lab, receiver, CREATED);
  await oneEvent();
  const [delivery] = receiver.received;
  expect(delivery?.headers['content-type']).toBe('application/json');
  expect(delivery?.headers['x-signature']).toBe(hmac(delivery?.raw ?? '', secret));
  expect(delivery?.headers['x-signature']).toMatch(/^[0-9a-f]{64}$/);
});

it('signs for each webhook with its own secret', async () => {
  const mine = await hook(lab, receiver, CREATED);
  const hers = await hook(lab, receiver, CREATED, 'ada');
  await oneEvent();
  const secrets = new Map([mine, hers].map(({ id, secret }) => [id, secret]));
  expect(receiver.received).toHaveLength(2);
  for (const { raw, body, headers } of receiver.received) {
    expect(headers['x-signature']).toBe(hmac(raw, secrets.get(body.webhook_id)));
  }
});

it('delivers after the answer, so a receiver that asks at once finds the task', async () => {
  await hook(lab, receiver, CREATED);
  let found: Promise<number> | undefined;
  receiver.answer = ({ body }) => {
    found = lab.call('bot', 'GET', `/v2/task/${body.task_id}`).then(({ status }) => status);
    return 200;
  };
  await oneEvent();
  expect(await found).toBe(200);
});

it('tries five times with the same bytes, then counts one failure and gives the event up', async () => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => 500;
  await oneEvent();
  expect(receiver.received).toHaveLength(5);
  expect(new Set(receiver.received.map(({ raw }) => raw)).size).toBe(1);
  expect(await health()).toEqual({ status: 'failing', fail_count: 1 });
});

it('is content with any answer of 2xx, and with a later attempt', async () => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => (receiver.received.length < 3 ? 503 : 204);
  await oneEvent();
  expect(receiver.received).toHaveLength(3);
  expect(await health()).toEqual({ status: 'active', fail_count: 0 });
});

it('takes a redirect for a failure', async () => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => (receiver.received.length === 1 ? 307 : 200);
  await oneEvent();
  const { deliveries } = await lab.control.get<Json>('/deliveries');
  expect(deliveries[0].attempts).toEqual([
    { kind: 'refused', status: 307 },
    { kind: 'accepted', status: 200 },
  ]);
});

it('takes silence beyond the time limit for a failure', async () => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => (receiver.received.length === 1 ? 'hang' : 200);
  await oneEvent();
  expect(receiver.received).toHaveLength(2);
  const { deliveries } = await lab.control.get<Json>('/deliveries');
  expect(deliveries[0]).toMatchObject({
    event: 'taskCreated',
    outcome: 'delivered',
    attempts: [{ kind: 'unreachable' }, { kind: 'accepted', status: 200 }],
  });
});

it('forgets the failures with one success', async () => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => 500;
  await oneEvent();
  receiver.answer = () => 200;
  await oneEvent();
  expect(await health()).toEqual({ status: 'active', fail_count: 0 });
});

it('suspends at the hundredth failed event, and sends nothing more', async () => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => 500;
  for (let index = 0; index < 99; index += 1) await aTask(lab);
  await lab.sandbox.idle();
  expect(await health()).toEqual({ status: 'failing', fail_count: 99 });
  await oneEvent();
  expect(await health()).toEqual({ status: 'suspended', fail_count: 100 });
  const attempts = receiver.received.length;
  await oneEvent();
  expect(receiver.received).toHaveLength(attempts);
});

it.each([401, 410])('suspends at once on %i, without another attempt', async (status) => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => status;
  await oneEvent();
  await oneEvent();
  expect(receiver.received).toHaveLength(1);
  expect(await health()).toMatchObject({ status: 'suspended' });
});

it('drops what was waiting when the webhook is suspended', async () => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => 410;
  await Promise.all([aTask(lab), aTask(lab), aTask(lab)]);
  await lab.sandbox.idle();
  const { deliveries } = await lab.control.get<Json>('/deliveries');
  expect(deliveries.map(({ outcome }: Json) => outcome)).toEqual(['failed', 'dropped', 'dropped']);
});

it('starts again when the webhook is set active, and makes up for nothing', async () => {
  const { id } = await hook(lab, receiver, CREATED);
  receiver.answer = () => 401;
  await oneEvent();
  receiver.answer = () => 200;
  await oneEvent();
  const revived = { endpoint: receiver.url, events: ['taskCreated'], status: 'active' };
  await lab.call('bot', 'PUT', `/v2/webhook/${id}`, revived);
  const last = await aTask(lab);
  await lab.sandbox.idle();
  expect(await health()).toEqual({ status: 'active', fail_count: 0 });
  expect(receiver.received.map(({ body }) => body.task_id)).toEqual([expect.any(String), last.id]);
});

it('keeps the order of events for one webhook', async () => {
  await hook(lab, receiver);
  const { id } = await aTask(lab);
  for (const status of ['in progress', 'complete']) await lab.call('ada', 'PUT', `/v2/task/${id}`, { status });
  await lab.sandbox.idle();
  expect(eventNames(receiver)).toEqual([
    'taskCreated',
    'taskStatusUpdated',
    ...['taskStatusUpdated', 'taskUpdated', 'taskStatusUpdated', 'taskUpdated'],
  ]);
});

it('sends a delivery again on request, byte for byte', async () => {
  await hook(lab, receiver, CREATED);
  await oneEvent();
  await lab.control.post('/deliveries/1/resend');
  await lab.sandbox.idle();
  expect(receiver.received[1]?.raw).toBe(receiver.received[0]?.raw);
});

it('answers /sandbox/idle only when the queue is empty', async () => {
  await hook(lab, receiver, CREATED);
  receiver.answer = () => (receiver.received.length < 5 ? 500 : 200);
  await aTask(lab);
  expect(await lab.control.get('/idle')).toEqual({ idle: true });
  expect(receiver.received).toHaveLength(5);
});

it('stops what is under way when it is reset', async () => {
  const patient = await openLab({ retrySpacingMs: 3_600_000 });
  await hook(patient, receiver, CREATED);
  const tried = new Promise<void>((resolve) => {
    receiver.answer = () => {
      resolve();
      return 500;
    };
  });
  await aTask(patient);
  await tried;
  await patient.control.post('/reset');
  await patient.sandbox.idle();
  expect(await patient.control.get('/deliveries')).toEqual({ deliveries: [] });
  await patient.close();
});
