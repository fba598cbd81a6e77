import type { WordFinder } from '../monitor/find-words.ts';
import { type AdviceDeps, adviceInWords } from './advice-in-words.ts';
import { answerInWords } from './answer-in-words.ts';
import { editInWords } from './edit-in-words.ts';

/** All that a model may put into words for the monitor. */
export const wordFinder = (deps: AdviceDeps): WordFinder => ({
  answer: answerInWords(deps.writer),
  editLines: editInWords(deps.writer),
  advise: adviceInWords(deps),
});
