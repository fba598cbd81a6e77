import { inspect } from 'node:util';
import { z } from 'zod';
import { aConnection, API_URL, clickUp, type Connection, TOKEN, withNetworkShut } from './support/connected.ts';

const Named = z.object({ name: z.string() });
const reading = { lane: 'background' } as const;

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('the client', () => {
  withNetworkShut();

  it('sends the token as it is and reads the answer by its schema', async () => {
    clickUp().get('/v2/list/1').matchHeader('authorization', TOKEN).reply(200, { name: 'Accounts', more: true });
    const { client, lanes } = aConnection();
    expect(await client.get('list/1', Named, reading)).toEqual({ name: 'Accounts' });
    expect(lanes).toEqual(['background']);
  });

  it('does not mind a slash at the end of the address, nor parameters that are not set', async () => {
    clickUp().get('/v2/list/1').query({ page: 0 }).reply(200, { name: 'Accounts' });
    const { client } = aConnection({ apiUrl: `${API_URL}/` });
    await client.get('list/1', Named, { ...reading, query: { page: 0, since: undefined } });
  });

  it('tells the limiter what the headers said', async () => {
    const headers = { 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '87', 'X-RateLimit-Reset': '1795424460' };
    clickUp().get('/v2/user').reply(200, { name: 'Bot' }, headers);
    const { client, answers } = aConnection();
    await client.get('user', Named, reading);
    const reset = 1_795_424_460_000;
    expect(answers).toEqual([{ kind: 'answered', reading: { limit: 100, remaining: 87, reset, resetAt: reset } }]);
  });

  it.each([500, 502, 503, 504])('reads again after a %i, waiting longer each time', async (status) => {
    clickUp().get('/v2/list/1').times(2).reply(status, '<html>busy</html>');
    clickUp().get('/v2/list/1').reply(200, { name: 'Accounts' });
    const { client, waits } = aConnection();
    await client.get('list/1', Named, reading);
    expect(waits).toEqual([500, 1_000]);
  });

  it.each(['post', 'put'] as const)(
    'does not send a %s whose turn came too late, and tries it no more',
    async (method) => {
      const { client, waits, answers } = aConnection();
      const options = { ...reading, may: () => false };
      const error = await caught(client[method]('task/86a', { name: 'New' }, Named, options));
      expect(error).toMatchObject({ code: 'overdue', outcome: 'not_applied' });
      expect({ waits, answers }).toEqual({ waits: [], answers: [{ kind: 'silent' }] });
    },
  );

  it('gives up after five attempts', async () => {
    clickUp()
      .get('/v2/list/1')
      .times(5)
      .replyWithError(Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
    const { client, waits, answers } = aConnection();
    const error = await caught(client.get('list/1', Named, reading));
    expect(error).toMatchObject({ code: 'unreachable', outcome: 'not_applied' });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000]);
    expect(answers).toEqual(Array.from({ length: 5 }, () => ({ kind: 'silent' })));
  });

  it('repeats a change in place, which does no harm twice', async () => {
    clickUp().put('/v2/task/86a', { name: 'New' }).reply(502);
    clickUp().put('/v2/task/86a', { name: 'New' }).reply(200, { name: 'New' });
    expect(await aConnection().client.put('task/86a', { name: 'New' }, Named, reading)).toEqual({ name: 'New' });
  });

  it('repeats a POST that was refused for the rate limit', async () => {
    clickUp().post('/v2/task/86a/comment').reply(429, { err: 'Rate limit reached', ECODE: 'APP_002' });
    clickUp().post('/v2/task/86a/comment').reply(200, { name: 'done' });
    const { client, answers } = aConnection();
    await client.post('task/86a/comment', {}, Named, reading);
    expect(answers.map((answer) => answer.kind)).toEqual(['refused', 'answered']);
  });

  describe('sends a file', () => {
    const file = { name: 'Größe "1".html', type: 'text/html', content: '<p>größer</p>' };
    const upload = ({ client }: Connection, may?: () => boolean) =>
      client.upload('task/86a/attachment', 'attachment', file, Named, { ...reading, ...(may && { may }) });
    const asForm = (body: string): boolean =>
      /name="attachment"; filename="Größe %221%22.html"\r\nContent-Type: text\/html\r\n\r\n<p>größer<\/p>\r\n/.test(
        body,
      );
    const attaching = () =>
      clickUp()
        .post('/v2/task/86a/attachment', asForm)
        .matchHeader('content-type', /^multipart\/form-data; ?boundary=/)
        .matchHeader('authorization', TOKEN);

    it('as a form, in its turn', async () => {
      attaching().reply(200, { name: 'done' });
      const connection = aConnection();
      expect(await upload(connection)).toEqual({ name: 'done' });
      expect(connection.lanes).toEqual(['background']);
    });

    it('again, whole, after a refusal for the rate limit', async () => {
      attaching().reply(429, { err: 'Rate limit reached', ECODE: 'APP_002' });
      attaching().reply(200, { name: 'done' });
      const connection = aConnection();
      expect(await upload(connection)).toEqual({ name: 'done' });
      expect(connection.answers.map(({ kind }) => kind)).toEqual(['refused', 'answered']);
    });

    it('never again after a cut connection, since it may be there', async () => {
      attaching().replyWithError(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
      expect(await caught(upload(aConnection()))).toMatchObject({ code: 'unreachable', outcome: 'unknown' });
    });

    it('not at all when its turn comes too late', async () => {
      const error = await caught(upload(aConnection(), () => false));
      expect(error).toMatchObject({ code: 'overdue', outcome: 'not_applied' });
    });
  });

  it.each([
    ['a 500', 500, 'server'],
    ['a 503', 503, 'server'],
    ['a cut connection', 'ECONNRESET', 'unreachable'],
    ['a time-out', 'ETIMEDOUT', 'timeout'],
  ])('never repeats a POST after %s, since it may have been done', async (_, failure, code) => {
    const call = clickUp().post('/v2/list/1/task');
    if (typeof failure === 'number') call.reply(failure, {});
    else call.replyWithError(Object.assign(new Error('gone'), { code: failure }));
    const { client, waits } = aConnection();
    const error = await caught(client.post('list/1/task', {}, Named, reading));
    expect(error).toMatchObject({ code, outcome: 'unknown' });
    expect(waits).toEqual([]);
  });

  it('knows that a POST which met a closed port was never made', async () => {
    clickUp()
      .post('/v2/list/1/task')
      .replyWithError(Object.assign(new Error('closed'), { code: 'ECONNREFUSED' }));
    const error = await caught(aConnection().client.post('list/1/task', {}, Named, reading));
    expect(error).toMatchObject({ code: 'unreachable', outcome: 'not_applied' });
  });

  it('calls an answer that takes too long a time-out', async () => {
    clickUp().post('/v2/list/1/task').delay(300).reply(200, { name: 'late' });
    const error = await caught(aConnection({ timeoutMs: 30 }).client.post('list/1/task', {}, Named, reading));
    expect(error).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  it.each([
    ['names the place, not the value', { name: 42 }, 'name'],
    ['says so when there is no JSON', 'hello pk_', 'whole body'],
  ])('of an answer that it cannot read %s', async (_, body, where) => {
    clickUp().post('/v2/list/1/task').reply(200, body);
    const error = await caught(aConnection().client.post('list/1/task', {}, Named, reading));
    expect(error).toMatchObject({ code: 'malformed', outcome: 'unknown' });
    expect(String(error)).toContain(`cannot be read (${where})`);
  });

  it('does not follow a redirect with the token', async () => {
    clickUp().get('/v2/list/1').reply(302, '', { location: 'https://elsewhere.test/' });
    const error = await caught(aConnection().client.get('list/1', Named, reading));
    expect(error).toMatchObject({ code: 'malformed', outcome: 'not_applied', status: 302 });
  });

  it.each([
    [
      'an answer that repeats it',
      (call: ReturnType<typeof request>) => call.reply(401, { err: `bad ${TOKEN}`, ECODE: 'OAUTH_019' }),
    ],
    [
      'a cut connection',
      (call: ReturnType<typeof request>) => call.replyWithError(new Error(`cut ${TOKEN}`)).persist(),
    ],
    ['an answer that cannot be read', (call: ReturnType<typeof request>) => call.reply(200, { token: TOKEN })],
  ])('keeps the token out of errors and logs: %s', async (_, play) => {
    play(request());
    const { client, logged } = aConnection();
    const error = await caught(client.get('list/1', Named, reading));
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('SECRETSECRET');
    expect(logged.join()).not.toContain('SECRETSECRET');
  });
});

const request = () => clickUp().get('/v2/list/1');
