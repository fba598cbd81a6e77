import type { AccountIndex } from './account-index.ts';

/** Answers drawn from one index: forgotten with it, so that all that is shown together is of one moment. */
export interface IndexAnswers<T> {
  /** What was drawn for this question before, else what `draw` finds; two who ask at once share one drawing. */
  recall(index: AccountIndex, question: string, draw: () => Promise<T>): Promise<T>;
}

/** @param most so many answers an index are kept, the oldest forgotten */
export function createIndexAnswers<T>(most: number): IndexAnswers<T> {
  const answers = new WeakMap<AccountIndex, Map<string, Promise<T>>>();
  return {
    recall(index, question, draw) {
      const known = answers.get(index) ?? new Map<string, Promise<T>>();
      answers.set(index, known);
      const kept = known.get(question);
      if (kept !== undefined) return kept;
      const answer = draw();
      known.set(question, answer);
      for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - most))) known.delete(oldest);
      // What could not be drawn is drawn anew by whoever asks next.
      answer.catch(() => known.delete(question));
      return answer;
    },
  };
}
