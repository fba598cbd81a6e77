import type { Assessment } from './assessment.ts';

export type RankWord = 'on track' | 'watch' | 'behind' | 'late';

/** Words for the list only; no state depends on them (METHOD section 5). `rank`: share of comparable accounts already past. */
export function rankWord(rank: number): RankWord {
  if (rank < 0.5) return 'on track';
  if (rank < 0.75) return 'watch';
  return rank < 0.9 ? 'behind' : 'late';
}

type Ranked = Pick<Assessment, 'rank' | 'benchmark' | 'steps' | 'openStep' | 'activeDay'>;

/** `68 of 100 comparable accounts had “First report” by day 12 (crm × professional, 42 accounts)`; null without a group. */
export function rankInWords({ rank, benchmark, steps, openStep, activeDay }: Ranked): string | null {
  const step = openStep === null ? undefined : steps[openStep];
  if (rank === null || step === undefined || benchmark?.source !== 'learned') return null;
  const share = Math.round(rank * 100);
  return `${share} of 100 comparable accounts had “${step.name}” by day ${activeDay} (${benchmark.group}, ${benchmark.n} accounts)`;
}

/** `22 of 100 that stood where it stands got there within 6 days`; null where too few are left to say, or no trial runs. */
export function chanceInWords({ reachChance, trialDaysLeft }: Pick<Assessment, 'reachChance' | 'trialDaysLeft'>) {
  if (reachChance === null || trialDaysLeft === null) return null;
  const days = trialDaysLeft === 1 ? '1 day' : `${trialDaysLeft} days`;
  return `${Math.round(reachChance * 100)} of 100 that stood where it stands reached first value within ${days}`;
}

/** Both, for people; null where there is nobody to compare with. */
export function amongOthersInWords(verdict: Ranked & Parameters<typeof chanceInWords>[0]): string | null {
  const said = [rankInWords(verdict), chanceInWords(verdict)].filter((words) => words !== null);
  return said.length === 0 ? null : `${said.join('; ')}.`;
}
