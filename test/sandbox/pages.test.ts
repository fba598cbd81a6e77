import { markdown } from '../../src/sandbox/pages/markdown.ts';
import { aTask, eventNames, hook, IDS, type Json, type Lab, LIST, openLab, openReceiver } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const page = async (path: string) => (await fetch(`${lab.sandbox.url}${path}`)).text();
const submit = (path: string, form: Record<string, string | number>) =>
  fetch(`${lab.sandbox.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(Object.entries(form).map(([name, value]): [string, string] => [name, String(value)])),
  });
const comments = () => lab.sandbox.state().comments as Json[];
const SCRIPT = '<script>alert(1)</script>';

describe('the pages', () => {
  it('say on every one of them that this is not ClickUp', async () => {
    const task = await aTask(lab);
    for (const path of ['/', '/people', `/inbox/${IDS.bot}`, `/t/${task.id}`, '/nowhere']) {
      expect(await page(path)).toContain('<strong>ClickUp stand-in</strong> — not ClickUp');
    }
  });

  it('show the lists with status, assignees, priority and due date of their tasks', async () => {
    await aTask(lab, { assignees: [IDS.lea], priority: 1, due_date: Date.UTC(2026, 10, 25, 20) });
    const board = await page('/');
    for (const words of ['Onboarding', 'Northwind', 'to do', 'Lea Lead', 'Urgent', '25 Nov 2026']) {
      expect(board).toContain(words);
    }
  });

  it('show a due date without a time as the day it was given for, however far east', async () => {
    const nora = await lab.control.post<Json>('/users', { name: 'Nora', timezone: 'Pacific/Auckland' });
    const task = { name: 'Far', due_date: Date.UTC(2026, 10, 25, 0) };
    await lab.control.as(nora.token).post(`/v2/list/${LIST}/task`, task);
    expect(await page('/')).toContain('25 Nov 2026');
  });

  it('speak for the first assignee unless told for whom', async () => {
    const { id } = await aTask(lab, { assignees: [IDS.ada] });
    expect(await page(`/t/${id}`)).toContain(`<option value="${IDS.ada}" selected>`);
    expect(await page(`/t/${id}?as=${IDS.gus}`)).toContain(`<option value="${IDS.gus}" selected>`);
  });

  it('are where the address of a task points', async () => {
    const { url } = await aTask(lab);
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<h1>Northwind</h1>');
  });

  it('escape whatever people have written, everywhere', async () => {
    await lab.control.put(`/users/${IDS.lea}`, { name: SCRIPT });
    const field = await lab.control.post<Json>('/fields', { name: SCRIPT, type: 'short_text' });
    const task = await aTask(lab, {
      name: SCRIPT,
      markdown_content: `${SCRIPT}\n\n# ${SCRIPT}\n- **${SCRIPT}**\n\`${SCRIPT}\` [x](javascript:alert(1))`,
      assignees: [IDS.lea],
      custom_fields: [{ id: field.id, value: SCRIPT }],
    });
    const blocks = [
      { text: SCRIPT, attributes: { bold: true, code: true } },
      { type: 'tag', user: { id: IDS.lea } },
      { text: 'go', attributes: { link: 'javascript:alert(1)' } },
    ];
    await lab.call('lea', 'POST', `/v2/task/${task.id}/comment`, { comment: blocks });
    await lab.call('bot', 'POST', `/v2/task/${task.id}/comment`, { comment: blocks });
    for (const path of ['/', `/t/${task.id}?as=${IDS.lea}`, '/people', `/inbox/${IDS.lea}`]) {
      const markup = await page(path);
      expect(markup).toContain('&lt;script&gt;');
      expect(markup).not.toMatch(/<script|href="javascript:/i);
    }
  });

  it('render the description: bold, lists, headings, code and links', () => {
    const source = '# Plan\n**First** login\n- one\n- `two`\n\n1. [go](https://x.test/#fvm-1)\n\n```\n<b>\n```';
    expect(markdown(source).markup).toBe(
      '<h3>Plan</h3><p><strong>First</strong> login</p><ul><li>one</li><li><code>two</code></li></ul>' +
        '<ol><li><a href="https://x.test/#fvm-1" rel="noopener noreferrer nofollow">go</a></li></ol>' +
        '<pre><code>&lt;b&gt;</code></pre>',
    );
  });

  it('show threads with mentions highlighted, lists as lists and replies inside', async () => {
    const { id } = await aTask(lab);
    const blocks = [
      { type: 'tag', user: { id: IDS.lea } },
      { text: ' the steps:\nfirst login' },
      { text: '\n', attributes: { list: { list: 'bullet' } } },
    ];
    const posted = await lab.call('bot', 'POST', `/v2/task/${id}/comment`, { comment: blocks });
    await lab.call('lea', 'POST', `/v2/comment/${posted.body.id}/reply`, { comment_text: 'approve' });
    const markup = await page(`/t/${id}`);
    expect(markup).toContain(`<a class="mention" href="/inbox/${IDS.lea}">@Lea Lead</a> the steps:`);
    expect(markup).toContain('<ul><li>first login</li></ul>');
    expect(markup).toMatch(/<div class="replies">[\s\S]*approve/);
  });

  it('show what a member was notified of, newest first', async () => {
    const { id } = await aTask(lab, { assignees: [IDS.bot] });
    const blocks = [{ type: 'tag', user: { id: IDS.bot } }, { text: ' status' }];
    await lab.call('lea', 'POST', `/v2/task/${id}/comment`, { comment: blocks });
    expect(await page(`/inbox/${IDS.bot}`)).toMatch(/mentioned you in[\s\S]*assigned you to/);
  });

  it('answer 404 for what is not there', async () => {
    for (const path of ['/t/nope', '/inbox/1', '/nope']) {
      expect((await fetch(`${lab.sandbox.url}${path}`)).status).toBe(404);
    }
  });
});

describe('the forms', () => {
  let task: Json;
  beforeEach(async () => {
    task = await aTask(lab);
  });

  it('post a comment as the chosen member, and turn a typed name into a real mention', async () => {
    const text = 'Hi @onboarding bot, write to lea@Lea Lead.test';
    const answer = await submit(`/t/${task.id}/comment`, { as: IDS.lea, text });
    const [comment] = comments();
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/t/${task.id}?as=${IDS.lea}#comment-${comment.id}`);
    expect(comment.user.id).toBe(IDS.lea);
    expect(comment.comment).toMatchObject([
      { text: 'Hi ' },
      { type: 'tag', user: { id: IDS.bot }, text: '@Onboarding Bot' },
      { text: ', write to lea@Lea Lead.test' },
      { text: '\n' },
    ]);
  });

  it('take the longest name that fits', async () => {
    await lab.control.post('/users', { id: 9, name: 'Lea Lead Junior' });
    await submit(`/t/${task.id}/comment`, { as: IDS.ada, text: '@Lea Lead and @Lea Lead Junior, not @Lea Leads' });
    const mentioned = comments()[0].comment.flatMap(({ user }: Json) => (user ? [user.id] : []));
    expect(mentioned).toEqual([IDS.lea, 9]);
  });

  it('reply in a thread, and webhooks hear of it', async () => {
    const receiver = await openReceiver();
    await hook(lab, receiver, { events: ['taskCommentPosted'] });
    await submit(`/t/${task.id}/comment`, { as: IDS.lea, text: 'Draft?' });
    await submit(`/c/${comments()[0].id}/reply`, { as: IDS.ada, text: 'approve' });
    await lab.sandbox.idle();
    expect(comments()[1]).toMatchObject({ parent_id: comments()[0].id, user: { id: IDS.ada } });
    expect(eventNames(receiver)).toEqual(['taskCommentPosted', 'taskCommentPosted']);
    await receiver.close();
  });

  it('edit and delete a comment of one’s own, and nobody else’s', async () => {
    await submit(`/t/${task.id}/comment`, { as: IDS.lea, text: 'Hello @Ada Admin' });
    const [{ id }] = comments();
    expect(await page(`/t/${task.id}?as=${IDS.lea}`)).toMatch(
      /action="\/c\/\d+\/edit"[\s\S]*Hello @Ada Admin<\/textarea>/,
    );
    expect(await page(`/t/${task.id}?as=${IDS.bot}`)).not.toContain(`/c/${id}/edit`);
    expect((await submit(`/c/${id}/edit`, { as: IDS.bot, text: 'Mine' })).status).toBe(401);
    await submit(`/c/${id}/edit`, { as: IDS.lea, text: 'Bye @Ada Admin' });
    expect(comments()[0].comment_text).toBe('Bye @Ada Admin\n');
    await submit(`/c/${id}/delete`, { as: IDS.lea });
    expect(comments()).toEqual([]);
  });

  it('change the status as the chosen member', async () => {
    await submit(`/t/${task.id}/status`, { as: IDS.lea, status: 'in progress' });
    expect((await lab.call('bot', 'GET', `/v2/task/${task.id}`)).body.status.status).toBe('in progress');
    expect((await submit(`/t/${task.id}/status`, { as: IDS.lea, status: 'nope' })).status).toBe(400);
  });

  it('refuse empty words and people who are gone', async () => {
    await lab.control.post(`/users/${IDS.lea}/deactivate`);
    expect((await submit(`/t/${task.id}/comment`, { as: IDS.ada, text: '  ' })).status).toBe(400);
    expect((await submit(`/t/${task.id}/comment`, { as: IDS.lea, text: 'x' })).status).toBe(403);
    expect((await submit(`/t/${task.id}/comment`, { as: 1, text: 'x' })).status).toBe(404);
    expect(comments()).toEqual([]);
  });
});
