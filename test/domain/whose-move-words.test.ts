import type { EvidenceItem } from '../../src/domain/assessment.ts';
import type { TaskEvidence } from '../../src/domain/whose-move.ts';
import { moveInWords } from '../../src/domain/whose-move-words.ts';
import { onDay } from './builders.ts';

const aTask = (name: string, overdueDays: number | null, assignees: readonly string[] = ['Omar']): TaskEvidence => ({
  taskId: 'o1',
  name,
  url: 'https://app.clickup.com/t/o1',
  dueOn: null,
  side: 'ours',
  assignees,
  overdueDays,
});
const errors = (...names: readonly string[]): readonly EvidenceItem[] =>
  names.map((event, on) => ({ event, at: onDay(on), userId: 'ann', messageId: `m${on}` }));

const ours = (...tasks: readonly TaskEvidence[]): string => moveInWords({ kind: 'ours', tasks });
const failed = (...names: readonly string[]): string => moveInWords({ kind: 'product', errors: errors(...names) });

describe('whose move it is, in words', () => {
  it.each([
    [4, '4 days overdue'],
    [1, '1 day overdue'],
    [0, 'due today'],
    [-1, 'due in 1 day'],
    [-3, 'due in 3 days'],
    [null, 'without a due date'],
  ])('tells for a task %s days over its date: %s', (overdueDays, words) => {
    expect(ours(aTask('Migrate the data', overdueDays))).toBe(`ours: “Migrate the data” (Omar, ${words})`);
  });

  it.each([
    [[], 'assigned to nobody'],
    [['Omar'], 'Omar'],
    [['Omar', 'Ines'], 'Omar and Ines'],
  ])('names who has the task: %j', (assignees, words) => {
    expect(ours(aTask('Migrate the data', 0, assignees))).toBe(`ours: “Migrate the data” (${words}, due today)`);
  });

  it('says that the customer is to move, with each of their tasks', () => {
    const tasks = [aTask('Grant access', 2, ['Gia']), aTask('Send the list', -2, ['Gus'])];
    expect(moveInWords({ kind: 'customer', tasks })).toBe(
      'the customer’s: “Grant access” (Gia, 2 days overdue) and “Send the list” (Gus, due in 2 days)',
    );
  });

  it.each([
    [3, '“A” (Omar, due today), “B” (Omar, due today) and “C” (Omar, due today)'],
    [4, '“A” (Omar, due today), “B” (Omar, due today), “C” (Omar, due today) and 1 more'],
    [6, '“A” (Omar, due today), “B” (Omar, due today), “C” (Omar, due today) and 3 more'],
  ])('names three tasks of %i and counts the rest', (count, words) => {
    const tasks = ['A', 'B', 'C', 'D', 'E', 'F'].slice(0, count).map((name) => aTask(name, 0));
    expect(ours(...tasks)).toBe(`ours: ${words}`);
  });

  it('counts the failures of each kind', () => {
    expect(failed('Import Failed', 'Sync Error', 'Import Failed', 'Import Failed')).toBe(
      'the product’s, which failed them: “Import Failed” 3 times and “Sync Error” once',
    );
  });

  it('says that we cannot see, and why', () => {
    expect(moveInWords({ kind: 'data', reason: { kind: 'no_account_id' } })).toBe(
      'the data’s, since the account cannot be seen: its account id is not filled in',
    );
  });

  it.each([
    ['no_open_task', 'no onboarding task is open with anybody, and no failure was seen'],
    ['no_workspace', 'the account names no onboarding list to look at'],
    ['not_read_yet', 'its onboarding list has not been read yet'],
    ['out_of_sight', 'its onboarding list is not there, or the agent cannot see it'],
  ] as const)('says why it is unknown: %s', (because, words) => {
    expect(moveInWords({ kind: 'unknown', because })).toBe(`unknown: ${words}`);
  });
});
