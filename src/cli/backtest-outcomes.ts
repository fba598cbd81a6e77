import { cleanText } from '../shared/clean-text.ts';
import { MonitorError } from '../shared/errors.ts';
import { columnName } from './columns.ts';
import { openSource } from './open-source.ts';
import { readRows } from './read-rows.ts';

/** Which column says how an account ended, and which of its values mean badly. */
interface BadRule {
  readonly column: string;
  readonly isBad: (value: string) => boolean | null;
}

/**
 * How accounts ended: `account_id,bad` (0 or 1), or any column with `--bad COLUMN=VALUE,VALUE`.
 * @throws MonitorError `bad_usage` for a rule that is none, `bad_input` for a line that cannot be used
 */
export async function readOutcomes(file: string, rule: string | null): Promise<ReadonlyMap<string, boolean>> {
  const { column, isBad } = rule === null ? ZERO_OR_ONE : badRule(rule);
  const source = await openSource(file, process.stdin);
  const outcomes = new Map<string, boolean>();
  for await (const row of readRows(source, { required: ['account_id', column], optional: [] })) {
    const wrong = (why: string): MonitorError => new MonitorError('bad_input', `${source.name}:${row.line}: ${why}`);
    if (row.kind === 'unreadable') throw wrong(row.why);
    const accountId = cleanText(row.values.get('account_id'));
    const value = cleanText(row.values.get(column)) ?? '';
    const bad = isBad(value);
    if (accountId === null) throw wrong('account_id is missing');
    if (bad === null) throw wrong(`${column} is "${value}": write 0 or 1, or say with --bad what counts as bad`);
    outcomes.set(accountId, bad);
  }
  return outcomes;
}

const ZERO_OR_ONE: BadRule = { column: 'bad', isBad: (value) => (value === '1' ? true : value === '0' ? false : null) };

function badRule(rule: string): BadRule {
  const at = rule.indexOf('=');
  const column = columnName(rule.slice(0, at));
  const values = rule
    .slice(at + 1)
    .split(',')
    .map((value) => value.trim());
  if (at < 1 || column === '' || values.includes(''))
    throw new MonitorError(
      'bad_usage',
      `--bad "${rule}": write COLUMN=VALUE,VALUE, such as final_result=Fail,Withdrawn`,
    );
  return { column, isBad: (value) => values.includes(value) };
}
