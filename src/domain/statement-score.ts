import { judgeStatement } from './judge-statement.ts';
import type { Verdict } from './statement-advice.ts';

/** How often the linter agrees with labelled statements, for `eval`. */

export interface LabelledStatement {
  readonly id: string;
  readonly text: string;
  readonly vertical: string | null;
  readonly label: Verdict;
}

/** Label → verdict → how many. */
export type Confusion = Readonly<Record<Verdict, Readonly<Record<Verdict, number>>>>;

export interface StatementScore {
  readonly n: number;
  /** Share of statements whose verdict is their label, in [0, 1]; null for none. */
  readonly accuracy: number | null;
  readonly confusion: Confusion;
  readonly wrong: readonly (LabelledStatement & { readonly verdict: Verdict; readonly reason: string })[];
}

export function scoreStatements(statements: readonly LabelledStatement[]): StatementScore {
  const judged = statements.map((statement) => {
    const { verdict, reason } = judgeStatement(statement.text, statement.vertical);
    return { ...statement, verdict, reason };
  });
  const wrong = judged.filter(({ label, verdict }) => label !== verdict);
  const n = judged.length;
  return { n, accuracy: n === 0 ? null : (n - wrong.length) / n, confusion: confusionOf(judged), wrong };
}

function confusionOf(judged: readonly { readonly label: Verdict; readonly verdict: Verdict }[]): Confusion {
  const row = (label: Verdict): Record<Verdict, number> => {
    const count = (verdict: Verdict): number =>
      judged.filter((each) => each.label === label && each.verdict === verdict).length;
    return perVerdict(count);
  };
  return perVerdict(row);
}

const perVerdict = <T>(of: (verdict: Verdict) => T): Record<Verdict, T> => ({
  value: of('value'),
  setup: of('setup'),
  login: of('login'),
  vanity: of('vanity'),
  vague: of('vague'),
});
