import { clickUpHere } from '../../../src/monitor/doctor/clickup-here.ts';
import { commentMovesTask, type Observation, type Topic } from '../../../src/monitor/observations.ts';

const NOW = Date.UTC(2026, 10, 23, 10);
const seen = (topic: Topic, way: string, times = 2, lastAt = NOW): Observation => ({
  topic,
  way,
  seen: times,
  firstAt: NOW,
  lastAt,
});
const said = (...observations: readonly Observation[]) => clickUpHere(observations).map(({ says }) => says);

describe('how ClickUp behaves here', () => {
  it('is not seen yet at first, and all open points are named', () => {
    expect(said()).toEqual([
      expect.stringMatching(/^not seen yet: as which events a reply .*; what X-RateLimit-Reset/),
    ]);
  });

  it.each<[readonly Observation[], string]>([
    [[seen('reply_told_as', 'taskUpdated')], 'a reply in a thread is told as taskUpdated only (2 seen)'],
    [[seen('reply_told_as', 'taskCommentPosted')], 'a reply in a thread is told as taskCommentPosted only (2 seen)'],
    [
      [seen('reply_told_as', 'taskUpdated', 3), seen('reply_told_as', 'taskCommentPosted')],
      'a reply in a thread is told as taskCommentPosted (2 seen) and as taskUpdated (3 seen)',
    ],
    [[seen('edit_history_id', 'same')], 'an edited comment keeps its history id (2 seen)'],
    [
      [seen('edit_history_id', 'same'), seen('edit_history_id', 'new', 1)],
      'an edited comment keeps its history id (2 seen), or an edited comment gets a new history id (1 seen)',
    ],
    [[seen('creation_assignees', 'created')], 'a task created with assignees is not told as an assignment (2 seen)'],
    [
      [seen('creation_assignees', 'created'), seen('creation_assignees', 'told', 1)],
      'a task created with assignees is told as an assignment too (1 seen)',
    ],
    [[seen('comment_moves_task', 'stays')], 'a comment leaves its task’s date of change as it is (2 seen)'],
    [
      [seen('unusable_delivery', 'without an event')],
      'of deliveries that ClickUp signed these could not be used: without an event (2 seen)',
    ],
    [[seen('super_agents', 'acted')], 'Super Agents are not listed among the members, but act (2 seen)'],
    [[seen('super_agents', 'acted'), seen('super_agents', 'listed')], 'Super Agents are listed among the members'],
    [[seen('rate_limit', '1000', 1, NOW), seen('rate_limit', '100', 1, NOW + 1)], '100 calls a minute are allowed'],
    [
      [seen('retry_after', '2 s'), seen('retry_after', '10 s')],
      'the same delivery came again after 2 s (2 seen); 10 s (2 seen)',
    ],
  ])('is said as it was seen', (observations, expected) => {
    expect(said(...observations)[0]).toBe(expected);
  });
});

describe('whether a comment moves its task’s date', () => {
  const COMMENT = NOW;
  it.each([
    ['moves', 'the task bears its date', { updatedAt: COMMENT, readAt: COMMENT + 5_000 }],
    ['moves', 'the task was stamped just after it', { updatedAt: COMMENT + 400, readAt: COMMENT + 5_000 }],
    ['stays', 'the task is older', { updatedAt: COMMENT - 60_000, readAt: COMMENT + 5_000 }],
    [null, 'the list was read too soon', { updatedAt: COMMENT - 60_000, readAt: COMMENT + 500 }],
    [null, 'the task changed later', { updatedAt: COMMENT + 60_000, readAt: COMMENT + 90_000 }],
    [null, 'the task changed just before', { updatedAt: COMMENT - 600, readAt: COMMENT + 5_000 }],
  ])('is %s where %s', (way, _title, task) => {
    expect(commentMovesTask(COMMENT, task).map((sighting) => sighting.way)).toEqual(way === null ? [] : [way]);
  });
});
