import type { Account, Instant } from './account.ts';
import type { Assessment } from './assessment.ts';
import { lifeOf } from './life.ts';
import { startOfDay } from './local-date.ts';
import { evidenceFrom } from './scene.ts';

/** Half-open: `from` included, `to` excluded. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The time whose events stay however old they are, because what is said of this life rests on them: from where its evidence
 * begins to first value (and steps that came after it) or the end of the life, and at least over its first `windowDays` dates, in
 * which others are compared with it. All of it while neither has come: then every event may still count. Null: nothing is said of
 * a test account.
 */
export function spanKept(
  account: Account,
  { reachedAt, steps }: Pick<Assessment, 'reachedAt' | 'steps'>,
  windowDays: number,
): Span | null {
  const { startedOn, zone, status, leftAt } = account;
  if (status === 'excluded') return null;
  const from = evidenceFrom(startedOn, zone, lifeOf(account).before?.leftAt ?? null);
  const milestones = steps.map((step) => step.reachedAt ?? Number.NEGATIVE_INFINITY);
  const settledAt = reachedAt === null ? (leftAt ?? Number.POSITIVE_INFINITY) : Math.max(reachedAt, ...milestones);
  return { from, to: Math.max(settledAt + 1, startOfDay(startedOn + windowDays + 1, zone)) };
}

/** What lies before `before` and in none of these spans, oldest first. */
export function outside(spans: readonly Span[], before: Instant): readonly Span[] {
  const gaps: Span[] = [];
  let open = Number.MIN_SAFE_INTEGER;
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    const end = Math.min(from, before);
    if (end > open) gaps.push({ from: open, to: end });
    open = Math.max(open, to);
  }
  return open < before ? [...gaps, { from: open, to: before }] : gaps;
}
