import { aTask, IDS, LIST, type Json, type Lab, later, NOW, openLab, OTHER_LIST, TEAM } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
});
afterEach(() => lab.close());

const names = ({ tasks }: Json): string[] => tasks.map(({ name }: Json) => name);
const inList = async (query = '') => (await lab.call('bot', 'GET', `/v2/list/${LIST}/task?${query}`)).body;
const inTeam = async (query = '') => (await lab.call('bot', 'GET', `/v2/team/${TEAM}/task?${query}`)).body;

/** Tasks A, B, C, one second apart. */
async function threeTasks(): Promise<Json[]> {
  const made: Json[] = [];
  for (const [index, name] of ['A', 'B', 'C'].entries()) {
    await later(lab, index * 1_000);
    made.push(await aTask(lab, { name }));
  }
  return made;
}

describe('pages', () => {
  it('gives 100 tasks a page and says which page is the last', async () => {
    for (let index = 0; index < 201; index += 1) await aTask(lab, { name: `T${index}` });
    const pages = [await inList('page=0'), await inList('page=1'), await inList('page=2'), await inList('page=3')];
    expect(pages.map((page) => page.tasks.length)).toEqual([100, 100, 1, 0]);
    expect(pages.map((page) => page.last_page)).toEqual([false, false, true, true]);
    expect(new Set(pages.flatMap(names)).size).toBe(201);
  });

  it('calls a full page the last one when nothing follows', async () => {
    for (let index = 0; index < 100; index += 1) await aTask(lab);
    expect((await inTeam('page=0')).last_page).toBe(true);
  });

  it('refuses a page below zero', async () => {
    expect((await lab.call('bot', 'GET', `/v2/list/${LIST}/task?page=-1`)).status).toBe(400);
  });
});

describe('order', () => {
  it('puts the newest first, and the oldest first in reverse', async () => {
    await threeTasks();
    expect(names(await inList())).toEqual(['C', 'B', 'A']);
    expect(names(await inList('reverse=true'))).toEqual(['A', 'B', 'C']);
  });

  it('sorts by the last change, by due date and by id', async () => {
    const [a, b] = await threeTasks();
    await later(lab, 9_000);
    await lab.call('ada', 'PUT', `/v2/task/${a.id}`, { due_date: NOW, due_date_time: true });
    await lab.call('ada', 'PUT', `/v2/task/${b.id}`, { due_date: NOW + 1, due_date_time: true });
    await later(lab, 10_000);
    await lab.call('ada', 'PUT', `/v2/task/${a.id}`, { name: 'A!' });
    expect(names(await inList('order_by=updated'))).toEqual(['A!', 'B', 'C']);
    expect(names(await inList('order_by=due_date'))).toEqual(['B', 'A!', 'C']);
    expect(names(await inList('order_by=id&reverse=true'))).toEqual(['A!', 'B', 'C']);
  });

  it('refuses an order it does not know', async () => {
    expect((await lab.call('bot', 'GET', `/v2/list/${LIST}/task?order_by=name`)).status).toBe(400);
  });
});

describe('filters', () => {
  it('leaves closed, archived and subtasks out unless asked for', async () => {
    const { id } = await aTask(lab, { name: 'open' });
    await aTask(lab, { name: 'done', status: 'delivered' });
    await aTask(lab, { name: 'closed', status: 'complete' });
    await aTask(lab, { name: 'sub', parent: id });
    const old = await aTask(lab, { name: 'old' });
    await lab.call('ada', 'PUT', `/v2/task/${old.id}`, { archived: true });
    expect(names(await inList())).toEqual(['done', 'open']);
    expect(names(await inList('include_closed=true'))).toEqual(['closed', 'done', 'open']);
    expect(names(await inList('subtasks=true'))).toEqual(['sub', 'done', 'open']);
    expect(names(await inList('archived=true'))).toEqual(['old']);
    expect(names(await inTeam(`parent=${id}`))).toEqual(['sub']);
  });

  it('compares times strictly', async () => {
    await threeTasks();
    expect(names(await inList(`date_updated_gt=${NOW}`))).toEqual(['C', 'B']);
    expect(names(await inList(`date_updated_lt=${NOW + 1_000}`))).toEqual(['A']);
    expect(names(await inList(`date_created_gt=${NOW}&date_created_lt=${NOW + 2_000}`))).toEqual(['B']);
    expect(names(await inList(`due_date_gt=0`))).toEqual([]);
  });

  it('filters by lists of values only when the parameter carries its brackets', async () => {
    await aTask(lab, { name: 'mine', assignees: [IDS.lea], status: 'in progress' });
    await aTask(lab, { name: 'free' });
    expect(names(await inList(`assignees[]=${IDS.lea}&assignees[]=${IDS.bot}`))).toEqual(['mine']);
    expect(names(await inList('statuses[]=in%20progress'))).toEqual(['mine']);
    expect(names(await inList('statuses=in%20progress'))).toEqual(['free', 'mine']);
  });

  it('searches the whole workspace by lists and spaces', async () => {
    await aTask(lab, { name: 'here' });
    await lab.call('ada', 'POST', `/v2/list/${OTHER_LIST}/task`, { name: 'there' });
    expect(names(await inTeam())).toEqual(['there', 'here']);
    expect(names(await inTeam(`list_ids[]=${OTHER_LIST}`))).toEqual(['there']);
    expect(names(await inTeam('space_ids[]=9010'))).toEqual(['there', 'here']);
    expect(names(await inTeam('space_ids[]=1'))).toEqual([]);
  });

  it('shows Markdown only when asked, and never the tasks of private lists to others', async () => {
    await lab.control.post('/lists', { id: '79', name: 'Secret', space_id: '9010', private_to: [IDS.ada] });
    await lab.call('ada', 'POST', '/v2/list/79/task', { name: 'secret' });
    await aTask(lab, { markdown_content: '**x**' });
    expect(names(await inTeam())).toEqual(['Northwind']);
    expect((await inTeam()).tasks[0]).not.toHaveProperty('markdown_description');
    expect((await inTeam('include_markdown_description=true')).tasks[0].markdown_description).toBe('**x**');
  });

  it('refuses to filter by custom fields rather than to filter nothing', async () => {
    expect((await lab.call('bot', 'GET', `/v2/list/${LIST}/task?custom_fields=[]`)).status).toBe(400);
  });
});
