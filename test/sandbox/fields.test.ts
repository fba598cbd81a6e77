import { aTask, IDS, LIST, type Json, type Lab, openLab, OTHER_LIST } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const field = (body: Json): Promise<Json> => lab.control.post('/fields', body);
const set = (taskId: string, fieldId: string, body: unknown) =>
  lab.call('ada', 'POST', `/v2/task/${taskId}/field/${fieldId}`, body);
const shown = async (taskId: string, fieldId: string): Promise<Json> => {
  const { body } = await lab.call('bot', 'GET', `/v2/task/${taskId}`);
  return body.custom_fields.find(({ id }: Json) => id === fieldId);
};

it('defines the fields of a list, those of the whole workspace included', async () => {
  await field({ name: 'Tier', type: 'drop_down', options: ['Starter', 'Pro'], list_ids: [LIST] });
  await field({ name: 'Anywhere', type: 'short_text' });
  const here = (await lab.call('bot', 'GET', `/v2/list/${LIST}/field`)).body.fields;
  const there = (await lab.call('bot', 'GET', `/v2/list/${OTHER_LIST}/field`)).body.fields;
  expect(here[0]).toMatchObject({
    name: 'Tier',
    type: 'drop_down',
    date_created: expect.any(String),
    type_config: {
      options: [
        { name: 'Starter', orderindex: 0 },
        { name: 'Pro', orderindex: 1 },
      ],
    },
  });
  expect(there.map(({ name }: Json) => name)).toEqual(['Anywhere']);
});

it('shows a field that is not set without a value', async () => {
  const { id } = await field({ name: 'Tier', type: 'short_text' });
  const task = await aTask(lab);
  expect(await shown(task.id, id)).toMatchObject({ name: 'Tier' });
  expect(await shown(task.id, id)).not.toHaveProperty('value');
});

it.each([
  ['short_text', 'acme', 'acme'],
  ['url', 'https://acme.test/', 'https://acme.test/'],
  ['email', 'a@acme.test', 'a@acme.test'],
  ['phone', '+49 30 1234567', '+49 30 1234567'],
  ['number', 12.5, '12.5'],
  ['currency', 48000, '48000'],
  ['checkbox', true, 'true'],
  ['emoji', 4, 4],
  ['manual_progress', { current: 20 }, { current: 20 }],
])('reads a %s back in the form of the wire', async (type, written, read) => {
  const { id } = await field({ name: 'F', type });
  const task = await aTask(lab);
  expect(await set(task.id, id, { value: written })).toMatchObject({ status: 200, body: {} });
  expect((await shown(task.id, id)).value).toEqual(read);
});

it.each([
  ['number', '12'],
  ['checkbox', 'true'],
  ['date', '2026-11-22'],
  ['email', 'nobody'],
  ['emoji', 9],
  ['users', [1]],
  ['users', { add: [1] }],
  ['formula', 1],
])('refuses a %s that is written as %j', async (type, written) => {
  const { id } = await field({ name: 'F', type });
  const task = await aTask(lab);
  expect((await set(task.id, id, { value: written })).status).toBe(400);
  expect(await shown(task.id, id)).not.toHaveProperty('value');
});

it('takes an option by uuid or index and reads it back by orderindex; a name is refused', async () => {
  const { id, type_config } = await field({ name: 'Tier', type: 'drop_down', options: ['Starter', 'Pro'] });
  const task = await aTask(lab);
  await set(task.id, id, { value: type_config.options[1].id });
  expect((await shown(task.id, id)).value).toBe(1);
  await set(task.id, id, { value: 0 });
  expect((await shown(task.id, id)).value).toBe(0);
  expect(await set(task.id, id, { value: 'Pro' })).toMatchObject({
    status: 400,
    body: { err: 'Value must be an option index or uuid', ECODE: 'FIELD_011' },
  });
});

it('replaces all labels, and reads them back by uuid', async () => {
  const { id, type_config } = await field({ name: 'Goals', type: 'labels', options: ['A', 'B'] });
  const [a, b] = type_config.options.map((option: Json) => option.id);
  const task = await aTask(lab);
  await set(task.id, id, { value: [a] });
  await set(task.id, id, { value: [b] });
  expect(type_config.options[0]).toMatchObject({ label: 'A' });
  expect((await shown(task.id, id)).value).toEqual([b]);
});

it('adds and removes people, and reads them back as users', async () => {
  const { id } = await field({ name: 'CSM', type: 'users' });
  const task = await aTask(lab);
  await set(task.id, id, { value: { add: [IDS.lea, IDS.ada] } });
  await set(task.id, id, { value: { rem: [IDS.ada] } });
  expect((await shown(task.id, id)).value).toMatchObject([{ id: IDS.lea, username: 'Lea Lead' }]);
  await set(task.id, id, { value: { rem: [IDS.lea] } });
  expect(await shown(task.id, id)).not.toHaveProperty('value');
});

it('keeps a date as 04:00 of the day where its writer lives, or to the minute when asked to', async () => {
  const { id } = await field({ name: 'Start date', type: 'date' });
  const task = await aTask(lab);
  const at = Date.UTC(2026, 9, 18, 20);
  await set(task.id, id, { value: at });
  expect((await shown(task.id, id)).value).toBe(String(Date.UTC(2026, 9, 18, 11)));
  await set(task.id, id, { value: at, value_options: { time: true } });
  expect((await shown(task.id, id)).value).toBe(String(at));
});

it('clears a value by DELETE', async () => {
  const { id } = await field({ name: 'Tier', type: 'short_text' });
  const task = await aTask(lab, { custom_fields: [{ id, value: 'pro' }] });
  expect((await shown(task.id, id)).value).toBe('pro');
  expect(await lab.call('ada', 'DELETE', `/v2/task/${task.id}/field/${id}`)).toMatchObject({ status: 200, body: {} });
  expect(await shown(task.id, id)).not.toHaveProperty('value');
});

it('ignores a field of another list at creation, and refuses to set it', async () => {
  const { id } = await field({ name: 'Alert', type: 'short_text', list_ids: [OTHER_LIST] });
  const task = await aTask(lab, { custom_fields: [{ id, value: 'x' }] });
  expect(task.custom_fields).toEqual([]);
  expect((await set(task.id, id, { value: 'x' })).status).toBe(400);
});

it('asks for required fields only when told to', async () => {
  await field({ name: 'Tier', type: 'short_text', required: true });
  await aTask(lab);
  const strict = { name: 'X', check_required_custom_fields: true };
  expect((await lab.call('ada', 'POST', `/v2/list/${LIST}/task`, strict)).status).toBe(400);
});
