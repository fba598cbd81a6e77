import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LabelledBrief } from '../../src/domain/brief-score.ts';
import { readLabelledBrief } from '../../src/drafting/labelled.ts';

/**
 * The project's own briefs, which `eval` measures with: invented accounts and what a careful lead would accept for each. Event
 * names come in the styles of different products; companies and wording are our own.
 */
const Beside = z.object({ account: z.string(), vertical: z.string().nullable(), asks: z.string().optional() });

type OwnBrief = LabelledBrief & { readonly account: string; readonly vertical: string | null; readonly asks: RegExp };

const OWN_BRIEFS: readonly OwnBrief[] = readFileSync(join(import.meta.dirname, '../evaluation/briefs.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const reading = readLabelledBrief(line);
    if (reading.kind === 'unreadable') throw new Error(`${line}: ${reading.why}`);
    const { account, vertical, asks } = Beside.parse(JSON.parse(line));
    return { ...reading.value, account, vertical, asks: new RegExp(asks ?? '$.') };
  });

export const LABELLED_BRIEFS = OWN_BRIEFS.filter(({ question }) => !question);
/** Briefs to which only a question is an honest answer; `asks` is a shape that it must have. */
export const QUESTION_BRIEFS = OWN_BRIEFS.filter(({ question }) => question);
