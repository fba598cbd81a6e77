import { z } from 'zod';
import { withoutIdentities } from '../domain/personal-data.ts';
import type { AccountQuestion, KnownFact, WordFinder } from '../monitor/find-words.ts';
import { complaintsAboutText } from './shown-text.ts';
import type { Writer } from './writer.ts';

/** Characters. */
const LONGEST_ANSWER = 700;
const LONGEST_QUESTION = 2_000;
const MOST_RECEIPTS = 8;

const Answer = z.object({ answer: z.string(), used: z.array(z.string()).max(MOST_RECEIPTS) });
type Answer = z.infer<typeof Answer>;

/** Answers a question from the facts alone; the facts that the answer names are printed below it, so each figure is among them. */
export const answerInWords =
  (writer: Writer): WordFinder['answer'] =>
  async (asked) => {
    const plain = (text: string): string => withoutIdentities(text, [asked.accountName]);
    const written = await writer.write<Answer>({
      purpose: 'answer',
      facts: {
        question: plain(asked.question).slice(0, LONGEST_QUESTION),
        facts: Object.fromEntries(asked.facts.map(({ key, says }) => [key, plain(says)])),
      },
      schema: Answer,
      check: (answer) => complaintsAbout(answer, asked),
    });
    if (written.kind === 'unusable') return null;
    const { answer, used } = written.answer;
    return { text: answer.trim(), receipts: factsNamed(used, asked.facts).map(({ says }) => says) };
  };

const factsNamed = (keys: readonly string[], facts: readonly KnownFact[]): readonly KnownFact[] =>
  facts.filter(({ key }) => keys.includes(key));

function complaintsAbout({ answer, used }: Answer, { facts, accountName }: AccountQuestion): readonly string[] {
  const unknown = used.filter((each) => !facts.some(({ key }) => key === each));
  const receipts = factsNamed(used, facts).map(({ says }) => says);
  return [
    ...(unknown.length === 0 ? [] : [`there are no facts with these keys: ${unknown.join(', ')}`]),
    ...(receipts.length === 0 ? ['the answer names no fact that it rests on'] : []),
    ...complaintsAboutText({
      what: 'the answer',
      text: answer,
      longest: LONGEST_ANSWER,
      figures: receipts,
      names: [accountName, ...facts.map(({ says }) => says)],
    }),
  ];
}
