import { z } from 'zod';
import { HEALTH_FAMILIES, HEALTH_INPUTS } from '../domain/health-score.ts';

/** The health score as `/api/accounts/:account_id` answers it. It is shown; no alert and no order depends on it. */

const InputName = z.enum(HEALTH_INPUTS);
const Family = z.enum(HEALTH_FAMILIES);
const Percent = z.number().min(0).max(100);

const InputJson = z.strictObject({
  name: InputName,
  family: Family,
  value: Percent,
  source: z.enum(['measured', 'field']).describe('from events, or from a custom field of the account task'),
  age_days: z.int().min(0).describe('since it has this value, or was measured'),
  before: Percent.nullable().describe('the earlier entry, or the same measure two weeks ago'),
  weight: z.number().describe('of the score as it is: the inputs that are there add up to 1'),
  pull: z.number().describe('points that it keeps the score from 100'),
});

export const HealthJson = z.strictObject({
  score: Percent.nullable().describe('null while less than half of the weights is there'),
  zone: z.enum(['green', 'yellow', 'red']).nullable().describe('[80, 100], [60, 80), [0, 60)'),
  strategy: z.string().nullable(),
  coverage: z.number().min(0).max(1).describe('share of the weights whose inputs are there'),
  inputs: z.array(InputJson),
  missing: z.array(InputName),
  drivers: z.array(InputName).describe('what pulls most, first'),
  warnings: z.array(
    z.strictObject({
      family: Family,
      input: InputName,
      sign: z.string(),
      kind: z.enum(['low', 'falling', 'late']),
      value: Percent,
      before: Percent.nullable(),
    }),
  ),
  value_realization: z
    .array(z.strictObject({ month: z.int(), percent: z.int() }))
    .describe('aspirations to show beside, never a benchmark; those of the tier stand under targets'),
});
export type HealthJson = z.infer<typeof HealthJson>;
