/** Answers in the documented shape of ClickUp's API, with only what a test names changed. */

export const AGENT = { id: 70_000_001, username: 'First Value Monitor', email: 'agent@example.test' };
export const LEA = { id: 70_000_002, username: 'Lea Lead', email: 'lea@example.test' };

export function aWireTask(changes: object = {}): Record<string, unknown> {
  return {
    id: '86abc12de',
    custom_id: null,
    name: 'Northwind — onboarding',
    text_content: 'Kick-off notes',
    description: 'Kick-off notes',
    status: { id: 'p900', status: 'in progress', color: '#57f', orderindex: 1, type: 'custom' },
    date_created: '1788000000000',
    date_updated: '1789000000000',
    archived: false,
    creator: LEA,
    assignees: [LEA],
    priority: { id: '2', priority: 'high', orderindex: '2' },
    due_date: '1789200000000',
    custom_fields: [],
    url: 'https://app.clickup.com/t/86abc12de',
    list: { id: '901200000001', name: 'Onboarding', access: true },
    ...changes,
  };
}

export function aWireField(type: string, value: unknown, options?: readonly object[]): object {
  return { id: '0a0a', name: 'The field', type, type_config: options === undefined ? {} : { options }, value };
}

export function aWireComment(changes: object = {}): Record<string, unknown> {
  return {
    id: '90110000000002',
    comment: [{ text: 'hello', attributes: {} }],
    comment_text: 'hello',
    user: LEA,
    resolved: false,
    assignee: null,
    reactions: [],
    date: '1789000000456',
    reply_count: '0',
    ...changes,
  };
}
