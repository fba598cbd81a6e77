import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeStatement } from '../../src/domain/judge-statement.ts';
import { VERDICTS } from '../../src/domain/statement-advice.ts';

const ROW = /^\| ([a-z-]+) \| ([^|]+) \| (value|setup|login|vanity|vague) \|$/;
const rows = readFileSync(join(import.meta.dirname, '../../docs/milestones.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, vertical = '', statement = '', verdict = ''] = ROW.exec(line) ?? [];
    return verdict === '' ? [] : [{ vertical, statement, verdict }];
  });

describe('docs/milestones.md', () => {
  it.each(rows)('says $verdict of “$statement” ($vertical), as the linter does', ({ vertical, statement, verdict }) => {
    expect(judgeStatement(statement, vertical).verdict).toBe(verdict);
  });

  it('has an example of each verdict', () => {
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS));
    expect(rows.length).toBeGreaterThan(30);
  });
});
