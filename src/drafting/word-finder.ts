import type { WordFinder } from '../monitor/find-words.ts';
import { adviceInWords } from './advice-in-words.ts';
import { answerInWords } from './answer-in-words.ts';
import { editInWords } from './edit-in-words.ts';
import type { Writer } from './writer.ts';

/** All that a model may put into words for the monitor. `after` calls `ring` once after `ms`, and gives back what calls it off. */
export const wordFinder = (writer: Writer, after: (ms: number, ring: () => void) => () => void): WordFinder => ({
  answer: answerInWords(writer),
  editLines: editInWords(writer),
  advise: adviceInWords(writer, after),
});
