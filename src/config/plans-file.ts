import { z } from 'zod';
import type { PlanEntry } from '../domain/plan-choice.ts';
import { PlanNotation } from './signal-schema.ts';
import { checkYaml, type FileOutcome } from './yaml-file.ts';

/** A `plans` file (CONTRACT section 6): which plan for which accounts, the first match wins. */

const Wanted = z
  .union([z.string().trim().min(1), z.number()], { error: 'write a text, or leave it out to match any' })
  .transform(String)
  .nullable()
  .default(null);

const Entry = z
  .strictObject({
    match: z.strictObject(
      { tier: Wanted, use_case: Wanted, account_id: Wanted },
      { error: 'write { tier, use_case, account_id }, or {} for every account' },
    ),
    plan: PlanNotation,
  })
  .transform(
    ({ match, plan }): PlanEntry => ({
      match: { tier: match.tier, useCase: match.use_case, accountId: match.account_id },
      plan,
    }),
  );

const PlansFile: z.ZodType<readonly PlanEntry[]> = z
  .array(Entry, { error: 'write a list of entries: - { match: {}, plan: { … } }' })
  .min(1, 'write at least one entry: - { match: {}, plan: { … } }');

/** Reads the text of a `plans` file; each mistake is one line that names its place and the way out. */
export function readPlansFile(name: string, text: string): FileOutcome<readonly PlanEntry[]> {
  return checkYaml(name, text, PlansFile);
}
