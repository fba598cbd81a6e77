import { aTask, type Json, type Lab, later, NOW, openLab } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const CONTENT = '<h1>Größe</h1>';
async function upload(taskId: string, { part = 'attachment', name = 'report.html', type = 'text/html' } = {}) {
  const body = new FormData();
  body.append(part, new Blob([CONTENT], { type }), name);
  const headers = { Authorization: lab.tokens.bot };
  const response = await fetch(`${lab.sandbox.apiUrl}/v2/task/${taskId}/attachment`, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Json };
}
const filesOf = async (taskId: string): Promise<Json> =>
  (await lab.call('bot', 'GET', `/v2/task/${taskId}`)).body.attachments;

describe('a file on a task', () => {
  it('is shown on the task, and can be had from its address as it was sent', async () => {
    const { id } = await aTask(lab);
    const { status, body } = await upload(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'report.html', extension: 'html', version: '0', date: NOW });
    expect(await filesOf(id)).toMatchObject([{ title: 'report.html', mimetype: 'text/html', size: 16, url: body.url }]);
    const file = await fetch(body.url);
    expect([file.headers.get('content-type'), await file.text()]).toEqual(['text/html; charset=utf-8', CONTENT]);
    expect(await (await fetch(`${lab.sandbox.url}/t/${id}`)).text()).toContain('>report.html</a>');
    expect((await fetch(body.url.replace(/attachments.[^/]+/, 'attachments/none'))).status).toBe(404);
  });

  it('stands beside another one of the same name, since ClickUp knows no repeats', async () => {
    const { id } = await aTask(lab);
    await upload(id);
    await upload(id);
    expect(await filesOf(id)).toHaveLength(2);
  });

  it('changes the task', async () => {
    const { id } = await aTask(lab);
    await later(lab, 1_000);
    await upload(id);
    const { body } = await lab.call('bot', 'GET', `/v2/task/${id}`);
    expect(Number(body.date_updated)).toBe(NOW + 1_000);
  });

  it('is logged as what it is, without what is in it', async () => {
    const { id } = await aTask(lab);
    await upload(id);
    const { requests } = await lab.control.get<{ requests: Json[] }>('/requests');
    expect(requests.at(-1).body).toEqual({ attachment: [{ name: 'report.html', type: 'text/html', size: 16 }] });
  });

  it('is refused in a part of another name, as a broken form, and where no file belongs', async () => {
    const { id } = await aTask(lab);
    expect(await upload(id, { part: 'file' })).toMatchObject({
      status: 400,
      body: { err: expect.stringContaining('attachment') },
    });
    const { bot: Authorization } = lab.tokens;
    const address = `${lab.sandbox.apiUrl}/v2/task/${id}`;
    const headers = { Authorization, 'Content-Type': 'multipart/form-data; boundary=x' };
    expect((await fetch(`${address}/attachment`, { method: 'POST', headers, body: 'no form' })).status).toBe(400);
    const body = new FormData();
    body.append('name', new Blob(['hi']), 'hi.txt');
    expect((await fetch(address, { method: 'PUT', headers: { Authorization }, body })).status).toBe(400);
    expect(await filesOf(id)).toEqual([]);
  });
});
