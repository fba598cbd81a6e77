import { readField, WireField } from '../../src/clickup/field.ts';
import { toTask, WireTask } from '../../src/clickup/task.ts';
import { aWireField, aWireTask, LEA } from './support/wire.ts';

const read = (changes: object = {}) => toTask(WireTask.parse(aWireTask(changes)));

describe('a task', () => {
  it('is read with its times as numbers', () => {
    expect(read()).toEqual({
      id: '86abc12de',
      url: 'https://app.clickup.com/t/86abc12de',
      name: 'Northwind — onboarding',
      listId: '901200000001',
      description: 'Kick-off notes',
      status: { name: 'in progress', type: 'custom' },
      createdAt: 1_788_000_000_000,
      updatedAt: 1_789_000_000_000,
      creatorId: LEA.id,
      assignees: [{ id: LEA.id, name: 'Lea Lead' }],
      dueAt: 1_789_200_000_000,
      priority: 2,
      archived: false,
      fields: new Map(),
    });
  });

  it('may lack almost everything', () => {
    const bare = {
      status: null,
      creator: null,
      assignees: null,
      priority: null,
      due_date: null,
      archived: null,
      url: null,
    };
    const empty = { description: null, text_content: null, date_updated: null, custom_fields: null };
    expect(read({ ...bare, ...empty })).toMatchObject({
      url: 'https://app.clickup.com/t/86abc12de',
      description: '',
      status: { name: '', type: 'open' },
      updatedAt: 1_788_000_000_000,
      creatorId: null,
      assignees: [],
      dueAt: null,
      priority: null,
      archived: false,
    });
  });

  it('calls a pending invitee by e-mail, and an agent of ClickUp by its negative id', () => {
    const assignees = [
      { id: 7, username: null, email: 'new@example.test' },
      { id: -16_800_000, username: null, email: null },
    ];
    expect(read({ assignees }).assignees).toEqual([
      { id: 7, name: 'new@example.test' },
      { id: -16_800_000, name: 'user -16800000' },
    ]);
  });

  it('takes the filled one of two fields with one name', () => {
    const unset = { id: '1', name: 'The field', type: 'short_text', type_config: {} };
    const fields = read({
      custom_fields: [unset, aWireField('short_text', 'first'), aWireField('short_text', 'second')],
    }).fields;
    expect(fields).toEqual(new Map([['The field', { kind: 'text', text: 'first' }]]));
  });
});

describe('a custom field', () => {
  const TIERS = [
    { id: '11aa', name: 'Starter', orderindex: 0 },
    { id: '22bb', name: 'Pro', orderindex: '1' },
  ];
  const LABELS = [
    { id: '11aa', label: 'vip' },
    { id: '22bb', label: 'pilot' },
  ];
  const text = (value: string) => ({ kind: 'text', text: value });
  const number = (value: number) => ({ kind: 'number', value });

  it.each([
    ['a text', 'short_text', ' acme ', undefined, text('acme')],
    ['an empty text', 'short_text', '', undefined, null],
    ['a text of spaces', 'text', '  ', undefined, null],
    ['an unset value', 'short_text', undefined, undefined, null],
    ['the first option by its place', 'drop_down', 0, TIERS, text('Starter')],
    ['an option by its place', 'drop_down', 1, TIERS, text('Pro')],
    ['an option by its place as a string', 'drop_down', '1', TIERS, text('Pro')],
    ['an option by its id', 'drop_down', '22bb', TIERS, text('Pro')],
    ['an option that is gone', 'drop_down', 9, TIERS, null],
    ['a drop-down without options', 'drop_down', 0, undefined, null],
    ['labels', 'labels', ['22bb', '11aa', 'gone'], LABELS, text('pilot, vip')],
    ['no labels', 'labels', [], LABELS, null],
    ['people', 'users', [LEA], undefined, { kind: 'people', people: [{ id: LEA.id, name: 'Lea Lead' }] }],
    ['no people', 'users', [], undefined, null],
    ['a date', 'date', '1789000000000', undefined, { kind: 'date', at: 1_789_000_000_000 }],
    ['a date as a number', 'date', 1_789_000_000_000, undefined, { kind: 'date', at: 1_789_000_000_000 }],
    ['a date that is none', 'date', 'soon', undefined, null],
    ['an amount as a string', 'currency', '12000.50', undefined, number(12_000.5)],
    ['an amount as a number', 'currency', 12_000, undefined, number(12_000)],
    ['zero', 'number', '0', undefined, number(0)],
    ['a number that is none', 'number', 'many', undefined, null],
    ['a rating', 'emoji', '4', undefined, number(4)],
    ['a box that is ticked', 'checkbox', true, undefined, text('true')],
    ['a box that is ticked, as text', 'checkbox', 'true', undefined, text('true')],
    ['a formula', 'formula', 41.5, undefined, number(41.5)],
    ['what says nothing to us', 'location', { location: { lat: 1, lng: 2 } }, undefined, null],
  ])('is read: %s', (_, type, value, options, expected) => {
    expect(readField(WireField.parse(aWireField(type, value, options)))).toEqual(expected);
  });
});
