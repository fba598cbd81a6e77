import type { Account, AccountKey } from '../domain/account.ts';
import type { Assessment } from '../domain/assessment.ts';
import { adviceNow, type Reworded } from '../domain/reworded.ts';
import type { ApplyDeps } from './facts-for.ts';
import type { AdviceWish, WordFinder } from './find-words.ts';
import type { Move } from './messages/alert-facts.ts';
import { openStepOf } from './messages/alert-facts.ts';
import type { Firing } from './raise-alerts.ts';

export type WordsOfAccounts = ReadonlyMap<AccountKey, Reworded>;
export const NO_WORDS: WordsOfAccounts = new Map();

/** Moves as the playbook says them, or in the words that were found for this very alert. */
export const inWords =
  (moveFor: ApplyDeps['moveFor'], words: WordsOfAccounts): ApplyDeps['moveFor'] =>
  (account, verdict, plan) => {
    const move = moveFor(account, verdict, plan);
    return { ...move, ...adviceNow(words.get(account.key) ?? null, move) };
  };

/**
 * Words for alerts that are about to be raised and have none yet, found before the transaction that raises them: whatever is not
 * found in time goes out as the playbook says it.
 */
export async function findWords(
  words: WordFinder | null,
  firings: readonly Firing[],
  moveFor: ApplyDeps['moveFor'],
  known: WordsOfAccounts,
): Promise<WordsOfAccounts> {
  const wanted = words === null ? [] : firings.filter(({ account }) => !known.has(account.key));
  if (words === null || wanted.length === 0) return NO_WORDS;
  const wishes = wanted.map(({ account, verdict, plan }) => wishOf(account, verdict, moveFor(account, verdict, plan)));
  const found = await words.advise(wishes);
  return new Map(
    wanted.flatMap(({ account }, at): readonly [AccountKey, Reworded][] => {
      const [from, to] = [wishes[at]?.advice, found[at]];
      return from === undefined || to == null ? [] : [[account.key, { from, to }]];
    }),
  );
}

function wishOf(account: Account, verdict: Assessment, { moves, message, whose }: Move): AdviceWish {
  const step = openStepOf(verdict);
  const tasks = whose?.kind === 'ours' || whose?.kind === 'customer' ? whose.tasks : [];
  return {
    accountName: account.name,
    useCase: account.useCase,
    goals: account.goals,
    state: verdict.state,
    openStep: step === null ? null : { name: step.name, signal: step.signal, count: step.count, users: step.users },
    whoseMove: whose?.kind ?? null,
    people: [...new Set(tasks.flatMap(({ assignees }) => assignees))],
    advice: { moves, message },
  };
}
