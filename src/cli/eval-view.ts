import type { BriefScore, NamedDrafter } from '../domain/brief-score.ts';
import { VERDICTS } from '../domain/statement-advice.ts';
import type { StatementScore } from '../domain/statement-score.ts';
import { table } from './terminal.ts';

export interface Evaluation {
  readonly statements: StatementScore;
  /** By drafter; null for one that is not configured. */
  readonly briefs: Readonly<Record<NamedDrafter['name'], BriefScore | null>>;
}

/** The evaluation for people: figures first, then every miss. */
export function evaluationText({ statements, briefs }: Evaluation): string {
  const { n, accuracy, confusion, wrong } = statements;
  const rows = VERDICTS.map((label) => [label, ...VERDICTS.map((verdict) => String(confusion[label][verdict]))]);
  return [
    `Statements: ${n - wrong.length} of ${n} judged as labelled${accuracy === null ? '' : ` (${(accuracy * 100).toFixed(1)} %)`}`,
    table(['label \\ verdict', ...VERDICTS], rows),
    ...wrong.map(({ id, label, verdict, text }) => `  ${id}: ${label}, judged ${verdict}: ${text}`),
    '',
    ...briefLines('template drafter', briefs.template),
    ...briefLines('model', briefs.model),
  ].join('\n');
}

function briefLines(name: string, score: BriefScore | null): readonly string[] {
  if (score === null) return [`Briefs, ${name}: not configured`];
  const { n, accepted, questions, misses, latencyMs, fallbacks, costUsd } = score;
  const time = (ms: number | null): string => (ms === null ? 'none' : `${ms.toFixed(1)} ms`);
  return [
    `Briefs, ${name}: ${accepted} of ${n} accepted, ${questions} answered with a question; p50 ${time(latencyMs.p50)}, p95 ${time(latencyMs.p95)}; cost ${costUsd === null ? 'unknown: set model.usd_per_million_input and _output' : `${costUsd.toFixed(2)} USD`}`,
    ...(fallbacks === 0 ? [] : [`  ${fallbacks} of ${n} were drafted from the templates instead; the log says why`]),
    ...misses.map(({ id, why }) => `  ${id}: ${why}`),
  ];
}
