import { z } from 'zod';
import type { LabelledBrief } from '../domain/brief-score.ts';
import { VERDICTS } from '../domain/statement-advice.ts';
import type { LabelledStatement } from '../domain/statement-score.ts';
import { type LineReading, parsedLine, readBrief } from './brief.ts';

/** The files of `eval`: JSON lines with their answers beside them. */

const Statement = z.object({
  id: z.string().min(1),
  text: z.string().min(1),
  vertical: z.string().nullish(),
  label: z.enum(VERDICTS),
});

/** One line of a file of statements: `{ id, text, vertical, label }`; other keys are left alone. */
export function readLabelledStatement(line: string): LineReading<LabelledStatement> {
  const parsed = parsedLine(Statement, line);
  if (parsed.kind === 'unreadable') return parsed;
  return { kind: 'read', value: { ...parsed.value, vertical: parsed.value.vertical ?? null } };
}

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const Answers = z.object({
  accept: z.array(
    z.object({
      event_any: z.array(z.string()).min(1),
      actor: z.enum(['any', 'external', 'not_admin', 'not_creator']).default('any'),
      where: z.record(z.string(), Scalar).default({}),
      count_min: z.number().default(1),
      count_max: z.number().default(Number.MAX_SAFE_INTEGER),
      window_days_max: z.number().default(Number.MAX_SAFE_INTEGER),
      distinct_users_min: z.number().default(1),
    }),
  ),
  reject: z.array(z.string()).default([]),
  question: z.boolean().default(false),
});

/** One line of a file of briefs: what `draft --brief` reads, and the answers. */
export function readLabelledBrief(line: string): LineReading<LabelledBrief> {
  const brief = readBrief(line);
  if (brief.kind === 'unreadable') return brief;
  const parsed = parsedLine(Answers, line);
  if (parsed.kind === 'unreadable') return parsed;
  const { accept, reject, question } = parsed.value;
  if (accept.length === 0 && !question)
    return { kind: 'unreadable', why: 'accept: empty; name a right plan, or say "question": true' };
  const plans = accept.map((each) => ({
    eventAny: each.event_any,
    actor: each.actor,
    where: each.where,
    countMin: each.count_min,
    countMax: each.count_max,
    windowDaysMax: each.window_days_max,
    distinctUsersMin: each.distinct_users_min,
  }));
  return { kind: 'read', value: { id: brief.id, request: brief.request, accept: plans, reject, question } };
}
