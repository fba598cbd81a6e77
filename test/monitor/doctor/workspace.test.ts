import type { BoardField, BoardList } from '../../../src/monitor/board.ts';
import { judgeFields } from '../../../src/monitor/doctor/fields.ts';
import { judgeList } from '../../../src/monitor/doctor/lists.ts';
import { judgeStatuses } from '../../../src/monitor/doctor/statuses.ts';

const aList = (part: Partial<BoardList> = {}): BoardList => ({
  id: '9',
  name: 'Alerts',
  permission: 'create',
  statuses: [
    { name: 'to do', type: 'open' },
    { name: 'Complete', type: 'closed' },
  ],
  ...part,
});

describe('a list', () => {
  it.each<[string, 'accounts list' | 'alerts list', Partial<BoardList>, string]>([
    ['where the agent may all it needs', 'alerts list', {}, 'ok'],
    ['whose rights ClickUp does not tell', 'alerts list', { permission: null }, 'ok'],
    ['with a done status only', 'alerts list', { statuses: [{ name: 'done', type: 'done' }] }, 'ok'],
    ['without a closed status', 'alerts list', { statuses: [{ name: 'to do', type: 'open' }] }, 'failure'],
    ['in which alerts can only be commented', 'alerts list', { permission: 'comment' }, 'failure'],
    ['of accounts that can be commented', 'accounts list', { permission: 'comment' }, 'ok'],
    ['of accounts that can only be read', 'accounts list', { permission: 'read' }, 'failure'],
    ['of accounts without a closed status', 'accounts list', { statuses: [] }, 'ok'],
  ])('%s is judged', (_title, role, part, state) => {
    expect(judgeList(role, aList(part))).toMatchObject({ check: role, state });
  });
});

describe('the statuses that monitor.yaml names', () => {
  const statuses = (left: string[]) => ({
    left: new Set(left),
    paused: new Set<string>(),
    excluded: new Set<string>(),
  });

  it('are in the list, whatever the case', () => {
    expect(judgeStatuses(statuses(['complete']), aList())).toMatchObject({ state: 'ok' });
  });

  it('are named where the list lacks them, with those it has', () => {
    expect(judgeStatuses(statuses(['churned']), aList())).toMatchObject({
      state: 'warning',
      says: expect.stringContaining('left: churned'),
      wayOut: expect.stringContaining('to do, Complete'),
    });
  });
});

describe('the fields', () => {
  const names = {
    account_id: 'Account ID',
    use_case: 'Use case',
    tier: 'Tier',
    goals: 'Goals',
    started_on: 'Start',
    trial_ends_on: 'Trial ends',
    csm: 'CSM',
    onboarding_lead: 'Lead',
    time_zone: 'Zone',
    annual_value: 'ACV',
    renews_on: 'Renewal',
    domains: 'Domains',
    country: 'Country',
    workspace: 'Onboarding list',
  };
  const NEEDED: readonly BoardField[] = [
    { name: 'Account ID', type: 'short_text' },
    { name: 'Use case', type: 'text' },
    { name: 'Goals', type: 'labels' },
    { name: 'CSM', type: 'users' },
    { name: 'Lead', type: 'users' },
  ];
  const judged = (...fields: readonly BoardField[]) => judgeFields(names, fields);

  it('may lack what is only useful', () => {
    expect(judged(...NEEDED)).toEqual([
      { check: 'fields', state: 'ok', says: expect.stringContaining('without: Tier, Start'), wayOut: null },
    ]);
  });

  it('are named with the type to choose where they are needed', () => {
    expect(judged(...NEEDED.slice(1, 3))).toEqual([
      expect.objectContaining({
        state: 'warning',
        says: 'the accounts list has no field named Account ID (Text), CSM (People), Lead (People)',
      }),
    ]);
  });

  it.each([
    ['CSM', 'checkbox', 'a person', 'People'],
    ['Start', 'number', 'a date', 'Date'],
    ['ACV', 'drop_down', 'an amount', 'Money'],
    ['Account ID', 'users', 'text', 'Text'],
  ])('%s of type %s cannot be read as %s', (name, type, meaning, better) => {
    const fields = [...NEEDED.filter((field) => field.name !== name), { name, type }];
    expect(judged(...fields)).toEqual([
      expect.objectContaining({
        state: 'failure',
        says: `“${name}” is of type ${type}, which cannot be read as ${meaning}`,
        wayOut: `make it a field of type ${better} in ClickUp`,
      }),
    ]);
  });

  it('of one name count once one of them can be read', () => {
    expect(judged(...NEEDED, { name: 'CSM', type: 'checkbox' })[0]?.state).toBe('ok');
  });
});
