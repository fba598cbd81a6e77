import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledStatement } from '../../src/domain/statement-score.ts';
import { readLabelledStatement } from '../../src/drafting/labelled.ts';

/** The project's own labelled statements, which `eval` measures with: written and labelled before the linter judged them. */
export const OWN_STATEMENTS: readonly LabelledStatement[] = readFileSync(
  join(import.meta.dirname, 'statements.jsonl'),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const reading = readLabelledStatement(line);
    if (reading.kind === 'unreadable') throw new Error(`${line}: ${reading.why}`);
    return reading.value;
  });
