import { type DeliveryMemory, newDeliveryMemory, watchDelivery } from '../../src/clickup/watch-deliveries.ts';
import { rateTraits } from '../../src/clickup/watch-rate-headers.ts';

const AGENT = 7;
const NOW = Date.UTC(2026, 10, 23, 10);

describe('what a delivery shows', () => {
  let memory: DeliveryMemory;
  beforeEach(() => {
    memory = newDeliveryMemory();
  });
  const watch = (event: string, item: object, at = NOW): readonly string[] => {
    const body = { event, task_id: 't1', history_items: [{ id: 'h1', date: String(NOW), user: { id: 1 }, ...item }] };
    const sightings = watchDelivery({ json: body, mark: JSON.stringify(body), isOfUse: true }, AGENT, memory, at);
    return sightings.map(({ topic, way }) => `${topic}: ${way}`);
  };
  const comment = (part: object = {}) => ({ id: 'c1', parent: 't1', type: 1, comment: [{ text: 'hello' }], ...part });
  const said = (part: object = {}, item: object = {}) => ({ field: 'comment', comment: comment(part), ...item });

  it('is nothing where it has no history', () => {
    const signed = { json: { event: 'taskDeleted', task_id: 't1' }, mark: 'm', isOfUse: true };
    expect(watchDelivery(signed, AGENT, memory, NOW)).toEqual([]);
  });

  it.each([
    ['text', 'no object'],
    [[], 'no object'],
    [{ payload: {} }, 'without an event'],
    [{ event: 7 }, 'without an event'],
    [{ event: 'goalCreated', goal_id: 'g1' }, 'goalCreated without an id'],
    [{ event: 'Acme GmbH, 7' }, 'another event without an id'],
  ])('is that nothing of it can be used, and why: %j', (json, way) => {
    const sighting = { topic: 'unusable_delivery', way };
    expect(watchDelivery({ json, mark: 'm', isOfUse: false }, AGENT, memory, NOW)).toEqual([sighting]);
  });

  it('is how a reply is told, and what it looks like', () => {
    const reply = said({ parent: 'c0', type: 2 }, { parent_comment: { id: 'c0' } });
    expect(watch('taskUpdated', reply)).toEqual([
      'reply_told_as: taskUpdated',
      'reply_shape: with parent_comment, parent is the comment, type 2',
    ]);
    expect(watch('taskCommentPosted', said({ parent: 'c0' }))).toEqual([
      'reply_told_as: taskCommentPosted',
      'reply_shape: without parent_comment, parent is the comment, type 1',
    ]);
    expect(watch('taskCommentPosted', said({ id: 'c9' }))).toEqual([]);
  });

  it.each([
    [{ id: 3, username: 'Lea' }, 'number, whole user'],
    [{ id: '3' }, 'text, id only'],
  ])('is the shape of a mention: %j', (user, way) => {
    expect(watch('taskCommentPosted', said({ comment: [{ type: 'tag', user }] }))).toEqual([`tag_shape: ${way}`]);
  });

  it.each([
    ['h1', ['edit_history_id: same']],
    ['h2', ['edit_history_id: new']],
  ])('is whether an edit keeps the history id: %s', (id, expected) => {
    watch('taskCommentPosted', said());
    expect(watch('taskCommentUpdated', said({ comment: [{ text: 'hello again' }] }, { id }))).toEqual(expected);
  });

  it('is nothing about an edit of a comment whose posting was not heard', () => {
    expect(watch('taskCommentUpdated', said())).toEqual([]);
  });

  it.each([
    [{ before: { id: 3 }, after: null }, 'before'],
    [{ before: null, after: { id: 3 } }, 'after'],
    [{ before: null, after: null }, 'neither'],
  ])('is where it names who was taken off: %j', (sides, way) => {
    expect(watch('taskAssigneeUpdated', { field: 'assignee_rem', ...sides })).toEqual([`removed_assignee: ${way}`]);
  });

  const created = { field: 'task_creation', user: { id: AGENT } };
  const assigned = { field: 'assignee_add', user: { id: AGENT }, after: { id: 3 } };
  it('is whether the agent’s creation is told as an assignment too, in either order', () => {
    expect(watch('taskCreated', created)).toEqual(['creation_assignees: created']);
    expect(watch('taskAssigneeUpdated', assigned)).toEqual(['creation_assignees: told']);
    memory = newDeliveryMemory();
    expect(watch('taskAssigneeUpdated', assigned)).toEqual([]);
    expect(watch('taskCreated', created)).toEqual(['creation_assignees: created', 'creation_assignees: told']);
  });

  it('is not an assignment that came later, or that another made', () => {
    watch('taskCreated', created);
    expect(watch('taskAssigneeUpdated', { ...assigned, date: String(NOW + 60_000) })).toEqual([]);
    expect(watch('taskAssigneeUpdated', { ...assigned, user: { id: 1 } })).toEqual([]);
  });

  it.each([
    [400, '1 s'],
    [2_200, '2 s'],
    [55_000, '60 s'],
    [130_000, '2 min'],
    [9_000_000, '60 min'],
  ])('is after what time the same bytes come again: %d ms', (ms, way) => {
    watch('taskCommentPosted', said());
    expect(watch('taskCommentPosted', said(), NOW + ms)).toEqual([`retry_after: ${way}`]);
  });

  it('is how changes are marked, told once an act', () => {
    expect(watch('taskUpdated', { field: 'name', source: null })).toEqual(['change_source: other: none']);
    expect(watch('taskUpdated', { field: 'name', source: 'api\u001b[31m', user: { id: AGENT } })).toEqual([
      'change_source: agent: api31m',
    ]);
    expect(watch('taskMoved', { field: 'section_moved', source: null })).toEqual([]);
  });

  it('is that a Super Agent acts', () => {
    expect(watch('taskCommentPosted', said({}, { user: { id: -16800001 } }))).toEqual(['super_agents: acted']);
  });

  it('is compared with a bounded memory', () => {
    for (let n = 0; n < 1_600; n += 1) watch('taskCommentPosted', said({ id: `c${n}` }));
    for (const { size } of [memory.histories, memory.bodies]) {
      expect(size).toBeGreaterThanOrEqual(500);
      expect(size).toBeLessThanOrEqual(1_000);
    }
  });
});

describe('what the rate headers show', () => {
  it.each([
    ['1795600000', 'seconds'],
    ['1795600000000', 'milliseconds'],
    ['42', 'seconds from now'],
  ])('is what the reset is written in: %s', (reset, way) => {
    expect(rateTraits({ 'x-ratelimit-limit': '100', 'x-ratelimit-reset': reset })).toEqual([
      { topic: 'rate_limit', way: '100' },
      { topic: 'rate_reset', way },
    ]);
  });

  it('is nothing without them, or where they are no numbers', () => {
    expect(rateTraits({})).toEqual([]);
    expect(rateTraits({ 'x-ratelimit-limit': 'many', 'x-ratelimit-reset': '1' })).toEqual([]);
  });
});
