import type { Override } from './override.ts';

const EDIT_COMMENT = ['PUT /v2/comment/{comment_id}'];
const WRITE_COMMENT = ['POST /v2/task/{task_id}/comment', 'POST /v2/comment/{comment_id}/reply', ...EDIT_COMMENT];
const READ_COMMENTS = ['GET /v2/task/{task_id}/comment', 'GET /v2/comment/{comment_id}/reply'];
const TEAM_TASKS = ['GET /v2/team/{team_Id}/task'];
const LISTS = ['GET /v2/list/{list_id}', 'POST /v2/space/{space_id}/list'];
const TASKS = ['POST /v2/list/{list_id}/task', 'GET /v2/list/{list_id}/task', 'PUT /v2/task/{task_id}'];

/**
 * Where ClickUp's description of its API is known to be wrong. Sections are those of our notes on the API ("ClickUp public API"),
 * which give the evidence. Each entry says exactly which difference it passes over; one that no exchange needs fails the check.
 */
export const OVERRIDES: readonly Override[] = [
  {
    operations: WRITE_COMMENT,
    where: 'request',
    pointer: /^\/comment_text$/,
    what: 'is missing',
    because: 'comment_text is called required, but a comment made of blocks goes without it',
    section: 'sections 4 and 13',
  },
  {
    operations: WRITE_COMMENT,
    where: 'request',
    pointer: /^\/comment$/,
    what: 'is not described',
    because: 'blocks, the only way to mention someone, are on the page about comments and not in the description',
    section: 'sections 4 and 13',
  },
  {
    operations: EDIT_COMMENT,
    where: 'request',
    pointer: /^\/(assignee|resolved)$/,
    what: 'is missing',
    because: 'assignee and resolved are called required to edit a comment, but may be left as they are',
    section: 'sections 4 and 13',
  },
  {
    operations: ['GET /v2/task/{task_id}/comment'],
    where: 'query',
    pointer: /^\/start$/,
    what: 'does not fit int32',
    because: 'the date at which a page of comments starts is called 32-bit, but is Unix milliseconds and larger',
    section: 'section 13',
  },
  {
    operations: ['PUT /v2/webhook/{webhook_id}'],
    where: 'request',
    pointer: /^\/events$/,
    what: 'is array, described as string',
    because: 'the events of a webhook to be changed are called a string, but are an array as in its creation',
    section: 'sections 5 and 13',
  },
  {
    operations: ['GET /v2/list/{list_id}/task'],
    where: 'query',
    pointer: /^\/date_(created|updated|done)_(gt|lt)$/,
    what: 'does not fit int32',
    because: 'times of task filters are called 32-bit, but are Unix milliseconds and larger',
    section: 'section 13',
  },
  {
    operations: ['POST /v2/task/{task_id}/comment'],
    where: 'response',
    pointer: /^\/id$/,
    what: 'is number, described as string',
    because: 'the id of a new comment is a number; only reading it gives a string',
    section: 'sections 4 and 13',
  },
  {
    operations: READ_COMMENTS,
    where: 'response',
    pointer: /^\/comments\/\*\/reply_count$/,
    what: 'is number, described as string',
    because: 'reply_count is called a string, but is a number or a string',
    section: 'sections 4 and 13',
  },
  {
    operations: READ_COMMENTS,
    where: 'response',
    pointer: /^\/comments\/\*\/(assignee|assigned_by)$/,
    what: 'is null, described as object',
    because: 'a comment that is assigned to no one says null',
    section: 'section 4',
  },
  {
    operations: TASKS,
    where: 'response',
    pointer: /^(\/tasks\/\*)?\/(assignees|watchers)\/\*$/,
    what: 'is object, described as string',
    because:
      'assignees and watchers of tasks are called strings, but are people, as reading a single task describes them',
    section: 'section 13',
  },
  {
    operations: ['GET /v2/user', 'GET /v2/team', 'GET /v2/list/{list_id}/member', ...READ_COMMENTS, ...TEAM_TASKS],
    where: 'response',
    pointer: /\/(avatar|profilePicture)$/,
    what: 'is null, described as string',
    because: 'people and workspaces without a picture say null',
    section: 'section 1',
  },
  {
    operations: ['GET /v2/team/{team_id}/webhook', 'POST /v2/team/{team_id}/webhook', 'PUT /v2/webhook/{webhook_id}'],
    where: 'response',
    pointer: /^\/(webhook|webhooks\/\*)\/team_id$/,
    what: 'does not fit int32',
    because: "workspace ids in webhooks are called 32-bit, but today's are larger",
    section: 'section 13',
  },
  {
    operations: LISTS,
    where: 'response',
    pointer: /^\/(status|priority|assignee)$/,
    what: 'is null, described as object',
    because:
      'a list without status, priority or assignee of its own says null, as the description itself has it for the lists of a space',
    section: 'section 1, GET /list/{list_id}; not in section 13',
  },
  {
    operations: LISTS,
    where: 'response',
    pointer: /^\/due_date$/,
    what: 'is null, described as string',
    because: 'a list without due date says null, as the description itself has it for the lists of a space',
    section: 'section 1, GET /list/{list_id}; not in section 13',
  },
  {
    operations: LISTS,
    where: 'response',
    pointer: /^\/task_count$/,
    what: 'is number, described as string or null',
    because: "a list's task_count is called a string, but the description's own example has a number",
    section: 'section 1, GET /list/{list_id}; not in section 13',
  },
  {
    operations: TEAM_TASKS,
    where: 'response',
    pointer: /^\/tasks\/\*\/priority$/,
    what: 'is object, described as integer',
    because:
      'the priority of tasks found in a workspace is called an integer, but is an object, as reading a single task has it',
    section: 'section 13',
  },
  {
    operations: TEAM_TASKS,
    where: 'response',
    pointer: /^\/tasks\/\*\/priority$/,
    what: 'is null, described as integer',
    because: 'a task without priority says null',
    section: 'section 0',
  },
  {
    operations: TEAM_TASKS,
    where: 'response',
    pointer: /^\/tasks\/\*\/(date_closed|parent|start_date|due_date)$/,
    what: 'is null, described as string',
    because:
      'a task that is open, stands alone or has no start or due date says null, as reading a single task describes it',
    section: 'section 2, GET /task/{task_id}',
  },
  {
    operations: TEAM_TASKS,
    where: 'response',
    pointer: /^\/tasks\/\*\/(points|time_estimate)$/,
    what: 'is null, described as number',
    because: 'a task without points or estimate says null, as reading a single task describes it',
    section: 'section 2, GET /task/{task_id}',
  },
];
