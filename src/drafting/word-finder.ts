import type { WordFinder } from '../monitor/find-words.ts';
import { answerInWords } from './answer-in-words.ts';
import { editInWords } from './edit-in-words.ts';
import type { Writer } from './writer.ts';

/** All that a model may put into words for the monitor. */
export const wordFinder = (writer: Writer): WordFinder => ({
  answer: answerInWords(writer),
  editLines: editInWords(writer),
});
