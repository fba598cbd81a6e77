import { aTask, IDS, type Json, type Lab, later, NOW, openLab } from './lab.ts';

let lab: Lab;
let task: Json;
beforeEach(async () => {
  lab = await openLab();
  task = await aTask(lab);
});
afterEach(() => lab.close());

const post = (body: unknown, who: 'lea' | 'bot' | 'ada' = 'lea') =>
  lab.call(who, 'POST', `/v2/task/${task.id}/comment`, body);
const reply = (id: string | number, body: unknown) => lab.call('bot', 'POST', `/v2/comment/${id}/reply`, body);
const comments = async (query = ''): Promise<Json[]> =>
  (await lab.call('bot', 'GET', `/v2/task/${task.id}/comment${query}`)).body.comments;
const MENTION = { type: 'tag', user: { id: IDS.bot } };

describe('posting', () => {
  it('answers with a numeric id and date, and a history id that is a string above 2^53', async () => {
    const { body } = await post({ comment_text: 'Hello', notify_all: false });
    expect(body).toEqual({
      id: expect.any(Number),
      hist_id: expect.stringMatching(/^\d+$/),
      date: NOW,
      version: { object_type: 'comment', object_id: String(body.id), operation: 'c' },
    });
    expect(BigInt(body.hist_id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });

  it('is read with a string id and date, its author and derived text', async () => {
    const { body } = await post({ comment_text: 'Hello' });
    expect(await comments()).toEqual([
      {
        id: String(body.id),
        comment: [
          { text: 'Hello', attributes: {} },
          { text: '\n', attributes: { 'block-id': expect.any(String) } },
        ],
        comment_text: 'Hello\n',
        user: expect.objectContaining({ id: IDS.lea, username: 'Lea Lead' }),
        resolved: false,
        assignee: null,
        assigned_by: null,
        reactions: [],
        date: String(NOW),
        reply_count: 0,
      },
    ]);
  });

  it('fills a mention in and derives the text from it', async () => {
    await post({ comment: [MENTION, { text: ' why is this stalled?' }] });
    const [comment] = await comments();
    expect(comment.comment[0]).toMatchObject({
      type: 'tag',
      user: { id: IDS.bot, username: 'Onboarding Bot' },
      text: '@Onboarding Bot',
    });
    expect(comment.comment_text).toBe('@Onboarding Bot why is this stalled?\n');
  });

  it('leaves an @name in comment_text literal: nobody is mentioned or notified', async () => {
    await post({ comment_text: '@Onboarding Bot hello' });
    const [comment] = await comments();
    expect(comment.comment).not.toContainEqual(expect.objectContaining({ type: 'tag' }));
    expect(await lab.control.get(`/inbox/${IDS.bot}`)).toEqual({ notifications: [] });
  });

  it('reads the flat form of a list back as the nested one, and adds no second newline', async () => {
    await post({ comment: [{ text: 'first login' }, { text: '\n', attributes: { list: 'bullet' } }] });
    const [comment] = await comments();
    expect(comment.comment).toEqual([
      { text: 'first login', attributes: {} },
      { text: '\n', attributes: { list: { list: 'bullet' } } },
    ]);
  });

  it('makes an assigned comment of one that names an assignee', async () => {
    await post({ comment_text: 'Please', assignee: IDS.bot });
    expect((await comments())[0]).toMatchObject({ assignee: { id: IDS.bot }, assigned_by: { id: IDS.lea } });
  });

  it.each([
    ['nothing to say', {}],
    ['an empty text', { comment_text: '' }],
    ['no blocks', { comment: [] }],
    ['a mention whose id is text', { comment: [{ type: 'tag', user: { id: '70000001' } }] }],
    ['a block without text', { comment: [{ attributes: {} }] }],
    ['an assignee from elsewhere', { comment_text: 'x', assignee: 1 }],
  ])('refuses %s', async (_what, body) => {
    expect((await post(body)).status).toBe(400);
    expect(await comments()).toEqual([]);
  });

  it('does not move the date on which the task was updated', async () => {
    await later(lab, 60_000);
    await post({ comment_text: 'Hello' });
    expect((await lab.call('bot', 'GET', `/v2/task/${task.id}`)).body.date_updated).toBe(String(NOW));
  });
});

describe('pages of comments', () => {
  it('gives 25 newest first, and older ones behind start and start_id, though dates are equal', async () => {
    for (let index = 0; index < 60; index += 1) await post({ comment_text: `C${index}` });
    const read: Json[] = [];
    for (let page = await comments(); page.length > 0; ) {
      read.push(...page);
      const last = page.at(-1);
      page = await comments(`?start=${last.date}&start_id=${last.id}`);
    }
    expect(read.map(({ comment_text }) => comment_text.trim())).toEqual(
      Array.from({ length: 60 }, (_, index) => `C${59 - index}`),
    );
  });

  it('begins at the newest when only one of the two parameters is sent', async () => {
    await post({ comment_text: 'one' });
    await later(lab, 1_000);
    await post({ comment_text: 'two' });
    const [two] = await comments();
    expect((await comments(`?start=${two.date}`))[0].id).toBe(two.id);
    expect((await comments(`?start=${two.date}&start_id=${two.id}`))[0].comment_text).toBe('one\n');
  });
});

describe('replies', () => {
  it('stay out of the list of the task, are counted there, and are read in the thread', async () => {
    const { id } = (await post({ comment_text: 'Draft?' })).body;
    const answer = (await reply(id, { comment_text: 'Approve' })).body;
    expect(answer).toMatchObject({ id: expect.any(Number), hist_id: expect.any(String), date: NOW });
    expect(await comments()).toMatchObject([{ id: String(id), reply_count: 1 }]);
    const thread = (await lab.call('bot', 'GET', `/v2/comment/${id}/reply`)).body.comments;
    expect(thread).toMatchObject([{ id: String(answer.id), comment_text: 'Approve\n', reply_count: 0 }]);
  });

  it('have no thread of their own', async () => {
    const { id } = (await post({ comment_text: 'Draft?' })).body;
    const answer = (await reply(id, { comment_text: 'Approve' })).body;
    expect((await reply(answer.id, { comment_text: 'Nested' })).status).toBe(400);
  });
});

describe('editing and deleting', () => {
  it('replaces the words, by blocks or by text', async () => {
    const { id } = (await post({ comment_text: 'Hello' })).body;
    expect(await lab.call('lea', 'PUT', `/v2/comment/${id}`, { comment: [MENTION] })).toMatchObject({ body: {} });
    expect((await comments())[0].comment_text).toBe('@Onboarding Bot\n');
    await lab.call('lea', 'PUT', `/v2/comment/${id}`, { comment_text: 'Bye' });
    expect((await comments())[0].comment_text).toBe('Bye\n');
  });

  it('lets only the author change the words, and anyone resolve or assign', async () => {
    const { id } = (await post({ comment_text: 'Hello' })).body;
    expect((await lab.call('bot', 'PUT', `/v2/comment/${id}`, { comment_text: 'Mine' })).status).toBe(401);
    await lab.call('bot', 'PUT', `/v2/comment/${id}`, { resolved: true, assignee: IDS.ada });
    expect((await comments())[0]).toMatchObject({
      comment_text: 'Hello\n',
      resolved: true,
      assignee: { id: IDS.ada },
      assigned_by: { id: IDS.bot },
    });
  });

  it('deletes a comment with its thread: its author may, an admin may, others may not', async () => {
    const { id } = (await post({ comment_text: 'Hello' })).body;
    await reply(id, { comment_text: 'Hi' });
    expect((await lab.call('bot', 'DELETE', `/v2/comment/${id}`)).status).toBe(401);
    expect(await lab.call('ada', 'DELETE', `/v2/comment/${id}`)).toMatchObject({ status: 200, body: {} });
    expect(await comments()).toEqual([]);
    expect((await lab.call('lea', 'GET', `/v2/comment/${id}/reply`)).status).toBe(404);
  });
});

describe('the inbox', () => {
  it('tells of mentions, assignments and assigned comments, newest first, and of nothing one did oneself', async () => {
    await post({ comment: [MENTION, { text: ' hi' }] });
    await lab.call('ada', 'PUT', `/v2/task/${task.id}`, { assignees: { add: [IDS.bot, IDS.ada], rem: [] } });
    await post({ comment_text: 'Please', assignee: IDS.bot });
    await post({ comment: [MENTION] }, 'bot');
    const { notifications } = await lab.control.get<Json>(`/inbox/${IDS.bot}`);
    expect(notifications).toMatchObject([
      { kind: 'assigned_comment', byId: IDS.lea, text: 'Please' },
      { kind: 'assignment', byId: IDS.ada, taskName: 'Northwind' },
      { kind: 'mention', byId: IDS.lea, text: '@Onboarding Bot hi' },
    ]);
    expect(await lab.control.get(`/inbox/${IDS.ada}`)).toEqual({ notifications: [] });
  });

  it('tells of a mention that an edit brings in, once', async () => {
    const { id } = (await post({ comment_text: 'Hello' })).body;
    for (const text of [' a', ' b']) {
      await lab.call('lea', 'PUT', `/v2/comment/${id}`, { comment: [MENTION, { text }] });
    }
    expect((await lab.control.get<Json>(`/inbox/${IDS.bot}`)).notifications).toHaveLength(1);
  });
});
